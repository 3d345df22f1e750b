"""The command line: what is asked for as a whole, and of each root."""

import re

from model.errors import Missing, TextError, UsageError
from model.graphql import Document
from model.names import camel, quote
from model.select import Check
from model.types import UNTYPED, Type, View

MODES = 'list', 'single', 'null', 'rows'
FORMATS = b'auto', b'ndjson', b'copy', b'copy-binary'
ON_ERROR = b'stop', b'null', b'skip'
FLAGS = MODES + ('bare', 'lines', 'keep-case', 'quiet')
VALUED = ('field', 'type', 'format', 'output', 'column', 'min-rows',
          'end-marker', 'schema', 'select', 'opaque', 'input', 'on-error',
          'tolerate')
ONCE = {'field', 'type', 'output', 'column', 'end-marker', 'schema', 'select'}
OF_THE_RUN = {'schema', 'output', 'quiet', 'lines', 'bare', 'rows', 'on-error',
              'tolerate'}
SHORT = {b'-q': 'quiet', b'-o': 'output'}
BOM = b'\xef\xbb\xbf'
COUNT = re.compile(rb'[0-9]{1,18}')


class Command:
    """roots, bare, lines, on_error, tolerate; types of the schema or None."""

    def __init__(self, words, operands=(), files=None, schema=None):
        run, roots = split(words)
        self.bare = 'bare' in run
        self.lines = 'lines' in run
        self.on_error = run.get('on-error', b'stop').decode()
        self.tolerate = number(run, 'tolerate')
        if self.tolerate is not None and self.on_error == 'stop':
            raise UsageError('--tolerate needs --on-error')
        self.roots = [Root(given, run, operands) for given in roots]
        self.check_roots(run, operands)
        self.check_stdin(run)
        given = [root.field for root in self.roots if root.field is not None]
        if len(set(given)) < len(given):
            raise UsageError('equal response keys')
        self.types = None
        if 'schema' in run:
            self.read_schema(schema)
        for root in self.roots:
            root.read_selection(files or {}, self.types)
            if root.field is None and not self.bare and root.mode != 'rows':
                raise UsageError('--field is needed')

    def check_roots(self, run, operands):
        if len(self.roots) > 1 and (
                self.bare or 'rows' in run or operands):
            raise UsageError('not with several roots')
        for root in self.roots:
            if 'schema' in run and root.type is None:
                raise UsageError('--schema needs --type')

    def check_stdin(self, run):
        readers = sum(root.reads_stdin() for root in self.roots)
        readers += run.get('schema') == b'-'
        if readers > 1:
            raise UsageError('two read stdin')

    def read_schema(self, schema):
        if schema is None:
            raise Missing('the schema')
        self.types = schema
        for root in self.roots:
            root.row_type = schema.get(root.row_type.name, UNTYPED)
            if not root.row_type.is_composite():
                raise UsageError('no type of the schema for a row')


class Root:
    """mode, keep_case, format, min_rows, inputs; field and type as JSON
    strings or None, column as text or None, end_marker as bytes or None.  For
    a Row: view, strict, selects, types."""

    def __init__(self, given, run, operands):
        given = given | {name: b'' for name in ('rows',) if name in run}
        modes = [mode for mode in MODES if mode in given]
        if len(modes) > 1:
            raise UsageError('conflicting modes')
        self.mode = modes[0] if modes else 'list'
        self.keep_case = 'keep-case' in given
        self.format = given.get('format', b'auto')
        self.field = name(given, 'field')
        self.type = name(given, 'type')
        self.column = text(given, 'column')
        self.min_rows = number(given, 'min-rows') or 0
        self.end_marker = given.get('end-marker')
        self.select = given.get('select')
        self.paths = [path_of(path, self.keep_case)
                      for path in given.get('opaque', ())]
        self.inputs = given.get('input', ())
        self.row_type = UNTYPED
        if self.type is not None:
            self.row_type = Type('object', text(given, 'type'))
        if self.inputs and operands:
            raise UsageError('--input and operands')
        self.inputs = self.inputs or operands
        if self.end_marker is not None:
            self.check_end_marker()
        if self.mode == 'null' and (self.min_rows or self.inputs):
            raise UsageError('--null reads nothing')

    def check_end_marker(self):
        """It is a line, without the blanks around it, that can be no row, and
        not begin one either."""
        text = self.end_marker
        if not text or text != text.strip(b' ') or text.startswith(BOM) \
                or re.search('[\0-\x1f\x7f]', decoded(text)):
            raise UsageError('no line of text')
        if self.format == b'copy' and b'\\' in text and text != b'\\.':
            raise UsageError('an escape, which may stand in a row')
        if re.match(rb'[{\["]|-?[0-9]|(true|false|null)\Z', text):
            raise UsageError('a row')
        if self.format == b'copy-binary' or self.mode == 'null':
            raise UsageError('there are no lines')

    def reads_stdin(self):
        """How many things of it read stdin; an input can do so twice."""
        rows = b'-' in self.inputs or not self.inputs and self.mode != 'null'
        return rows + (self.select == b'@-')

    def read_selection(self, files, types):
        """What rows are read under; the default of --field."""
        items = None
        if self.select is not None:
            document = self.document(self.selection_text(files), types)
            items = document.items
            if self.field is None and document.field is not None:
                self.field = quote(document.field)
        self.types = types or {}
        self.selects = items is not None
        self.view = View(self.row_type, items, tuple(self.paths))
        self.strict = self.selects or self.type is not None

    def document(self, text, types):
        try:
            document = Document(decoded(text))
            Check(types, self.row_type,
                  self.keep_case).document(document, self.paths)
        except TextError as error:
            error.source = self.select[1:].decode() \
                if self.select.startswith(b'@') else '--select'
            error.text = text
            raise
        return document

    def selection_text(self, files):
        text = self.select
        if not text.strip(b' \t\r\n,'):
            raise UsageError('--select is empty')
        if text.startswith(b'@'):
            if text == b'@':
                raise UsageError('no file after @')
            text = files.get(text[1:])
            if text is None:
                raise Missing('the selection')
        return text


def split(words):
    """What is given for the run, and what for each root."""
    run, roots = {}, [{}]
    for option, value in pairs(list(words)):
        given = run if option in OF_THE_RUN else roots[-1]
        if option == 'field' and option in given:
            roots.append({})
            given = roots[-1]
        if option in ONCE and option in given:
            raise UsageError('%s is given twice' % option)
        if option in ('input', 'opaque'):
            value = *given.get(option, ()), value
        given[option] = value
    return run, roots


def pairs(words):
    """(option, value) for each option."""
    while words:
        word = words.pop(0)
        word, equals, value = word.partition(b'=')
        name = SHORT.get(word) or spelled_out(word)
        if name in VALUED:
            if not (equals or words):
                raise UsageError(name)
            value = value if equals else words.pop(0)
            if name == 'format' and value not in FORMATS \
                    or name == 'on-error' and value not in ON_ERROR:
                raise UsageError(name)
        elif name not in FLAGS or equals:
            raise UsageError(name)
        yield name, value


def spelled_out(word):
    """The option that `--word` names; --fi and --ty are abbreviations."""
    name = word[2:].decode('latin-1') if word.startswith(b'--') else ''
    for full in 'field', 'type':
        if len(name) >= 2 and full.startswith(name):
            return full
    return name


def name(given, option):
    """The value of --field or --type as a JSON string."""
    value = text(given, option)
    return None if value is None else quote(value)


def text(given, option):
    """The value of an option that takes a name."""
    if option not in given:
        return None
    value = decoded(given[option])
    if not value:
        raise UsageError('%s: empty' % option)
    return value


def number(given, option):
    if option not in given:
        return None
    if not COUNT.fullmatch(given[option]):
        raise UsageError(option)
    return int(given[option])


def path_of(value, keep_case):
    """The names of a path to an opaque field."""
    names = tuple(decoded(value).split('.'))
    if '' in names:
        raise UsageError('an empty name in a path')
    return names if keep_case else tuple(map(camel, names))


def decoded(value):
    try:
        return value.decode('utf-8')
    except UnicodeDecodeError as error:
        raise UsageError('not UTF-8') from error
