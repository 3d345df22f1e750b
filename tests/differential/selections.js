'use strict';
/*
 * Selections of a type, as text. Most are valid; what they are, the test asks
 * graphql-js.
 */

const { FIELDS } = require('./schemas.js');

const FRAGMENTS = ['F', 'Parts', 'type', 'query', 'fragment', 'true', 'User',
    '_', 'full_name'];
const ALIASES = ['alias', 'first', 'x', 'full_name', 'best_post', 'no_such',
    'key', 'ID', '_typename', 'zz', 'A', 'ids', 'own', 'true', 'on'];
const VALUES = ['1', '-2.5e3', '"a } b"', '"""a " } b"""', 'true', 'null', '$v',
    'ADMIN', '[]', '[1, [2] "x"]', '{}', '{ a: { b: [$v] } on: "\\u0041{" }'];
const MOST_FIELDS = 40;

class Selections {
    // Without `typed` no type is asked for but that of the row. With `loose`
    // few response keys are for many fields, so that some clash.
    constructor(random, schema, { typed, row, loose }) {
        Object.assign(this, { random, schema, typed, row, loose });
        this.left = loose ? 8 : MOST_FIELDS;
        this.hasConditions = false;
        this.fragments = []; // { name, on, tokens }
        this.directives = random.pick([0, 0, 10, 30]);
        // Without a schema objects can be taken whole, too.
        this.whole = typed ? [] : random.some(FIELDS, 6);
        this.shareKeys();
    }

    /*
     * Each response key is one field's, so that equal ones merge. Some fields
     * have given their own name away, and got the other's for it.
     */
    shareKeys() {
        const { random } = this;
        const fields = new Set(['__typename', 'no_such', 'key']);
        for (const type of this.schema.composites())
            type.fields.forEach((_, name) => fields.add(name));
        this.keys = new Map([...fields].map((name) => [name, [name]]));
        const owners = random.shuffled([...fields]);
        if (random.often(25)) {
            for (let at = 0; at + 1 < owners.length; at += 2) {
                this.keys.set(owners[at], [owners[at + 1]]);
                this.keys.set(owners[at + 1], [owners[at]]);
            }
        }
        for (const alias of ALIASES) {
            if (!fields.has(alias))
                this.keys.get(random.pick(owners)).push(alias);
        }
    }

    /*
     * The tokens of a selection set of the row, with the fragments that it
     * needs, or of an operation whose only field has it. `isOperation` and
     * `hasConditions` tell what they became.
     */
    document() {
        const { random } = this;
        const count = random.pick([0, 0, 0, 1, 2, 4]);
        for (const name of random.shuffled(FRAGMENTS).slice(0, count))
            this.fragment(name);
        this.left = Math.max(this.left, this.loose ? 8 : 10);
        const set = this.set(this.row, random.from(1, 5));
        const parts = this.fragments.map(({ tokens }) => tokens);
        this.isOperation = random.often(35);
        this.hasConditions ||= this.fragments.length > 0;
        parts.push(this.isOperation ? this.operation(set) : set);
        return random.shuffled(parts).flat();
    }

    operation(set) {
        const { random } = this;
        const head = [...this.description(),
            random.pick(['query', 'mutation', 'subscription'])];
        if (random.often(60))
            head.push(random.pick(['Users', 'query', 'on', '_']));
        if (random.often(30)) {
            head.push('(', '$', 'v', ':', '[', 'Int', '!', ']', '=', '[', '1',
                ']', '$', 'w', ':', 'ID', '!', ')');
        }
        const alias = random.often(40)
            ? [random.pick(['all', 'users', 'on']), ':'] : [];
        return [...head, '{', ...alias, random.pick(['users', 'posts', 'query']),
            ...this.args(40), ...set, '}'];
    }

    fragment(name) {
        const on = this.typed ? this.random.pick(this.schema.composites())
            : this.row;
        const set = this.set(on, this.random.from(1, 3));
        this.fragments.push({ name, on,
            tokens: [...this.description(), 'fragment', name, 'on', on.name,
                ...set] });
    }

    description() {
        const text = this.random.pick(['"{"', '"""a\n}"""']);
        return this.random.often(5) ? [text] : [];
    }

    set(type, depth) {
        const most = this.loose ? 2 : 6;
        const count = this.left > 0 ? this.random.from(1, most) : 1;
        const items = [];
        for (let at = 0; at < count; at++)
            items.push(...this.item(type, depth));
        return ['{', ...items, '}'];
    }

    item(type, depth) {
        const { random } = this;
        const often = type.kind === 'union' ? 60 : 10;
        const opens = this.loose && type.kind !== 'object' ? 85 : often;
        if (depth > 0 && this.left > 0 && random.often(opens))
            return this.inline(type, depth - 1);
        const spreads = this.fragments.filter(({ on }) => this.mayBe(type, on));
        if (spreads.length > 0 && this.left > 0 && random.often(15))
            return ['...', random.pick(spreads).name, ...this.condition()];
        if (type.fields.size === 0 || random.often(8))
            return this.field('__typename', []);
        return this.anyField(type, depth);
    }

    // May an object of this type be one of the other, for all that is known?
    mayBe(type, on) {
        return this.typed ? this.schema.overlap(type, on) : type === this.row;
    }

    inline(type, depth) {
        const { random } = this;
        if (random.often(40))
            return ['...', ...this.condition(), ...this.set(type, depth)];
        const asked = this.loose && random.often(60)
            ? this.schema.of('object') : this.schema.composites();
        const others = this.typed
            ? asked.filter((other) => this.schema.overlap(type, other))
            : [type].filter((other) => other === this.row);
        if (others.length === 0)
            return ['...', ...this.set(type, depth)];
        const on = random.pick(others);
        this.hasConditions = true;
        return ['...', 'on', on.name, ...this.condition(),
            ...this.set(on, depth)];
    }

    anyField(type, depth) {
        const { random } = this;
        const name = random.pick([...type.fields.keys()]);
        const { base } = type.fields.get(name);
        if (!this.typed && random.often(8))
            return this.field(random.pick(['no_such', 'key']), []);
        if (!this.schema.isComposite(base) || this.whole.includes(name))
            return this.field(name, []);
        if (depth === 0)
            return this.field('__typename', []);
        // A copy, since it is not the row even where it has the row's type.
        const inner = { ...this.schema.types.get(base) };
        return this.field(name, this.set(inner, depth - 1));
    }

    field(name, set) {
        const key = this.random.pick(this.loose ? [name, 'k', 'l']
            : this.keys.get(name));
        const alias = key === name && this.random.often(90) ? [] : [key, ':'];
        this.left--;
        return [...alias, name, ...this.args(8), ...this.condition(), ...set];
    }

    args(often) {
        if (!this.random.often(often))
            return [];
        const pairs = this.random.some(['first', 'where', 'on', 'a'], 2);
        return this.wrap('(', pairs.flatMap((name) =>
            [name, ':', this.random.pick(VALUES)]), ')');
    }

    wrap(begin, tokens, end) {
        return tokens.length ? [begin, ...tokens, end] : [];
    }

    condition() {
        const names = ['include', 'skip'].filter(() =>
            this.random.often(this.directives));
        return this.random.shuffled(names).flatMap((name) =>
            ['@', name, '(', 'if', ':', String(this.random.often(
                name === 'include' ? 70 : 30)), ')']);
    }
}

const IGNORED = [' ', '\n', ',', '\t', '\r\n', '  ', ' , ', '# } { "é\n',
    '#\r\n'];
const BEFORE = ['\ufeff', '# {\n', '\n', ','];

/*
 * The text of these tokens. What would be one token if it stood together is
 * kept apart.
 */
function spell(random, tokens) {
    const often = random.pick([0, 5, 30]);
    let text = random.often(often) ? random.pick(BEFORE) : '';
    for (const token of tokens) {
        const touches = /[\w"]$/.test(text) && /^[\w"-]/.test(token);
        if (touches || random.often(often))
            text += random.often(often) ? random.pick(IGNORED) : ' ';
        text += token;
    }
    return text + (random.often(often) ? random.pick(IGNORED) : '');
}

module.exports = { Selections, spell };
