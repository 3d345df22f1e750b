"""Rows in COPY's formats, as a server would send them.  None is NULL."""

SIGNATURE = b'PGCOPY\n\xff\r\n\0'
LETTERS = {8: b'b', 12: b'f', 10: b'n', 13: b'r', 9: b't', 11: b'v', 92: b'\\'}


def text_line(value):
    if value is None:
        return b'\\N'
    return b''.join(b'\\' + LETTERS[byte] if byte in LETTERS
                    else bytes((byte,)) for byte in value)


def header(flags=0, extension=b''):
    return SIGNATURE + number(flags, 4) + number(len(extension), 4) + extension


def binary_tuple(value):
    length = -1 if value is None else len(value)
    return number(1, 2) + number(length, 4) + (value or b'')


TRAILER = b'\xff\xff'


def number(value, size):
    return value.to_bytes(size, 'big', signed=True)
