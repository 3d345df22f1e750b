"""Selections at random, and rows to take them from.

    selection(rng, ...) -> Selection

Without a schema every field may be anything, so the tree of a selection says
which fields of a row should be objects: from the name of each field to a tree,
or to None where all of it is taken.
"""

from collections import namedtuple

import rows
from expect import key_of, renamed
from model.types import PLAIN, UNTYPED, paths_below

NAMES = ('id', 'userName', 'user_name', 'firstName', 'a', 'aB', 'a_b', '_x',
         'posts', 'meta', 'USER_ID', '_', 'line1a')
ALIASES = 'id', 'a', 'aB', 'x', 'y2', '_', 'on', 'query', 'true', '__typename'
VALUES = ('1', '-0.5e+3', '"a\\u00e9 } {"', '""', '"""block " }"""', '$v',
          '[]', '[1 [$v]]', '{}', '{a: {b: [1, NAME]}}', 'null', 'true')
LONG = 50000  # bytes of a row that takes its time
GAPS = ' ', ' ', ' ', '\n', ', ', '\t', ' ,\r\n', ' # { "\n', '\ufeff '
TRUE = '@include(if: true)', '@skip(if:false)', '@ skip ( if : false )'
FALSE = '@skip(if: true)', '@include(if: false)'

# The text, what it takes of a row without a schema, whether it is known to be
# right, and the response key that it gives (None: it is a selection set).
Selection = namedtuple('Selection', 'text tree sure field')


def selection(rng, type=UNTYPED, types=None, paths=(), slip=0,
              keep_case=False):
    """Of rows of a type, beside these paths of --opaque."""
    maker = Maker(rng, type, types, slip)
    tree = {}
    if not keep_case:
        maker.name_of = renamed
        paths = [tuple(map(renamed, path)) for path in paths]
    text = maker.set(type, rng.choice((0, 1, 2, 3)), {}, tree, paths, True)
    field = None
    if rng.random() < 0.3:
        field = rng.choice(('users', 'u', '_', 'query', 'on'))
        head = rng.choice(('query', 'query', 'mutation', 'subscription'))
        head += rng.choice(('', ' Q', ' query', ' on($v: [Int!]! = [1])',
                            '($v: T, $w: [[T!]] = {a: "$"})'))
        root = rng.choice((field, field + ': field'))
        text = '%s { %s%s %s }' % (head, root, maker.arguments(), text)
    parts = [*maker.fragments, text]
    rng.shuffle(parts)
    return Selection(rng.choice(('', '', ' ', '\ufeff', '# {\n')) +
                     rng.choice(GAPS).join(parts), tree, maker.sure, field)


class Maker:
    def __init__(self, rng, row_type, types, slip):
        self.rng, self.row_type, self.types = rng, row_type, types
        self.slip = slip
        self.name_of = str      # what a path calls a field
        self.sure = not slip
        self.fragments = []
        self.named = []         # (name, condition) of those that are ready
        self.fresh = 0

    def slips(self):
        return self.rng.random() < self.slip

    def set(self, type, depth, used, tree, paths, of_row=False):
        """The text of a selection set.  `used` holds what each response key
        of the objects that it is for stands for."""
        rng = self.rng
        items = []
        for _ in range(rng.choice((1, 1, 2, 3, 5))):
            chance = rng.random()
            if chance < 0.8 or depth < 0:
                items.append(self.field(type, depth, used, tree, paths))
            elif chance < 0.92:
                items.append(self.inline(type, depth, used, tree, paths,
                                         of_row))
            else:
                items.append(self.spread(type, depth, used, tree, paths,
                                         of_row))
        if rng.random() < 0.1:
            items += rng.sample(items, 1)  # merged with itself
        gap = rng.choice(GAPS)
        return '{' + rng.choice(('', ' ', '\n')) + gap.join(items) + gap + '}'

    # Fields -----------------------------------------------------------------

    def field(self, type, depth, used, tree, paths):
        rng = self.rng
        name = self.any_name(type, depth)
        inner = self.type_of(type, name)
        below = paths_below(paths, self.name_of(name))
        leaf = self.is_leaf(inner, name, depth, below)
        below = [path for path in below if path]
        response = self.response(used, name, type, inner, leaf)
        text = response + rng.choice((':', ': ', ' :')) + name
        if response == name and rng.random() < 0.9:
            text = name
        text += self.arguments() + self.directives()
        if name in tree and (tree[name] is None) != leaf:
            self.sure = False  # one of both takes a part of it, and the other all
        if leaf:
            if name != '__typename':
                tree.setdefault(name)
            return text
        if tree.get(name) is None:
            tree[name] = {}
        return text + ' ' + self.set(inner, depth - 1, used[response][1],
                                     tree[name], below)

    def any_name(self, type, depth):
        rng = self.rng
        if rng.random() < 0.1:
            return '__typename'
        names = NAMES
        if self.types is not None:
            names = [name for name in type.fields if depth > 0
                     or not self.type_of(type, name).is_composite()]
        if self.slips():
            names = 'no_such', 'ID', '__schema', 'bestpost'
        return rng.choice(names or ['__typename'])

    def type_of(self, type, name):
        if self.types is None or name == '__typename':
            return PLAIN if name == '__typename' else UNTYPED
        return self.types.get(type.fields.get(name), PLAIN)

    def is_leaf(self, inner, name, depth, below):
        rng = self.rng
        leaf = rng.random() < 0.6 or depth <= 0
        if self.types is not None:
            leaf = not inner.is_composite()
        if name == '__typename' or () in below:
            leaf = True
        return not leaf if self.slips() else leaf

    def response(self, used, name, type, inner, leaf):
        """A response key that no other field has: an alias where it must be,
        and now and then."""
        rng = self.rng
        kind = name, leaf, inner.name or (leaf and type.fields.get(name))
        response = rng.choice(ALIASES) if rng.random() < 0.2 else name
        if not self.slips() and used.get(response, (kind,))[0] != kind:
            self.fresh += 1
            response = 'x%d' % self.fresh
        used.setdefault(response, (kind, {}))
        return response

    def arguments(self):
        rng = self.rng
        if rng.random() < 0.9:
            return ''
        return '(%s)' % ' '.join(
            '%s: %s' % (rng.choice(('first', 'on', 'a')), rng.choice(VALUES))
            for _ in range(rng.choice((1, 1, 2))))

    def directives(self):
        rng = self.rng
        if rng.random() < 0.85:
            return ''
        if self.slips():
            return rng.choice((' @skip(if: $v)', ' @lower', ' @skip',
                               ' @include(if: 1)', ' @skip(of: true)'))
        return ' ' + rng.choice((*TRUE, *FALSE, TRUE[0] + FALSE[0],
                                 TRUE[0] + TRUE[1]))

    # Fragments --------------------------------------------------------------

    def inline(self, type, depth, used, tree, paths, of_row):
        condition = self.condition(type, of_row)
        text = '...'
        if condition is not None and self.rng.random() < 0.8:
            text += self.rng.choice((' on ', 'on ')) + condition
            type = self.narrowed(type, condition)
        return text + self.directives() + ' ' + self.set(
            type, depth - 1, used, tree, paths, of_row)

    def spread(self, type, depth, used, tree, paths, of_row):
        condition = self.condition(type, of_row)
        if condition is None:
            return self.field(type, depth, used, tree, paths)
        again = [name for name, other in self.named if other == condition]
        if again and self.rng.random() < 0.3:
            self.sure = False  # its fields were made for another place
            name = self.rng.choice(again)
        else:
            name = self.rng.choice(('F', 'f', '_', 'fragment', 'query')) \
                + str(len(self.fragments))
            place = len(self.fragments)
            self.fragments.append(None)
            text = self.set(self.narrowed(type, condition), depth - 1, used,
                            tree, paths, of_row)
            if self.slips():
                text = '{ ...%s }' % self.rng.choice((name, 'Nosuch'))
            self.fragments[place] = 'fragment %s on %s %s' % (name, condition,
                                                              text)
            self.named.append((name, condition))
        return '...' + self.rng.choice(('', ' ')) + name + self.directives()

    def condition(self, type, of_row):
        """The name of a type that some of these objects are of, or None."""
        rng = self.rng
        if self.slips():
            return rng.choice(('Nosuch', 'String', 'User', 'Hit', 'JSON'))
        if self.types is None:
            return self.row_type.name if of_row else None
        names = [name for name, other in self.types.items()
                 if {*other.possible} & {*type.possible}]
        return rng.choice(names) if names else None

    def narrowed(self, type, condition):
        if self.types is None:
            return type
        return self.types.get(condition, type)


# Rows ----------------------------------------------------------------------

def rows_for(rng, tree, paths=(), slip=0, all_taken=False):
    """Rows for a tree.  Few are unlike all others."""
    maker = RowMaker(rng, slip, all_taken)
    for path in paths:
        if rng.random() < 0.7:
            tree = grafted(tree, path)
    shapes = [maker.row(tree) for _ in range(rng.choice((1, 2, 3, 6)))]
    count = rng.choice((0, 1, 2, 5, 20))
    if max(map(len, shapes)) > LONG:
        count = min(count, 2)
    return [rng.choice(shapes) for _ in range(count)]


def is_clear(tree):
    """Has each name in it a spelling of its own?"""
    return tree is None or (
        len({renamed(name) for name in tree}) == len(tree)
        and all(map(is_clear, tree.values())))


def grafted(tree, path):
    """The tree with a path in it, so that rows have what it names."""
    if not path:
        return tree
    inner = (tree or {}).get(path[0])
    return (tree or {}) | {path[0]: grafted(inner, path[1:])}


class RowMaker:
    """`slip` is how often something is wrong; `all_taken`: there is nothing
    that are not selected."""

    def __init__(self, rng, slip, all_taken):
        self.rng, self.slip, self.all_taken = rng, slip, all_taken
        self.gaps = rng.choice((0, 0, 0, 0.2))

    def slips(self):
        return self.rng.random() < self.slip

    def row(self, tree):
        chance = self.rng.random()
        if chance < 0.8:
            return self.object(tree)
        if chance < 0.85:
            return b'null'
        return rows.array(self.rng, [
            self.row(tree) for _ in range(self.rng.randrange(4))], self.gaps)

    def value(self, tree):
        """The value of a field that is selected."""
        rng = self.rng
        if tree is None:
            return self.free(2) if rng.random() < 0.6 else rows.value(rng, 2)
        if self.slips():
            return rng.choice((b'1', b'"{"', b'true', b'[[0]]', b'-'))
        chance = rng.random()
        if chance < 0.1:
            return b'null'
        if chance < 0.4:
            return rows.array(rng, [self.value(tree) for _ in
                                    range(rng.randrange(4))], self.gaps)
        return self.object(tree)

    def object(self, tree):
        rng = self.rng
        members = [(spelled(rng, name), self.value(inner))
                   for name, inner in tree.items() if rng.random() < 0.85]
        members += self.strangers(tree)
        if rng.random() < 0.15:
            members.append((b'__typename', rng.choice((
                b'"User"', b'null', b'["X"]', b'{"a_b":1}'))))
        rng.shuffle(members)
        if not self.slips():
            kept = {renamed(key_of(quoted(key))): (key, value)
                    for key, value in members}
            members = list(kept.values())
        return b'{' + b','.join(
            rows.blank(rng, self.gaps) + quoted(key)
            + rows.blank(rng, self.gaps) + b':' + value
            for key, value in members) + rows.blank(rng, self.gaps) + b'}'

    def strangers(self, tree):
        """Fields that are not selected."""
        rng = self.rng
        keys = [spelled(rng, name) for name
                in rng.sample(NAMES, rng.choice((0, 0, 1, 2)))]
        keys += rows.distinct_keys(rng, rng.choice((0, 0, 1, 3)))
        known = {'__typename', *map(renamed, tree)}
        return [(key, self.hostile()) for key in keys
                if self.slips() or renamed(key_of(quoted(key))) not in known]

    def hostile(self):
        """A value that is not selected.  In it names are only equal where
        keys are."""
        rng = self.rng
        chance = rng.random()
        if chance < 0.5:
            return rng.choice((b'null', b'[]', b'{}'))
        if chance < 0.6 and not self.all_taken:
            return b'{"a_b":[{"x_y":1,"xY":2}],"aB":{"a_b":0}}'
        if chance < 0.602:
            return rows.deep(rng, rng.choice((50, 50, 16300)))
        if self.slips():
            return rows.value(rng, 3, keys_of=rows.colliding_keys)
        return rows.value(rng, 3)

    def free(self, depth):
        """A value of keys that paths may name."""
        rng = self.rng
        if depth == 0 or rng.random() < 0.2:
            return rng.choice((b'{"x_y":1}', b'[{"x_y":{"a_b":null}}]', b'0'))
        if rng.random() < 0.3:
            return rows.array(rng, [self.free(depth - 1) for _ in
                                    range(rng.randrange(3))], self.gaps)
        keys = {}
        for name in rng.sample(NAMES, rng.randrange(4)):
            keys.setdefault(renamed(name), spelled(rng, name))
        return b'{' + b','.join(quoted(key) + b':' + self.free(depth - 1)
                                for key in keys.values()) + b'}'


def quoted(key):
    return key if key.startswith(b'"') else b'"' + key + b'"'


def spelled(rng, name):
    """A key for a field: as it is, as a database has it, or with escapes."""
    chance = rng.random()
    if chance < 0.4:
        lead = name[:1]
        name = lead + ''.join('_' + char.lower() if 'A' <= char <= 'Z' else char
                              for char in name[1:])
    text = name.encode()
    if chance > 0.9:
        text = rng.choice((text.replace(b'_', rb'\u005f'),
                           text.replace(b'a', rb'\u0061'),
                           text.replace(b'i', rb'\u0069')))
    return text


def paths_of(rng, names_of, root):
    """Paths of --opaque: names_of(place) gives (name, place) for the fields of
    a place, and `root` is that of rows."""
    paths = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        place, path = root, []
        for _ in range(rng.choice((1, 1, 2, 2, 3))):
            fields = names_of(place)
            name, place = rng.choice(fields or [('a', place)])
            path.append(name)
        paths.append(tuple(path))
    return paths
