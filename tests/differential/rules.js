'use strict';
/*
 * Which selections are right. graphql-js says it, by those of its rules that
 * --select promises; what --select is stricter in stands here.
 *
 * Not promised: the rules on arguments and variables, that each fragment is
 * used, and that values of one key agree in lists and non-nulls.
 */

const graphql = require('./graphql.js');

const { Kind } = graphql;
const UNTYPED = [
    graphql.ExecutableDefinitionsRule,
    graphql.KnownFragmentNamesRule,
    graphql.NoFragmentCyclesRule,
    graphql.UniqueDirectivesPerLocationRule,
    graphql.UniqueFragmentNamesRule,
];
const TYPED = [
    ...UNTYPED,
    graphql.FieldsOnCorrectTypeRule,
    graphql.FragmentsOnCompositeTypesRule,
    graphql.KnownTypeNamesRule,
    graphql.PossibleFragmentSpreadsRule,
    graphql.ScalarLeafsRule,
];
// Of fragments only where they are used.
const USED = [graphql.OverlappingFieldsCanBeMergedRule];
// The schemas are right, and looking at them would take half of the time.
const SURELY = { assumeValid: true, assumeValidSDL: true };
const SELECTED = [Kind.FIELD, Kind.INLINE_FRAGMENT, Kind.FRAGMENT_SPREAD];
const NO_SCHEMA = graphql.buildSchema('type Query { nothing: Int }');

// What is wrong with a selection.
class Wrong extends Error {}

function refuse(condition, why) {
    if (condition)
        throw new Wrong(why);
}

/*
 * A schema for graphql-js: these types, and a query whose `row` is the row. No
 * field promises a value, and with `flat` none is a list.
 */
function schemaOf(sdl, type, flat) {
    return graphql.buildSchema(`${sdl.replace(flat ? /[![\]]/g : /!/g, '')}
        type RootOfTheJudge { row: ${type} }
        schema { query: RootOfTheJudge }`, SURELY);
}

/*
 * Reads a selection: { document, field }, where the document is an operation
 * that selects so from `row`, without arguments, and `field` is the response
 * key that the text gives. Throws Wrong.
 */
function read(text) {
    const parsed = parse(text);
    checkDirectives(parsed);
    const operations = parsed.definitions.filter(({ kind }) =>
        kind === Kind.OPERATION_DEFINITION);
    refuse(operations.length !== 1, 'not one operation');
    const [operation] = operations;
    const field = text[operation.loc.start] === '{' ? null : rootOf(operation);
    const row = {
        kind: Kind.FIELD,
        name: { kind: Kind.NAME, value: 'row' },
        selectionSet: (field ?? operation).selectionSet,
    };
    const query = {
        kind: Kind.OPERATION_DEFINITION,
        operation: 'query',
        selectionSet: { kind: Kind.SELECTION_SET, selections: [row] },
    };
    const document = withoutArguments({ ...parsed,
        definitions: parsed.definitions.map((definition) =>
            definition === operation ? query : definition) });
    return { document, field: field && (field.alias ?? field.name).value };
}

function parse(text) {
    try {
        return graphql.parse(text);
    } catch ({ message, positions }) {
        refuse(!message.includes('Unexpected description'), message);
        return parse(undescribed(text, positions[0]));
    }
}

// Operations and fragments may be described since the GraphQL of September
// 2025, which graphql-js 16.6 does not know: then blanks stand for this token.
function undescribed(text, at) {
    const lexer = new graphql.Lexer(new graphql.Source(text));
    while (lexer.token.start < at || lexer.token.kind === '<SOF>')
        lexer.advance();
    const { start, end } = lexer.token;
    return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
}

// The one field of an operation.
function rootOf({ selectionSet: { selections } }) {
    const [root] = selections;
    refuse(selections.length !== 1 || root.kind !== Kind.FIELD,
        'not one field');
    refuse(root.directives.length, 'a directive of the root field');
    refuse(!root.selectionSet, 'no selection set of the row');
    return root;
}

function checkDirectives(parsed) {
    graphql.visit(parsed, {
        enter({ kind, directives }) {
            refuse(directives?.length && !SELECTED.includes(kind),
                'a directive of what is not selected');
        },
        Directive({ name, arguments: args }) {
            refuse(!['include', 'skip'].includes(name.value), 'a directive');
            refuse(args.length !== 1 || args[0].name.value !== 'if' ||
                args[0].value.kind !== Kind.BOOLEAN, 'not if: true or false');
        },
    });
}

function withoutArguments(parsed) {
    return graphql.visit(parsed, {
        Field: (node) => ({ ...node, arguments: [] }),
    });
}

// Throws Wrong where the selection is not right for this schema.
function checkTyped(document, { sdl, type }) {
    const schema = schemaOf(sdl, type, true);
    validate(schema, document, TYPED);
    const whole = inlined(document);
    validate(schema, whole, USED);
    checkShapes([rowOf(whole)], leavesOf(whole, schema));
}

/*
 * Throws Wrong where it is not right without a schema: only the row itself has
 * a type, and that only where --type gives it.
 */
function checkUntyped(document, { type }) {
    validate(NO_SCHEMA, document, UNTYPED);
    graphql.visit(document, {
        Field({ name, selectionSet }) {
            refuse(name.value === '__typename' && selectionSet,
                'a type name has no fields');
        },
    });
    const whole = inlined(document);
    validate(NO_SCHEMA, whole, USED);
    checkConditions(rowOf(whole), type);
    checkShapes([rowOf(whole)], new Map());
}

function validate(schema, document, rules) {
    const [error] = graphql.validate(schema, document, rules);
    refuse(error, error?.message);
}

/*
 * The operation with what its fragments say in their places. Beside being
 * easier to walk, it is judged better: fields of a fragment in a fragment are
 * compared by graphql-js 16.6 only with those where it meets them first.
 */
function inlined({ definitions }) {
    const fragments = new Map(definitions.filter(({ kind }) =>
        kind === Kind.FRAGMENT_DEFINITION).map((fragment) =>
        [fragment.name.value, fragment]));
    const operation = definitions.find(({ kind }) =>
        kind === Kind.OPERATION_DEFINITION);
    return { kind: Kind.DOCUMENT, definitions: [graphql.visit(operation, {
        FragmentSpread: ({ name, directives }) => ({
            ...fragments.get(name.value),
            kind: Kind.INLINE_FRAGMENT,
            directives,
        }),
    })] };
}

// What is selected of the row in such an operation.
function rowOf({ definitions: [operation] }) {
    return operation.selectionSet.selections[0].selectionSet;
}

// From each response key in these sets to the fields that have it.
function fieldsOf(sets, isWanted, groups = new Map()) {
    for (const node of sets.flatMap((set) => set.selections)) {
        if (!isWanted(node))
            continue;
        if (node.kind === Kind.FIELD) {
            const key = (node.alias ?? node.name).value;
            groups.set(key, [...groups.get(key) ?? [], node]);
        } else {
            fieldsOf([node.selectionSet], isWanted, groups);
        }
    }
    return groups;
}

// `type` is that of the row, or null in what is not the row.
function checkConditions({ selections }, type) {
    for (const { kind, typeCondition, selectionSet } of selections) {
        refuse(typeCondition && typeCondition.name.value !== type,
            'a condition not of the row');
        if (selectionSet)
            checkConditions(selectionSet, kind === Kind.FIELD ? null : type);
    }
}

// The types of the fields that are scalars or enums. graphql-js 16.6 does not
// compare that of __typename with others.
function leavesOf(document, schema) {
    const types = new Map();
    const info = new graphql.TypeInfo(schema);
    graphql.visit(document, graphql.visitWithTypeInfo(info, {
        Field(node) {
            if (!node.selectionSet)
                types.set(node, graphql.getNamedType(info.getType()));
        },
    }));
    return types;
}

// What has one key has a selection each time, or is a leaf of one type.
function checkShapes(sets, leaves) {
    for (const nodes of fieldsOf(sets, () => true).values()) {
        const inner = nodes.map((node) => node.selectionSet).filter(Boolean);
        refuse(inner.length && inner.length < nodes.length,
            'one key with a selection and without');
        refuse(new Set(nodes.map((node) => leaves.get(node))).size > 1,
            'one key with values of two types');
        checkShapes(inner, leaves);
    }
}

module.exports = { Wrong, checkTyped, checkUntyped, fieldsOf, inlined,
    parse, read, rowOf, schemaOf };
