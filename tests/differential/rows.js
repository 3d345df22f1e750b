'use strict';
/*
 * Rows of a type, as text: keys as a database has them, in any order, some of
 * them missing, and some that the schema does not know.
 */

const { ENUM, SCALARS } = require('./schemas.js');
const { camel, keyOf, naming } = require('./names.js');

const NUMBERS = ['0', '1', '-7', '42', '1.10', '-0.0', '1e400', '1E+2',
    '0.5e-7', '12345678901234567890', '9007199254740993',
    '3.141592653589793238'];
const STRINGS = ['', 'Ada', 'a b', 'é', '日本', '😀', '{}', '[', 'null',
    ',:', '__typename', 'User', '\\"', '\\\\', 'C:\\\\', '\\/', '\\u00e9',
    '\\ud83d', '\\ud83d\\ude00', '\\u0000', '\\b\\f\\n\\r\\t', 'x'.repeat(70)];
const STRANGE = ['no_such', 'key', '', ' ', 'é', 'ключ', '2', '10', '1',
    'a.b', 'a"b', 'a\\b', '\n', 'ID', 'I_d', 'Owner', 'own', 'ids', 'users_',
    'Users', 'user_i', 'full_name_', 'fullname', 'best_pos', 'best_postt',
    '_typename', '__type_name', '__', 'alias', 'first_alias', 'toString',
    '__proto__', 'constructor', 'hasOwnProperty', '\ud83d_\ude00'];
const BLANKS = [' ', '\t', '  ', '\r'];
const MOST_OBJECTS = 25; // in a row

class Rows {
    // `slips` is how often, out of a hundred, a value does not fit its type.
    constructor(random, schema, { keepCase, slips }) {
        Object.assign(this, { random, schema, keepCase, slips });
        this.named = naming(keepCase);
        this.blanks = random.pick([0, 0, 0, 15]);
        this.gaps = random.pick([5, 15, 40]);
    }

    // A row: mostly an object, else null or an array of rows.
    row(type) {
        this.left = MOST_OBJECTS;
        if (this.random.often(90))
            return this.object(type, this.random.from(1, 5));
        if (this.random.often(40))
            return 'null';
        return this.array(this.random.below(4), () => this.row(type));
    }

    slip() {
        return this.random.often(this.slips);
    }

    blank() {
        return this.random.often(this.blanks) ? this.random.pick(BLANKS) : '';
    }

    array(count, item) {
        const items = Array.from({ length: count }, item);
        return `[${this.blank()}${items.join(`${this.blank()},`)}]`;
    }

    braced(pairs) {
        const texts = pairs.map(([key, value]) => this.blank() +
            this.quoted(key) + this.blank() + ':' + this.blank() + value);
        return `{${texts.join(',')}${this.blank()}}`;
    }

    // A string that is a key; a character of it may be an escape.
    quoted(key) {
        const text = JSON.stringify(key);
        if (text.includes('\\') || !this.random.often(5))
            return text;
        const one = this.random.pick([/_/, /[a-z]/, /[aeiou](?!.*[aeiou])/]);
        return text.replace(one, (letter) =>
            '\\u00' + letter.charCodeAt(0).toString(16));
    }

    // An object of a type; of which one, where that is open, it says itself.
    object(type, depth) {
        const one = this.random.pick(type.possible);
        const { fields } = this.schema.types.get(one);
        const pairs = new Map();
        for (const [name, field] of fields) {
            if (!this.random.often(this.gaps))
                pairs.set(keyOf(this.random, name, this.keepCase),
                    this.field(field, depth - 1));
        }
        for (const key of this.strangers(fields))
            pairs.set(key, this.anything(2));
        if (this.hasTypename(type))
            pairs.set('__typename', this.typename(type, one));
        const all = distinct([...pairs], this.named);
        return this.braced(this.random.shuffled(all));
    }

    hasTypename(type) {
        return type.kind !== 'object' ? !this.slip() : this.random.often(30);
    }

    typename(type, one) {
        const others = ['null', '1', '"No"', '"Role"', '["User"]', '""',
            ...[...this.schema.types.keys()].map((name) => `"${name}"`)];
        const strays = type.kind === 'object' ? this.random.often(20)
            : this.slip();
        return strays ? this.random.pick(others) : this.quoted(one);
    }

    // Keys that are none of these fields.
    strangers(fields) {
        const near = [...fields.keys()].flatMap((name) => [name + 's',
            name + '_0', name[0].toUpperCase() + name.slice(1), '_' + name,
            name.slice(0, -1)]);
        return this.random.some([...STRANGE, ...near], 4).filter((key) =>
            !fields.has(key) && !fields.has(this.named(key)));
    }

    field({ base, wrap }, depth) {
        const lists = wrap.split('[').length - 1;
        return this.wrapped(lists, () => this.value(base, depth));
    }

    wrapped(lists, value) {
        if (lists === 0)
            return value();
        if (this.random.often(8))
            return 'null';
        return this.array(this.random.from(0, 3), () =>
            this.wrapped(lists - 1, value));
    }

    value(base, depth) {
        const type = this.schema.types.get(base);
        if (this.random.often(10))
            return 'null';
        if (this.schema.isComposite(base) !== this.slip()) {
            return depth > 0 && this.left-- > 0
                ? this.object(type.possible.length ? type
                    : this.random.pick(this.schema.composites()), depth)
                : 'null';
        }
        if (this.schema.isComposite(base))
            return this.scalar();
        if (base === ENUM)
            return this.random.pick(['"ADMIN"', '"READER"']);
        return SCALARS.includes(base) ? this.anything(2) : this.plain();
    }

    plain() {
        return this.random.often(4)
            ? this.array(this.random.below(3), () =>
                this.slip() ? '{}' : this.scalar())
            : this.scalar();
    }

    scalar() {
        const { random } = this;
        if (random.often(40))
            return random.pick(NUMBERS);
        if (random.often(15))
            return random.pick(['true', 'false']);
        return `"${random.pick(STRINGS)}"`;
    }

    // Any value at all, with keys of any kind.
    anything(depth) {
        const { random } = this;
        if (depth === 0 || random.often(50))
            return random.often(10) ? 'null' : this.scalar();
        if (random.often(40))
            return this.array(random.below(4), () => this.anything(depth - 1));
        const keys = random.some([...STRANGE, 'full_name', 'a_b', '__typename',
            'id', 'owner'], 5);
        return this.braced(distinct(keys.map((key) =>
            [key, this.anything(depth - 1)]), camel));
    }
}

// The pairs without those whose key gets a name that another one got.
function distinct(pairs, named) {
    const seen = new Map(pairs.map((pair) => [named(pair[0]), pair]));
    return pairs.filter((pair) => seen.get(named(pair[0])) === pair);
}

module.exports = { Rows };
