"""Holds one run of the program against the model and against the contract.

Each function yields complaints: pairs of a kind, by which a smaller case is
known to fail in the same way, and a sentence.
"""

import json
import re

import expect
import model
from families import BOM, OUTPUT

USUAL_TYPE_NAME = re.compile(rb'[_A-Za-z][_0-9A-Za-z]*')
RAW_CONTROL = re.compile('[\0-\x09\x0b-\x1f\x7f-\x9f]')
SIMPLE = re.compile('[_0-9A-Za-z]{1,30}')
WARNING = b'fraiseql-build: warning: '


def judge(case, binary):
    """All complaints about `case`."""
    wanted = model.build(list(case.options), list(case.inputs),
                         case.schema)
    if case.good is not None and case.good != (wanted.exit == 0):
        yield 'model', 'the generator says good=%s, the model exit %d' % (
            case.good, wanted.exit)
    got = binary.run(case)
    yield from compare(case, wanted, got)
    for chunk in case.chunks:
        again = binary.run(case, chunk)
        for what in 'exit', 'stderr':
            one, other = getattr(got, what), getattr(again, what)
            if one != other:
                yield 'chunks ' + what, '%s differs with reads of %d bytes: %s' % (
                    what, chunk, difference(other, one))
        for kind, sentence in compare(case, wanted, again):
            yield kind, 'with reads of %d bytes: %s' % (chunk, sentence)


def compare(case, wanted, got):
    if got.exit != wanted.exit:
        yield 'exit %d for %d' % (got.exit, wanted.exit), '%s; stderr %s' % (
            wanted.error or 'no data error', short(got.stderr))
        return
    stdout, output = wanted.stdout, case.before
    if OUTPUT in written(case):
        stdout = b''
        if wanted.exit == model.COMPLETE:
            output = wanted.stdout
    if stdout is not None and got.stdout != stdout:
        yield 'stdout', 'stdout ' + difference(got.stdout, stdout)
    if got.output != output:
        yield 'file', 'the file for -o is %s, expected %s' % (
            short(got.output), short(output))
    if got.exit:
        yield from refusal(got)
    else:
        yield from values(case, got)
    yield from messages(case, wanted, got)


def written(case):
    """The values of -o."""
    return [value for option, value in zip(case.options, case.options[1:])
            if option == b'-o']


def refusal(got):
    """A run that failed leaves nothing that looks complete."""
    if is_complete(got.stdout):
        yield 'complete', 'exit status %d, but stdout is complete: %s' % (
            got.exit, short(got.stdout))
    if got.exit == model.USAGE and got.stdout:
        yield 'complete', 'a usage error, but stdout is %s' % short(got.stdout)


def is_complete(text):
    """Is this one JSON document?  (Whole lines of --rows are compared.)"""
    try:
        json.loads(text.decode('utf-8'))
        return text.count(b'\n') == 0 or b'{"data":' in text[:8]
    except ValueError:
        return False
    except RecursionError:
        return model.build([b'--bare', b'--single'], [(None, text)]).exit == 0


# Values --------------------------------------------------------------------

def values(case, got):
    """What came out, read by python's json, is what went in."""
    if case.rows is None:
        return
    how = model.Options(case.options)
    text = got.output if OUTPUT in written(case) else got.stdout
    type_name = how.type and json.loads(how.type)
    try:
        right = [expect.transformed(expect.parse(row), how.keep_case,
                                    type_name) for row in case.rows]
        if how.mode == 'rows':
            found = [expect.parse_strictly(line)
                     for line in text.splitlines(keepends=False)] \
                if b'\x0b' not in text and b'\x0c' not in text else right
        else:
            found = expect.parse_strictly(text)
            if how.mode == 'single':
                right = right[0] if right else None
            if not how.bare:
                right = expect.Fields([('data', expect.Fields(
                    [(json.loads(how.field), right)]))])
    except ValueError as error:
        yield 'values', 'python cannot read the output: %s' % error
    else:
        if not expect.same(found, right):
            yield 'values', 'the values are %s, expected %s' % (
                short(found), short(right))


# Messages ------------------------------------------------------------------

def messages(case, wanted, got):
    """stderr, where the exit status is right."""
    text = got.stderr.decode('utf-8', 'replace')
    if '\ufffd' in text and '\ufffd'.encode() not in got.stderr:
        yield 'terminal', 'stderr is not UTF-8: %s' % short(got.stderr)
    if RAW_CONTROL.search(text):
        yield 'terminal', 'a control character in %s' % short(got.stderr)
    if got.stderr and not got.stderr.endswith(b'\n'):
        yield 'message', 'stderr ends in mid-line: %s' % short(got.stderr)
    lines = got.stderr.splitlines()
    warnings = 0
    while lines[warnings:] and lines[warnings].startswith(WARNING):
        warnings += 1
    if wanted.exit == model.COMPLETE:
        yield from warned(case, wanted, got, warnings)
    elif not lines[warnings:]:
        yield 'message', 'no message'
    elif wanted.exit == model.BAD_DATA:
        yield from data_error(wanted.error, lines[warnings:])
        if case.hint not in lines[warnings]:
            yield 'hint', 'no %s in %s' % (case.hint, short(lines[warnings]))
    elif not lines[warnings].startswith(b'fraiseql-build: '):
        yield 'message', 'the message is %s' % short(got.stderr)


def warned(case, wanted, got, warnings):
    how = model.Options(case.options)
    odd = how.field and how.mode != 'rows' and not how.bare \
        and not USUAL_TYPE_NAME.fullmatch(how.field[1:-1])
    quiet = {b'-q', b'--quiet'} & set(case.options)
    if quiet and got.stderr:
        yield 'message', '-q, but stderr is %s' % short(got.stderr)
    elif odd and not quiet and not warnings:
        yield 'message', 'no warning about --field; %s' % short(got.stderr)
    elif got.stderr and not warnings:
        yield 'message', 'exit 0, but stderr is %s' % short(got.stderr)
    elif case.hint not in got.stderr and not quiet:
        yield 'hint', 'no %s in %s' % (case.hint, short(got.stderr))


def data_error(error, lines):
    source = re.escape(error.source.encode())
    if isinstance(error, model.FewRows):
        rows, asked = error.numbers
        if not re.fullmatch(rb'fraiseql-build: %s: expected at least %d rows?, '
                            rb'and the input ends after %d'
                            % (source, asked, rows), b'\n'.join(lines)):
            yield 'message', '%s, expected %d and %d' % (
                short(lines), rows, asked)
        return
    if error.row is None:
        if not re.match(rb'fraiseql-build: %s:\d+:\d+: .' % source, lines[0]):
            yield 'message', '%s, expected a place in %s (%s)' % (
                short(lines[0]), error.source, error)
        return
    match = re.fullmatch(
        rb'fraiseql-build: ' + source + rb':(\d+):(\d+): '
        rb'(?:row (\d+): (.+)|the input ends inside row (\d+)(.*))', lines[0])
    if not match:
        yield 'message', '%s, expected %s:LINE:COLUMN: row %d: …' % (
            short(lines[0]), error.source, error.row)
        return
    if (match[3] is None) != error.ends and error.ends is not None:
        yield 'message', 'ends inside a row: %s; the message is %s' % (
            error.ends, short(lines[0]))
    if int(match[3] or match[5]) != error.row:
        yield 'row', 'expected row %d in %s' % (error.row, short(lines[0]))
    line, column = int(match[1]), int(match[2])
    if error.tuple is None:
        at = offset(error.text, line, column)
    else:
        at = column - 1 if line == error.tuple else None
    if at is None or not error.first <= at <= error.last:
        yield 'place', '%s, but the error (%s) is between %s and %s' % (
            short(lines[0]), error, place(error, error.first),
            place(error, error.last))
    elif len(lines) > 1:
        yield from spot(error.text[at:at + 1], lines[1:])
    for name in error.names:
        if SIMPLE.fullmatch(name) and name.encode() not in b'\n'.join(lines):
            yield 'names', '%r is not named in %s' % (name, short(lines))


def spot(byte, lines):
    """The caret stands under the byte the message is about."""
    wrong = short(lines)
    if len(lines) != 2 or not re.fullmatch(rb' *\^', lines[1]) \
            or not lines[0].startswith(b'    '):
        yield 'spot', 'not an excerpt and a caret: %s' % wrong
        return
    excerpt = lines[0].decode('utf-8', 'replace')
    column = len(lines[1]) - 1
    if excerpt.isascii() and excerpt.isprintable():  # one column to a byte
        if byte in (b'', b'\n'):
            if column != len(excerpt):
                yield 'spot', 'the caret is not at the end: %s' % wrong
        elif b' ' <= byte <= b'~':
            if excerpt[column:column + 1] != byte.decode():
                yield 'spot', 'the caret is not under %r: %s' % (byte, wrong)


def offset(text, line, column):
    """Where a line and column are; None where they are nowhere.
    A byte order mark has no column."""
    start = len(BOM) if line == 1 and text.startswith(BOM) else 0
    for _ in range(line - 1):
        start = text.find(b'\n', start) + 1
        if not start:
            return None
    end = text.find(b'\n', start)
    at = start + column - 1
    return at if start <= at <= (len(text) if end < 0 else end) else None


def place(error, at):
    if error.tuple is not None:
        return '%d:%d' % (error.tuple, at + 1)
    text = error.text
    line = text.count(b'\n', 0, at) + 1
    start = text.rfind(b'\n', 0, at) + 1
    if line == 1 and text.startswith(BOM):
        start = len(BOM)
    return '%d:%d' % (line, at - start + 1)


# Saying it -----------------------------------------------------------------

def difference(got, wanted):
    """Two byte strings or numbers, from where they differ."""
    if not isinstance(got, bytes):
        return '%s, expected %s' % (got, wanted)
    at = next((number for number, pair in enumerate(zip(got, wanted))
               if pair[0] != pair[1]), min(len(got), len(wanted)))
    return 'at byte %d of %d: %s, expected %s' % (
        at, len(got), short(got[max(0, at - 20):]),
        short(wanted[max(0, at - 20):]))


def short(thing):
    return shortened(repr(thing), 300)


def spelled(text, limit=3000):
    """A Python expression for the bytes, what repeats written as a product."""
    parts, at = [], 0
    for run in re.finditer(rb'(?s)(.{1,8}?)\1{15,}', text or b''):
        parts.append(repr(text[at:run.start()]))
        parts.append('%r * %d' % (run[1], len(run[0]) // len(run[1])))
        at = run.end()
    parts.append(repr(text and text[at:]))
    return shortened(' + '.join(part for part in parts if part != "b''")
                      or "b''", limit)


def shortened(text, limit):
    return text if len(text) <= limit else '%s… (%d characters)' % (
        text[:limit], len(text))
