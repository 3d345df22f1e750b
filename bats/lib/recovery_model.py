"""Damages some of many rows, and compares --on-error with Python's json.

    recovery_model.py COUNT [SEED]

makes COUNT inputs of good and bad rows, some of several lines, and compares
what FRAISEQL_BUILD makes of them with what a reader makes of them that knows
one rule only: after a row that is none, the next line is read. The seed makes
each run the same.
"""

import json
import os
import random
import subprocess
import sys

import damaged_rows
import strict_json

BLANKS = " \t\r\n"
DECODER = json.JSONDecoder(object_pairs_hook=strict_json.unique,
                           parse_constant=strict_json.refuse,
                           parse_int=lambda digits: ("number", digits),
                           parse_float=lambda digits: ("number", digits))


def rows_of(data):
    """The rows and their lines; None is a bad one. Bytes that are no UTF-8 are
    surrogates, which are no characters of a file."""
    text = data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    at, line = 0, 1
    while at < len(text):
        if text[at] in BLANKS:
            line += text[at] == "\n"
            at += 1
            continue
        first = text.find("\n", at) + 1 or len(text)
        try:
            value, end = DECODER.raw_decode(text, at)
            after = text.find("\n", end) + 1 or len(text)
            if text[end:after].strip(BLANKS):
                raise ValueError("more than a value")
            text[at:end].encode()
        except ValueError:
            yield None, line
            at, line = first, line + 1
            continue
        yield ("row", value), line
        line += text.count("\n", at, after)
        at = after


def spread(row, dice):
    """Line ends where blanks are."""
    for _ in range(dice.choice([0, 0, 0, 1, 4])):
        row = row.replace(b" ", dice.choice([b"\n", b"\r\n ", b" "]), 2)
    return row


def document(dice):
    rows = []
    for _ in range(dice.randrange(12)):
        row = spread(dice.choice(damaged_rows.SAMPLES), dice)
        rows.append(damaged_rows.damage(row, dice) if dice.random() < 0.4 else row)
    end = dice.choice([b"\n", b"\n", b"\r\n", b"\n\n"])
    return end.join(rows) + dice.choice([b"", end])


def run(data, *arguments):
    return subprocess.run([os.environ["FRAISEQL_BUILD"], "-q",
                           "--keep-case", *arguments], input=data, capture_output=True)


def bad_lines(stderr):
    """The rows that messages are about: one for each, and one for all."""
    return [line for line in stderr.decode().splitlines()
            if line.startswith("fraiseql-build: -:")]


def check(data):
    rows = list(rows_of(data))
    bad = sum(value is None for value, _ in rows)
    good = [value[1] for value, _ in rows if value is not None]

    skipped = run(data, "--rows", "--on-error", "skip")
    assert [strict_json.read(line) for line in skipped.stdout.splitlines()] == good
    assert len(bad_lines(skipped.stderr)) == bad
    assert skipped.returncode == (bad > 0)

    nulls = run(data, "--field", "f", "--on-error", "null", "--tolerate",
                str(bad))
    response = strict_json.read(nulls.stdout)
    assert response["data"]["f"] == [value and value[1] for value, _ in rows]
    errors = response.get("errors", [])
    assert ("errors" in response) == (bad > 0) and nulls.returncode == 0
    places = [("number", str(i)) for i, (value, _) in enumerate(rows)
              if value is None]
    assert [error["path"] for error in errors] == [["f", i] for i in places]
    for error, (_, line) in zip(errors, [r for r in rows if r[0] is None]):
        assert int(error["extensions"]["line"][1]) >= line
    count = f"fraiseql-build: {bad} of {len(rows)} row".encode()
    assert nulls.stderr.startswith(count) if bad else nulls.stderr == b""
    return bad


def main(count, seed="1"):
    dice = random.Random(int(seed))
    total = 0
    for number in range(int(count)):
        data = document(dice)
        try:
            total += check(data)
        except (AssertionError, ValueError):
            print(f"input {number} of seed {seed}: {data}")
            raise
    assert total > int(count)


if __name__ == "__main__":
    main(*sys.argv[1:])
