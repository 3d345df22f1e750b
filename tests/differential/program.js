'use strict';
/*
 * The program under test, in a folder of its own.
 */

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const PATIENCE = 300 * 1000; // milliseconds for one run; longer is a hang
const SHAPES = { list: [], single: ['--single'], rows: ['--rows'],
    bare: ['--bare'], lines: ['--lines'] };

class Program {
    constructor(file) {
        this.file = path.resolve(file);
        this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'differential-'));
    }

    remove() {
        fs.rmSync(this.folder, { recursive: true });
    }

    put(name, text) {
        fs.writeFileSync(path.join(this.folder, name), text);
    }

    // { status, stdout, stderr } of the program with a case, see expect.js.
    run(kase) {
        const { sdl, type, keepCase, shape, field, selection, rows } = kase;
        const words = [...SHAPES[shape]];
        if (sdl !== null) {
            this.put('schema', sdl);
            words.push('--schema', 'schema');
        }
        if (type)
            words.push('--type', type);
        if (keepCase)
            words.push('--keep-case');
        if (field)
            words.push('--field', field);
        // A text that begins so is the name of a file, and none is no text.
        const inFile = selection.length % 2 === 0 || /^@|^$/.test(selection);
        if (inFile)
            this.put('selection', selection);
        words.push('--select', inFile ? '@selection' : selection);
        this.put('rows', rows.map((row) => `${row}\n`).join(''));
        const stdin = fs.openSync(path.join(this.folder, 'rows'));
        const { status, signal, stdout, stderr, error } = spawnSync(this.file,
            words, { cwd: this.folder, encoding: 'utf8', timeout: PATIENCE,
                maxBuffer: Infinity, stdio: [stdin, 'pipe', 'pipe'] });
        fs.closeSync(stdin);
        if (error && error.code !== 'ETIMEDOUT')
            throw error;
        return { status: signal ?? status, stdout, stderr };
    }
}

module.exports = { Program };
