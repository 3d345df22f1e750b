"""The rows of a file, in each of the formats."""

from model.errors import CutRow, DataError, Missing, NoRow, SecondRow
from model.row import BLANKS, Row

BOM = b'\xef\xbb\xbf'


class Rows:
    """The rows of one root: those `written`, how many were `good`, and what
    was wrong with the `bad` ones: pairs of a DataError and its place in the
    list."""

    def __init__(self, how, on_error='stop'):
        self.how, self.on_error = how, on_error
        self.written, self.good, self.bad = [], 0, []

    def number(self):
        """Of the row that comes next."""
        return self.good + len(self.bad) + 1

    def expect_one(self, text, at):
        """A row begins there."""
        if self.how.mode == 'single' and self.number() > 1:
            raise SecondRow('a second row', at, len(text))

    def add(self, row):
        self.written.append(row)
        self.good += 1

    def refuse(self, error, text):
        """A row is bad, which may be the end."""
        if not isinstance(error, NoRow):
            error.row = self.number()
        error.text = text
        if self.on_error == 'stop' or isinstance(error, SecondRow) \
                or self.how.mode == 'single' and self.number() > 1:
            raise error
        self.bad.append((error, len(self.written)))
        if self.on_error == 'null':
            self.written.append(b'null')


def read_file(name, text, how, rows):
    """Add the rows of one file."""
    if text is None:
        raise Missing(name)
    read = {b'ndjson': read_lines, b'copy': read_copy,
            b'copy-binary': read_copy_binary,
            b'auto': read_copy_binary if text.startswith(SIGNATURE)
            else read_lines}[how.format]
    known = len(rows.bad)
    try:
        if read == read_copy_binary and how.end_marker is not None:
            raise NoRow('a binary stream has no lines', None, None)
        read(text, how, rows)
    except DataError as error:
        error.source = name_of(name)
        raise
    finally:
        for error, _ in rows.bad[known:]:
            error.source = name_of(name)


def name_of(name):
    return '-' if name is None else name.decode()


def read_lines(text, how, rows):
    at = len(BOM) if text.startswith(BOM) else 0
    while True:
        at = BLANKS.match(text, at).end()
        if is_marker(text, at, how):
            if text[at + len(how.end_marker):].strip(b' \t\r\n'):
                raise NoRow('something after the marker', None, None)
            return
        if at == len(text):
            if how.end_marker is not None:
                raise NoRow('no marker', None, None)
            return
        row = Row(text, at, how)
        try:
            rows.expect_one(text, at)
            rows.add(row.read_line())
            at = row.at
        except DataError as error:
            rows.refuse(error, text)
            at = text.find(b'\n', at) + 1 or len(text)


def is_marker(text, at, how):
    """Does the end marker stand there, and with it a word ends?"""
    end = at + len(how.end_marker or b'')
    return (how.end_marker is not None and text[at:end] == how.end_marker
            and text[end:end + 1] in (b'', b' ', b'\t', b'\r', b'\n'))


def read_value(text, how, rows):
    """The row of a text that is all there is of it.  Where the text ends too
    early, the DataError `ends`."""
    at = BLANKS.match(text).end()
    if at == len(text):
        raise NoRow('no value', at, at, True)
    rows.expect_one(text, at)
    return Row(text, at, how).read_all()


# COPY's text format --------------------------------------------------------

COPY_LETTERS = {b'b': b'\b', b'f': b'\f', b'n': b'\n', b'r': b'\r',
                b't': b'\t', b'v': b'\v', b'\\': b'\\'}


def read_copy(text, how, rows):
    at = len(BOM) if text.startswith(BOM) else 0
    ended = marked = False
    while at <= len(text):
        end = text.find(b'\n', at)
        end = len(text) if end < 0 else end
        line = text[at:end].removesuffix(b'\r')
        if marked and line.strip(b' \r'):
            raise NoRow('a line after the marker', None, None)
        blanks = len(line) - len(line.lstrip(b' \r'))
        if is_marker(line, blanks, how):
            marked = True
            if line[blanks + len(how.end_marker):].strip(b' \r'):
                raise NoRow('something after the marker', None, None)
            line = b''
        if ended and line.strip(b' \r'):
            raise NoRow('a line after the end', None, None)
        if line == b'\\.':
            ended = True
        elif line.strip(b' \r') and line != b'\\N':
            copy_row(text, at, end, how, rows)
        at = end + 1
    if how.end_marker is not None and not marked:
        raise NoRow('no marker', None, None)


def copy_row(text, at, end, how, rows):
    """Adds the row of the line text[at:end]."""
    try:
        rows.add(read_copy_line(text[at:end], how, rows))
    except DataError as error:
        error.first, error.last = at + error.first, at + error.last
        error.ends = False
        rows.refuse(error, text)


def read_copy_line(line, how, rows):
    plain, places = bytearray(), []  # of each decoded byte, where it stands in `line`
    at = 0
    while at < len(line) and line[at:at + 1] != b'\t':
        places.append(at)
        size = 2 if line[at:at + 1] == b'\\' else 1
        byte = line[at:at + 1] if size == 1 \
            else COPY_LETTERS.get(line[at + 1:at + 2])
        if byte is None:
            break
        plain += byte
        at += size
    places[len(plain):] = [at]
    plain = bytes(plain)
    if at == len(line):
        try:
            return read_value(plain, how, rows)
        except DataError as error:
            error.first = places[error.first]
            error.last = places[error.last]
            raise
    try:  # what is wrong before it comes first
        first = at
        read_value(plain, how, rows)
    except NoRow:
        raise NoRow('a tab or an escape', at, at)
    except DataError as error:
        first = error.first = places[error.first]
        error.last = places[error.last]
        if error.ends is False:
            raise
    raise DataError('a tab or an escape', first, at)


# COPY's binary format ------------------------------------------------------

SIGNATURE = b'PGCOPY\n\xff\r\n\0'
LONGEST = 0x3fffffff  # PostgreSQL has no longer value


class Stream:
    """Bytes that are taken from the front."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count, error=NoRow):
        taken = self.data[self.at:self.at + count]
        if len(taken) < count:
            raise error('the stream is cut', None, None)
        self.at += count
        return taken

    def number(self, size):
        return int.from_bytes(self.take(size), 'big', signed=True)


def read_copy_binary(text, how, rows):
    stream, count = Stream(text), 0
    if stream.take(len(SIGNATURE)) != SIGNATURE:
        raise NoRow('no signature', None, None)
    if stream.number(4) >> 16:
        raise NoRow('critical flags', None, None)
    extension = stream.number(4)
    if extension < 0:
        raise NoRow('a negative length', None, None)
    stream.take(extension)
    while (columns := stream.number(2)) != -1:
        count += 1
        if columns != 1:
            raise NoRow('not one column', None, None)
        length = stream.number(4)
        if not -1 <= length <= LONGEST:
            raise NoRow('no length', None, None)
        if length == -1:
            continue
        value = stream.take(length, CutRow).removeprefix(b'\1')
        binary_row(value, count, how, rows)
    if stream.at < len(text):
        raise NoRow('something after the trailer', None, None)


def binary_row(value, count, how, rows):
    """Adds the row of one tuple."""
    try:
        rows.add(read_value(value, how, rows))
    except DataError as error:
        error.ends = False
        if not isinstance(error, NoRow):
            error.tuple = count
        rows.refuse(error, value)
