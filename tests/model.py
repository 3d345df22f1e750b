"""What fraiseql-build must print: a model of its contract, written to be read.

    build(options, inputs, schema=None) -> Result

`options` are the words of the command line that are not operands, as bytes.
`inputs` are pairs (name, content) in the order they are read; the name None
is stdin that no operand asked for, the content None a file that is not there.
`schema` is what the file of --schema means, from the name of each type to a
Type, or None for a file that is not there.

The model holds everything in memory, knows nothing of reads and writes, and
shares no code with the program.  From top to bottom: the command line, the
response, the rows of a file in each format, the types of objects, one row,
and the spelling of names.
"""

import re
from collections import namedtuple

COMPLETE, BAD_DATA, USAGE, DATABASE, TROUBLE = range(5)
LEVELS = 16384  # containers open at once


class Result(namedtuple('Result', 'exit stdout error', defaults=(None,))):
    """stdout is None where nothing is asked of it but to be no complete JSON
    document.  `error` is the DataError behind an exit status of 1."""


class UsageError(Exception):
    pass


class Missing(Exception):
    """An input that cannot be read."""


class DataError(Exception):
    """What is wrong, and where: the byte that cannot stand is in
    text[first:last + 1].  `ends` is True where it is the end of the input
    that came too early, None where one may see it that way.  In a binary
    stream `tuple` is its number, and `text` its value.  Where no row was begun
    `row` is None, and nobody asks for the place."""

    def __init__(self, why, first, last, ends=False):
        super().__init__(why)
        self.first, self.last, self.ends = first, last, ends
        self.source = self.row = self.text = None  # filled in by build()
        self.tuple = None
        self.names = ()                            # two equal keys, as spelled


class NoRow(DataError):
    """Bad data where a row was not begun."""


class FewRows(DataError):
    """Fewer rows in all than were asked for: `numbers` are both."""

    def __init__(self, rows, asked):
        super().__init__('too few rows', None, None)
        self.numbers = rows, asked


# The command line ----------------------------------------------------------

MODES = 'list', 'single', 'null', 'rows'
FORMATS = b'auto', b'ndjson', b'copy', b'copy-binary'
FLAGS = MODES + ('bare', 'lines', 'keep-case', 'quiet')
VALUED = ('field', 'type', 'format', 'output', 'column', 'min-rows',
          'end-marker', 'schema')
ONCE = {'field', 'type', 'output', 'column', 'end-marker', 'schema'}
SHORT = {b'-q': 'quiet', b'-o': 'output'}


class Options:
    """mode, bare, lines, keep_case, format, min_rows; field and type as JSON
    strings or None, column as text or None, end_marker as bytes or None; the
    types of the schema, and row_type, which rows are of."""

    def __init__(self, words):
        given = dict(self.pairs(list(words)))
        modes = [mode for mode in MODES if mode in given]
        if len(modes) > 1:
            raise UsageError('conflicting modes')
        self.mode = modes[0] if modes else 'list'
        self.bare = 'bare' in given
        self.lines = 'lines' in given
        self.keep_case = 'keep-case' in given
        self.format = given.get('format', b'auto')
        self.field = self.name(given, 'field')
        self.type = self.name(given, 'type')
        self.column = self.text(given, 'column')
        self.min_rows = int(given.get('min-rows', b'0'))
        self.end_marker = given.get('end-marker')
        if self.field is None and not self.bare and self.mode != 'rows':
            raise UsageError('--field is needed')
        if 'schema' in given and self.type is None:
            raise UsageError('--schema needs --type')
        self.has_schema = 'schema' in given
        self.types, self.row_type = {}, UNTYPED
        if self.type is not None:
            self.row_type = Type('object', self.text(given, 'type'))
        if self.end_marker is not None:
            self.check_end_marker()
        if self.mode == 'null' and self.min_rows:
            raise UsageError('--null has no rows')

    def read_schema(self, schema):
        if schema is None:
            raise Missing('the schema')
        self.types = schema
        self.row_type = schema.get(self.row_type.name, UNTYPED)
        if not self.row_type.possible:
            raise UsageError('no type of the schema for a row')

    def check_end_marker(self):
        """It is a line, without the blanks around it, that can be no row, and
        not begin one either."""
        text = self.end_marker
        if not text or b'\n' in text or text != text.strip(b' \t\r'):
            raise UsageError('no line of text')
        if self.format == b'copy' and b'\\' in text and text != b'\\.':
            raise UsageError('an escape, which may stand in a row')
        if re.match(rb'[{\["]|-?[0-9]|(true|false|null)\Z', text):
            raise UsageError('a row')
        if self.format == b'copy-binary' or self.mode == 'null':
            raise UsageError('there are no lines')

    @staticmethod
    def pairs(words):
        """(option, value) for each option."""
        seen = set()
        while words:
            word = words.pop(0)
            word, equals, value = word.partition(b'=')
            name = SHORT.get(word) or spelled_out(word)
            if name in VALUED:
                if name in seen & ONCE or not (equals or words):
                    raise UsageError(name)
                value = value if equals else words.pop(0)
                if name == 'format' and value not in FORMATS:
                    raise UsageError(name)
                if name == 'min-rows' \
                        and not re.fullmatch(rb'[0-9]{1,18}', value):
                    raise UsageError(name)
            elif name not in FLAGS or equals:
                raise UsageError(name)
            seen.add(name)
            yield name, value

    @classmethod
    def name(cls, given, option):
        """The value of --field or --type as a JSON string."""
        text = cls.text(given, option)
        return None if text is None else quote(text)

    @staticmethod
    def text(given, option):
        """The value of an option that takes a name."""
        if option not in given:
            return None
        try:
            text = given[option].decode('utf-8')
        except UnicodeDecodeError as error:
            raise UsageError('%s: not UTF-8' % option) from error
        if not text:
            raise UsageError('%s: empty' % option)
        return text


def spelled_out(word):
    """The option that `--word` names; --fi and --ty are abbreviations."""
    name = word[2:].decode('latin-1') if word.startswith(b'--') else ''
    for full in 'field', 'type':
        if len(name) >= 2 and full.startswith(name):
            return full
    return name


# The response --------------------------------------------------------------

def build(options, inputs, schema=None):
    try:
        how = Options(options)
        if how.mode == 'null' and any(name is not None for name, _ in inputs):
            raise UsageError('--null reads nothing')
        if how.has_schema:
            how.read_schema(schema)
    except UsageError:
        return Result(USAGE, None)
    except Missing:
        return Result(TROUBLE, None)
    rows = []
    try:
        if how.mode != 'null':
            for name, content in inputs:
                read_file(name, content, how, rows)
            if len(rows) < how.min_rows:
                error = FewRows(len(rows), how.min_rows)
                error.source = name_of(inputs[-1][0])
                raise error
    except Missing:
        return Result(TROUBLE, None)
    except DataError as error:
        return Result(BAD_DATA, lines(rows) if how.mode == 'rows' else None,
                      error)
    return Result(COMPLETE, respond(how, rows))


def name_of(name):
    return '-' if name is None else name.decode()


def respond(how, rows):
    if how.mode == 'rows':
        return lines(rows)
    if how.mode != 'list':
        value = rows[0] if rows else b'null'
    elif how.lines and rows:
        value = b'[\n' + b',\n'.join(rows) + b'\n]'
    else:
        value = b'[' + b','.join(rows) + b']'
    if not how.bare:
        value = b'{"data":{' + how.field + b':' + value + b'}}'
    return value + b'\n'


def lines(rows):
    return b''.join(row + b'\n' for row in rows)


# The rows of a file --------------------------------------------------------

BLANKS = re.compile(rb'[ \t\r\n]*')
BLANKS_IN_LINE = re.compile(rb'[ \t\r]*')
BOM = b'\xef\xbb\xbf'


def read_file(name, text, how, rows):
    """Append the transformed rows of one file to `rows`."""
    if text is None:
        raise Missing(name)
    read = {b'ndjson': read_lines, b'copy': read_copy,
            b'copy-binary': read_copy_binary,
            b'auto': read_copy_binary if text.startswith(SIGNATURE)
            else read_lines}[how.format]
    try:
        if read == read_copy_binary and how.end_marker is not None:
            raise NoRow('a binary stream has no lines', None, None)
        read(text, how, rows)
    except DataError as error:
        error.source = name_of(name)
        raise


def read_lines(text, how, rows):
    at = len(BOM) if text.startswith(BOM) else 0
    try:
        while True:
            at = BLANKS.match(text, at).end()
            if is_marker(text, at, how):
                if text[at + len(how.end_marker):].strip(b' \t\r\n'):
                    raise NoRow('something behind the marker', None, None)
                return
            if at == len(text):
                if how.end_marker is not None:
                    raise NoRow('no marker', None, None)
                return
            if how.mode == 'single' and rows:
                raise DataError('a second row', at, len(text))
            row = Row(text, at, how)
            row.read()
            at = BLANKS_IN_LINE.match(text, row.at).end()
            if at < len(text) and text[at] != ord('\n'):
                raise row.wrong('the row has ended', at)
            rows.append(b''.join(row.out))
    except DataError as error:
        if not isinstance(error, NoRow):
            error.row, error.text = len(rows) + 1, text
        raise


def is_marker(text, at, how):
    """Does the end marker stand there, and with it a word ends?"""
    end = at + len(how.end_marker or b'')
    return (how.end_marker is not None and text[at:end] == how.end_marker
            and text[end:end + 1] in (b'', b' ', b'\t', b'\r', b'\n'))


def read_value(text, how, rows):
    """Append the row of a text that is all there is of it.  Where the text
    ends too early, the DataError `ends`."""
    at = BLANKS.match(text).end()
    if at == len(text):
        raise NoRow('no value', at, at, True)
    row = Row(text, at, how)
    if how.mode == 'single' and rows:
        raise DataError('a second row', at, len(text))
    row.read()
    at = BLANKS.match(text, row.at).end()
    if at < len(text):
        raise row.wrong('the row has ended', at)
    rows.append(b''.join(row.out))


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
        try:
            if marked and line.strip(b' \r'):
                raise NoRow('a line after the marker', 0, 0)
            blanks = len(line) - len(line.lstrip(b' \r'))
            if is_marker(line, blanks, how):
                marked = True
                if line[blanks + len(how.end_marker):].strip(b' \r'):
                    raise NoRow('something behind the marker', 0, 0)
                line = b''
            if ended and line.strip(b' \r'):
                raise NoRow('a line after the end', 0, len(line))
            if line == b'\\.':
                ended = True
            elif line.strip(b' \r') and line != b'\\N':
                read_copy_line(text[at:end], how, rows)
        except DataError as error:
            error.first, error.last = at + error.first, at + error.last
            if not isinstance(error, NoRow):
                error.row = len(rows) + 1
            error.text, error.ends = text, False
            raise
        at = end + 1
    if how.end_marker is not None and not marked:
        raise NoRow('no marker', None, None)


def read_copy_line(line, how, rows):
    plain, places = b'', []  # of each decoded byte, where it stands in `line`
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
    if at == len(line):
        try:
            return read_value(plain, how, rows)
        except DataError as error:
            error.first = places[error.first]
            error.last = places[error.last]
            raise
    try:  # what is wrong before it comes first
        first = at
        read_value(plain, how, list(rows))
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

    def take(self, count):
        taken = self.data[self.at:self.at + count]
        if len(taken) < count:
            raise NoRow('the stream is cut', None, None)
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
        value = stream.take(length).removeprefix(b'\1')
        try:
            read_value(value, how, rows)
        except DataError as error:
            if not isinstance(error, NoRow):
                error.row, error.tuple = len(rows) + 1, count
            error.text, error.ends = value, False
            raise
    if stream.at < len(text):
        raise NoRow('something behind the trailer', None, None)


# Types ---------------------------------------------------------------------

class Type(namedtuple('Type', 'kind name fields possible',
                      defaults=(None, {}, ()))):
    """What is known of the objects in some place.

    kind      object, interface, union, scalar (a custom one), or None where
              nothing is known, as in built-in scalars and enums
    fields    from the name of each to the name of its type
    possible  the names of the objects that it can be
    """

    def is_abstract(self):
        return self.kind in ('interface', 'union')


UNTYPED = Type(None)


def type_of_field(types, outer, key, name):
    """What is known of objects in the value of a field."""
    if outer.kind == 'scalar':
        return outer
    return types.get(outer.fields.get(name, outer.fields.get(key)), UNTYPED)


# One row -------------------------------------------------------------------

LITERAL = re.compile(rb'true|false|null'
                     rb'|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?')
STRING_START = re.compile(  # a string without its closing quote
    rb'"(?:[\x20!\x23-\x5b\x5d-\x7f]'
    rb'|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})'
    rb'|[\xc2-\xdf][\x80-\xbf]'
    rb'|\xe0[\xa0-\xbf][\x80-\xbf]'
    rb'|[\xe1-\xec\xee\xef][\x80-\xbf]{2}'
    rb'|\xed[\x80-\x9f][\x80-\xbf]'
    rb'|\xf0[\x90-\xbf][\x80-\xbf]{2}'
    rb'|[\xf1-\xf3][\x80-\xbf]{3}'
    rb'|\xf4[\x80-\x8f][\x80-\xbf]{2})*')
OPEN_STRING = re.compile(rb'[^"\x00-\x1f]*\Z')  # the input ends in it
WORD = re.compile(rb'[-+.0-9A-Za-z]*')  # what a bad literal may go on with


class Container:
    """An open array or object."""

    def __init__(self, close, row, type):
        self.close = close
        self.type = type        # of the objects that it is or has
        self.inner = type       # of those in the value that is read
        self.tells = False      # is that value the __typename it must have?
        self.untold = False     # must it still have one?
        self.began = None       # where that value begins
        self.row = row          # is it a row, or an array of rows?
        self.names = {}         # in an object: each name → its key as spelled
        self.begun = False      # has a member been read?
        self.comma = False      # has a member been written?
        self.hide_from = None   # where the output of a hidden member begins
        self.columns = False    # is one of its members the row?
        self.found = False      # has that one been read?


class Row:
    """One JSON value at text[at:], checked and rewritten into `out`."""

    def __init__(self, text, at, how):
        self.text, self.at, self.how = text, at, how
        self.token = at         # where the last token began
        self.out = []
        self.open = []

    def read(self):
        self.value()
        while self.open:
            here = self.open[-1]
            if here.hide_from is not None:
                del self.out[here.hide_from:]
                here.hide_from = None
            if here.tells:
                self.told(here)
            if self.next_byte() == here.close:
                if here.columns and not here.found:
                    raise self.wrong('the column is missing', self.at)
                if here.untold:
                    raise self.wrong('no __typename', self.at)
                self.at += 1
                if not here.columns:
                    self.out.append(here.close)
                self.open.pop()
                continue
            if here.begun:
                self.expect(b',')
            here.begun = True
            if here.close == b'}':
                self.key(here)
            else:
                self.write_comma(here)
            self.value()

    def value(self):
        """A scalar, or the opening of a container."""
        here = self.open[-1] if self.open else None
        byte = self.next_byte()
        if here is None and self.how.column is not None:
            if byte != b'{':
                raise self.wrong('not an object of columns', self.at)
            self.at += 1
            self.open.append(Container(b'}', False, UNTYPED))
            self.open[-1].columns = True
            return
        if here is not None:
            here.began = self.at
        is_row = (here is None or (here.row and here.close == b']')
                  or (here.columns and here.hide_from is None))
        if byte in (b'{', b'['):
            if len(self.open) == LEVELS:
                raise self.wrong('too deep', self.at)
            self.at += 1
            self.out.append(byte)
            type = self.how.row_type if here is None else here.inner
            self.open.append(Container(b'}' if byte == b'{' else b']', is_row,
                                       type))
            if byte == b'{' and type.kind == 'object':
                self.out.append(b'"__typename":' + quote(type.name))
                self.open[-1].comma = True
            self.open[-1].untold = byte == b'{' and type.is_abstract()
            return
        if is_row and self.how.type is not None and byte != b'n':
            raise self.wrong('not an object', self.at)
        self.out.append(self.string() if byte == b'"' else self.literal())

    def key(self, here):
        if self.next_byte() != b'"':
            raise self.wrong('expected a key', self.at)
        spelling = self.string()[1:-1].decode('utf-8')
        name = key = decode(spelling)
        if not self.how.keep_case and here.type.kind != 'scalar':
            name = camel(name)
        if name in here.names:
            error = self.wrong('two equal keys', self.at - 1)
            error.names = here.names[name], spelling
            raise error
        here.names[name] = spelling
        self.expect(b':')
        here.inner = type_of_field(self.how.types, here.type, key, name)
        if here.columns:
            if key == self.how.column:
                here.found, here.inner = True, self.how.row_type
            else:
                here.hide_from = len(self.out)
        elif name == '__typename' and here.type.kind == 'object':
            here.hide_from = len(self.out)
        else:
            self.write_comma(here)
            self.out.append(quote(name) + b':')
            here.tells = name == '__typename' and here.untold

    def told(self, here):
        """The __typename has been read: from here on the object is of it."""
        name = self.text[here.began:self.at]
        name = decode(name[1:-1].decode()) if name.startswith(b'"') else None
        if name not in here.type.possible:
            raise DataError('not a possible type', here.began, self.at, False)
        here.type = self.how.types[name]
        here.tells = here.untold = False

    def write_comma(self, here):
        if here.comma:
            self.out.append(b',')
        here.comma = True

    def string(self):
        start = self.at
        end = STRING_START.match(self.text, start).end()
        if self.text[end:end + 1] != b'"':
            is_open = OPEN_STRING.match(self.text, end)
            raise self.wrong('bad string', end,
                             room=len(self.text) if is_open else 5)
        self.at = end + 1
        return self.text[start:self.at]

    def literal(self):
        match = LITERAL.match(self.text, self.at)
        if not match:
            raise self.wrong('expected a value', self.at)
        self.at = match.end()
        return match.group()

    def next_byte(self):
        self.at = BLANKS.match(self.text, self.at).end()
        if self.at == len(self.text):
            raise self.wrong('the input ends', self.at)
        self.token = self.at
        return self.text[self.at:self.at + 1]

    def expect(self, byte):
        last = self.token
        if self.next_byte() != byte:
            self.token = last
            raise self.wrong('expected %s' % byte.decode(), self.at)
        self.at += 1

    def wrong(self, why, at, room=0):
        """The error at text[at], or up to `room` bytes after it, or earlier
        in a token that began well."""
        size = len(self.text)
        last = min(WORD.match(self.text, at).end() + room, size)
        return DataError(why, self.token, last,
                         True if at == size else None if last == size
                         else False)


# Names ---------------------------------------------------------------------

ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(.))')
LETTERS = {'"': '"', '\\': '\\', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r',
           't': '\t'}
ESCAPED = {char: '\\' + letter for letter, char in LETTERS.items()}


def decode(text):
    """The characters between the quotes of a JSON string."""
    return join_surrogates(ESCAPE.sub(
        lambda escape: chr(int(escape[1], 16)) if escape[1]
        else LETTERS.get(escape[2], escape[2]), text))


def camel(key):
    """leading underscores stay; every other underscore goes, and an ASCII
    letter a–z right after one becomes upper case; nothing else changes"""
    leading = len(key) - len(key.lstrip('_'))
    name, after = key[:leading], False
    for char in key[leading:]:
        if char != '_':
            name += char.upper() if after and 'a' <= char <= 'z' else char
        after = char == '_'
    return join_surrogates(name)


def join_surrogates(text):
    """Neighbours that are the halves of one character become it."""
    return (text.encode('utf-16-le', 'surrogatepass')
            .decode('utf-16-le', 'surrogatepass'))


def quote(text):
    """A JSON string with the shortest escapes."""
    return ('"' + ''.join(map(spell, text)) + '"').encode('utf-8')


def spell(char):
    if char in ESCAPED:
        return ESCAPED[char]
    if char < ' ' or '\ud800' <= char <= '\udfff':
        return '\\u%04x' % ord(char)
    return char
