'use strict';
/*
 * Selections with something wrong in them, or nearly: what it is, and whether
 * it is wrong, the rules say.
 */

const graphql = require('./graphql.js');
const { parse } = require('./rules.js');
const { INTERFACES, OBJECTS, UNIONS } = require('./schemas.js');

const { Kind } = graphql;
// What a condition may name, and some that it may not.
const TYPES = [...OBJECTS, ...OBJECTS, ...INTERFACES, ...UNIONS, 'JSON', 'Role',
    'Int', 'Filter', 'Query', 'NoSuch'];
const CHARACTERS = ['{', '}', '(', ')', '[', ']', ':', '!', '=', '|', '@', '$',
    '&', '.', '...', '"', '"""', '\\', '#', ',', '\n', ' ', '-', '0', '1', '1.',
    '1e', 'a', '_', 'é', '\u2028', '%', "'", '?', ';', '/', '<', '\ufeff',
    'on'];
const DIRECTIVES = ['@include', '@include(if: $v)', '@include(if: "true")',
    '@include(unless: true)', '@include(if: null)', '@include(if: [true])',
    '@deprecated', '@no', '@no(if: true)', '@Skip(if: true)', '@skip(if: TRUE)',
    '@skip(if: false, unless: true)', '@skip(if: false) @include(if: true)',
    '@include(if: true)', '@skip(if: false)'];

// The text with one mistake, or two; each kind of them has its turn.
function wounded(luck, text, number) {
    const once = luck.often(80) ? inTree(luck, text, number)
        : inText(luck, text);
    return luck.often(5) ? inText(luck, once) : once;
}

// In the text -----------------------------------------------------------------

function inText(luck, text) {
    const tokens = luck.often(50) ? tokensOf(text) : [...text];
    const at = luck.below(tokens.length);
    const other = luck.below(tokens.length);
    luck.pick([
        () => tokens.splice(at, 1),
        () => tokens.splice(at, luck.from(2, 4)),
        () => tokens.splice(at, 0, tokens[other]),
        () => tokens.splice(at, 1, tokens[other]),
        () => tokens.splice(at, 0, luck.pick(CHARACTERS)),
        () => tokens.splice(at, 1, luck.pick(CHARACTERS)),
        () => { tokens.length = at; },
    ])();
    return tokens.join(tokens.length < text.length / 2 ? ' ' : '');
}

// The tokens of a text that graphql-js can read; the characters of any other.
function tokensOf(text) {
    const lexer = new graphql.Lexer(new graphql.Source(text));
    const tokens = [];
    try {
        while (lexer.advance().kind !== graphql.TokenKind.EOF)
            tokens.push(text.slice(lexer.token.start, lexer.token.end));
    } catch {
        return [...text];
    }
    return tokens.length ? tokens : [...text];
}

// In what it means ------------------------------------------------------------

function inTree(luck, text, number) {
    const parsed = parse(text);
    // Printed without a name, an operation would be a selection set.
    if (text[operationOf(parsed).loc.start] !== '{')
        operationOf(parsed).name ??= { kind: Kind.NAME, value: 'Query' };
    const tree = graphql.parse(graphql.print(parsed), { noLocation: true });
    MISTAKES[number % MISTAKES.length](luck, tree, operationOf(tree));
    return graphql.print(tree);
}

function operationOf({ definitions }) {
    return definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
}

function all(tree, ...kinds) {
    const found = [];
    graphql.visit(tree, {
        enter(node) {
            if (kinds.includes(node.kind))
                found.push(node);
        },
    });
    return found;
}

// A node out of many, or one that nobody will look at.
function any(luck, nodes) {
    return nodes.length ? luck.pick(nodes) : {};
}

function anyField(luck, tree) {
    return any(luck, all(tree, Kind.FIELD));
}

function selectionOf(text) {
    const [{ selectionSet }] = graphql.parse(`{ ${text} }`).definitions;
    return selectionSet.selections[0];
}

function insert(luck, tree, text) {
    const { selections } = luck.pick(all(tree, Kind.SELECTION_SET));
    selections.splice(luck.below(selections.length + 1), 0, selectionOf(text));
}

function nameOf(node) {
    return (node.alias ?? node.name).value;
}

function addDefinition(tree, text) {
    tree.definitions.push(...graphql.parse(text).definitions);
}

const MISTAKES = [
    function anotherName(luck, tree) {
        const { name } = anyField(luck, tree);
        name.value = luck.pick([name.value + 's', name.value.slice(1) || '_',
            name.value.toUpperCase(), '_' + name.value, 'noSuch', '__schema',
            '__typename', name.value.replace(/[A-Z]/g, '_$&').toLowerCase()]);
    },
    function anotherField(luck, tree) {
        anyField(luck, tree).name.value = anyField(luck, tree).name.value;
    },
    function anotherSet(luck, tree) {
        const { selectionSet } = structuredClone(anyField(luck, tree));
        anyField(luck, tree).selectionSet = selectionSet;
    },
    function leafWithSet(luck, tree) {
        const leaf = any(luck, all(tree, Kind.FIELD).filter(
            ({ selectionSet }) => !selectionSet));
        leaf.selectionSet = selectionOf(luck.pick(['a { __typename }',
            'a { id }', 'a { ... { __typename } }'])).selectionSet;
    },
    function noSet(luck, tree) {
        any(luck, all(tree, Kind.FIELD).filter(({ selectionSet }) =>
            selectionSet)).selectionSet = undefined;
    },
    function unknownFragment(luck, tree) {
        insert(luck, tree, '...NoSuch');
    },
    function condition(luck, tree) {
        insert(luck, tree, `... on ${luck.pick(TYPES)} { __typename }`);
    },
    function otherObject(luck, tree) {
        insert(luck, tree, `... on ${luck.pick(OBJECTS)} { ... on ${
            luck.pick(OBJECTS)} { __typename } }`);
    },
    function anotherCondition(luck, tree) {
        const { typeCondition } = any(luck, all(tree, Kind.FRAGMENT_DEFINITION,
            Kind.INLINE_FRAGMENT));
        if (typeCondition)
            typeCondition.name.value = luck.pick(TYPES);
    },
    function equalKeys(luck, tree) {
        insert(luck, tree, `${nameOf(anyField(luck, tree))}: ${
            anyField(luck, tree).name.value}`);
    },
    function equalKeysInside(luck, tree) {
        const field = anyField(luck, tree);
        insert(luck, tree, `${nameOf(field)}: ${field.name.value} { ${
            nameOf(anyField(luck, tree))}: __typename }`);
    },
    function cycle(luck, tree) {
        const fragments = all(tree, Kind.FRAGMENT_DEFINITION);
        const inner = any(luck, fragments);
        if (inner.selectionSet)
            insert(luck, inner, `...${luck.pick(fragments).name.value}`);
        else
            insert(luck, tree, '...Round');
        const next = luck.often(70) ? 'Round' : inner.name?.value ?? 'Round';
        addDefinition(tree,
            `fragment Round on ${luck.pick(TYPES)} { ...${next} }`);
    },
    function twoFragments(luck, tree) {
        const twin = any(luck, all(tree, Kind.FRAGMENT_DEFINITION));
        if (twin.kind)
            tree.definitions.push(twin);
    },
    function unusedFragment(luck, tree) {
        const fields = luck.pick(['__typename', 'id', 'id a: noSuch',
            'a: id a: owner']);
        addDefinition(tree,
            `fragment Unused on ${luck.pick(TYPES)} { ${fields} }`);
    },
    function directive(luck, tree) {
        const { directives } = luck.pick(all(tree, Kind.FIELD,
            Kind.INLINE_FRAGMENT, Kind.FRAGMENT_SPREAD,
            Kind.FRAGMENT_DEFINITION, Kind.OPERATION_DEFINITION));
        const field = selectionOf(`a ${luck.pick(DIRECTIVES)}`);
        directives.push(...field.directives);
    },
    function anotherDefinition(luck, tree) {
        addDefinition(tree, luck.pick(['{ id }', 'query Other { users { id } }',
            'type T { id: ID }', 'extend type User { no: ID }', 'scalar S']));
    },
    function noOperation(luck, tree, operation) {
        tree.definitions = tree.definitions.filter((other) =>
            other !== operation);
        if (tree.definitions.length === 0)
            addDefinition(tree, 'fragment F on User { id }');
    },
    function anotherRoot(luck, tree, { selectionSet: { selections } }) {
        selections.push(selectionOf(luck.pick(['users { id }', '... { id }',
            'id', '__typename', '... on Query { users { id } }'])));
    },
    function noRoot(luck, tree, { selectionSet }) {
        selectionSet.selections = [selectionOf(luck.pick(['users', '__typename',
            '... { users { id } }', '...F', 'users @skip(if: false) { id }']))];
    },
    function fewer(luck, tree) {
        const { selections } = luck.pick(all(tree, Kind.SELECTION_SET));
        selections.splice(luck.below(selections.length), 1);
    },
];

module.exports = { wounded };
