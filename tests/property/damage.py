"""Seeded damage: what must be refused, and what probably must."""

PIECES = (  # none of these is a value
    b'', b'01', b'-01', b'00', b'1.', b'.5', b'+1', b'-', b'--1', b'1e', b'1e+',
    b'1.e1', b'1.5.5', b'0x1', b'1_0', b'1a', b'NaN', b'-NaN', b'Infinity',
    b'-Infinity', b'nan', b'True', b'NULL', b'None', b'undefined', b'nul',
    b'tru', b'fals', b'nulll', b'truee', b'truefalse', b'n ull', b"'a'", b'a',
    b'"a', b'a"', b'"a""b"', b'"a" "b"', b'1 2', b'1,', b',1', b',', b':',
    b'[1,]', b'[,1]', b'[,]', b'[1,,2]', b'[1 2]', b'[1:2]', b'[1;2]', b'[',
    b'[[]', b'[]]', b'[}', b'{]', b'{', b'{}}', b'{,}', b'{"a"}', b'{"a":}',
    b'{"a":1,}', b'{"a" 1}', b'{"a"::1}', b'{"a":1 "b":2}', b'{"a":1,,"b":2}',
    b'{a:1}', b"{'a':1}", b'{1:1}', b'{null:1}', b'{[]:1}', b'{"a":1;"b":2}',
    b'{"a":1,"b"}', b'{"a","b"}', b'{"a":1,"a":2}', rb'{"\u0061":1,"a":2}',
    b'/**/1', b'1/**/', b'//\n1', b'1//', b'[1,//\n2]', b'#\n1', b'<a>', b'(1)',
    b'\0', b'\x0b1', b'\x0c1', b'\xa01', b'\xc2\xa01', b'\xe2\x80\xa81',
    b'\xef\xbb\xbf1', b'1\0', b'\x1b[31m', b'{{}', b'[{]}', b'{"a":[}]',
    b'1|{}', b'{}|1', b'\\N', b'\\.', b'COPY 5', b'SET', b'(3 rows)', b'----',
    b'"{""a"": 1}"', b'{\\"a\\":1}')
IN_STRINGS = (  # none of these may stand inside a string
    b'\0', b'\x01', b'\x08', b'\t', b'\n', b'\r', b'\r\n', b'\x1f', b'\x1b',
    b'\x80', b'\xbf', b'\x9b', b'\xc0\x80', b'\xc0\xaf', b'\xc1\xbf',
    b'\xc3', b'\xc3A', b'\xc3\xc3\xa9', b'\xe0\x80\x80', b'\xe0\x9f\xbf',
    b'\xe2\x82', b'\xe2A\x82', b'\xe2\x82A', b'\xed\xa0\x80', b'\xed\xbf\xbf',
    b'\xed\xa0\xbd\xed\xb8\x80', b'\xf0\x80\x80\x80', b'\xf0\x8f\xbf\xbf',
    b'\xf0\x9f\x98', b'\xf0\x9f\x98A', b'\xf4\x90\x80\x80', b'\xf5\x80\x80\x80',
    b'\xf8\x88\x80\x80\x80', b'\xfe', b'\xff', b'\xff\xfe', b'\xfe\xff',
    rb'\x', rb'\a', rb'\v', rb'\0', rb"\'", rb'\ ', b'\\\n', b'\\\0',
    b'\\\xc3\xa9', rb'\u', rb'\u1', rb'\u12', rb'\u123', rb'\u123g', rb'\u12 3',
    rb'\u+123', rb'\uD8G0', rb'\U0041', rb'\u{41}', rb'\N', rb'\x41', rb'\101',
    b'\\u00\xe9')
FRAMES = (  # around a value
    (b'', b''), (b'[', b']'), (b'[0,', b',0]'), (b'{"k":', b'}'),
    (b'{"k":', b',"l":0}'), (b'[[{"k":[', b']}]]'), (b' [ ', b' ] '),
    (b'{"k":[', b'],"l":{}}'))
STRING_FRAMES = (
    (b'"', b'"'), (b'"abc', b'xyz"'), (b'"' + b'x' * 61, b'"'),
    (b'"' + b'\xc3\xa9' * 8, b'\xc3\xa9"'), (b'["', b'"]'),
    (b'{"k":"', b'"}'), (b'{"', b'":1}'), (b'{"a_', b'_b":1}'),
    (b'{"k":1,"l":{"a', b'":"b"}}'), (b'"\\n', b'\\n"'))
SNIPPETS = (b'\0', b'\x01', b'\t', b'\n', b'\r', b'\r\n', b'\x0b', b'\x0c',
            b'\x1b', b' ', b'\x7f', b'\x80', b'\xc0\xaf', b'\xed\xa0\x80',
            b'\xff', b'\xef\xbb\xbf', b'\xc2\xa0', b',', b',', b':', b'"', b'"',
            b"'", b'\\', b'\\u', b'\\u12', b'\\ud800', b'{', b'}', b'[', b']',
            b',]', b',}', b'{}', b'[]', b'""', b'//', b'/**/', b'0', b'01',
            b'-', b'.', b'.5', b'+1', b'e', b'NaN', b'null', b'true', b'_', b'a',
            b'"a":1,', b'\n\n', b'{"a":1}\n')


def bad_piece(rng, number):
    """A row that no reader of JSON may accept, of that many kinds."""
    number %= len(PIECES) + len(IN_STRINGS)
    if number < len(PIECES):
        before, after = rng.choice(FRAMES)
        piece = PIECES[number]
        if piece == b'' and before.rstrip().endswith(b'['):
            piece = b','  # nothing is right where an array may be empty
        if before == b'' and piece in (b'', b'\xef\xbb\xbf1'):
            piece = b'?'  # so is a byte order mark where a file begins
        return before + piece + after
    before, after = rng.choice(STRING_FRAMES)
    return before + IN_STRINGS[number - len(PIECES)] + after


def damaged(rng, text):
    """`text` with one to three small wounds; it may still be good."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        text = rng.choice(WOUNDS)(rng, text)
    return text


def flip_bit(rng, text):
    return replace(rng, text, lambda byte: byte ^ 1 << rng.randrange(8))


def any_byte(rng, text):
    return replace(rng, text, lambda byte: rng.randrange(256))


def replace(rng, text, change):
    if not text:
        return text
    at = rng.randrange(len(text))
    return text[:at] + bytes((change(text[at]),)) + text[at + 1:]


def delete(rng, text):
    at = rng.randrange(len(text) + 1)
    return text[:at] + text[at + rng.choice((1, 1, 1, 2, 5)):]


def double(rng, text):
    at = rng.randrange(len(text) + 1)
    end = at + rng.choice((1, 1, 2, 5, 20))
    return text[:end] + text[at:]


def truncate(rng, text):
    return text[:rng.randrange(len(text) + 1)]


def insert(rng, text):
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(SNIPPETS) + text[at:]


def put_over(rng, text):
    at = rng.randrange(len(text) + 1)
    piece = rng.choice(SNIPPETS)
    return text[:at] + piece + text[at + len(piece):]


def swap(rng, text):
    at = rng.randrange(len(text) + 1)
    return text[:at] + text[at + 1:at + 2] + text[at:at + 1] + text[at + 2:]


WOUNDS = (flip_bit, any_byte, delete, delete, double, truncate, insert, insert,
          insert, put_over, swap)
