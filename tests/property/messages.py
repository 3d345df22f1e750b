"""What a run says: on stderr, and in the `errors` of a response."""

import json
import re

import expect
import model
from cases import BOM
from model.command import Command
from model.errors import CutRow, FewRows, TextError
from model.names import quote
from formatting import short

USUAL_NAME = re.compile(rb'[_A-Za-z][_0-9A-Za-z]*')
RAW_CONTROL = re.compile('[\0-\x09\x0b-\x1f\x7f-\x9f]')
SIMPLE = re.compile('[_0-9A-Za-z]{1,30}')
PROGRAM = b'fraiseql-build: '
WARNING = PROGRAM + b'warning: '
COUNT = re.compile(PROGRAM + rb'(\d+) of (\d+) rows? (?:was|were) bad.*')


def messages(case, wanted, got):
    """Complaints about stderr, where the exit status is right."""
    text = got.stderr.decode('utf-8', 'replace')
    if '\ufffd' in text and '\ufffd'.encode() not in got.stderr:
        yield 'terminal', 'stderr is not UTF-8: %s' % short(got.stderr)
    if RAW_CONTROL.search(text):
        yield 'terminal', 'a control character in %s' % short(got.stderr)
    if got.stderr and not got.stderr.endswith(b'\n'):
        yield 'message', 'stderr ends in mid-line: %s' % short(got.stderr)
    said = paragraphs(got.stderr.splitlines())
    warnings = [lines for lines in said if lines[0].startswith(WARNING)]
    said = [lines for lines in said if lines not in warnings]
    if wanted.bad:
        yield from bad_row_messages(wanted, said)
    elif wanted.exit == model.COMPLETE:
        yield from warned(case, got, warnings)
    elif not said:
        yield 'message', 'no message'
    elif wanted.exit == model.BAD_DATA:
        yield from data_error(wanted.error, said[0])
        if case.hint not in said[0][0]:
            yield 'hint', 'no %s in %s' % (case.hint, short(said[0][0]))
    elif isinstance(wanted.error, TextError) \
            and case.options.count(b'--field') < 2:  # another root may be wrong
        yield from text_error(wanted.error, said)
    elif not said[0][0].startswith(PROGRAM):
        yield 'message', 'the message is %s' % short(got.stderr)


def paragraphs(lines):
    """The lines of each message."""
    said = []
    for line in lines:
        if line.startswith(PROGRAM) or not said:
            said.append([])
        said[-1].append(line)
    return said


def bad_row_messages(wanted, said):
    """Each bad row that stderr reports, and how many there were."""
    counts = [lines for lines in said if COUNT.fullmatch(lines[0])]
    if wanted.error is None and (not counts or counts != said[-1:]):
        yield 'count', 'no count of bad rows at the end: %s' % short(said)
    elif wanted.error is None:
        count = COUNT.fullmatch(counts[0][0])
        if (int(count[1]), int(count[2])) != (wanted.bad, wanted.rows):
            yield 'count', 'expected %d of %d: %s' % (
                wanted.bad, wanted.rows, short(count[0]))
    said = [lines for lines in said if lines not in counts]
    errors = list(wanted.reports)
    if wanted.exit != model.COMPLETE and len(said) > (wanted.error is not None):
        errors += [error for _, error in wanted.entries]  # which may be lost
    if wanted.error is not None:
        errors.append(wanted.error)
    if isinstance(wanted.error, CutRow) and said:
        del said[:-1], errors[:-1]  # the row may have been bad so far
    if len(said) != len(errors):
        yield 'message', '%d messages, expected %d: %s' % (
            len(said), len(errors), short(said))
    for error, lines in zip(errors, said):
        yield from data_error(error, lines)


def warned(case, got, warnings):
    command = Command(case.options, schema=case.schema,
                      files=dict(case.files))
    odd = not command.bare and any(
        root.mode != 'rows' and root.field
        and not USUAL_NAME.fullmatch(root.field[1:-1])
        for root in command.roots)
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
    """The message of one error in the rows."""
    source = re.escape(error.source.encode())
    if isinstance(error, FewRows):
        rows, asked = error.numbers
        if not re.fullmatch(rb'fraiseql-build: %s: too few rows: --min-rows '
                            rb'asks for at least %d, and the input ends '
                            rb'after %d'
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
    wrong = list(misplaced(error, line, column, lines[0]))
    yield from wrong
    if len(lines) > 1 and not wrong:
        at = offset(error, line, column)
        yield from spot(error.text[at:at + 1], lines[1:])
    yield from names(error, b'\n'.join(lines).decode('utf-8', 'replace'))


def names(error, text):
    """Two equal keys are both named, or neither is."""
    for name in error.names:
        if SIMPLE.fullmatch(name) and name not in text:
            yield 'names', '%r is not named in %s' % (name, short(text))
    for name in error.hidden:
        if '"%s"' % name in text:
            yield 'names', '%r is named in %s' % (name, short(text))


def text_error(error, said):
    """The message of an error in a selection."""
    match = re.match(rb'fraiseql-build: %s:(\d+):(\d+): .'
                     % re.escape(error.source.encode()), said[0][0])
    if not match or len(said) > 1 or len(said[0]) > 1:
        yield 'message', 'expected %s:LINE:COLUMN: …, not %s' % (
            error.source, short(said))
        return
    places = [place_in(error.text[:at]) for at in (error.first, error.last)]
    if not places[0] <= (int(match[1]), int(match[2])) <= places[1]:
        yield 'place', '%s, but the error (%s) is between %s and %s' % (
            short(said), error, *places)


def place_in(text):
    """The line and column after a text of GraphQL."""
    lines = re.split(rb'\r\n|\r|\n', text)
    return len(lines), len(lines[-1]) + 1


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


# Places --------------------------------------------------------------------

def misplaced(error, line, column, words):
    at = offset(error, line, column)
    if at is None or not error.first <= at <= error.last:
        yield 'place', '%s, but the error (%s) is between %s and %s' % (
            short(words), error, place(error, error.first),
            place(error, error.last))


def offset(error, line, column):
    """Where a line and column are; None where they are nowhere.
    A byte order mark has no column."""
    text = error.text
    if error.tuple is not None:
        return column - 1 if line == error.tuple else None
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


# The `errors` of a response ------------------------------------------------

def entries(wanted, output):
    """Complaints about a response that has them."""
    head = wanted.stdout[:-2] + b',"errors":['
    if not output.startswith(head) or not output.endswith(b']}\n'):
        yield 'entries', 'the response is %s, expected %s…]}' % (
            short(output), short(head))
        return
    try:
        listed = [dict(entry) for entry in expect.parse_strictly(
            output[len(head) - 1:-2])]
        texts = [json.dumps(entry['message']) for entry in listed]
        places = [tuple(int(number) for _, number in entry['extensions'])
                  for entry in listed]
        line_up = [line for line, _ in places]
    except (ValueError, KeyError, TypeError) as error:
        yield 'entries', 'entries that are none: %s (%s)' % (
            short(output[len(head):]), error)
        return
    if len(listed) != len(wanted.entries):
        yield 'entries', '%d entries, expected %d' % (len(listed),
                                                      len(wanted.entries))
        return
    spelled = b','.join(
        b'{"message":%b,"path":%b,"extensions":{"line":%d,"column":%d}}'
        % (quote(json.loads(text)), path, *place)
        for text, (path, _), place in zip(texts, wanted.entries, places))
    if head + spelled + b']}\n' != output:
        yield 'entries', 'the entries are %s, expected %s' % (
            short(output[len(head):]), short(spelled))
        return
    for (_, error), (line, column), text in zip(wanted.entries, places, texts):
        if error.row is not None:
            yield from misplaced(error, line, column, text)
        yield from names(error, text)
