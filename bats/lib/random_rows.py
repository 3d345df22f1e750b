"""Makes rows that use all of JSON, and what the program must make of them.

    random_rows.py COUNT [SEED]

writes COUNT rows to the file input and, to the file expected, what --rows must
give. The seed makes each run the same. The rule for keys is spelled here once
more, from the manual and in another language, so that two must err alike.
"""

import random
import re
import sys

NUMBERS = ["0", "-0", "-0.0", "1.10", "1e400", "1E+2", "1e-0", "100e00",
           "12345678901234567890", "0.1000000000000000055511151231257827",
           "9" * 400, "-1." + "0" * 99]
# What may stand in a string, as it is written, and the character it is.
PIECES = [(c, c) for c in "azAZ09_ -/'{}[],:\x7f\u00e9\u0100\u07ff\u0800\u2028"
          "\uffff\U00010000\U0001f600\U0010ffff"] + [
    ('\\"', '"'), ("\\\\", "\\"), ("\\/", "/"), ("\\b", "\b"), ("\\f", "\f"),
    ("\\n", "\n"), ("\\r", "\r"), ("\\t", "\t"), ("\\u0000", "\0"),
    ("\\u001f", "\x1f"), ("\\u001F", "\x1f"), ("\\u0022", '"'),
    ("\\u005C", "\\"), ("\\u005f", "_"), ("\\u0061", "a"), ("\\u00e9", "\u00e9"),
    ("\\uffff", "\uffff"), ("\\ud83d\\ude00", "\U0001f600"),
    ("\\uD83D", "\ud83d"), ("\\uDE00", "\ude00")]
KEYS = ["user_name", "_id", "address_line_1", "__typename", "line_1a", "_",
        "_user_name", "user__name", "__", "user_name_", "USER_ID", "userName",
        "a_\u00e9", "", "___a_b", "a_1_b", "a_B", "x" * 70 + "_y"]
SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n",
         "\r": "\\r", "\t": "\\t"}


def camel(key):
    bare = key.lstrip("_")
    return key[:len(key) - len(bare)] + re.sub(
        "_+([a-z]?)", lambda match: match[1].upper(), bare)


def spell(name):
    """The shortest escapes; halves that meet are one character."""
    name = name.encode("utf-16", "surrogatepass").decode("utf-16",
                                                          "surrogatepass") \
        if re.search("[\ud800-\udbff][\udc00-\udfff]", name) else name
    return '"' + "".join(
        SHORT.get(c) or (f"\\u{ord(c):04x}"
                         if c < " " or "\ud800" <= c <= "\udfff" else c)
        for c in name) + '"'


class Maker:
    def __init__(self, seed):
        self.dice = random.Random(seed)

    def blank(self):
        return "".join(self.dice.choices([" ", "\t", "\r", "\n"],
                                         k=self.dice.choice([0, 0, 0, 1, 3])))

    def pieces(self):
        return self.dice.choices(PIECES, k=self.dice.choice([0, 1, 3, 9, 70]))

    def key(self):
        """As it is written, and its name in the response."""
        if self.dice.random() < 0.6:
            key = self.dice.choice(KEYS) + self.dice.choice(["", "_k", "_9"])
            return f'"{key}"', spell(camel(key))
        pieces = self.pieces()
        return ('"' + "".join(raw for raw, _ in pieces) + '"',
                spell(camel("".join(c for _, c in pieces))))

    def scalar(self):
        kind = self.dice.randrange(3)
        if kind == 0:
            return self.dice.choice(["true", "false", "null", '""'])
        if kind == 1:
            return self.dice.choice(
                NUMBERS + [repr(self.dice.uniform(-1e9, 1e9))])
        return '"' + "".join(raw for raw, _ in self.pieces()) + '"'

    def value(self, depth):
        """As it is written, and as it must come out."""
        kind = self.dice.randrange(4)
        size = self.dice.choice([0, 1, 2, 5])
        if depth == 0 or kind < 2:
            scalar = self.scalar()
            return scalar, scalar
        if kind == 2:
            items = [self.value(depth - 1) for _ in range(size)]
            return (self.framed("[", [i for i, _ in items], "]"),
                    "[" + ",".join(o for _, o in items) + "]")
        fields = {}
        for _ in range(size):
            key, name = self.key()
            if name not in fields:
                given, wanted = self.value(depth - 1)
                fields[name] = (key + self.blank() + ":" + self.blank()
                                + given, name + ":" + wanted)
        return (self.framed("{", [i for i, _ in fields.values()], "}"),
                "{" + ",".join(o for _, o in fields.values()) + "}")

    def framed(self, first, items, last):
        middle = (self.blank() + "," + self.blank()).join(items)
        return first + self.blank() + middle + self.blank() + last

    def row(self):
        given, wanted = self.value(self.dice.choice([0, 1, 4, 7]))
        lines = self.blank() + given + self.dice.choice(["", " ", "\t", "\r"])
        return lines + "\n", wanted + "\n"


def main(count, seed=1):
    maker = Maker(int(seed))
    with open("input", "wb") as given, open("expected", "wb") as wanted:
        for _ in range(int(count)):
            row, result = maker.row()
            given.write(row.encode())
            wanted.write(result.encode())


main(*sys.argv[1:])
