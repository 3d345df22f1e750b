"""Small schemas at random, as the model takes them and as text, and rows of
their types.

Types share the names of their fields, so that one key is of many types.
"""

import rows
from expect import renamed
from model.types import PLAIN, Type

OBJECTS = 'User', 'Post', 'Tag', 'A', 'Us'
INTERFACES = 'Node', 'Named'
UNIONS = 'Hit', 'Any'
SCALARS = 'JSON', 'Date'
BUILT_IN = 'Int', 'String', 'ID', 'Role'
FIELDS = ('id', 'owner', 'bestPost', 'best_post', 'a', 'a_b', 'aB', '_x',
          'line1a', 'items', 'old_name', 'USER_ID', 'typename', 'x_')
CLEAR_FIELDS = [name for name in FIELDS if name not in ('best_post', 'aB')]
STRANGE = 'no_such', 'Owner', 'own', 'ids', '', 'é', '__type_name', 'oldName'
ANY = Type(None)  # an object of no known type
WRAPS = '%s', '%s', '%s!', '[%s]', '[%s!]!', '[[%s]!]', '[[[%s!]]]'


def schema(rng, conforming=False):
    """From the name of each type to what the model knows of it.  Where it is
    conforming, objects have the fields of their interfaces, and mostly no two
    fields differ in their spelling only."""
    objects = rng.sample(OBJECTS, rng.randrange(1, 5))
    interfaces = rng.sample(INTERFACES, rng.choice((0, 1, 1, 2)))
    unions = rng.sample(UNIONS, rng.choice((0, 1, 1, 2)))
    names = objects * 3 + interfaces * 2 + unions * 2 + list(SCALARS + BUILT_IN)

    spellings = FIELDS
    if conforming and rng.random() < 0.9:
        spellings = CLEAR_FIELDS

    def fields():
        return {name: rng.choice(names) for name in rng.sample(
            spellings, rng.randrange(1, len(spellings)))}

    def some(least):
        return tuple(rng.sample(objects, rng.randrange(least,
                                                       len(objects) + 1)))
    types = {name: Type('scalar', name) for name in SCALARS}
    types |= {name: Type('object', name, fields(), (name,))
              for name in objects}
    shared = fields()
    for name in interfaces:
        types[name] = Type('interface', name, dict(rng.sample(
            list(shared.items()), rng.randrange(1, len(shared) + 1)))
            if conforming else fields(), some(0))
        if conforming:
            for one in types[name].possible:
                types[one].fields.update(types[name].fields)
    types |= {name: Type('union', name, {}, some(1)) for name in unions}
    return types


def is_clear(types):
    """Are there no two fields that differ in their spelling only?"""
    return all(not {'a_b', 'aB'} <= {*type.fields} and
               not {'bestPost', 'best_post'} <= {*type.fields}
               for type in types.values())


# Its text ------------------------------------------------------------------

def text(rng, types):
    parts = [define(rng, types, type) for type in types.values()]
    parts.append('enum Role { ADMIN READER }')
    rng.shuffle(parts)
    return rng.choice(('\n', ' ', '\r\n\n', '\n# type X {\n')).join(
        parts).encode()


def define(rng, types, type):
    if type.kind == 'scalar':
        return 'scalar ' + type.name
    if type.kind == 'union':
        return 'union %s = %s' % (type.name, ' | '.join(type.possible))
    interfaces = [other.name for other in types.values()
                  if other.kind == 'interface' and type.name in other.possible]
    head = '%s %s' % ({'object': 'type'}.get(type.kind, type.kind), type.name)
    if interfaces:
        head += ' implements ' + ' & '.join(interfaces)
    fields = [field(rng, *pair) for pair in type.fields.items()]
    cut = rng.randrange(1, len(fields) + 1)
    if cut == len(fields) or rng.random() < 0.7:
        return braced(rng, head, fields)
    extension = braced(rng, head.split(' implements')[0], fields[cut:])
    parts = [braced(rng, head, fields[:cut]), 'extend ' + extension]
    return '\n'.join(rng.sample(parts, 2))


def field(rng, name, type):
    arguments = rng.choice(('', '', '', '(a: Int = 1, b: [String!])'))
    return '%s%s%s: %s%s' % (
        rng.choice(('', '', '"no b: Int" ')), name, arguments,
        rng.choice(WRAPS) % type, rng.choice(('', '', ' @deprecated')))


def braced(rng, head, fields):
    return head + ' {' + rng.choice((' ', '\n', ', ')).join(fields) + '}'


# Rows ----------------------------------------------------------------------

def rows_of(rng, types, root, keep_case, slip, tidy=False):
    """Some rows.  Few are unlike all others, and most begin like another."""
    maker = Maker(rng, types, keep_case, slip, tidy)
    shapes = [maker.row(root) for _ in range(rng.choice((1, 2, 3, 6)))]
    texts = []
    for _ in range(rng.choice((0, 1, 2, 5, 20, 60))):
        if rng.random() < 0.05:
            shapes[rng.randrange(len(shapes))] = maker.row(root)
        texts.append(rng.choice(shapes))
    return texts


class Maker:
    """Objects of types; `slip` is how often one has something wrong.  Where
    they are tidy, objects stand where objects belong, and scalars do."""

    def __init__(self, rng, types, keep_case, slip, tidy):
        self.rng, self.types, self.slip = rng, types, slip
        self.tidy = tidy
        self.keep_case = keep_case
        self.gaps = rng.choice((0, 0, 0, 0.2))

    def slips(self):
        return self.rng.random() < self.slip

    def row(self, root):
        chance = self.rng.random()
        type = self.types.get(root, ANY)
        if chance < 0.8:
            return self.object(type, 4)
        if chance < 0.85:
            return b'null'
        return rows.array(self.rng, [
            self.row(root) for _ in range(self.rng.randrange(4))], self.gaps)

    def value(self, type, depth):
        """The value of a field."""
        chance = self.rng.random()
        scalar = rows.value(self.rng, 0, 0)
        if b'{' in scalar:
            scalar = b'null'
        if self.tidy and type is PLAIN:
            return scalar
        if chance < 0.1:
            return b'null' if self.tidy and type.is_composite() else scalar
        if chance < 0.3:
            return rows.array(self.rng, [
                self.value(type, depth - 1) for _
                in range(self.rng.randrange(4 if depth > 0 else 1))],
                self.gaps)
        if depth <= 0 or (type.is_abstract() and not type.possible
                          and not self.slips()):
            return b'null'
        return self.object(type, depth)

    def object(self, type, depth):
        rng = self.rng
        tells = type.is_abstract() and not self.slips()
        tells = tells or rng.random() < 0.1
        one = rng.choice(type.possible) if type.possible else None
        later = self.types[one] if one and tells else type
        like = later if later.fields else rng.choice(list(self.types.values()))
        keys = self.keys(list(like.fields) + list(type.fields))
        members = [(key, self.value(self.type_of(later, name), depth - 1))
                   for name, key in keys]
        if tells:
            members.insert(rng.choice((0, rng.randrange(len(keys) + 1))),
                           self.typename(type, one))
        if members and self.slips():
            members.insert(rng.randrange(len(members)), rng.choice(members))
        gaps = [rows.blank(rng, self.gaps) for _ in range(3)]
        return b'{' + gaps[0] + b','.join(
            key + gaps[1] + b':' + gaps[2] + value
            for key, value in members) + gaps[1] + b'}'

    def type_of(self, outer, name):
        field = name if self.keep_case else renamed(name)
        for way in field, name:
            if way in outer.fields:
                return self.types.get(outer.fields[way], PLAIN)
        return ANY

    def typename(self, type, one):
        rng = self.rng
        name = one or rng.choice(list(self.types))
        if type.is_abstract() and not one:
            return b'"__typename"', rng.choice((b'null', b'"No"', b'"Role"'))
        value = b'"' + name.encode() + b'"'
        if self.slips():
            value = rng.choice((
                b'null', b'1', b'{}', b'["User"]', b'""', b'"User "',
                value.lower(), b'"Int"', b'"' + rng.choice(
                    list(self.types)).encode() + b'"'))
        if not type.is_abstract():
            value = rng.choice((value, value, b'{"a":[{"id":{}}]}', b'null'))
        elif rng.random() < 0.1:
            value = value.replace(b's', rb'\u0073')
        return rng.choice((b'"__typename"', b'"__typename"',
                           rb'"\u005f_typename"')), value

    def keys(self, names):
        """Fields, and keys that spell them and stay distinct."""
        rng = self.rng
        names = rng.sample(names, rng.randrange(len(names) + 1))
        names += rng.sample(STRANGE + FIELDS, rng.choice((0, 0, 1, 2)))
        keys = {}
        for name in names[:6]:
            if rng.random() < 0.4:
                name = rng.choice((name.replace('P', '_p'),
                                   name.replace('B', '_b'), name + '_',
                                   name.replace('_', '__')))
            text = name.encode()
            if rng.random() < 0.1:
                text = rng.choice((text.replace(b'_', rb'\u005f'),
                                   text.replace(b'o', rb'\u006F'),
                                   text.replace(b'a', rb'\u0061')))
            keys.setdefault(renamed(name), (name, b'"' + text + b'"'))
        found = list(keys.values())
        rng.shuffle(found)
        return found
