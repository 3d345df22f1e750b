"""What an independent reader finds: Python's json, made as strict as RFC 8259.

    strict_json.py valid FILE...       each is one JSON document in UTF-8 in which
                                  no object has two equal keys
    strict_json.py incomplete FILE...  none is a JSON document
    strict_json.py lines FILE...       each line of each is one, and the last ends
    strict_json.py same FILE FILE      two files say the same
    strict_json.py text FILE           it is lines of text in UTF-8 that a terminal
                                  just shows: no controls, nothing invisible,
                                  nothing that changes the direction
"""

import json
import sys
import unicodedata


def unique(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise ValueError(f"two equal keys: {names}")
    return dict(pairs)


def refuse(word):
    raise ValueError(f"not in RFC 8259: {word}")


def read(data):
    """Numbers stay as they are written: what says the same reads the same."""
    return json.loads(data.decode("utf-8"), object_pairs_hook=unique,
                      parse_constant=refuse,
                      parse_int=lambda digits: ("number", digits),
                      parse_float=lambda digits: ("number", digits))


def contents(name):
    with open(name, "rb") as file:
        return file.read()


def valid(*names):
    for name in names:
        read(contents(name))


def incomplete(*names):
    for name in names:
        try:
            read(contents(name))
        except ValueError:
            continue
        sys.exit(f"{name} is a complete document: {contents(name)[:200]}")


def lines(*names):
    for name in names:
        *whole, rest = contents(name).split(b"\n")
        if rest:
            sys.exit(f"{name} ends inside a line: {rest[-200:]}")
        for line in whole:
            read(line)


def same(one, other):
    if read(contents(one)) != read(contents(other)):
        sys.exit(f"{one} and {other} do not say the same")


def is_shown(data):
    """Whether a terminal just shows it."""
    return not any(c != "\n" and unicodedata.category(c) in (
        "Cc", "Cf", "Zl", "Zp") for c in data.decode("utf-8"))


def text(name):
    if not is_shown(contents(name)):
        sys.exit(f"{name} is not just text: {contents(name)}")


ways = {"valid": valid, "incomplete": incomplete, "lines": lines, "same": same,
        "text": text}
if __name__ == "__main__":
    ways[sys.argv[1]](*sys.argv[2:])
