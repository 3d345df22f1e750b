"""A selection as it is written: a GraphQL document, or a selection set.

    Document(text).field     the response key of its root field, or None
    Document(text).items     the selection set of a row
    Document(text).unused()  the fragments, as Parts, that no other part has

What is not GraphQL, or not what --select takes of it, is a UsageError.  What
has no effect on a response (arguments, variables) is read and forgotten.
"""

import re
from collections import namedtuple

from model.errors import TextError

LEVELS = 100  # of selection sets, one in the other

# A field of a selection set; items is None where it has no sub-selection.
# What @include and @skip say is in `included`.
Field = namedtuple('Field', 'response name items included')
# The selection set of a fragment, for objects of the type `condition` (or of
# any, None), and before fragments are put in their places its name only.
Part = namedtuple('Part', 'condition items included')
Spread = namedtuple('Spread', 'name included')

HEX = '[0-9a-fA-F]'
TOKEN = re.compile(
    r'(?P<punctuator>\.\.\.|[!$&():=@\[\]{}|])'
    r'|(?P<name>[_A-Za-z][_0-9A-Za-z]*)'
    r'|(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)'
    r'(?![_0-9A-Za-z.])'
    r'|(?P<string>"""(?s:\\"""|(?!""").)*"""|(?!""")"(?:[^"\\\n\r]'
    r'|\\["\\/bfnrt]|\\u(?![dD][89a-fA-F])HEX{4}'
    r'|\\u[dD][89abAB]HEX{2}\\u[dD][c-fC-F]HEX{2}'
    r'|\\u\{(?!0*[dD][89a-fA-F]HEX{2}\})0*(?:10HEX{4}|HEX{1,5})\})*")'
    .replace('HEX', HEX))
IGNORED = re.compile('(?:[ \t\r\n,\ufeff]|#[^\r\n]*)*')


class Document:
    def __init__(self, text):
        self.tokens = Tokens(text)
        self.fragments = {}
        self.field = self.items = None
        while self.tokens.kind != 'end':
            self.definition()
        if self.items is None:
            raise self.tokens.wrong('no operation')
        self.check_spreads()
        self.items = self.resolved(self.items)
        self.fragments = {
            name: part._replace(items=self.resolved(part.items))
            for name, part in self.fragments.items()}
        if self.levels(self.items) > LEVELS:
            raise self.wrong('too deep')

    def wrong(self, why):
        """The error somewhere in the text."""
        return TextError(why, 0, len(self.tokens.document.encode()))

    def definition(self):
        if self.tokens.kind == 'string':  # which describes it
            self.tokens.take('string')
            if self.tokens.text == '{':
                raise self.tokens.wrong('nothing that can be described')
        if self.tokens.skip('fragment'):
            return self.fragment()
        if self.items is not None:
            raise self.tokens.wrong('two operations')
        if self.tokens.text == '{':
            self.items = self.selection_set()
        elif any(map(self.tokens.skip, ('query', 'mutation',
                                        'subscription'))):
            self.operation()
        else:
            raise self.tokens.wrong('no definition')

    def fragment(self):
        name = self.tokens.take('name')
        if name == 'on' or name in self.fragments:
            raise self.tokens.wrong('no name for a fragment')
        self.tokens.expect('on')
        condition = self.tokens.take('name')
        self.no_directives()
        self.fragments[name] = Part(condition, self.selection_set(), True)

    def operation(self):
        if self.tokens.kind == 'name':
            self.tokens.take('name')
        self.in_list('(', ')', self.variable)
        self.no_directives()
        self.tokens.expect('{')
        self.field, _ = self.names_and_arguments()
        self.no_directives()
        self.items = self.selection_set()
        self.tokens.expect('}')

    def variable(self):
        if self.tokens.kind == 'string':  # which describes it
            self.tokens.take('string')
        self.tokens.expect('$')
        self.tokens.take('name')
        self.tokens.expect(':')
        self.type()
        if self.tokens.skip('='):
            self.value(variables=False)
        self.no_directives()

    def type(self):
        if self.tokens.skip('['):
            self.type()
            self.tokens.expect(']')
        else:
            self.tokens.take('name')
        self.tokens.skip('!')

    # Selection sets ---------------------------------------------------------

    def selection_set(self):
        self.tokens.expect('{')
        items = [self.selection()]
        while not self.tokens.skip('}'):
            items.append(self.selection())
        return tuple(items)

    def selection(self):
        if not self.tokens.skip('...'):
            start = self.tokens.start
            response, name = self.names_and_arguments()
            included = self.included()
            if name == '__typename' and self.tokens.text == '{':
                self.tokens.last = start
                raise self.tokens.wrong('a sub-selection of __typename')
            items = self.selection_set() if self.tokens.text == '{' else None
            return Field(response, name, items, included)
        if self.tokens.kind == 'name' and self.tokens.text != 'on':
            return Spread(self.tokens.take('name'), self.included())
        condition = None
        if self.tokens.skip('on'):
            condition = self.tokens.take('name')
        included = self.included()
        return Part(condition, self.selection_set(), included)

    def names_and_arguments(self):
        """The response key and the name of a field."""
        response = name = self.tokens.take('name')
        if self.tokens.skip(':'):
            name = self.tokens.take('name')
        self.in_list('(', ')', self.argument)
        return response, name

    def argument(self):
        self.tokens.take('name')
        self.tokens.expect(':')
        self.value()

    def value(self, variables=True):
        tokens = self.tokens
        if tokens.skip('['):
            while not tokens.skip(']'):
                self.value(variables)
        elif tokens.skip('{'):
            while not tokens.skip('}'):
                tokens.take('name')
                tokens.expect(':')
                self.value(variables)
        elif variables and tokens.skip('$'):
            tokens.take('name')
        else:
            tokens.take('name', 'number', 'string')

    def in_list(self, begin, end, member):
        """Members in parentheses: none of it, or at least one."""
        if self.tokens.skip(begin):
            member()
            while not self.tokens.skip(end):
                member()

    def included(self):
        """Whether the directives that come let it in."""
        included, known = True, ['include', 'skip']  # each once
        while self.tokens.skip('@'):
            name = self.tokens.take('name')
            if name not in known:
                raise self.tokens.wrong('an unknown directive, or a second')
            known.remove(name)
            for token in '(', 'if', ':':
                self.tokens.expect(token)
            value = self.tokens.take('name')
            if value not in ('true', 'false'):
                raise self.tokens.wrong('neither true nor false')
            self.tokens.expect(')')
            included &= value == ('true' if name == 'include' else 'false')
        return included

    def no_directives(self):
        if self.tokens.text == '@':
            raise self.tokens.wrong('a directive')

    # Fragments --------------------------------------------------------------

    def check_spreads(self):
        """Each is of a fragment that is there, and none of one it is in."""
        inside = {name: set(spreads(part.items))
                  for name, part in self.fragments.items()}
        self.used = {*spreads(self.items)}.union(*inside.values())
        if not self.used <= set(inside):
            raise self.wrong('an unknown fragment')
        while inside:
            last = [name for name in inside if not inside[name] & set(inside)]
            if not last:
                raise self.wrong('a cycle of fragments')
            for name in last:
                del inside[name]

    def resolved(self, items):
        """The items with fragments in the place of their spreads."""
        def one(item):
            if isinstance(item, Spread):
                part = self.fragments[item.name]
                return Part(part.condition, self.resolved(part.items),
                            item.included)
            if item.items is None:
                return item
            return item._replace(items=self.resolved(item.items))
        return tuple(map(one, items))

    def unused(self):
        """The fragments that are in no other place."""
        return [self.fragments[name] for name in self.fragments
                if name not in self.used]

    def levels(self, items):
        """How deep selection sets stand in each other, those of fragments
        too."""
        return 1 + max((self.levels(item.items) for item in items
                        if item.items is not None), default=0)


def spreads(items):
    """The names of all fragments that are asked for."""
    for item in items:
        if isinstance(item, Spread):
            yield item.name
        elif item.items is not None:
            yield from spreads(item.items)


class Tokens:
    """The next token is `text`, of the kind that TOKEN calls it."""

    def __init__(self, document):
        self.document = document
        self.start = self.at = 0    # of this token, and where it ends
        self.last = 0               # where the one before began
        self.next()

    def next(self):
        self.last = self.start
        self.start = IGNORED.match(self.document, self.at).end()
        match = TOKEN.match(self.document, self.start)
        if self.start == len(self.document):
            self.at, self.kind, self.text = self.start, 'end', ''
        elif match is None:
            self.at = len(self.document)
            raise self.wrong('no token')
        else:
            self.kind, self.text = match.lastgroup, match.group()
            self.at = match.end()

    def take(self, *kinds):
        if self.kind not in kinds:
            raise self.wrong('expected ' + ' or '.join(kinds))
        text = self.text
        self.next()
        return text

    def skip(self, text):
        if self.text != text:
            return False
        self.next()
        return True

    def expect(self, text):
        if not self.skip(text):
            raise self.wrong('expected ' + text)

    def wrong(self, why):
        """The error at this token, or at the one before, which is known to be
        wrong only now."""
        return TextError(why, *(len(self.document[:at].encode())
                                for at in (self.last, self.at)))
