"""What is known of the objects in some place of a row."""

from collections import namedtuple


class Type(namedtuple('Type', 'kind name fields possible',
                      defaults=(None, {}, ()))):
    """A type of a schema.

    kind      object, interface, union, scalar (one that the schema defines),
              plain (a built-in scalar or an enum), or None where nothing is
              known
    fields    from the name of each to the name of its type
    possible  the names of the objects that it can be
    """

    def is_abstract(self):
        return self.kind in ('interface', 'union')

    def is_composite(self):
        return self.kind in ('object', 'interface', 'union')


UNTYPED = Type(None)
PLAIN = Type('plain')
OPAQUE = Type('scalar')


class View(namedtuple('View', 'type selection paths', defaults=(None, ()))):
    """Under what the objects in some place are read.

    type       what is known of them
    selection  the items of the selection sets that they are read by, None
               where everything is taken
    paths      of --opaque: what is left of those that lead through here
    """


def type_of_field(types, outer, *names):
    """What is known of objects in the value of a field, which is found by the
    first of the names that the type has."""
    if outer.kind == 'scalar':
        return outer
    for name in names:
        if name in outer.fields:
            return types.get(outer.fields[name], PLAIN)
    return UNTYPED


def view_of_field(types, outer, key, name):
    """Under what the value of a field is read, if all of it is taken."""
    paths = paths_below(outer.paths, name)
    if () in paths:
        return View(OPAQUE)
    return View(type_of_field(types, outer.type, name, key), None, paths)


def paths_below(paths, name):
    """What is left of the opaque paths that lead through a field."""
    return tuple(path[1:] for path in paths if path[0] == name)
