"""What a selection takes of an object, and which selections are refused."""

from itertools import combinations

from model.graphql import Field
from model.names import camel
from model.types import PLAIN, UNTYPED, paths_below


def collect(items, type, types):
    """The fields of an object of this type, by their response keys and in the
    order of the specification's CollectFields.  Those of one key are one, with
    the selection sets of all."""
    wanted = {}
    for field in included_fields(items, type, types):
        first = wanted.get(field.response)
        if first is not None and first.items is not None:
            field = first._replace(items=first.items + field.items)
        wanted[field.response] = field
    return wanted


def included_fields(items, type, types):
    for item in items:
        if not item.included:
            continue
        if isinstance(item, Field):
            yield item
        elif applies(item.condition, type, types):
            yield from included_fields(item.items, type, types)


def applies(condition, type, types):
    """Is an object of this type meant by a type condition?"""
    return condition in (None, type.name) \
        or condition in types and type.name in types[condition].possible


class Check:
    """Refuses selections that are not for rows of this type.  Without a
    schema (`types` is None) little is known of them."""

    def __init__(self, types, row_type, keep_case):
        self.types, self.row_type = types, row_type
        self.name_of = str if keep_case else camel

    def document(self, document, paths):
        self.wrong = document.wrong
        self.set(document.items, self.row_type, paths, True)
        for part in document.unused() if self.types is not None else ():
            self.set(part.items, self.condition(part, None, True), (), True)

    def set(self, items, parent, paths, of_row=False):
        """A selection set, and those in it."""
        for item in items:
            if isinstance(item, Field):
                self.field(item, parent,
                           paths_below(paths, self.name_of(item.name)))
            else:
                self.set(item.items, self.condition(item, parent, of_row),
                         paths, of_row)
        self.can_merge(list(self.all_fields(items, parent)))

    def field(self, field, parent, paths):
        type = self.type_of(field, parent)
        if field.name == '__typename':
            return
        if () in paths:
            if field.items is not None:
                raise self.wrong('a sub-selection of what is opaque')
            return
        if self.types is not None \
                and type.is_composite() != (field.items is not None):
            raise self.wrong('a sub-selection is there, or missing')
        if field.items is not None:
            self.set(field.items, type, paths)

    def type_of(self, field, parent):
        if field.name == '__typename':
            return PLAIN
        if self.types is None:
            return UNTYPED
        if field.name not in parent.fields:
            raise self.wrong('an unknown field')
        return self.types.get(parent.fields[field.name], PLAIN)

    def condition(self, part, parent, of_row):
        """The type of the objects that a fragment is for."""
        if part.condition is None:
            return parent
        if self.types is None:
            if not of_row or part.condition != self.row_type.name:
                raise self.wrong('a type condition needs a schema')
            return parent
        type = self.types.get(part.condition, UNTYPED)
        if not type.is_composite():
            raise self.wrong('no type for a fragment')
        if parent is not None and not {*type.possible} & {*parent.possible}:
            raise self.wrong('a fragment that never applies')
        return type

    # Equal response keys ----------------------------------------------------

    def all_fields(self, items, parent):
        """(type, field) for each field of an object, whatever its type."""
        for item in items or ():
            if isinstance(item, Field):
                yield parent, item
            else:
                type = parent
                if item.condition is not None and self.types is not None:
                    type = self.types[item.condition]
                yield from self.all_fields(item.items, type)

    def can_merge(self, fields):
        """FieldsInSetCanMerge of the specification, without arguments."""
        for (type, one), (other_type, other) in combinations(fields, 2):
            if one.response == other.response:
                self.same_shape((type, one), (other_type, other))
                if type == other_type or 'object' != type.kind \
                        or 'object' != other_type.kind:
                    if one.name != other.name:
                        raise self.wrong('different fields of one name')
                    self.can_merge(self.merged((type, one),
                                               (other_type, other)))

    def same_shape(self, *pair):
        """SameResponseShape; lists and non-nulls are not looked at."""
        (type, one), (other_type, other) = pair
        if (one.items is None) != (other.items is None) or (
                one.items is None and self.types is not None
                and self.leaf(one, type) != self.leaf(other, other_type)):
            raise self.wrong('different types of one name')
        for first, second in combinations(self.merged(*pair), 2):
            if first[1].response == second[1].response:
                self.same_shape(first, second)

    def leaf(self, field, parent):
        return parent.fields.get(field.name)

    def merged(self, *pair):
        return [inner for parent, field in pair for inner
                in self.all_fields(field.items, self.type_of(field, parent))]
