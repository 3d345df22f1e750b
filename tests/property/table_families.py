"""Families of cases that are tables: rows much alike, key for key and blank for
blank, so that most of what comes next is known from the row before; with a slip
here and there, by which it is not."""

import damage
import rows
from cases import (Case, binary_file_of, command, copy_file_of, file_of,
                   inputs_of, valued)
from families import CHUNKS, COLUMNS, wrapped

GAPS = (  # after '{', before ',', after it, before ':', after it, before '}'
    (b'', b'', b'', b'', b'', b''), (b'', b'', b' ', b'', b' ', b''),
    (b' ', b' ', b' ', b' ', b' ', b' '),
    (b'\n  ', b'', b'\r\n\t', b'', b' ', b'\n'))
EDGES = [size + off for size in (8, 16, 32, 64, 128) for off in (-2, -1, 0, 1)]
TEXTS = (b'x', b'word ', b'\xc3\xa9', b'\xe2\x82\xac', b'\xf0\x9f\x98\x80',
         b'\xd0\xb6\xd1\x8f', b'\xe4\xb8\xad', rb'\n', rb'\"', rb'\u20ac', b'a,"b')


class Slips:
    """How often a row is not as the last one was."""

    def __init__(self, rng):
        self.rng = rng
        self.often = rng.choice((0, 0, 0.003, 0.02, 0.1))

    def one(self):
        return self.rng.random() < self.often

    def gap(self, usual):
        return rows.blank(self.rng, 0.5) if self.one() else usual


def shape_of(rng, depth):
    """The keys of an object, and what is under each; some keys are the beginning
    of others."""
    keys = rows.distinct_keys(rng, rng.choice((1, 2, 4, 7, 15, 40)))
    if rng.random() < 0.4:
        stem = b'k' * rng.choice((1, *EDGES))
        keys = [b'"%s%s"' % (stem, b'x' * more) for more in range(len(keys))]
    kinds = (text, text, rows.number, word, items)
    return [(key, shape_of(rng, depth - 1) if depth and rng.random() < 0.2
             else rng.choice(kinds)) for key in keys]


def text(rng):
    size = rng.choice((0, 1, 5, rng.randrange(40), rng.choice(EDGES)))
    piece, content = rng.choice(TEXTS[:7]), b''
    while len(content) < size:
        content += rng.choice(TEXTS[:-1]) if rng.random() < 0.05 else piece
    return b'"' + content + b'"'


def word(rng):
    return rng.choice((b'true', b'false', b'null'))


def items(rng):
    return b'[' + b','.join(rng.choice((text, rows.number, word))(rng)
                            for _ in range(rng.randrange(4))) + b']'


def value(slips, under, gaps):
    if isinstance(under, list):
        return record(slips, under, gaps)
    if slips.one():
        return rows.value(slips.rng, 2)
    return under(slips.rng)


def record(slips, shape, gaps):
    """An object of that shape, or much like it."""
    fields = list(shape)
    if slips.one():
        fields.pop(slips.rng.randrange(len(fields)))
    if slips.one() and fields:
        key, under = slips.rng.choice(fields)
        fields.insert(slips.rng.randrange(len(fields) + 1), slips.rng.choice((
            (key, under), (key[:-1] + b'_"', under), (rows.key(slips.rng), word))))
    if slips.one():
        slips.rng.shuffle(fields)
    content = b''
    for key, under in fields:
        if content:
            content += slips.gap(gaps[1]) + b',' + slips.gap(gaps[2])
        if slips.one():
            key = slips.rng.choice((key.replace(b'_', rb'\u005f'),
                                    key[:-1] + b'x"', key[:-2] + b'"'))
        content += key + slips.gap(gaps[3]) + b':' + slips.gap(gaps[4])
        content += value(slips, under, gaps)
    return b'{' + slips.gap(gaps[0]) + content + slips.gap(gaps[5]) + b'}'


def tables(rng):
    """Tables, half of them with slips, some of them hurt."""
    options = command(rng)
    format_option, write = rng.choice((
        ((), file_of), ((), file_of), ((), file_of),
        ((b'--format=copy',), copy_file_of),
        ((b'--format=auto',), binary_file_of)))
    slips, gaps, shape = Slips(rng), rng.choice(GAPS), shape_of(rng, 2)
    texts = [record(slips, shape, gaps)
             for _ in range(rng.choice((2, 3, 8, 30)))]
    if b'--single' in options:
        texts = texts[:1]
    good = None if slips.often else True
    rows_known = texts if good else None
    if rng.random() < 0.15:
        column, key = rng.choice(COLUMNS)
        options += valued(rng, b'--column', column)
        texts = [wrapped(rng, key, row) for row in texts]
    if rng.random() < 0.2:
        hurt = rng.randrange(len(texts))
        texts[hurt] = damage.damaged(rng, texts[hurt])
        good = rows_known = None
    case = Case(options + format_option, inputs_of(rng, texts, write), good,
                rows_known)
    if case.inputs[0][0] is None and len(case.inputs[0][1]) < 8000:
        case = case._replace(chunks=rng.sample(CHUNKS, 1))
    return case


# With each, its share of the runs.
FAMILIES = {tables: 12}
