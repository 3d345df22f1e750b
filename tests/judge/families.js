'use strict';
/*
 * The families of cases. Each makes one from luck.
 */

const { Luck } = require('./luck.js');
const { wounded } = require('./mistakes.js');
const { Rows } = require('./rows.js');
const { Schema } = require('./schemas.js');
const { Selections, spell } = require('./selections.js');

const SHAPES = ['list', 'list', 'single', 'rows', 'bare', 'lines'];

function make(luck, { typed, slips, loose = false }) {
    const schema = new Schema(luck);
    const abstract = schema.of('interface', 'union');
    const row = loose && abstract.length ? luck.pick(abstract)
        : luck.pick([...schema.of('object'), ...schema.composites()]);
    const keepCase = luck.often(15);
    const shape = luck.pick(SHAPES);
    const maker = new Rows(luck, schema, { keepCase, slips });
    const isOne = shape === 'single';
    const count = luck.pick(isOne ? [0, 1, 1] : [0, 1, 1, 2, 3, 8]);
    const selections = new Selections(luck, schema, { typed, row, loose });
    const tokens = selections.document();
    const needsType = typed || selections.hasConditions;
    return {
        sdl: typed ? schema.sdl() : null,
        type: needsType || luck.often(50) ? row.name : null,
        keepCase,
        shape,
        field: !selections.isOperation || luck.often(20) ? 'rows' : null,
        selection: spell(luck, tokens),
        rows: Array.from({ length: count }, () => maker.row(row)),
    };
}

// Right rows and selections, nearly all.
function typed(luck) {
    return make(luck, { typed: true, slips: 0 });
}

// The same without a schema, where a selection has to do with less.
function untyped(luck) {
    return make(luck, { typed: false, slips: luck.pick([0, 0, 2]) });
}

// Values that do not fit their types, here and there.
function unfit(luck) {
    return make(luck, { typed: true, slips: luck.pick([1, 5]) });
}

// Selections that have something wrong, many of them.
function wrong(luck, number) {
    const kase = make(luck, { typed: luck.often(75), slips: 0 });
    return { ...kase, field: 'rows',
        selection: wounded(luck, kase.selection, number) };
}

// Different fields under one key, which may or may not meet in one object.
function clash(luck) {
    return make(luck, { typed: luck.often(85), slips: 0, loose: true });
}

// More rows than are read at once.
function many(luck) {
    const kase = make(luck, { typed: luck.often(70), slips: 0 });
    const count = luck.from(0, 999);
    if (kase.shape === 'single' || kase.rows.length === 0)
        return kase;
    return { ...kase,
        rows: Array.from({ length: count }, () => luck.pick(kase.rows)) };
}

const FAMILIES = { typed, untyped, unfit, wrong, clash, many };

// The case of a family that has this seed and number.
function caseOf(family, seed, number) {
    return FAMILIES[family](new Luck(seed, family, number), number);
}

module.exports = { caseOf };
