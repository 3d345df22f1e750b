'use strict';
/*
 * JSON that loses nothing. A number, a string and a word are kept as they are
 * written, and an object keeps the order of its keys: JavaScript's own would
 * sort "2" before "b", and turn 1.10 into 1.1.
 *
 * null is null and an array an array; the others are Raw and Fields.
 */

class Raw {
    constructor(text) {
        this.text = text;
    }
}

class Fields {
    constructor(entries) {
        this.entries = entries; // [key, value], the key decoded
    }
}

const BLANKS = /[ \t\r\n]*/y;
const SCALAR = new RegExp(
    '-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][-+]?\\d+)?|true|false|null|' +
    '"(?:[^"\\\\\\x00-\\x1f]|\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4}))*"', 'y');

class Reader {
    constructor(text) {
        this.text = text;
        this.at = 0;
    }

    match(pattern) {
        pattern.lastIndex = this.at;
        const found = pattern.exec(this.text);
        if (!found)
            throw new SyntaxError(`not JSON at ${this.at}`);
        this.at = pattern.lastIndex;
        return found[0];
    }

    // Is it the next character? Then it is taken.
    takes(character) {
        this.match(BLANKS);
        const is = this.text[this.at] === character;
        this.at += is ? 1 : 0;
        return is;
    }

    wants(character) {
        if (!this.takes(character))
            throw new SyntaxError(`no ${character} at ${this.at}`);
    }

    value() {
        if (this.takes('{'))
            return this.fields();
        if (this.takes('['))
            return this.list(']', () => this.value());
        const text = this.match(SCALAR);
        return text === 'null' ? null : new Raw(text);
    }

    fields() {
        const entries = this.list('}', () => {
            this.match(BLANKS);
            const key = JSON.parse(this.match(SCALAR));
            if (typeof key !== 'string')
                throw new SyntaxError(`not a key: ${key}`);
            this.wants(':');
            return [key, this.value()];
        });
        if (new Set(entries.map(([key]) => key)).size < entries.length)
            throw new SyntaxError('two equal keys');
        return new Fields(entries);
    }

    list(end, item) {
        const items = [];
        if (this.takes(end))
            return items;
        do
            items.push(item());
        while (this.takes(','));
        this.wants(end);
        return items;
    }
}

// The one value of a text, or a SyntaxError.
function parse(text) {
    const reader = new Reader(text);
    const value = reader.value();
    reader.match(BLANKS);
    if (reader.at < text.length)
        throw new SyntaxError(`more than a value at ${reader.at}`);
    return value;
}

/*
 * The text of a value without blanks. `named` gives the names of the keys in
 * Fields. Plain objects and strings, which graphql-js makes, are taken too.
 */
function print(value, named = (key) => key) {
    if (value === null || value === undefined)
        return 'null';
    if (value instanceof Raw)
        return value.text;
    if (typeof value === 'string')
        return JSON.stringify(value);
    if (Array.isArray(value))
        return `[${value.map((item) => print(item, named)).join(',')}]`;
    const entries = value instanceof Fields
        ? value.entries.map(([key, inner]) => [named(key), inner])
        : Object.entries(value);
    return `{${entries.map(([name, inner]) =>
        `${JSON.stringify(name)}:${print(inner, named)}`).join(',')}}`;
}

module.exports = { Fields, Raw, parse, print };
