'use strict';
/*
 * Makes a case smaller that fails, while it fails in the same way.
 */

const PATIENCE = 20 * 1000; // milliseconds for one case
const TOKENS = /"(?:[^"\\]|\\.)*"|\.\.\.|[\w.+-]+|\s+|[^]/gu;

/*
 * The smallest case found of which `fails` is still true. What is left may be
 * no case any more: then it is for `fails` to say no.
 */
function shrink(kase, fails) {
    const end = Date.now() + PATIENCE;
    const late = () => Date.now() > end;
    for (let size = Infinity; weight(kase) < size && !late();) {
        size = weight(kase);
        for (const part of ['rows', 'selection', 'sdl']) {
            const pieces = piecesOf(kase, part);
            const less = fewer(pieces, (left) =>
                !late() && fails(joined(kase, part, left)));
            kase = joined(kase, part, less);
        }
        for (let at = 0; at < kase.rows.length; at++) {
            const less = fewer(kase.rows[at].match(TOKENS) ?? [], (left) =>
                !late() && fails(withRow(kase, at, left)));
            kase = withRow(kase, at, less);
        }
    }
    return kase;
}

function weight({ rows, selection, sdl }) {
    return rows.join('').length + selection.length + (sdl ?? '').length;
}

function piecesOf(kase, part) {
    if (part === 'selection')
        return kase.selection.match(TOKENS) ?? [];
    return part === 'rows' ? kase.rows : (kase.sdl ?? '').split(/(?<=\n)/);
}

function joined(kase, part, pieces) {
    if (part === 'sdl' && kase.sdl === null)
        return kase;
    return { ...kase, [part]: part === 'rows' ? pieces : pieces.join('') };
}

function withRow(kase, at, pieces) {
    const rows = [...kase.rows];
    rows[at] = pieces.join('');
    return { ...kase, rows };
}

// The pieces that must stay for `still` to be true; large ones go first.
function fewer(pieces, still) {
    let size = pieces.length;
    while (size >= 1) {
        for (let at = 0; at + size <= pieces.length;) {
            const left = [...pieces.slice(0, at), ...pieces.slice(at + size)];
            if (still(left))
                pieces = left;
            else
                at += Math.ceil(size / 2);
        }
        size = size > 12 ? Math.floor(size / 2) : size - 1;
    }
    const less = unbraced(pieces).find(still);
    return less ? fewer(less, still) : pieces;
}

// The pieces without a pair of braces: with what is in them, or without; and
// with some of what stands before.
function unbraced(pieces) {
    const open = [];
    const ways = [];
    pieces.forEach((piece, end) => {
        if ('{['.includes(piece))
            open.push(end);
        if (!'}]'.includes(piece) || open.length === 0)
            return;
        const begin = open.pop();
        for (let from = begin; from >= 0 && from > begin - 8; from--) {
            const before = pieces.slice(0, from);
            const after = pieces.slice(end + 1);
            ways.push([...before, ...after],
                [...before, ...pieces.slice(begin + 1, end), ...after]);
        }
    });
    return ways;
}

module.exports = { shrink };
