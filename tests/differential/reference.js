'use strict';
/*
 * What graphql-js makes of a row and a selection.
 */

const graphql = require('./graphql.js');
const { Fields } = require('./json.js');
const { naming } = require('./names.js');
const { schemaOf } = require('./rules.js');

// A row or a value that does not fit the types.
class Unfit extends Error {}

const LEAVES = ['Int', 'Float', 'String', 'Boolean', 'ID'];

// Values go through graphql-js as they are; only objects must be where the
// schema has some.
function prepare(sdl, type) {
    const schema = schemaOf(sdl, type, false);
    for (const one of Object.values(schema.getTypeMap())) {
        if (graphql.isObjectType(one))
            one.isTypeOf = (value) => value instanceof Fields;
        if (graphql.isScalarType(one) && !LEAVES.includes(one.name))
            one.serialize = (value) => value;
        else if (graphql.isLeafType(one))
            one.serialize = withoutObjects;
    }
    return schema;
}

function withoutObjects(value) {
    if (value instanceof Fields)
        throw new Unfit('an object');
    if (Array.isArray(value))
        value.forEach(withoutObjects);
    return value;
}

/*
 * A function that gives the response of a row of this type, or throws Unfit.
 * The document selects from `row`.
 */
function reference({ sdl, type, keepCase }, document) {
    const schema = prepare(sdl, type);
    const named = naming(keepCase);
    return (row) => {
        const { data, errors } = graphql.execute({
            schema,
            document,
            rootValue: row,
            fieldResolver: (object, _args, _context, { fieldName, path }) =>
                path.prev ? find(object, fieldName, named) : object,
            typeResolver: typeOf,
        });
        if (errors)
            throw new Unfit(errors[0].message);
        return data.row;
    };
}

// The field that gets this name, or else the one that has it.
function find({ entries }, name, named) {
    const found = entries.find(([key]) => named(key) === name)
        ?? entries.find(([key]) => key === name);
    return found?.[1];
}

// The type that an object names itself.
function typeOf(value) {
    const own = value instanceof Fields && find(value, '__typename', String);
    return own && /^"/.test(own.text) ? JSON.parse(own.text) : undefined;
}

module.exports = { Unfit, find, reference };
