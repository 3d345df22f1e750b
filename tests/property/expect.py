"""What the values of an output must be, worked out with python's json and
regular expressions, without the model."""

import json
import re


class Number(str):
    """A number as it is written."""


class Fields(list):
    """An object as its list of (name, value)."""


def parse(text):
    """Any JSON text, nothing lost: numbers as written, fields in order."""
    return json.loads(text.decode('utf-8'), parse_int=Number,
                      parse_float=Number, object_pairs_hook=Fields)


def parse_strictly(text):
    """The same; equal keys and python's own extensions are a ValueError."""
    def fields(pairs):
        if len({name for name, _ in pairs}) < len(pairs):
            raise ValueError('two equal keys')
        return Fields(pairs)

    def refuse(word):
        raise ValueError(word)
    return json.loads(text.decode('utf-8'), parse_int=Number,
                      parse_float=Number, object_pairs_hook=fields,
                      parse_constant=refuse)


def key_of(text):
    return json.loads(text)


def renamed(key):
    start, rest = re.fullmatch('(?s)(_*)(.*)', key).groups()
    name = start + re.sub('(?s)_+([a-z]?)', lambda m: m[1].upper(), rest)
    return re.sub('[\ud800-\udbff][\udc00-\udfff]',
                  lambda m: m[0].encode('utf-16', 'surrogatepass')
                  .decode('utf-16'), name)


def transformed(value, keep_case, type_name, is_row=True):
    """The value that a row must come out as."""
    if isinstance(value, Fields):
        fields = Fields((name if keep_case else renamed(name),
                         transformed(inner, keep_case, type_name, False))
                        for name, inner in value)
        if is_row and type_name is not None:
            fields = Fields([('__typename', type_name)]
                            + [field for field in fields
                               if field[0] != '__typename'])
        return fields
    if isinstance(value, list):
        return [transformed(inner, keep_case, type_name, is_row)
                for inner in value]
    return value


def same(one, other):
    """Equality that also tells types apart."""
    if type(one) is not type(other):
        return False
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other
