"""One row: checked, and rewritten as its view asks."""

import re

from model.errors import DataError
from model.names import camel, decode, quote
from model.select import collect
from model.types import (OPAQUE, UNTYPED, View, type_of_field, paths_below,
                         view_of_field)

LEVELS = 16384  # containers open at once

BLANKS = re.compile(rb'[ \t\r\n]*')
BLANKS_IN_LINE = re.compile(rb'[ \t\r]*')
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


class Tokens:
    """The tokens of text[at:]."""

    def __init__(self, text, at):
        self.text, self.at = text, at
        self.token = at         # where the last token began
        self.level = 0          # how many containers are open

    def place(self):
        return self.at, self.token, self.level

    def go_back(self, place):
        self.at, self.token, self.level = place

    def enter(self):
        """Into the container that opens here."""
        if self.level == LEVELS:
            raise self.wrong('too deep', self.at)
        self.level += 1
        self.at += 1

    def goes_on(self, close, begun):
        """Does the container have a member more?  Takes what comes before it,
        or the end."""
        if self.next_byte() == close:
            self.at += 1
            self.level -= 1
            return False
        if begun:
            self.expect(b',')
        return True

    def key(self):
        """A key as it is spelled."""
        if self.next_byte() != b'"':
            raise self.wrong('expected a key', self.at)
        return self.string()[1:-1].decode('utf-8')

    def scalar(self):
        return self.string() if self.next_byte() == b'"' else self.literal()

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


class Container:
    """An open array, or an open object of which all is taken."""

    def __init__(self, close, view, strict=False):
        self.close = close
        self.view = view
        self.strict = strict    # must its items be objects?
        self.stamped = False    # has it a __typename that its own gives way to?
        self.names = {}         # in an object: each name → its key as spelled
        self.begun = False      # has a member been read?
        self.comma = False      # has a member been written?
        self.hide_from = None   # where the output of a hidden member begins


class Row(Tokens):
    """One JSON value.  `how` says what becomes of it: its view, whether it is
    strict (objects are asked for), the column that it is in, the types of the
    schema, keep_case, and whether there is a selection."""

    def __init__(self, text, at, how):
        super().__init__(text, at)
        self.how = how

    def read(self):
        """The row as it is written."""
        if self.how.column is None:
            return self.value(self.how.view, self.how.strict)
        if self.next_byte() != b'{':
            raise self.wrong('not an object of columns', self.at)
        self.enter()
        names, out = {}, None
        while self.goes_on(b'}', names):
            key, _ = self.name(names, UNTYPED)
            if key == self.how.column:
                out = self.value(self.how.view, self.how.strict)
            else:
                self.value(View(UNTYPED))
        if out is None:
            raise self.wrong('the column is missing', self.at - 1)
        return out

    def read_line(self):
        """The row as it is written, which must end with its line."""
        out = self.read()
        self.at = BLANKS_IN_LINE.match(self.text, self.at).end()
        if self.at < len(self.text) and self.text[self.at] != ord('\n'):
            raise self.wrong('the row has ended', self.at)
        return out

    def read_all(self):
        """The row as it is written, which must be all there is."""
        out = self.read()
        self.at = BLANKS.match(self.text, self.at).end()
        if self.at < len(self.text):
            raise self.wrong('the row has ended', self.at)
        return out

    def value(self, view, strict=False):
        """A value as it is written."""
        out, containers = [], []
        self.begin(view, strict, out, containers)
        while containers:
            here = containers[-1]
            if here.hide_from is not None:
                del out[here.hide_from:]
                here.hide_from = None
            if not self.goes_on(here.close, here.begun):
                out.append(here.close)
                containers.pop()
                continue
            here.begun = True
            if here.close == b'}':
                self.begin(self.member(here, out), False, out, containers)
            else:
                write_comma(here, out)
                self.begin(here.view, here.strict, out, containers)
        return b''.join(out)

    def begin(self, view, strict, out, containers):
        """A scalar, an object of which some is taken, or the opening of
        another container."""
        byte = self.next_byte()
        if strict and byte not in (b'{', b'[', b'n'):
            raise self.wrong('not an object', self.at)
        if byte == b'[':
            self.enter()
            out.append(byte)
            containers.append(Container(b']', view, strict))
        elif byte != b'{':
            out.append(self.scalar())
        elif view.type.kind == 'plain' and self.how.selects:
            raise self.wrong('an object in a scalar', self.at)
        else:
            concrete = view._replace(type=self.concrete(view.type))
            if view.selection is not None:
                out.append(self.selected(concrete))
                return
            self.enter()
            out.append(byte)
            containers.append(Container(b'}', concrete))
            if view.type.kind == 'object':
                out.append(b'"__typename":' + quote(view.type.name))
                containers[-1].comma = containers[-1].stamped = True

    def member(self, here, out):
        """Takes a key; what its value is read under."""
        key, name = self.name(here.names, here.view.type)
        if name == '__typename' and here.stamped:
            here.hide_from = len(out)
        else:
            write_comma(here, out)
            out.append(quote(name) + b':')
        return view_of_field(self.how.types, here.view, key, name)

    def name(self, names, type):
        """Takes a key and its colon; the key, and the name that it gets among
        others."""
        spelling = self.key()
        name = key = decode(spelling)
        if not self.how.keep_case and type.kind != 'scalar':
            name = camel(name)
        if name in names:
            error = self.wrong('two equal keys', self.at - 1)
            error.names = names[name], spelling
            raise error
        names[name] = spelling
        self.expect(b':')
        return key, name

    def concrete(self, type):
        """The type of the object that begins here.  Where it may be one of
        several, its own __typename says which, wherever that stands."""
        if not type.is_abstract():
            return type
        place, names = self.place(), {}
        self.enter()
        while self.goes_on(b'}', names):
            _, name = self.name(names, type)
            self.next_byte()
            began = self.at
            self.value(View(OPAQUE))
            if name == '__typename':
                own = self.text[began:self.at]
                own = decode(own[1:-1].decode()) if own[:1] == b'"' else None
                if own not in type.possible:
                    raise DataError('not a possible type', began, began)
                self.go_back(place)
                return self.how.types[own]
        raise self.wrong('no __typename', self.at - 1)

    # Where there is a selection --------------------------------------------

    def selected(self, view):
        """The object that begins here, as its selection asks for it."""
        wanted = collect(view.selection, view.type, self.how.types)
        values = {}
        self.enter()
        names = {}
        while self.goes_on(b'}', names):
            key, name = self.name(names, view.type)
            asked = asked_for(wanted, name) or asked_for(wanted, key)
            if name == '__typename' and view.type.name is not None:
                asked = {}
            values |= self.fields(view, asked, key, name)
        for response in asked_for(wanted, '__typename'):
            if view.type.name is not None:
                values[response] = quote(view.type.name)
        return b'{' + b','.join(
            quote(response) + b':' + values.get(response, b'null')
            for response in wanted) + b'}'

    def fields(self, view, asked, key, name):
        """The value that comes now, once for each response key that asks for
        it.  One that is not selected is checked too."""
        place, values = self.place(), {}
        if not asked:
            self.value(View(OPAQUE))
        for response, field in asked.items():
            self.go_back(place)
            values[response] = self.value(*self.view_of(view, field, key,
                                                        name))
        return values

    def view_of(self, outer, field, key, name):
        """Under what the value of a field is read, and whether it must be an
        object."""
        paths = paths_below(outer.paths, name)
        if () in paths:
            return View(OPAQUE), False
        type = type_of_field(self.how.types, outer.type, field.name)
        return (View(type, field.items, paths), field.items is not None)


def asked_for(wanted, name):
    """Of what is wanted, the response keys for the field of this name."""
    return {response: field for response, field in wanted.items()
            if field.name == name}


def write_comma(here, out):
    if here.comma:
        out.append(b',')
    here.comma = True
