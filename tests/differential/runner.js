'use strict';
/*
 * Runs the cases: compares what the program did with what it should have done.
 */

const { NO_FIELD, expect } = require('./expect.js');
const { caseOf } = require('./families.js');
const { Program } = require('./program.js');
const { shrink } = require('./shrink.js');

const VERDICTS = ['responses', 'unfit rows', 'wrong selections'];
// The least part of each verdict among the cases of a family. Without it the
// comparison would mean nothing.
const LEAST = {
    typed: [0.9, 0, 0],
    many: [0.9, 0, 0],
    untyped: [0.9, 0, 0],
    unfit: [0.5, 0.1, 0],
    wrong: [0.1, 0, 0.4],
    clash: [0.3, 0, 0.2],
};
const ENOUGH = 100; // cases, for such parts to mean something

// Runs every family of options, which are those of differential.js. Did all agree?
function run(options) {
    const { families, program, 'go-on': goOn } = options;
    const runner = new Runner(options, new Program(program));
    let agreed = true;
    try {
        for (const family of families) {
            if (agreed || goOn)
                agreed = runner.compare(family) && agreed;
        }
        return agreed;
    } finally {
        runner.program.remove();
    }
}

class Runner {
    constructor(options, program) {
        Object.assign(this, { options, program });
    }

    // Runs the cases of a family, and prints how it went. Did all agree?
    compare(family) {
        const verdicts = [0, 0, 0];
        const { 'go-on': goOn, seed } = this.options;
        const kinds = new Set();
        for (const number of this.numbers()) {
            const kase = caseOf(family, seed, number);
            const { status, kind } = this.options.show ? show(kase)
                : this.check(kase);
            verdicts[status]++;
            if (!kind || kinds.has(kind))
                continue;
            kinds.add(kind);
            console.log(`${this.report(kase, kind)}\nagain: differential.js ` +
                `--seed ${seed} --case ${number} PROGRAM ${family}\n`);
            if (!goOn)
                return false;
        }
        return this.sum(family, verdicts) && kinds.size === 0;
    }

    numbers() {
        const { count, case: one } = this.options;
        return one ? [Number(one)] : Array(Number(count)).keys();
    }

    // { status, kind, complaint }: the status that it should have had; what is
    // wrong, or nothing.
    check(kase) {
        const wanted = expect(kase);
        const got = this.program.run(kase);
        return { status: wanted.status, ...complain(kase, wanted, got) };
    }

    // A case that fails so, as small as it can be had, and what is wrong.
    report(kase, kind) {
        const fails = (smaller) => {
            try {
                return this.check(smaller).kind === kind;
            } catch {
                return false; // it is no case any more
            }
        };
        const smallest = this.options['as-is'] ? kase : shrink(kase, fails);
        return `${this.check(smallest).complaint}\n${describe(smallest)}`;
    }

    sum(family, verdicts) {
        const all = verdicts.reduce((one, other) => one + other);
        const parts = verdicts.map((count, at) => `${count} ${VERDICTS[at]}`);
        console.log(`${family}: ${parts.join(', ')}`);
        const few = LEAST[family].findIndex((part, at) =>
            all >= ENOUGH && verdicts[at] < part * all);
        if (few >= 0)
            console.log(`too few ${VERDICTS[few]} to mean anything`);
        return few < 0;
    }
}

// What is wrong with an answer: its kind, and a sentence; or nothing.
function complain(kase, wanted, got) {
    const { status, stdout, stderr } = got;
    const complaint = (kind, sentence) => ({ kind, complaint: sentence });
    if (status !== wanted.status) {
        const kind = `status ${status} instead of ${wanted.status}`;
        return complaint(kind, `${kind}: ${wanted.why ?? wanted.stdout}` +
            `${stderr}${stdout}`);
    }
    if (wanted.stdout !== undefined && stdout !== wanted.stdout) {
        return complaint('response',
            `expected: ${wanted.stdout}found:    ${stdout}`);
    }
    if (status === 1 && kase.shape !== 'rows' && isJSON(stdout))
        return complaint('complete', `a failed run wrote all of ${stdout}`);
    const place = status === 2 ? /^fraiseql-build: (--)?select(ion)?:\d+:\d+: /
        : /^fraiseql-build: -:\d+:\d+: row \d+: /;
    if (status !== 0 && wanted.why !== NO_FIELD && !place.test(stderr))
        return complaint('message', `no place in the message: ${stderr}`);
    return {};
}

function show(kase) {
    console.log(describe(kase));
    return expect(kase);
}

function isJSON(text) {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}

function describe({ sdl, selection, rows, ...options }) {
    return [
        `options: ${JSON.stringify(options)}`,
        ...sdl === null ? [] : [`schema:\n${sdl}`],
        `selection: ${JSON.stringify(selection)}`, selection,
        `rows:`, ...rows, ''].join('\n');
}

module.exports = { run };
