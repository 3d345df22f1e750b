'use strict';
/*
 * What becomes of a row without a schema: there is nothing that graphql-js
 * could execute, so this does, in as few words as it can be said.
 */

const { Fields, Raw, print } = require('./json.js');
const { naming } = require('./names.js');
const { Unfit, find } = require('./reference.js');
const { fieldsOf, inlined, rowOf } = require('./rules.js');

/*
 * A function that gives the response of a row, or throws Unfit. The document
 * selects from `row`, and its conditions all hold.
 */
function projection({ type, keepCase }, document) {
    const named = naming(keepCase);
    const sets = [rowOf(inlined(document))];

    function project(value, sets, isRow) {
        if (value === null || value === undefined)
            return null;
        if (Array.isArray(value))
            return value.map((item) => project(item, sets, isRow));
        if (!(value instanceof Fields))
            throw new Unfit('no object');
        return Object.fromEntries([...fieldsOf(sets, isIncluded)].map(
            ([key, nodes]) => [key, field(value, nodes, isRow)]));
    }

    function field(object, nodes, isRow) {
        const name = nodes[0].name.value;
        if (name === '__typename' && isRow && type)
            return type;
        const value = find(object, name, named);
        const sets = nodes.map((node) => node.selectionSet).filter(Boolean);
        return sets.length ? project(value, sets, false)
            : new Raw(print(value, named));
    }

    return (row) => project(row, sets, true);
}

function isIncluded({ directives }) {
    return directives.every(({ name, arguments: [{ value }] }) =>
        value.value === (name.value === 'include'));
}

module.exports = { projection };
