"""A server that speaks PostgreSQL's protocol, and may break it.

    fake_server.py STORY COMMAND...    runs the command beside a server that
                                       behaves like this; ends as it ends

It serves one client, and all who want to cancel. PGHOST and the other variables
of libpq lead the command to it; {folder} in an argument becomes the folder that
its socket is in. What it has heard is in the file heard afterwards, a line for
each thing.

The protocol: PostgreSQL manual, "Frontend/Backend Protocol", version 3.0. The
server answers each message of the client as the protocol has it, and sends its
answers when the client ends a round, by Sync or a simple Query. A story of
fake_stories.py says what is in the answers.
"""

import contextlib
import fcntl
import json
import os
import select
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time

from fake_stories import (BOUND, PARSED, PROCESS, SECRET, STORIES, TEXT,
                          columns, complete, error, parameters, ready, row)

GIVE_UP = 300  # seconds; only a hang is meant, not a machine that is slow
AFTER_FLIP = 0.1


# --- The line to the client -------------------------------------

class Wire:
    """What is sent to the client, and how.

    cut: after that many bytes, in total, the connection is closed; or, if silent,
    nothing more comes. flip: (place, bits) that change. pieces: sizes, over and
    over, of what the client gets at once; each is taken before the next comes.
    patience: seconds until a client that sends nothing is left; one that was
    sent a flipped byte may wait for more, and is not waited for as long.
    """

    def __init__(self, cut=None, silent=False, flip=None, pieces=None,
                 patience=GIVE_UP):
        self.cut, self.silent, self.flip = cut, silent, flip
        self.pieces, self.patience = pieces, patience
        self.sent = bytearray()
        self.rounds = []  # how much was sent before each
        self.stopped = threading.Event()  # where it was cut

    def send(self, client, answer):
        """False: no more is to be sent."""
        self.rounds.append(len(self.sent))
        answer = self.changed(answer)
        at = 0
        while at < len(answer):
            size = len(answer) if not self.pieces else self.pieces[
                len(self.sent) % len(self.pieces)]
            piece = answer[at:at + size]
            client.sendall(piece)
            self.sent += piece
            at += len(piece)
            if self.pieces:
                wait_until_taken(client)
        if self.cut is not None and len(self.sent) >= self.cut:
            self.stopped.set()
            return False
        if self.flip and len(self.sent) > self.flip[0]:
            client.settimeout(AFTER_FLIP)
        return True

    def changed(self, answer):
        begin = len(self.sent)
        if self.flip and 0 <= self.flip[0] - begin < len(answer):
            at = self.flip[0] - begin
            answer = (answer[:at] + bytes([answer[at] ^ self.flip[1]])
                      + answer[at + 1:])
        if self.cut is not None:
            answer = answer[:self.cut - begin]
        return answer


def wait_until_taken(client):
    end = time.monotonic() + GIVE_UP
    while struct.unpack("i", fcntl.ioctl(client, termios.TIOCOUTQ,
                                         bytes(4)))[0] > 0:
        if time.monotonic() > end:
            raise TimeoutError("the client takes nothing")
        time.sleep(0)


# --- The server -------------------------------------------------

class Gone(Exception):
    """The client is."""


class Server:
    """with Server(story) as server: a client may come."""

    def __init__(self, story, wire=None):
        self.story, self.wire = story, wire or Wire()
        self.heard = []  # lines
        self.cancelled = threading.Event()  # by one who knows the key
        self.left = threading.Event()  # the client has closed, or was left
        self.flowing = threading.Event()  # what is for ever has begun
        self.failure = None

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="fraiseql-build.", dir="/tmp")
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(f"{self.folder}/.s.PGSQL.5432")
        self.listener.listen()
        self.sockets, self.threads = [], []
        self.start(self.accept)
        return self

    def __exit__(self, *_):
        self.cancelled.set()
        for one in [self.listener, *self.sockets]:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join()
        for one in [self.listener, *self.sockets]:
            one.close()
        shutil.rmtree(self.folder)
        if self.failure:
            raise self.failure

    def start(self, function, *arguments):
        thread = threading.Thread(target=function, args=arguments, daemon=True)
        self.threads.append(thread)
        thread.start()

    def environment(self):
        """Nothing of the caller's leads elsewhere, or changes the session."""
        kept = {name: value for name, value in os.environ.items()
                if not name.startswith("PG") or name == "PGPASSWORD"}
        return kept | {"PGHOST": self.folder, "PGUSER": "ada",
                       "PGDATABASE": "users", "PGSYSCONFDIR": self.folder,
                       "PGPASSFILE": f"{self.folder}/none"}

    def hear(self, kind, *what):
        self.heard.append(" ".join([kind, *map(json.dumps, what)]))

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                client.settimeout(self.wire.patience)
                self.sockets.append(client)
                self.start(self.meet, client)

    def meet(self, client):
        try:
            self.greet(client)
        except (Gone, OSError):
            pass
        except Exception as failure:  # a mistake of this file
            self.failure = failure

    def greet(self, client):
        """The first message shows whether a client queries or cancels."""
        while True:
            code, body = take_first(client)
            if code not in (80877103, 80877104):  # encryption
                break
            client.sendall(b"N")
        if code == 80877102:
            self.cancel(client, body)
            return
        words = body.decode().removesuffix("\0\0").split("\0")
        self.hear("startup", dict(zip(words[::2], words[1::2])))
        try:
            self.serve(client)
        finally:
            self.left.set()
            client.close()

    def cancel(self, client, body):
        process, secret = struct.unpack(">iI", body)
        if (process, secret) != (PROCESS, SECRET):
            self.hear("a wrong key", process, secret)
        elif self.heard.count("cancel") >= self.story.ignores:
            self.cancelled.set()
        self.hear("cancel")
        if not self.story.deaf:
            client.close()

    def serve(self, client):
        if self.story.password:
            client.sendall(self.story.password)
            kind, body = take(client)
            self.hear("password", body.rstrip(b"\0").decode("latin-1"))
        self.send(client, self.story.greeting())
        answers, current = b"", ""
        while True:
            kind, body = take(client)
            if kind == b"X":
                self.hear("goodbye")
                return
            if kind == b"P":
                current = body.split(b"\0")[1].decode()
                self.hear("parse", current)
            if kind == b"B":
                self.hear("bind", *bound(body))
            if kind == b"Q":
                current = body[:-1].decode()
                self.hear("query", current)
            if kind == b"Q" and self.story.closes:
                return
            if kind == b"E" and current.startswith("COPY") \
                    and self.story.again is not None \
                    and not self.is_first():
                self.send(client, answers + self.story.copied)
                self.flow(client)
                answers = error("57014", "canceling statement due to user "
                                         "request")
            else:
                answers += self.answer(kind, body, current)
            if kind in b"SQ":
                self.send(client, answers)
                answers = b""

    def send(self, client, answer):
        if self.wire.send(client, answer):
            return
        if self.wire.silent:  # until the client goes
            while client.recv(1 << 16):
                pass
        raise Gone

    def flow(self, client):
        """Rows, or silence, until a client cancels."""
        self.flowing.set()
        if not self.story.again:
            self.cancelled.wait(self.wire.patience)
            return
        client.setblocking(False)
        waiting = memoryview(b"")
        many = memoryview(self.story.again)
        end = time.monotonic() + self.wire.patience
        while (waiting or not self.cancelled.is_set()) \
                and time.monotonic() < end:
            waiting = waiting or many
            select.select([client], [client], [], 0.01)
            try:
                waiting = waiting[client.send(waiting):]
            except BlockingIOError:
                pass
        client.settimeout(self.wire.patience)

    def answer(self, kind, body, current):
        """To one message, as the protocol has it."""
        story = self.story
        if kind == b"P":
            return self.parsed(current)
        if kind == b"B":
            return BOUND
        if kind == b"D" and body[:1] == b"S":
            return story.prepared and b"" or (
                parameters(story.types) + columns(story.described))
        if kind == b"D":
            return columns([("set_config", TEXT)]
                           if "set_config" in current else [])
        if kind == b"E":
            return self.executed(current)
        if kind == b"S":
            begun = any(line.startswith('parse "COPY') for line in self.heard)
            return ready(story.transaction if begun and not self.is_first()
                         else b"T")
        return story.committed + ready(b"I")

    def parsed(self, current):
        mine = ("BEGIN", "COPY", "SELECT pg_catalog.set_config(")
        if self.story.prepared and not current.startswith(mine):
            return self.story.prepared
        return PARSED

    def executed(self, current):
        if current.startswith("BEGIN"):
            return self.story.begun
        if "set_config" in current:
            return row(b"") + complete("SELECT 1")
        return self.story.first if self.is_first() else self.story.copied

    def is_first(self):
        """Whether the first COPY goes otherwise, and is the last so far."""
        return bool(self.story.first) and 1 == len(
            [line for line in self.heard if line.startswith('parse "COPY')])


def take_exactly(client, n):
    taken = b""
    while len(taken) < n:
        some = client.recv(n - len(taken))
        if not some:
            raise Gone
        taken += some
    return taken


def take_first(client):
    length, code = struct.unpack(">ii", take_exactly(client, 8))
    return code, take_exactly(client, length - 8)


def take(client):
    kind = take_exactly(client, 1)
    (length,) = struct.unpack(">i", take_exactly(client, 4))
    return kind, take_exactly(client, length - 4)


def bound(body):
    """The values in a Bind message."""
    at = body.index(b"\0") + 1
    at = body.index(b"\0", at) + 1
    (formats,) = struct.unpack_from(">h", body, at)
    at += 2 + 2 * formats
    (count,) = struct.unpack_from(">h", body, at)
    at += 2
    values = []
    for _ in range(count):
        (length,) = struct.unpack_from(">i", body, at)
        values.append(body[at + 4:at + 4 + length].decode())
        at += 4 + length
    return values


# --- The command ------------------------------------------------

def main(name, *command):
    with Server(STORIES[name]) as server:
        words = [word.replace("{folder}", server.folder) for word in command]
        try:
            status = subprocess.run(words, env=server.environment(),
                                    stdin=subprocess.DEVNULL,
                                    timeout=GIVE_UP).returncode
        except subprocess.TimeoutExpired:
            sys.exit("fake_server: the program hangs")
    with open("heard", "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in server.heard)
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
