'use strict';
/*
 * What makes a case: numbers that look random, and are the same for the same
 * words. (A hash of the words, then Mulberry32.)
 */

class Random {
    constructor(...words) {
        this.state = 0x811c9dc5;
        for (const letter of words.join(' ')) {
            this.state ^= letter.codePointAt(0);
            this.state = Math.imul(this.state, 0x01000193);
        }
    }

    // A number from 0 to below 1.
    draw() {
        this.state = (this.state + 0x6d2b79f5) | 0;
        let mixed = this.state;
        mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
    }

    // An integer from 0 to below `end`.
    below(end) {
        return Math.floor(this.draw() * end);
    }

    // An integer from `first` to `last`.
    from(first, last) {
        return first + this.below(last - first + 1);
    }

    // true, in that many of a hundred calls.
    often(percent) {
        return this.draw() * 100 < percent;
    }

    pick(list) {
        return list[this.below(list.length)];
    }

    shuffled(list) {
        const left = [...list];
        for (let at = left.length - 1; at > 0; at--) {
            const other = this.below(at + 1);
            [left[at], left[other]] = [left[other], left[at]];
        }
        return left;
    }

    // Some of the list, in any order.
    some(list, most = list.length) {
        const count = this.below(Math.min(most, list.length) + 1);
        return this.shuffled(list).slice(0, count);
    }
}

module.exports = { Random };
