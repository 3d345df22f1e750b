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
function wounded(random, text, number) {
    const once = random.often(80) ? inTree(random, text, number)
        : inText(random, text);
    return random.often(5) ? inText(random, once) : once;
}

// In the text -----------------------------------------------------------------

function inText(random, text) {
    const tokens = random.often(50) ? tokensOf(text) : [...text];
    const at = random.below(tokens.length);
    const other = random.below(tokens.length);
    random.pick([
        () => tokens.splice(at, 1),
        () => tokens.splice(at, random.from(2, 4)),
        () => tokens.splice(at, 0, tokens[other]),
        () => tokens.splice(at, 1, tokens[other]),
        () => tokens.splice(at, 0, random.pick(CHARACTERS)),
        () => tokens.splice(at, 1, random.pick(CHARACTERS)),
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

function inTree(random, text, number) {
    const parsed = parse(text);
    // Printed without a name, an operation would be a selection set.
    if (text[operationOf(parsed).loc.start] !== '{')
        operationOf(parsed).name ??= { kind: Kind.NAME, value: 'Query' };
    const tree = graphql.parse(graphql.print(parsed), { noLocation: true });
    MISTAKES[number % MISTAKES.length](random, tree, operationOf(tree));
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

// A node out of many, or one that is never looked at.
function any(random, nodes) {
    return nodes.length ? random.pick(nodes) : {};
}

function anyField(random, tree) {
    return any(random, all(tree, Kind.FIELD));
}

function selectionOf(text) {
    const [{ selectionSet }] = graphql.parse(`{ ${text} }`).definitions;
    return selectionSet.selections[0];
}

function insert(random, tree, text) {
    const { selections } = random.pick(all(tree, Kind.SELECTION_SET));
    selections.splice(random.below(selections.length + 1), 0, selectionOf(text));
}

function nameOf(node) {
    return (node.alias ?? node.name).value;
}

function addDefinition(tree, text) {
    tree.definitions.push(...graphql.parse(text).definitions);
}

const MISTAKES = [
    function anotherName(random, tree) {
        const { name } = anyField(random, tree);
        name.value = random.pick([name.value + 's', name.value.slice(1) || '_',
            name.value.toUpperCase(), '_' + name.value, 'noSuch', '__schema',
            '__typename', name.value.replace(/[A-Z]/g, '_$&').toLowerCase()]);
    },
    function anotherField(random, tree) {
        anyField(random, tree).name.value = anyField(random, tree).name.value;
    },
    function anotherSet(random, tree) {
        const { selectionSet } = structuredClone(anyField(random, tree));
        anyField(random, tree).selectionSet = selectionSet;
    },
    function leafWithSet(random, tree) {
        const leaf = any(random, all(tree, Kind.FIELD).filter(
            ({ selectionSet }) => !selectionSet));
        leaf.selectionSet = selectionOf(random.pick(['a { __typename }',
            'a { id }', 'a { ... { __typename } }'])).selectionSet;
    },
    function noSet(random, tree) {
        any(random, all(tree, Kind.FIELD).filter(({ selectionSet }) =>
            selectionSet)).selectionSet = undefined;
    },
    function unknownFragment(random, tree) {
        insert(random, tree, '...NoSuch');
    },
    function condition(random, tree) {
        insert(random, tree, `... on ${random.pick(TYPES)} { __typename }`);
    },
    function otherObject(random, tree) {
        insert(random, tree, `... on ${random.pick(OBJECTS)} { ... on ${
            random.pick(OBJECTS)} { __typename } }`);
    },
    function anotherCondition(random, tree) {
        const { typeCondition } = any(random, all(tree, Kind.FRAGMENT_DEFINITION,
            Kind.INLINE_FRAGMENT));
        if (typeCondition)
            typeCondition.name.value = random.pick(TYPES);
    },
    function equalKeys(random, tree) {
        insert(random, tree, `${nameOf(anyField(random, tree))}: ${
            anyField(random, tree).name.value}`);
    },
    function equalKeysInside(random, tree) {
        const field = anyField(random, tree);
        insert(random, tree, `${nameOf(field)}: ${field.name.value} { ${
            nameOf(anyField(random, tree))}: __typename }`);
    },
    function cycle(random, tree) {
        const fragments = all(tree, Kind.FRAGMENT_DEFINITION);
        const inner = any(random, fragments);
        if (inner.selectionSet)
            insert(random, inner, `...${random.pick(fragments).name.value}`);
        else
            insert(random, tree, '...Round');
        const next = random.often(70) ? 'Round' : inner.name?.value ?? 'Round';
        addDefinition(tree,
            `fragment Round on ${random.pick(TYPES)} { ...${next} }`);
    },
    function twoFragments(random, tree) {
        const twin = any(random, all(tree, Kind.FRAGMENT_DEFINITION));
        if (twin.kind)
            tree.definitions.push(twin);
    },
    function unusedFragment(random, tree) {
        const fields = random.pick(['__typename', 'id', 'id a: noSuch',
            'a: id a: owner']);
        addDefinition(tree,
            `fragment Unused on ${random.pick(TYPES)} { ${fields} }`);
    },
    function directive(random, tree) {
        const { directives } = random.pick(all(tree, Kind.FIELD,
            Kind.INLINE_FRAGMENT, Kind.FRAGMENT_SPREAD,
            Kind.FRAGMENT_DEFINITION, Kind.OPERATION_DEFINITION));
        const field = selectionOf(`a ${random.pick(DIRECTIVES)}`);
        directives.push(...field.directives);
    },
    function anotherDefinition(random, tree) {
        addDefinition(tree, random.pick(['{ id }', 'query Other { users { id } }',
            'type T { id: ID }', 'extend type User { no: ID }', 'scalar S']));
    },
    function noOperation(random, tree, operation) {
        tree.definitions = tree.definitions.filter((other) =>
            other !== operation);
        if (tree.definitions.length === 0)
            addDefinition(tree, 'fragment F on User { id }');
    },
    function anotherRoot(random, tree, { selectionSet: { selections } }) {
        selections.push(selectionOf(random.pick(['users { id }', '... { id }',
            'id', '__typename', '... on Query { users { id } }'])));
    },
    function noRoot(random, tree, { selectionSet }) {
        selectionSet.selections = [selectionOf(random.pick(['users', '__typename',
            '... { users { id } }', '...F', 'users @skip(if: false) { id }']))];
    },
    function fewer(random, tree) {
        const { selections } = random.pick(all(tree, Kind.SELECTION_SET));
        selections.splice(random.below(selections.length), 1);
    },
];

module.exports = { wounded };
