"""Checks one run of the program against the model and against the contract.

Each function yields complaints: pairs of a kind, by which a smaller case is
known to fail in the same way, and a sentence.
"""

import json

import expect
import model
from cases import OUTPUT
from messages import entries, messages
from model.command import Command
from formatting import difference, short


def complaints(case, binary):
    """All complaints about `case`."""
    wanted = model.build(list(case.options), list(case.inputs),
                         case.schema, case.files)
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
    for kind, found, right in (('stdout', got.stdout, stdout),
                               ('file', got.output, output)):
        if wanted.entries and wanted.is_whole() and right is wanted.stdout:
            yield from entries(wanted, found)
        elif found != right and (kind, right) != ('stdout', None):
            yield kind, '%s: %s' % (kind, difference(found, right))
    if not wanted.is_whole():
        yield from refusal(got)
    elif not wanted.bad:
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
    if b'\n' in text and not text.startswith(b'{"data":'):
        return False
    try:
        json.loads(text.decode('utf-8'))
        return True
    except ValueError:
        return False
    except RecursionError:
        return model.build([b'--bare', b'--single'], [(None, text)]).exit == 0


# Values --------------------------------------------------------------------

def values(case, got):
    """What came out, read by python's json, is what went in."""
    if case.rows is None:
        return
    command = Command(case.options)
    root = command.roots[0]
    text = got.output if OUTPUT in written(case) else got.stdout
    type_name = root.type and json.loads(root.type)
    try:
        right = [expect.transformed(expect.parse(row), root.keep_case,
                                    type_name) for row in case.rows]
        if root.mode == 'rows':
            found = [expect.parse_strictly(line)
                     for line in text.splitlines(keepends=False)] \
                if b'\x0b' not in text and b'\x0c' not in text else right
        else:
            found = expect.parse_strictly(text)
            if root.mode == 'single':
                right = right[0] if right else None
            if not command.bare:
                right = expect.Fields([('data', expect.Fields(
                    [(json.loads(root.field), right)]))])
    except ValueError as error:
        yield 'values', 'python cannot read the output: %s' % error
    else:
        if not expect.same(found, right):
            yield 'values', 'the values are %s, expected %s' % (
                short(found), short(right))
