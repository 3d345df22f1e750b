"""What a command prints.

    build(options, inputs, schema=None, files=()) -> Result

`options` are the words of the command line that are not operands, as bytes.
`inputs` are pairs (name, content) in the order they are read; the name None
is stdin that no operand asked for, the content None a file that is not there.
`schema` is what the file of --schema means, from the name of each type to a
Type, or None for a file that is not there.  `files` are pairs like those of
`inputs`, for names that options give: b'-' is stdin.
"""

from collections import namedtuple

from model.command import Command
from model.errors import CutRow, DataError, FewRows, Missing, UsageError
from model.rows import Rows, name_of, read_file

COMPLETE, BAD_DATA, USAGE, DATABASE, TROUBLE = range(5)
ENTRIES = 100  # of `errors` in a response, at most


class Result(namedtuple('Result', 'exit stdout error entries reports bad rows',
                        defaults=(None, (), (), 0, 0))):
    """stdout is None where nothing is asked of it but to be no complete JSON
    document; where there are entries, they stand before its last brace.

    error    what ended the run: a DataError, or with USAGE a UsageError
    entries  of `errors`: pairs of the path and a DataError
    reports  the DataErrors of bad rows that stderr reports
    bad      how many rows were bad, of how many `rows`
    """

    def is_whole(self):
        """Is everything there, though rows may be bad?"""
        return self.exit == COMPLETE or self.bad > 0 and self.error is None


def build(options, inputs, schema=None, files=()):
    operands = tuple(name for name, _ in inputs if name is not None)
    contents = dict(inputs) | dict(files)
    try:
        command = Command(options, operands, contents, schema)
    except UsageError as error:
        return Result(USAGE, None, error)
    except Missing:
        return Result(TROUBLE, None)
    everything = [Rows(root, command.on_error) for root in command.roots]
    error = None
    try:
        if len(command.roots) > 1:
            check_inputs(command.roots, contents)
        for rows in everything:
            read_root(rows, inputs, contents)
    except Missing:
        return Result(TROUBLE, None)
    except DataError as caught:
        error = caught
    return result(command, everything, error)


def check_inputs(roots, contents):
    for root in roots:
        for name in root.inputs:
            if contents.get(name) is None:
                raise Missing(name)


def read_root(rows, operands, contents):
    root = rows.how
    inputs = [(name, contents.get(name)) for name in root.inputs] \
        or [(None, contents.get(None, b''))]
    if root.inputs == tuple(name for name, _ in operands):
        inputs = operands  # of which several may have the same name
    try:
        if root.mode != 'null':
            for name, content in inputs:
                read_file(name, content, root, rows)
            if rows.good < root.min_rows:
                error = FewRows(rows.good, root.min_rows)
                error.source = name_of(inputs[-1][0])
                raise error
    except DataError as error:
        error.root = root.field
        raise


def result(command, everything, error):
    bad = [(rows, fault, index) for rows in everything
           for fault, index in rows.bad]
    listed = command.on_error == 'null' and not command.bare \
        and command.roots[0].mode != 'rows'
    status = COMPLETE
    if error is not None or len(bad) > (command.tolerate or 0):
        status = BAD_DATA
    stdout = respond(command, everything)
    if error is not None and (command.roots[0].mode != 'rows'
                              or isinstance(error, CutRow)):
        stdout = None
    return Result(
        status, stdout, error,
        [path_and_error(*one) for one in bad[:ENTRIES]] if listed else [],
        [] if listed else [fault for _, fault, _ in bad],
        len(bad), sum(rows.number() - 1 for rows in everything))


def path_and_error(rows, error, index):
    """The path of a bad row in the response, as JSON.  Where fields are
    selected, it names no key, as that may be one that is not."""
    field = rows.how.field
    if rows.how.selects:
        error.hidden, error.names = error.names, ()
    if rows.how.mode == 'single':
        return b'[' + field + b']', error
    return b'[%b,%d]' % (field, index), error


# The response --------------------------------------------------------------

def respond(command, everything):
    if command.roots[0].mode == 'rows':
        return b''.join(row + b'\n' for row in everything[0].written)
    values = [value_of(rows, command.lines) for rows in everything]
    if command.bare:
        return values[0] + b'\n'
    return b'{"data":{' + b','.join(
        root.field + b':' + value
        for root, value in zip(command.roots, values)) + b'}}\n'


def value_of(rows, lines):
    written = rows.written
    if rows.how.mode != 'list':
        return written[0] if written else b'null'
    if lines and written:
        return b'[\n' + b',\n'.join(written) + b'\n]'
    return b'[' + b','.join(written) + b']'
