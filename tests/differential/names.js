'use strict';
/*
 * Names: what becomes of a key, and which keys become a name.
 */

// The name that a key gets.
function camel(key) {
    const [, start, rest] = /^(_*)(.*)$/s.exec(key);
    return start + rest.replace(/_+([a-z]?)/g,
        (_, letter) => letter.toUpperCase());
}

// A function from a key to its name.
function naming(keepCase) {
    return keepCase ? (key) => key : camel;
}

// A key that gets this name: as a database has it, or in an odd spelling.
function keyOf(random, name, keepCase) {
    const snake = name.replace(/(?<=[^_])([A-Z])/g,
        (letter) => '_' + letter.toLowerCase());
    const odd = random.pick([
        name, snake.replace(/(?<=[^_])_(?=[^_])/g, '__'), snake + '_',
        name.replace(/(?<=[^_])([A-Z])/g, '_$1'),
        name.replace(/(?<=[a-z])([0-9])/g, '_$1')]);
    const key = random.often(80) ? snake : odd;
    return !keepCase && camel(key) === name ? key : name;
}

module.exports = { camel, keyOf, naming };
