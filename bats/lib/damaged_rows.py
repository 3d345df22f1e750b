"""Damages good rows and compares the program with Python's json.

    damaged_rows.py COUNT [SEED]

FRAISEQL_BUILD --rows must take exactly the rows that are JSON, and what it
writes must be JSON. The seed makes each run the same.
"""

import os
import random
import subprocess
import sys

import strict_json

SAMPLES = [
    b'{"id": 1, "first_name": "Ada", "tags": ["a", "b"], "x": {"y": null}}',
    b'{"a_b": -0.0, "c": 1e400, "d": [true, false, {}, [], ""], "e": "\\u00e9"}',
    b'[{"s": "C:\\\\", "t": "\\/"}, 12345678901234567890, 1.10, "\xc3\xa9"]',
    b'{"\\u0061": {"a": {"a": {"a": "\xf0\x9f\x98\x80"}}}, "b": [[[[1]]]]}',
]
TOKENS = [b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"0", b"-", b".",
          b"e", b"1", b" ", b"\t", b"\n", b"\r", b"null", b"true", b'"a":',
          b"\0", b"\x1f", b"\x7f", b"\x80", b"\xc3", b"\xed\xa0\x80", b"\\u",
          b"\\ud800", b"/", b"'", b"+", b"\xef\xbb\xbf", b"\xe2\x80\xa8"]


def damage(row, dice):
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        at = dice.randrange(len(row) + 1)
        to = min(len(row), at + dice.choice([0, 0, 1, 1, 2, 5]))
        row = row[:at] + dice.choice(TOKENS + [b"", b""]) + row[to:]
    return row


def is_row(data):
    """Whether a line is one JSON value, or blank, which is a NULL."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    if data.strip(b" \t\r") == b"":
        return True
    try:
        strict_json.read(data)
    except ValueError:
        return False
    return True


def main(count, seed=1):
    dice = random.Random(int(seed))
    taken = 0
    for _ in range(int(count)):
        row = damage(dice.choice(SAMPLES), dice)
        run = subprocess.run([os.environ["FRAISEQL_BUILD"], "--rows",
                              "--keep-case"], input=row, capture_output=True)
        found = f"{row}: exit status {run.returncode}, {run.stdout}, {run.stderr}"
        if run.returncode not in (0, 1):
            sys.exit(found)
        for line in run.stdout.splitlines():
            strict_json.read(line)
        taken += run.returncode == 0
        # A line end between two values makes two rows, which Python's json
        # does not know; everything else it must decide alike.
        if b"\n" in row:
            continue
        if (run.returncode == 0) != is_row(row):
            sys.exit(found)
        if run.returncode == 1 and (run.stdout or not run.stderr):
            sys.exit(found)
    if not 0 < taken < int(count):
        sys.exit(f"{taken} rows of {count} were taken")


if __name__ == "__main__":
    main(*sys.argv[1:])
