"""Seeded generators of good JSON rows: every shape of value, every spelling.

Each function takes a random.Random and returns bytes.
"""

from expect import key_of, renamed

BLANKS = b' ', b' ', b'\n', b'\t', b'\r\n', b'\r', b'  ', b'\n '
NUMBERS = (
    b'0', b'-0', b'1', b'-1', b'42', b'12345678901234567890', b'1.10', b'1e400',
    b'-0.0', b'1E5', b'1e+5', b'1e-5', b'0.1', b'0e0', b'-12.50E-007',
    b'100000000000000000000000000000000000000000', b'0.' + b'0' * 40 + b'1')
CHARS = (  # what may stand between the quotes of a string
    b'a', b'b', b'c', b'_', b'_', b'Z', b'9', b' ', b'/', b',', b':', b'{',
    b'}', b'[', b']', b"'", b'\x7f', b'null', b'//', b'first_name',
    b'\xc3\xa9', b'\xc2\x80', b'\xdf\xbf', b'\xe0\xa0\x80', b'\xe2\x82\xac',
    b'\xed\x9f\xbf', b'\xee\x80\x80', b'\xef\xbb\xbf', b'\xef\xbf\xbf',
    b'\xf0\x90\x80\x80', b'\xf0\x9f\x98\x80', b'\xf4\x8f\xbf\xbf',
    b'\xe2\x80\xa8', rb'\"', rb'\\', rb'\/', rb'\b', rb'\f', rb'\n', rb'\r',
    rb'\t', rb'\u0000', rb'\u001f', rb'\u0041', rb'\u00e9', rb'\u00E9',
    rb'\u005f', rb'\u005F', rb'\u0062', rb'\u0022', rb'\u005c', rb'\u002f',
    rb'\u007f', rb'\u2028', rb'\uffff', rb'\ud83d\ude00', rb'\uD83D\uDE00',
    rb'\ud800', rb'\udfff', rb'\ude00\ud83d', rb'\\u0041', rb'\\\"', rb'C:\\')
KEY_PIECES = (b'a', b'b', b'_', b'_', b'_', b'__', b'1', b'A', b'id', b'user',
              b'\xc3\xa9', b'-', rb'\u005f', rb'\u005f', rb'\u0061', rb'\u0041',
              rb'\u00e9', rb'\ud83d', rb'\ude00', b'\xf0\x9f\x98\x80')
KEYS = (b'', b'id', b'user_id', b'userId', b'user__id', b'user_id_', b'USER_ID',
        b'first_name', b'_id', b'_', b'__', b'address_line_1', b'line_1a',
        b'__typename', b'__typename', rb'\u005f_typename', b'__typename_',
        b'__type_name', b'_typename', b'typename')
SIZES = [size + off for size in (16, 32, 64, 128, 256, 512, 1024, 4096)
         for off in (-2, -1, 0, 1, 2)]


def blank(rng, often=0.2):
    """Insignificant blanks, now and then."""
    text = b''
    while rng.random() < often:
        text += rng.choice(BLANKS)
    return text


def number(rng):
    if rng.random() < 0.5:
        return rng.choice(NUMBERS)
    text = rng.choice((b'', b'-')) + b'%d' % rng.randrange(
        10 ** rng.choice((1, 3, 9, 25)))
    if rng.random() < 0.3:
        text += b'.%0*d' % (rng.randrange(1, 20), rng.randrange(1000))
    if rng.random() < 0.3:
        text += rng.choice((b'e', b'E')) + rng.choice((b'', b'+', b'-'))
        text += b'%02d' % rng.randrange(1000)
    return text


def string(rng, size=None):
    """A string of about `size` bytes."""
    if size is None:
        size = rng.choice((0, 1, 3, 8, 8, 20, 20, rng.choice(SIZES)))
    if rng.random() < 0.3:
        text = b'x' * size
    else:
        text = b''
        plain = rng.choice((0, 0.5, 0.9))
        while len(text) < size:
            text += (rng.choice((b'abcdefgh', b'x')) if rng.random() < plain
                     else rng.choice(CHARS))
    return b'"' + text + b'"'


def key(rng):
    """A key with its quotes; few of them, so that they collide."""
    chance = rng.random()
    if chance < 0.4:
        text = rng.choice(KEYS)
    elif chance < 0.9:
        text = b''.join(rng.choices(KEY_PIECES, k=rng.randrange(1, 5)))
    elif chance < 0.97:
        return string(rng, rng.randrange(10))
    elif chance < 0.99:
        text = rng.choice((b'x', b'a_b', b'_', b'__x')) * rng.choice(SIZES)
    else:
        text = b''.join(rng.choices(KEY_PIECES, k=rng.choice(SIZES)))
    return b'"' + text + b'"'


def distinct_keys(rng, count):
    """Keys that stay distinct when renamed, and so also before."""
    keys = {}
    for _ in range(count):
        text = key(rng)
        keys.setdefault(renamed(key_of(text)), text)
    return list(keys.values())


def colliding_keys(rng, count):
    return [key(rng) for _ in range(count)]


def array(rng, items, gaps):
    return (b'[' + (blank(rng, gaps) + b',' + blank(rng, gaps)).join(items)
            + b']')


def members(rng, keys, depth, gaps, keys_of):
    return b'{' + b','.join(
        blank(rng, gaps) + text + blank(rng, gaps) + b':' + blank(rng, gaps)
        + value(rng, depth - 1, gaps, keys_of) + blank(rng, gaps)
        for text in keys) + b'}'


def value(rng, depth=3, gaps=None, keys_of=distinct_keys):
    """Any JSON value."""
    if gaps is None:
        gaps = rng.choice((0, 0, 0.1, 0.5))
    chance = rng.random() if depth > 0 else rng.random() / 2
    if chance < 0.2:
        return string(rng)
    if chance < 0.35:
        return number(rng)
    if chance < 0.5:
        return rng.choice((b'null', b'true', b'false', b'{}', b'[]', b'{ }',
                           b'[\n]'))
    if chance < 0.65:
        return array(rng, [value(rng, depth - 1, gaps, keys_of)
                           for _ in range(rng.randrange(4))], gaps)
    return row_object(rng, depth, gaps, keys_of)


def row_object(rng, depth=3, gaps=None, keys_of=distinct_keys):
    if gaps is None:
        gaps = rng.choice((0, 0, 0.1, 0.5))
    return members(rng, keys_of(rng, rng.choice((0, 1, 2, 3, 6))), depth, gaps,
                   keys_of)


def typed_row(rng, depth=3, keys_of=distinct_keys):
    """What may be stamped: an object, null, or an array of them."""
    chance = rng.random()
    if chance < 0.7 or depth == 0:
        return row_object(rng, depth, keys_of=keys_of)
    if chance < 0.8:
        return b'null'
    return array(rng, [typed_row(rng, depth - 1, keys_of)
                       for _ in range(rng.randrange(4))], rng.choice((0, 0.3)))


def nearly_typed_row(rng, depth=3, keys_of=distinct_keys):
    """Objects in an array, and one thing that is none."""
    items = [typed_row(rng, 1, keys_of) for _ in range(rng.randrange(4))]
    items.insert(rng.randrange(len(items) + 1), rng.choice(
        (b'1', b'-2.5e3', b'"a_b"', b'true', b'false', b'[0]', b'[[""]]')))
    text = array(rng, items, rng.choice((0, 0.3)))
    return text if rng.random() < 0.7 else b'[null,' + text + b']'


def deep(rng, levels):
    """A value of exactly that many containers, one in the other."""
    shape = rng.choice((b'[', b'{', b'[{'))
    opens, closes = [], []
    for level in range(levels):
        if shape[level % len(shape)] == ord('['):
            opens.append(rng.choice((b'[', b'[', b'[0,')) if level < 99
                         else b'[')
            closes.append(b']')
        else:
            opens.append(b'{"a_b":')
            closes.append(b'}')
    core = b'' if opens[-1] == b'[' and rng.random() < 0.5 else b'0'
    return b''.join(opens) + core + b''.join(reversed(closes))
