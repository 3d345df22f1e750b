#!/usr/bin/env node
'use strict';
/*
 * Compares --select with graphql-js: the same rows, the same schema and the
 * same selection must give the same response, byte for byte.
 */

const { parseArgs } = require('node:util');

const usage = `Usage: differential.js [OPTION]... PROGRAM [FAMILY]...
The families are typed, many, untyped, unfit, wrong and clash: all, or these.
  --seed N    which cases (1)
  --count N   how many of each family (300)
  --case N    only this one
  --go-on     after a case that failed, too
  --as-is     a case that failed is not made smaller
  --show      what the cases are, and run nothing
Exit status: 0 all agreed, 1 one did not, 2 usage, 77 there is no graphql-js.`;

const FAMILIES = ['typed', 'many', 'untyped', 'unfit', 'wrong', 'clash'];
const VALUED = { type: 'string' };
const FLAG = { type: 'boolean' };

// The command line, or null.
function parse(args) {
    try {
        const { values, positionals: [program, ...families] } = parseArgs({
            args, allowPositionals: true, options: {
                seed: VALUED, count: VALUED, case: VALUED,
                'go-on': FLAG, 'as-is': FLAG, show: FLAG,
            } });
        const { seed = '1', count = '300', case: one = '0' } = values;
        const isKnown = [seed, count, one].every((word) => /^\d+$/.test(word))
            && families.every((family) => FAMILIES.includes(family));
        return program && isKnown ? { ...values, seed, count, program,
            families: families.length ? families : FAMILIES } : null;
    } catch {
        return null;
    }
}

function main() {
    const options = parse(process.argv.slice(2));
    if (!options) {
        console.error(usage);
        return 2;
    }
    if (!require('./graphql.js')) {
        console.log('there is no graphql-js (Debian: node-graphql)');
        return 77;
    }
    const { run } = require('./runner.js');
    return run(options) ? 0 : 1;
}

process.exitCode = main();
