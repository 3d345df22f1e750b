'use strict';
/*
 * What must become of a case: { status, stdout, why }. `stdout` is absent where
 * only the status is known.
 *
 * A case is
 *   sdl, type    what stands in the file of --schema, and --type; or null
 *   keepCase     --keep-case
 *   shape        list, single, rows, bare or lines
 *   field        --field, or null
 *   selection    the text of --select
 *   rows         texts of JSON, a line each
 */

const { parse, print } = require('./json.js');
const { projection } = require('./projection.js');
const { Unfit, reference } = require('./reference.js');
const rules = require('./rules.js');

const NO_FIELD = 'no --field';

// Throws SyntaxError where the rows are no JSON.
function expect(kase) {
    try {
        const { document, field } = rules.read(kase.selection);
        const isTyped = kase.sdl !== null;
        (isTyped ? rules.checkTyped : rules.checkUntyped)(document, kase);
        const name = kase.field ?? field;
        if (name === null && !['rows', 'bare'].includes(kase.shape))
            throw new rules.Wrong(NO_FIELD);
        const project = (isTyped ? reference : projection)(kase, document);
        const known = new Map(); // many rows are equal
        for (const row of kase.rows) {
            if (!known.has(row))
                known.set(row, print(ofRow(parse(row), project)));
        }
        return { status: 0, stdout: answer(kase.shape, name,
            kase.rows.map((row) => known.get(row))) };
    } catch (error) {
        if (error instanceof rules.Wrong)
            return { status: 2, stdout: '', why: error.message };
        if (error instanceof Unfit)
            return { status: 1, why: error.message };
        throw error;
    }
}

// A row may be an array of rows.
function ofRow(value, project) {
    if (value === null)
        return null;
    return Array.isArray(value) ? value.map((item) => ofRow(item, project))
        : project(value);
}

function answer(shape, name, rows) {
    if (shape === 'rows')
        return rows.map((row) => `${row}\n`).join('');
    if (shape === 'bare')
        return `[${rows.join(',')}]\n`;
    const value = {
        list: `[${rows.join(',')}]`,
        lines: rows.length ? `[\n${rows.join(',\n')}\n]` : '[]',
        single: rows[0] ?? 'null',
    }[shape];
    return `{"data":{${JSON.stringify(name)}:${value}}}\n`;
}

module.exports = { NO_FIELD, expect };
