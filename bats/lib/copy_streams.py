"""COPY's formats, read and written without the program, which is checked
against them.

    copy_streams.py make              the files lines, text, binary and jsonb, which
                                 hold the same rows
    copy_streams.py many FORMAT N     the same small row N times, to stdout
    copy_streams.py large FORMAT N    one row of more than N bytes, to stdout
    copy_streams.py cut FORMAT        cuts small streams at every byte
    copy_streams.py flip FORMAT       changes every byte of small streams

cut and flip compare FRAISEQL_BUILD with what such a stream means: it
ends with 0 where the stream is good, and writes what it writes for the same
rows as lines; else it ends with 1, says why, writes nothing that is complete
and leaves the file of -o alone.
"""

import os
import random
import re
import struct
import subprocess
import sys

import strict_json

SIGNATURE = b"PGCOPY\n\xff\r\n\0"
TRAILER = b"\xff\xff"
LETTERS = dict(zip(b"bfnrtv\\", b"\b\f\n\r\t\v\\"))
LINE = re.compile(rb"(?:[^\\\t]|\\[bfnrtv\\])*")

# The values of a column; None is NULL.
ROWS = [
    b'{"user_id": 1, "first_name": "Ada"}',
    None,
    rb'{"escapes": "\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00", "x\u005fy": "\\n"}',
    rb'["\\", "C:\\", "\\\\", "\\N", "\\.", "N", "."]',
    rb'{"a\\": "\\\"", "\\b_c": "\u0000\u001f\u007f", "\ud800": "\udfff"}',
    "{\"é_a\": \"日本語 😀 \u2028\", \"\": \"\x7f\"}".encode(),
    b'{\n  "a_b" : [\n 1,\r\n\t{"c_d" :\n null}]\n}',
    b"\n\n[ ]\n",
    None,
    b"null",
    b"-12.50e+3",
    b"true",
    b'"\\\\"',
    b'[[[{"a_a":{"b_b":{}}}]],12345678901234567890,1.10,1e400,-0.0]',
    b'{"long_text": "' + b"x" * 300 + b'", "n": [' + b"0," * 99 + b"0]}",
    None,
]
# For damage: few bytes of each kind.
SMALL = [
    [b'{"a_b": "\\"\\\\\\n"}', None, b'[1,\n"\xc3\xa9"]', b"12"],
    [b'"\\\\"'],
    [],
    [b'{"a":{},"b":[]}', b"null", b"true", None],
]


# --- The formats ------------------------------------------------

def text(rows, end=b"\n"):
    def escape(value):
        for byte, letter in (b"\\\\", b"\bb", b"\ff", b"\nn", b"\rr", b"\tt",
                             b"\vv"):
            value = value.replace(bytes([byte]), b"\\" + bytes([letter]))
        return value
    return b"".join((b"\\N" if row is None else escape(row)) + end
                    for row in rows)


def binary(rows, version=b"", flags=0, extension=b""):
    def field(value):
        if value is None:
            return struct.pack(">hi", 1, -1)
        return struct.pack(">hi", 1, len(version + value)) + version + value
    return (SIGNATURE + struct.pack(">Ii", flags, len(extension)) + extension
            + b"".join(map(field, rows)) + TRAILER)


def read_text(data):
    """The rows of a stream; ValueError where it is not one."""
    rows, ended = [], False
    for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        line = line.removesuffix(b"\r")
        if line.strip(b" \r") == b"":
            rows.append(None)
        elif ended:
            raise ValueError("data after the end")
        elif line == b"\\.":
            ended = True
        elif line == b"\\N":
            rows.append(None)
        elif LINE.fullmatch(line):
            rows.append(re.sub(rb"(?s)\\(.)", lambda escape: bytes(
                [LETTERS[escape[1][0]]]), line))
        else:
            raise ValueError(f"not a line of COPY text: {line}")
    return rows


def read_binary(data):
    at = 0

    def take(n):
        nonlocal at
        if n < 0 or at + n > len(data):
            raise ValueError(f"no {n} bytes at {at}")
        at += n
        return data[at - n:at]

    def number(form):
        return struct.unpack(form, take(struct.calcsize(form)))[0]

    if take(len(SIGNATURE)) != SIGNATURE or number(">I") >> 16 != 0:
        raise ValueError("no header that is known")
    take(number(">i"))
    rows = []
    while (fields := number(">h")) != -1:
        if fields != 1:
            raise ValueError(f"{fields} fields")
        length = number(">i")
        value = None if length == -1 else take(length)
        rows.append(None if value is None else value.removeprefix(b"\1"))
    if at != len(data):
        raise ValueError("data after the trailer")
    return rows


def lines(rows):
    """The rows as lines of JSON, where all of them are JSON."""
    for row in rows:
        if row is not None:
            strict_json.read(row)
    return b"".join(b"" if row is None else row.replace(b"\n", b" ")
                    + b"\n" for row in rows)


# --- The program ------------------------------------------------

def run(data, *arguments):
    return subprocess.run([os.environ["FRAISEQL_BUILD"], *arguments],
                          input=data, capture_output=True)


def is_document(data):
    try:
        strict_json.read(data)
    except ValueError:
        return False
    return True


def check(stream, read, option):
    """Exits unless the program does with the stream what it should. Returns
    whether the stream is good."""
    with open("old", "wb") as file:
        file.write(b"old\n")
    one = run(stream, "--bare", "--keep-case", "-o", "old", option)
    two = run(stream, "--bare", "--keep-case", option)
    with open("old", "rb") as file:
        old = file.read()
    found = (f"{option} {stream}: exit status {one.returncode} and "
            f"{two.returncode}, {two.stdout}, {two.stderr}, -o {old}")
    try:
        expected = run(lines(read(stream)), "--bare", "--keep-case")
    except ValueError as error:
        if one.returncode != 1 or two.returncode != 1 or not one.stderr \
                or two.stderr != one.stderr or old != b"old\n" \
                or is_document(two.stdout):
            sys.exit(f"{found}\nbut {error}")
        return False
    if expected.returncode != 0:
        sys.exit(f"{expected.stderr} for {lines(read(stream))}")
    if one.returncode != 0 or two.returncode != 0 or one.stderr \
            or two.stdout != expected.stdout or old != expected.stdout:
        sys.exit(f"{found}\ninstead of {expected.stdout}")
    return True


def jsonb(rows):
    return binary(rows, b"\1")


FORMATS = {"text": (text, read_text, "--format=copy"),
           "binary": (binary, read_binary, "--format=copy-binary"),
           "jsonb": (jsonb, read_binary, "--format=copy-binary")}


# --- The ways to use it -----------------------------------------

def make():
    for name, data in (
            ("lines", b"".join((row or b"") + b"\n" for row in ROWS)),
            ("text", text(ROWS)), ("binary", binary(ROWS)),
            ("jsonb", jsonb(ROWS))):
        with open(name, "wb") as file:
            file.write(data)


def many(form, count):
    row = b'{"id":1,"first_name":"Ada \\"A\\""}'
    whole = FORMATS[form][0]([row, None, row])
    first, end = (0, len(whole)) if form == "text" else (
        len(SIGNATURE) + 8, len(whole) - len(TRAILER))
    sys.stdout.buffer.write(whole[:first])
    for _ in range(int(count) // 3000):
        sys.stdout.buffer.write(whole[first:end] * 1000)
    sys.stdout.buffer.write(whole[end:])


def large(form, size):
    row = (b'{"first_name":"' + b"\\n\xc3\xa9xx" * (int(size) // 12)
           + b'","n":[1' + b",1" * (int(size) // 4) + b"]}")
    sys.stdout.buffer.write(FORMATS[form][0]([row]))


def cut(form):
    write, read, option = FORMATS[form]
    for rows in SMALL:
        whole = write(rows)
        good = [check(whole[:end], read, option) for end in range(len(whole))]
        if form != "text" and any(good):
            sys.exit("a cut stream is good")
        if not check(whole, read, option):
            sys.exit("the whole stream is not")


def flip(form, seed=1):
    write, read, option = FORMATS[form]
    dice = random.Random(int(seed))
    good = []
    for whole in (write(rows) for rows in SMALL):
        for at in range(len(whole)):
            for other in (whole[at] ^ 1 << dice.randrange(8),
                          dice.choice(b'\n\r\t\\ "N.bx\0\1\xff')):
                good.append(check(whole[:at] + bytes([other])
                                  + whole[at + 1:], read, option))
    if not 0 < sum(good) < len(good):
        sys.exit(f"{sum(good)} streams of {len(good)} are good")


ways = {"make": make, "many": many, "large": large, "cut": cut, "flip": flip}
if __name__ == "__main__":
    ways[sys.argv[1]](*sys.argv[2:])
