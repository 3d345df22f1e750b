'use strict';
/*
 * The families of cases. Each makes one from random.
 */

const { Random } = require('./random.js');
const { wounded } = require('./mistakes.js');
const { Rows } = require('./rows.js');
const { Schema } = require('./schemas.js');
const { Selections, spell } = require('./selections.js');

const SHAPES = ['list', 'list', 'single', 'rows', 'bare', 'lines'];

function make(random, { typed, slips, loose = false }) {
    const schema = new Schema(random);
    const abstract = schema.of('interface', 'union');
    const row = loose && abstract.length ? random.pick(abstract)
        : random.pick([...schema.of('object'), ...schema.composites()]);
    const keepCase = random.often(15);
    const shape = random.pick(SHAPES);
    const maker = new Rows(random, schema, { keepCase, slips });
    const isOne = shape === 'single';
    const count = random.pick(isOne ? [0, 1, 1] : [0, 1, 1, 2, 3, 8]);
    const selections = new Selections(random, schema, { typed, row, loose });
    const tokens = selections.document();
    const needsType = typed || selections.hasConditions;
    return {
        sdl: typed ? schema.sdl() : null,
        type: needsType || random.often(50) ? row.name : null,
        keepCase,
        shape,
        field: !selections.isOperation || random.often(20) ? 'rows' : null,
        selection: spell(random, tokens),
        rows: Array.from({ length: count }, () => maker.row(row)),
    };
}

// Right rows and selections, nearly all.
function typed(random) {
    return make(random, { typed: true, slips: 0 });
}

// The same without a schema, where a selection has to do with less.
function untyped(random) {
    return make(random, { typed: false, slips: random.pick([0, 0, 2]) });
}

// Values that do not fit their types, here and there.
function unfit(random) {
    return make(random, { typed: true, slips: random.pick([1, 5]) });
}

// Selections that have something wrong, many of them.
function wrong(random, number) {
    const kase = make(random, { typed: random.often(75), slips: 0 });
    return { ...kase, field: 'rows',
        selection: wounded(random, kase.selection, number) };
}

// Different fields under one key, which may or may not meet in one object.
function clash(random) {
    return make(random, { typed: random.often(85), slips: 0, loose: true });
}

// More rows than are read at once.
function many(random) {
    const kase = make(random, { typed: random.often(70), slips: 0 });
    const count = random.from(0, 999);
    if (kase.shape === 'single' || kase.rows.length === 0)
        return kase;
    return { ...kase,
        rows: Array.from({ length: count }, () => random.pick(kase.rows)) };
}

const FAMILIES = { typed, untyped, unfit, wrong, clash, many };

// The case of a family that has this seed and number.
function caseOf(family, seed, number) {
    return FAMILIES[family](new Random(seed, family, number), number);
}

module.exports = { caseOf };
