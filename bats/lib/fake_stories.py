"""What a server of PostgreSQL says: its messages, and stories of them.

A story is all that fake_server.py says to a client, and the honest one is what
PostgreSQL says. A lie is a story that is not the honest one in one place.

The messages: PostgreSQL manual, "Message Formats".
"""

import dataclasses
import struct

BOOL, INT4, TEXT, JSON, VARCHAR, JSONB = 16, 23, 25, 114, 1043, 3802
SIGNATURE = b"PGCOPY\n\xff\r\n\0"
HEADER = SIGNATURE + bytes(8)
TRAILER = b"\xff\xff"
PROCESS, SECRET = 4711, 0x0BADCAFE  # the key of who may cancel


# --- Messages ---------------------------------------------------

def message(kind, body=b""):
    return kind + struct.pack(">i", 4 + len(body)) + body


def text(words):
    return words.encode() + b"\0"


def authentication(number, body=b""):
    return message(b"R", struct.pack(">i", number) + body)


def parameter(name, value):
    return message(b"S", text(name) + text(value))


def key_data():
    return message(b"K", struct.pack(">iI", PROCESS, SECRET))


def ready(transaction):
    """Idle, in a transaction, or in one that has failed: I, T, E."""
    return message(b"Z", transaction)


def complete(tag):
    return message(b"C", text(tag))


def columns(described):
    """RowDescription, of (name, type) each; without any, NoData."""
    if not described:
        return message(b"n")
    return message(b"T", struct.pack(">h", len(described)) + b"".join(
        text(name) + struct.pack(">ihihih", 0, 0, kind, -1, -1, 0)
        for name, kind in described))


def parameters(types):
    return message(b"t", struct.pack(f">h{len(types)}i", len(types), *types))


def row(*values):
    """DataRow, of text."""
    return message(b"D", struct.pack(">h", len(values)) + b"".join(
        struct.pack(">i", len(value)) + value for value in values))


def report(kind, fields):
    """ErrorResponse and NoticeResponse are E and N; fields are bytes."""
    return message(kind, b"".join(name.encode() + value + b"\0"
                                  for name, value in fields.items()) + b"\0")


def error(code, words):
    return report(b"E", {"S": b"ERROR", "V": b"ERROR", "C": code.encode(),
                       "M": words.encode()})


def notice(words):
    return report(b"N", {"S": b"WARNING", "V": b"WARNING", "C": b"01000",
                       "M": words.encode()})


PARSED, BOUND, COPY_DONE = message(b"1"), message(b"2"), message(b"c")


# --- COPY -------------------------------------------------------

def copy_out(form=1, fields=(1,)):
    """CopyOutResponse: 1 is binary, 0 is text."""
    return message(b"H", struct.pack(f">bh{len(fields)}h", form, len(fields),
                                     *fields))


def field(value):
    if value is None:
        return struct.pack(">i", -1)
    return struct.pack(">i", len(value)) + value


def tuple_of(*values):
    return struct.pack(">h", len(values)) + b"".join(map(field, values))


def by_rows(values):
    """The stream, divided as the server does: the header shares a message with
    the first row, and each row and the trailer have one."""
    tuples = [*map(tuple_of, values), TRAILER]
    return [HEADER + tuples[0], *tuples[1:]] if values else [HEADER + TRAILER]


def data(pieces):
    """CopyData messages."""
    return b"".join(message(b"d", piece) for piece in pieces)


# --- The story --------------------------------------------------

VALUES = (b'{"a_b": 1}', b'{"a_b": 2}', b'{"a_b": 3}')
ALL = data(by_rows(VALUES))


@dataclasses.dataclass(frozen=True)
class Story:
    """What the server says; this is the honest one."""

    welcome: bytes = authentication(0)  # after the client's first message
    password: bytes = b""  # a request for one, before that
    settings: tuple = (("server_version", "15.0"), ("client_encoding", "UTF8"),
                       ("standard_conforming_strings", "on"),
                       ("integer_datetimes", "on"))
    begun: bytes = complete("BEGIN")
    types: tuple = ()  # of the parameters of the query, and
    described: tuple = (("data", JSON),)  # its columns
    prepared: bytes = b""  # instead of them
    copied: bytes = copy_out() + ALL + COPY_DONE + complete("COPY 3")
    first: bytes = b""  # instead of copied, for the first COPY of several
    committed: bytes = complete("COMMIT")
    transaction: bytes = b"T"  # after the COPY
    again: bytes | None = None  # for ever, after the COPY's beginning; b"": no
    # word comes any more
    closes: bool = False  # instead of answering to COMMIT
    deaf: bool = False  # to those who want to cancel
    ignores: int = 0  # of them, as those that come before there is a query

    def but(self, **changes):
        return dataclasses.replace(self, **changes)

    def greeting(self):
        return (self.welcome + b"".join(parameter(*s) for s in self.settings)
                + key_data() + ready(b"I"))


    def then(self):
        """The first COPY is honest, and it is the next that goes so."""
        return self.but(first=HONEST.copied)


HONEST = Story()


def copied(*parts, **changes):
    return HONEST.but(copied=copy_out() + b"".join(parts), **changes)


def says(tag):
    return copied(ALL, COPY_DONE, complete(tag))


def streams(*pieces, rows=3):
    """The COPY's data is this, all else is right."""
    return copied(data(pieces), COPY_DONE, complete(f"COPY {rows}"))


def describes(*types):
    return HONEST.but(described=tuple((f"c{n}", kind)
                                      for n, kind in enumerate(types)))


def refuses(**fields):
    """An error in the middle of the rows."""
    return copied(data(by_rows(VALUES)[:2]), report(b"E", fields),
                  transaction=b"E")


def fields_of(severity, code, words):
    return {"S": severity, "V": severity, "C": code, "M": words}


def latin(name="LATIN1"):
    return parameter("client_encoding", name)


# Colours, a title, the bell, one byte controls, DEL, a right-to-left override,
# and what is no UTF-8.
NASTY = ("\x1b[31mred\x1b]0;title\x07 \x08\r\x7f \x9b31m \u202e\u2066 end"
         ).encode() + b" \xff\xc3("
FIRST, SECOND, THIRD, LAST = by_rows(VALUES)

STORIES = {
    "honest": HONEST,
    "no row": copied(data(by_rows([])), COPY_DONE, complete("COPY 0")),
    "nulls": copied(data(by_rows([None, *VALUES, None])), COPY_DONE,
                    complete("COPY 5")),
    "jsonb": streams(*by_rows([b"\1" + value for value in VALUES])),
    "extension": streams(SIGNATURE + bytes(4) + b"\0\0\0\4\xff\xff\xff\xff",
                         FIRST[len(HEADER):], SECOND, THIRD, LAST),

    # Rows are missing, or too many.
    "COPY 2": says("COPY 2"),
    "COPY 4": says("COPY 4"),
    "COPY 0": says("COPY 0"),
    "COPY 30": says("COPY 30"),
    "COPY 4294967299": says("COPY 4294967299"),
    "COPY -3": says("COPY -3"),
    "COPY": says("COPY"),
    "no tag": says(""),
    "SELECT 3": says("SELECT 3"),
    "INSERT 0 3": says("INSERT 0 3"),
    "a row less": streams(FIRST, SECOND, LAST),
    "a row more": streams(FIRST, SECOND, THIRD, THIRD, LAST),

    # The stream does not end as it should.
    "no trailer": streams(FIRST, SECOND, THIRD),
    "half a trailer": streams(FIRST, SECOND, THIRD, LAST[:1]),
    "no data": streams(),
    "only a header": streams(HEADER, rows=0),
    "a byte after the trailer": streams(FIRST, SECOND, THIRD, LAST + b"\n"),
    "a byte after the trailer, alone": streams(FIRST, SECOND, THIRD, LAST,
                                               b"\n"),
    "a row after the trailer": streams(FIRST, SECOND, LAST, THIRD),
    "two trailers": streams(FIRST, SECOND, THIRD, LAST, LAST),
    "two streams": streams(FIRST, SECOND, THIRD, LAST, HEADER + LAST),
    "a row after CopyDone": copied(ALL, COPY_DONE, data([THIRD]),
                                   complete("COPY 4")),

    # The COPY does not end as it should.
    "no CommandComplete": copied(ALL, COPY_DONE),
    "nothing after the rows": copied(ALL),
    "an error after the trailer": copied(
        ALL, error("57014", "canceling statement due to statement timeout"),
        transaction=b"E"),
    "an error after CopyDone": copied(
        ALL, COPY_DONE, error("XX000", "out of luck"), transaction=b"E"),
    "an error after CommandComplete": copied(
        ALL, COPY_DONE, complete("COPY 3"), error("XX000", "out of luck"),
        transaction=b"E"),
    "an error in the rows": copied(
        data([FIRST, SECOND]), error("22012", "division by zero"),
        transaction=b"E"),
    "an error before the rows": HONEST.but(
        copied=error("42501", "permission denied for view users"),
        transaction=b"E"),
    "a second CommandComplete": copied(ALL, COPY_DONE, complete("COPY 3"),
                                       complete("COPY 3")),
    "a second COPY": copied(ALL, COPY_DONE, complete("COPY 3"), copy_out(),
                            ALL, COPY_DONE, complete("COPY 3")),
    "a second result": copied(ALL, COPY_DONE, complete("COPY 3"),
                              columns([("data", JSON)]), row(VALUES[0]),
                              complete("SELECT 1")),

    # It is another thing than it should be.
    "text for binary": HONEST.but(copied=copy_out(0, (0,)) + data(
        value + b"\n" for value in VALUES) + COPY_DONE + complete("COPY 3")),
    "binary called text": HONEST.but(copied=copy_out(0, (0,)) + ALL + COPY_DONE
                                     + complete("COPY 3")),
    "two columns": HONEST.but(copied=copy_out(1, (1, 1)) + ALL + COPY_DONE
                              + complete("COPY 3")),
    "no columns": HONEST.but(copied=copy_out(1, ()) + ALL + COPY_DONE
                             + complete("COPY 3")),
    "CopyIn": HONEST.but(copied=message(b"G", struct.pack(">bhh", 1, 1, 1))),
    "a result for a COPY": HONEST.but(
        copied=row(VALUES[0]) + complete("SELECT 1")),
    "a tag for a COPY": HONEST.but(copied=complete("COPY 3")),
    "an empty query": HONEST.but(copied=message(b"I")),
    "a row of two fields": streams(
        FIRST, tuple_of(*VALUES[1:]), LAST, rows=2),
    "a row of no field": streams(FIRST, SECOND, tuple_of(), LAST),
    "a wrong signature": streams(b"PGCOPY\n\xff\r\r\0" + bytes(8)
                                 + FIRST[len(HEADER):], SECOND, THIRD, LAST),
    "critical flags": streams(SIGNATURE + b"\0\1\0\0" + bytes(4)
                              + FIRST[len(HEADER):], SECOND, THIRD, LAST),
    "a row of 2 GB": streams(FIRST, SECOND, b"\0\1\x80\0\0\0{}", LAST),
    "a row of 1 GB": streams(FIRST, SECOND, b"\0\1\x3f\xff\xff\xff{}", LAST),
    "a row that is no JSON": streams(FIRST, tuple_of(b'{"a_b": 2'), THIRD,
                                     LAST),

    # The transaction does not end as it should.
    "ROLLBACK": HONEST.but(committed=complete("ROLLBACK")),
    "an error for COMMIT": HONEST.but(
        committed=error("40001", "could not serialize access"),
        transaction=b"E"),
    "an error after COMMIT": HONEST.but(
        committed=complete("COMMIT") + error("XX000", "out of luck")),
    "no answer to COMMIT": HONEST.but(committed=b""),
    "two answers to COMMIT": HONEST.but(
        committed=complete("COMMIT") + complete("COMMIT")),
    "rows for COMMIT": HONEST.but(
        committed=columns([("data", JSON)]) + row(VALUES[0])
        + complete("COMMIT")),
    "close for COMMIT": HONEST.but(closes=True),
    "commit": HONEST.but(committed=complete("commit")),

    # It does not begin as it should.
    "an error for BEGIN": HONEST.but(
        begun=error("25P02", "no transactions today")),
    "an error for the query": HONEST.but(
        prepared=error("42P01", 'relation "users" does not exist')),
    "parameters": HONEST.but(types=(TEXT, INT4)),
    "no column": HONEST.but(described=()),
    "a column of json": describes(JSON),
    "a column of jsonb": describes(JSONB),
    "a column of text": describes(TEXT),
    "a column of int": describes(INT4),
    "a column of varchar": describes(VARCHAR),
    "a column of bool": describes(BOOL),
    "columns of json": describes(JSON, JSON),
    "columns of int and text": describes(INT4, TEXT),

    # The encoding.
    "LATIN1 at the start": HONEST.but(
        settings=HONEST.settings + (("client_encoding", "LATIN1"),)),
    "LATIN1 in BEGIN": HONEST.but(begun=latin() + complete("BEGIN")),
    "LATIN1 before the rows": HONEST.but(copied=latin() + HONEST.copied),
    "LATIN1 in the rows": copied(data([FIRST]), latin(),
                                 data([SECOND, THIRD, LAST]), COPY_DONE,
                                 complete("COPY 3")),
    "LATIN1 after the rows": copied(ALL, COPY_DONE, latin(),
                                    complete("COPY 3")),
    "LATIN1 after the COPY": copied(ALL, COPY_DONE, complete("COPY 3"),
                                    latin()),
    "SQL_ASCII in the rows": copied(data([FIRST]), latin("SQL_ASCII"),
                                    data([SECOND, THIRD, LAST]), COPY_DONE,
                                    complete("COPY 3")),
    "a name of no encoding": copied(data([FIRST]), latin("\x1b[31m"),
                                    data([SECOND, THIRD, LAST]), COPY_DONE,
                                    complete("COPY 3")),

    # What it tells.
    "a notice": copied(data([FIRST]), notice("mind the gap"),
                       data([SECOND, THIRD, LAST]), COPY_DONE,
                       complete("COPY 3")),
    "notices everywhere": HONEST.but(
        welcome=authentication(0) + notice("one"),
        begun=notice("two") + complete("BEGIN"),
        copied=notice("three") + HONEST.copied + notice("four"),
        committed=notice("five") + complete("COMMIT")),
    "a nasty notice": copied(
        data([FIRST]), report(b"N", fields_of(b"WARNING", b"01000", NASTY)
                            | {"D": NASTY, "H": NASTY}),
        data([SECOND, THIRD, LAST]), COPY_DONE, complete("COPY 3")),
    "a nasty error": refuses(**fields_of(b"ERROR", b"22012", NASTY)
                             | {"D": NASTY, "H": NASTY, "W": NASTY}),
    "a nasty severity": refuses(**fields_of(NASTY, b"22012", b"division")),
    "a nasty SQLSTATE": refuses(**fields_of(b"ERROR", NASTY, b"division")),
    "a nasty error for the query": HONEST.but(
        prepared=report(b"E", fields_of(b"ERROR", b"42601", NASTY))),
    "a nasty refusal": HONEST.but(
        welcome=report(b"E", fields_of(b"FATAL", b"28000", NASTY))),
    "no SQLSTATE": refuses(S=b"ERROR", M=b"no code is given"),
    "no severity": refuses(C=b"22012", M=b"division by zero"),
    "no message": refuses(S=b"ERROR", C=b"22012"),
    "an error without fields": refuses(),

    # Passwords.
    "cleartext": HONEST.but(password=authentication(3)),
    "md5": HONEST.but(password=authentication(5, b"salt")),
    "SCRAM": HONEST.but(password=authentication(10, b"SCRAM-SHA-256\0\0")),
    "an unknown way": HONEST.but(password=authentication(99)),
}
STORIES |= {f"then {name}": story.then() for name, story in STORIES.items()}
