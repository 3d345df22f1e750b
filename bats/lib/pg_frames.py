"""What goes over the wire between libpq and PostgreSQL: where its frames are.

A byte is of a frame when it says what follows, or how much of it: a message's
type and length, a count, a string's end, a command's tag. All else is data, and
no client can find out that it has changed: a row's text, a name, a type's
number, a key.

The messages: PostgreSQL manual, "Message Formats".
"""

import struct

SIGNATURE = b"PGCOPY\n\xff\r\n\0"
ENCRYPTION = 80877103  # what the client asks for before it says who it is


def span(at, n):
    return list(range(at, at + n))


def string_ends(body):
    """Where the strings of a message end."""
    return [at for at, byte in enumerate(body) if byte == 0]


def number(body, at, kind="h"):
    return struct.unpack_from(f">{kind}", body, at)[0]


def sized(body, at):
    """The lengths of values, of which there are as many as is said here."""
    places, count = span(at, 2), number(body, at)
    at += 2
    for _ in range(count):
        places += span(at, 4)
        at += 4 + max(number(body, at, "i"), 0)
    return places, at


# --- What the server says ---------------------------------------

def report(body):
    """An error or a notice: each string has a letter before it."""
    places, at = [], 0
    while body[at]:
        end = body.index(b"\0", at)
        places += [at, end]
        at = end + 1
    return places + [at]


SERVER = {
    b"R": lambda body: span(0, 4),
    b"S": string_ends,
    b"Z": lambda body: [0],
    b"C": lambda body: span(0, len(body)),
    b"T": lambda body: span(0, 2),
    b"t": lambda body: span(0, 2),
    b"D": lambda body: sized(body, 0)[0],
    b"H": lambda body: span(0, len(body)),
    b"E": report,
    b"N": report,
}  # the others have nothing but data in them, or nothing


def stream_frames(stream):
    """Of COPY's binary format, of one column."""
    at = len(SIGNATURE) + 8
    places = span(0, at)
    while at < len(stream):
        places += span(at, 2)
        if number(stream, at) < 0:
            break
        if at + 2 < len(stream):
            places += span(at + 2, 4)
            at += 6 + max(number(stream, at + 2, "i"), 0)
    return places


# --- What the client says ---------------------------------------

def bind(body):
    """Names, formats, values, and formats of what comes back."""
    at = body.index(b"\0", body.index(b"\0") + 1) + 1
    places = string_ends(body[:at]) + span(at, 2)
    at += 2 + 2 * number(body, at)
    values, at = sized(body, at)
    return places + values + span(at, 2)


def parse(body):
    return string_ends(body[:-2]) + span(len(body) - 2, 2)


def password(body):
    """The first has the name of a mechanism, and the length of the rest."""
    end = body.find(b"\0")
    return [] if end < 0 else span(end, 5)


CLIENT = {
    b"P": parse,
    b"B": bind,
    b"D": lambda body: [0, len(body) - 1],
    b"E": lambda body: span(len(body) - 5, 5),
    b"Q": lambda body: [len(body) - 1],
    b"p": password,
}


# --- All of it --------------------------------------------------

def messages(sent, at, known):
    """The frames of the messages from here on, and of the streams that COPY
    sends, whose pieces are messages."""
    places, stream, where = [], b"", []
    while at < len(sent):
        kind, length = sent[at:at + 1], number(sent, at + 1, "i")
        body = sent[at + 5:at + 1 + length]
        places += span(at, 5)
        at += 5
        if kind in known:
            places += [at + place for place in known[kind](body)]
        if kind == b"d":
            stream += body
            where += span(at, len(body))
        elif stream:  # it ends, be it well or not
            places += [where[place] for place in stream_frames(stream)]
            stream, where = b"", []
        at += len(body)
    return sorted(set(places))


def of_server(sent):
    """The places of the frames in all that the server has sent."""
    answer = 1 if sent[:1] == b"N" else 0  # to a request for encryption
    return span(0, answer) + messages(sent, answer, SERVER)


def of_client(sent):
    at = 8 if number(sent, 4, "i") == ENCRYPTION else 0
    length = number(sent, at, "i")
    startup = sent[at:at + length]
    places = span(0, at + 8) + [at + place for place in string_ends(startup)
                                if place >= 8]
    return places + messages(sent, at + length, CLIENT)
