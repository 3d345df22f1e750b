'use strict';
/*
 * Small schemas at random. Types share the names of their fields, and mostly
 * what these are, so that selections of several types can merge.
 */

const PLAIN = ['Int', 'Float', 'String', 'Boolean', 'ID'];
const SCALARS = ['JSON', 'Date'];
const ENUM = 'Role';
const OBJECTS = ['User', 'Post', 'Tag', 'Users', 'A'];
const INTERFACES = ['Node', 'Named'];
const UNIONS = ['Hit', 'Any'];
// No two of them are one field: neither by the name that a key gets, nor by
// the key itself. The words of the language are names like any other.
const FIELDS = ['id', 'owner', 'bestPost', 'fullName', 'aB', 'a', '_x',
    'line1a', 'items', 'old_name', 'USER_ID', 'typename', 'x_', 'user',
    'users', 'userId', 'type', 'on', 'query', 'fragment', 'true', 'null',
    'data', 'createdAtTime'];
const WRAPS = ['_', '_', '_', '_!', '[_]', '[_!]!', '[[_]!]', '[[[_!]]]'];
const ARGUMENTS = ['', '', '', '(first: Int)',
    '(where: JSON, ids: [ID!] = [1])'];

/*
 * What the test knows of a type: its kind, its fields by name, the types that
 * its objects can have, and of what it is one. A field is { base, wrap, args }.
 */
function define(kind, name) {
    return { kind, name, fields: new Map(), possible: [], interfaces: [] };
}

class Schema {
    constructor(random) {
        this.types = new Map();
        for (const name of [...PLAIN, ...SCALARS])
            this.add('scalar', name);
        this.add('enum', ENUM);
        for (const name of OBJECTS.slice(0, random.from(1, OBJECTS.length)))
            this.add('object', name).possible.push(name);
        for (const name of random.some(INTERFACES))
            this.add('interface', name);
        for (const name of random.some(UNIONS))
            this.add('union', name);
        this.common = new Map(FIELDS.map((name) => [name, this.field(random)]));
        this.relate(random);
        this.fill(random);
    }

    add(kind, name) {
        this.types.set(name, define(kind, name));
        return this.types.get(name);
    }

    of(...kinds) {
        return [...this.types.values()].filter(({ kind }) =>
            kinds.includes(kind));
    }

    composites() {
        return this.of('object', 'interface', 'union');
    }

    overlap(one, other) {
        return one.possible.some((name) => other.possible.includes(name));
    }

    isComposite(name) {
        return this.composites().some((type) => type.name === name);
    }

    field(random) {
        const base = random.often(50)
            ? random.pick(this.composites()).name
            : random.pick([...PLAIN, ...SCALARS, ENUM]);
        return { base, wrap: random.pick(WRAPS), args: random.pick(ARGUMENTS) };
    }

    // Who implements what, and what is one of which.
    relate(random) {
        const objects = this.of('object');
        const [first, second] = this.of('interface');
        if (second && random.often(40))
            second.interfaces.push(first.name);
        for (const type of this.of('interface')) {
            const some = random.some(objects);
            for (const object of some.length ? some : [random.pick(objects)])
                this.implement(object, type);
        }
        for (const type of this.of('union')) {
            const some = random.some(objects);
            type.possible = (some.length ? some : objects).map(
                ({ name }) => name);
        }
    }

    implement(object, type) {
        for (const name of [...type.interfaces, type.name]) {
            const { possible } = this.types.get(name);
            if (!object.interfaces.includes(name)) {
                object.interfaces.push(name);
                possible.push(object.name);
            }
        }
    }

    fill(random) {
        for (const type of [...this.of('interface'), ...this.of('object')]) {
            for (const name of type.interfaces) {
                for (const pair of this.types.get(name).fields)
                    type.fields.set(...pair);
            }
            const most = type.kind === 'object' ? 10 : 4;
            for (const name of random.shuffled(FIELDS).slice(0,
                random.from(1, most))) {
                if (!type.fields.has(name))
                    type.fields.set(name, this.ownField(random, type, name));
            }
        }
    }

    // One that another type has too is rarely something else there. What an
    // interface asks for stays as it is, for those that implement two.
    ownField(random, type, name) {
        const odd = type.kind === 'object' && random.often(8);
        return odd ? this.field(random) : this.common.get(name);
    }

    // Its text, with a line for each field.
    sdl() {
        const parts = SCALARS.map((name) => `scalar ${name}`);
        parts.push(`enum ${ENUM} { ADMIN READER }`);
        parts.push('input Filter { id: ID }');
        for (const type of this.composites())
            parts.push(this.definition(type));
        return parts.join('\n') + '\n';
    }

    definition({ kind, name, fields, possible, interfaces }) {
        if (kind === 'union')
            return `union ${name} = ${possible.join(' | ')}`;
        const head = kind === 'object' ? 'type' : kind;
        const others = interfaces.length
            ? ` implements ${interfaces.join(' & ')}` : '';
        const lines = [...fields].map(([field, { base, wrap, args }]) =>
            `  ${field}${args}: ${wrap.replace('_', base)}`);
        return [`${head} ${name}${others} {`, ...lines, '}'].join('\n');
    }
}

module.exports = { ENUM, FIELDS, INTERFACES, OBJECTS, SCALARS, Schema, UNIONS };
