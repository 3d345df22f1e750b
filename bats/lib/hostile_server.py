"""Runs the program with a server that does what no server should.

    hostile_server.py pieces        an honest one, whose messages come in all pieces
    hostile_server.py cut           the connection is cut after each byte
    hostile_server.py flip          one bit after another is not what was sent
    hostile_server.py early WAY...  rows for ever, and an early end of the program
    hostile_server.py silent PHASE SIGNAL...
                           a server that stops answering, and a signal
    hostile_server.py deaf SIGNAL   and ignores the cancel, too
    hostile_server.py start         a program that is killed as soon as it is started
    hostile_server.py password      a terminal to ask for one

The phase is connecting or connected. FRAISEQL_BUILD is the program, and the
server is that of fake_server.py.
"""

import contextlib
import fcntl
import os
import pty
import random
import select
import signal
import struct
import subprocess
import sys
import termios
import time

import fake_stories
import strict_json
import copy_streams
from fake_server import Server, Wire
from fake_stories import HONEST, STORIES

PROGRAM = os.environ["FRAISEQL_BUILD"]
QUERY = ("-w", "-c", "SELECT data FROM users")
RESPONSE = b'{"data":{"users":[{"aB":1},{"aB":2},{"aB":3}]}}\n'
USERS = ("--field", "users")
# A second query, of a root of its own, whose rows are the same.
MORE = ("--field", "users", "--field", "more", "-c", "SELECT data FROM more")
BOTH = RESPONSE.replace(b"]}}", b'],"more":[{"aB":1},{"aB":2},{"aB":3}]}}')
HANG = 300  # seconds; what is waited for takes a hundredth of one


def run(server, *arguments):
    return subprocess.run([PROGRAM, *QUERY, *arguments], timeout=HANG,
                          env=server.environment(), capture_output=True,
                          stdin=subprocess.DEVNULL)


def outcome(story, wire, *arguments):
    with Server(story, wire) as server:
        return run(server, *arguments)


# --- Pieces -----------------------------------------------------

def expect_response(story, wire, what, roots=USERS):
    done = outcome(story, wire, *roots)
    response = RESPONSE if roots is USERS else BOTH
    if (done.returncode, done.stdout, done.stderr) != (0, response, b""):
        sys.exit(f"{what}: {done}")


def pieces():
    dice = random.Random(1)
    sizes = [None, [1], [2], [3], [4], [5], [7], [64]] + [
        [dice.randrange(1, 40) for _ in range(17)] for _ in range(10)]
    for some in sizes:
        for roots in USERS, MORE:
            expect_response(HONEST, Wire(pieces=some), f"pieces of {some}",
                            roots)

    stream = b"".join(fake_stories.by_rows(fake_stories.VALUES))
    ways = [[stream[:at], stream[at:]] for at in range(1, len(stream))]
    for size in (1, 2, 3, 5, 8, 13, 21, len(stream)):
        ways.append([stream[at:at + size]
                     for at in range(0, len(stream), size)])
    ways.append([b"", stream[:30], b"", stream[30:], b""])
    for way in ways:
        for roots in USERS, MORE:
            expect_response(fake_stories.streams(*way), Wire(),
                            f"messages of {[len(piece) for piece in way]}",
                            roots)
    expect_response(fake_stories.streams(*ways[40]), Wire(pieces=[1]),
                    "both at once")


# --- Cuts -------------------------------------------------------

def length_of(story, roots=USERS):
    """How much the server sends to the program when all goes well."""
    wire = Wire()
    done = outcome(story, wire, *roots)
    if done.returncode != 0:
        sys.exit(f"the whole is not well: {done}")
    return len(wire.sent), wire.rounds


def check_cut(at, done):
    if done.returncode != 3:
        sys.exit(f"cut after byte {at}: {done}")
    if copy_streams.is_document(done.stdout):
        sys.exit(f"cut after byte {at}, a complete document: {done}")
    if not done.stderr.startswith(b"fraiseql-build: query") \
            or not done.stderr.endswith(b"\n"):
        sys.exit(f"cut after byte {at}, without a message: {done}")


def cut_each(roots, kinds, to_file):
    whole, _ = length_of(HONEST, roots)
    for at in range(whole):
        check_cut(at, outcome(HONEST, Wire(cut=at), *kinds[at % len(kinds)]))
        check_cut(at, outcome(HONEST, Wire(cut=at), *to_file, "-o", "file"))
        with open("file", "rb") as file:
            if file.read() != b"old\n":
                sys.exit(f"cut after byte {at}, -o has changed")
    # Without the cut it is complete, so that a cut can be seen.
    expect_response(HONEST, Wire(cut=whole), "cut after the last byte", roots)
    return whole


def cut():
    with open("file", "wb") as file:
        file.write(b"old\n")
    one = cut_each(USERS, [USERS, [*USERS, "--lines"], ["--bare"]], ["--bare"])
    two = cut_each(MORE, [MORE], MORE)
    if os.listdir() != ["file"]:
        sys.exit(f"what is left: {os.listdir()}")
    print(f"{one} bytes, {two} bytes")


# --- Flipped bits -----------------------------------------------

def values_sent(sent):
    """Of the COPY in these messages: its rows."""
    at, stream = 0, None
    while at < len(sent):
        kind = sent[at:at + 1]
        (length,) = struct.unpack_from(">i", sent, at + 1)
        if length < 4 or at + 1 + length > len(sent):
            raise ValueError(f"no message at {at}")
        body = sent[at + 5:at + 1 + length]
        at += 1 + length
        if kind == b"H":
            stream = b""
        elif kind == b"d":
            stream += body
        elif kind == b"c":
            return copy_streams.read_binary(stream)
    raise ValueError("no CopyDone")


def check_flip(where, wire, begin, done):
    what = f"flipped {where}: {bytes(wire.sent[begin:])}\n{done}"
    if done.returncode != 0:
        if done.returncode not in (1, 3, 4) or not done.stderr:
            sys.exit(f"not an end like others\n{what}")
        if copy_streams.is_document(done.stdout):
            sys.exit(f"a complete document\n{what}")
        return False
    strict_json.read(done.stdout)
    try:
        rows = values_sent(bytes(wire.sent[begin:]))
    except ValueError as error:
        sys.exit(f"{error}, and complete\n{what}")
    expected = copy_streams.run(copy_streams.lines(rows), "--field", "users")
    if len(rows) != 4 or expected.returncode != 0 \
            or expected.stdout != done.stdout:
        sys.exit(f"{len(rows)} rows, and complete\n{what}")
    return True


def flip(seed=1):
    # A NULL has another frame. (Of what a notice is in, libpq does not check
    # the length.)
    story = fake_stories.streams(
        *fake_stories.by_rows((*fake_stories.VALUES, None)), rows=4)
    whole, rounds = length_of(story)
    begin = rounds[1]
    dice = random.Random(int(seed))
    good = 0
    for at in range(begin, whole):
        where = at, 1 << dice.randrange(8)
        wire = Wire(flip=where)
        done = outcome(story, wire, "--field", "users")
        good += check_flip(where, wire, begin, done)
    print(f"{good} of {whole - begin} are complete")
    if not 0 < good < (whole - begin) // 2:
        sys.exit("none of them are, or too many")


# --- Early ends -------------------------------------------------

def wait_for(condition, what):
    end = time.monotonic() + HANG
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"hostile_server: waited in vain for {what}")
        time.sleep(0.002)


def has_ended(pid):
    """A program that no process has waited for has ended, too."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return True


def command_of(pid):
    """What the process runs, or None: it is gone."""
    try:
        with open(f"/proc/{pid}/comm") as file:
            return file.read()
    except (FileNotFoundError, ProcessLookupError):
        return None


class Both:
    """The program, and the one that it runs to ask the server."""

    def __init__(self, server, *arguments, stdout=subprocess.PIPE):
        self.server = server
        self.builds = subprocess.Popen(
            ["env", "--default-signal", PROGRAM, *QUERY, *arguments],
            env=server.environment(), stdin=subprocess.DEVNULL, stdout=stdout,
            stderr=subprocess.PIPE, start_new_session=True)
        self.asks = None

    def __enter__(self):
        children = f"/proc/{self.builds.pid}/task/{self.builds.pid}/children"

        def begun():
            """A child that has not become the other program yet may fail to
            find it where it is looked for first, and be gone again."""
            with open(children) as file:
                for pid in map(int, file.read().split()):
                    if command_of(pid) not in (None, command_of(self.builds.pid)):
                        self.asks = pid
            return self.asks is not None

        wait_for(begun, "the query helper")
        return self

    def __exit__(self, *_):
        """These two, and no other process, whatever happened."""
        for pid in (self.builds.pid, self.asks):
            if pid is not None and not has_ended(pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        for pipe in (self.builds.stdout, self.builds.stderr):
            if pipe:
                pipe.close()
        self.builds.wait()

    def must_end(self, what, status):
        wait_for(lambda: self.builds.poll() is not None,
                 f"the program's end ({what})")
        if self.builds.returncode != status:
            sys.exit(f"{what}: ended with {self.builds.returncode}, "
                     f"{self.builds.stderr.read()}")
        wait_for(lambda: has_ended(self.asks),
                 f"the end of the query helper ({what})")


def endless(last=b""):
    """The rows are many; where one is to be bad, it comes after some time."""
    first = fake_stories.copy_out() + fake_stories.data(
        fake_stories.by_rows(fake_stories.VALUES)[:1])
    many = fake_stories.data([fake_stories.tuple_of(b'{"a_b": 1}')] * 500)
    return HONEST.but(copied=first, again=many + last, transaction=b"E")


def must_cancel(server, what):
    wait_for(server.cancelled.is_set, f"who cancels ({what})")
    wait_for(server.left.is_set, f"the client to go ({what})")
    if [line for line in server.heard if line.startswith("a wrong key")]:
        sys.exit(f"{what}: {server.heard}")


def must_be_cut(output, what):
    if copy_streams.is_document(output) or b"\n" in output[-1:]:
        sys.exit(f"{what}: a complete response: {output[-200:]}")


def reader():
    """Of the response: has enough."""
    with Server(endless()) as server, Both(server, "--field", "u") as both:
        both.builds.stdout.read(100)
        both.builds.stdout.close()
        both.must_end("no reader", -signal.SIGPIPE)
        must_cancel(server, "no reader")
        if both.builds.stderr.read() != b"":
            sys.exit("it does not end silently")


def full():
    """The disk is."""
    with open("/dev/full", "wb") as device, Server(endless()) as server, \
            Both(server, "--field", "u", stdout=device) as both:
        both.must_end("a full disk", 4)
        must_cancel(server, "a full disk")


def bad():
    """A row is."""
    story = endless(fake_stories.data([fake_stories.tuple_of(b'{"a": 01}')]))
    for arguments in (["--field", "u"], ["--rows"], ["--bare", "-o", "new"]):
        with Server(story) as server, \
                Both(server, *arguments, stdout=subprocess.DEVNULL) as both:
            both.must_end("a bad row", 1)
            must_cancel(server, "a bad row")
    if os.path.exists("new"):
        sys.exit("-o is there")


def second():
    """Row where one is wanted."""
    with Server(endless()) as server, \
            Both(server, "--single", "--field", "u") as both:
        both.must_end("a second row", 1)
        must_cancel(server, "a second row")
        must_be_cut(both.builds.stdout.read(), "a second row")


def by_signal(name, *, group=False):
    number = getattr(signal, name)
    for arguments in (["--field", "u"], ["--field", "u", "-o", "new"]):
        # The response of the first is not read; the second has no end.
        with Server(endless()) as server, Both(server, *arguments) as both:
            wait_for(server.flowing.is_set, "rows")
            if group:  # as a terminal does
                os.killpg(both.builds.pid, number)
            else:
                both.builds.send_signal(number)
            both.must_end(name, -number)
            must_cancel(server, name)
            must_be_cut(both.builds.stdout.read(), name)
        if name != "SIGKILL" and os.listdir():
            sys.exit(f"{name} leaves {os.listdir()}")
        for file in os.listdir():
            os.remove(file)


def asking():
    """The query helper is ended, and the other is not."""
    for name in ("SIGTERM", "SIGKILL", "SIGABRT"):
        with Server(endless()) as server, \
                Both(server, "--bare", "-o", "new") as both:
            wait_for(server.flowing.is_set, "rows")
            os.kill(both.asks, getattr(signal, name))
            both.must_end(name, 3)
            wait_for(server.left.is_set, f"the client to go ({name})")
            if name == "SIGTERM":
                must_cancel(server, name)
            if not both.builds.stderr.read():
                sys.exit(f"{name}: nothing is said")
        if os.listdir():
            sys.exit(f"{name} leaves {os.listdir()}")


def later():
    """All of this in the second query, when the first has ended well."""
    with Server(endless().then()) as server, Both(server, *MORE) as both:
        both.builds.stdout.read(100)
        both.builds.stdout.close()
        both.must_end("no reader", -signal.SIGPIPE)
        must_cancel(server, "no reader")
    for name in ("SIGTERM", "SIGKILL"):
        number = getattr(signal, name)
        with Server(endless().then()) as server, Both(server, *MORE) as both:
            wait_for(server.flowing.is_set, "rows")
            both.builds.send_signal(number)
            both.must_end(name, -number)
            must_cancel(server, name)
            must_be_cut(both.builds.stdout.read(), name)
    with Server(endless().then()) as server, \
            Both(server, *MORE, "-o", "new") as both:
        wait_for(server.flowing.is_set, "rows")
        os.kill(both.asks, signal.SIGKILL)
        both.must_end("the query helper is killed", 3)
        if not both.builds.stderr.read().startswith(
                b"fraiseql-build: query more: "):
            sys.exit("it is not said which query")
    story = endless(fake_stories.data([fake_stories.tuple_of(b"[01]")]))
    with Server(story.then()) as server, \
            Both(server, *MORE, "-o", "new") as both:
        both.must_end("a bad row", 1)
        must_cancel(server, "a bad row")
    if os.listdir():
        sys.exit(f"what is left: {os.listdir()}")


def ignored():
    """The first cancels are, as those that come before the query does."""
    story = endless().but(copied=fake_stories.copy_out(), again=b"", ignores=2)
    with Server(story) as server, Both(server, "--field", "u") as both:
        wait_for(server.flowing.is_set, "the query")
        both.builds.send_signal(signal.SIGTERM)
        both.must_end("a cancel that is ignored", -signal.SIGTERM)
        must_cancel(server, "a cancel that is ignored")


EARLY = {"reader": reader, "full": full, "bad": bad, "second": second,
         "asking": asking, "later": later, "ignored": ignored,
         "terminal": lambda: by_signal("SIGINT", group=True)}


def early(*ways):
    for way in ways:
        EARLY.get(way, lambda: by_signal(way))()


# --- Silence ----------------------------------------------------

def places(phase):
    """Where the server stops: between its rounds, and in the middle of them."""
    whole, rounds = length_of(HONEST)
    ends = [*rounds[1:], whole]
    found = {1}
    for begin, end in zip(rounds, ends):
        found |= {begin, (begin + end) // 2, end - 1}
    return [at for at in sorted(found)
            if (at < rounds[1]) == (phase == "connecting")]


def silence(story, stops, names):
    for name in names:
        number = getattr(signal, name)
        for at in stops:
            what = f"{name} after byte {at}"
            wire = Wire(cut=at, silent=True)
            with Server(story, wire) as server, \
                    Both(server, "--field", "u") as both:
                wait_for(wire.stopped.is_set, f"the silence ({what})")
                both.builds.send_signal(number)
                both.must_end(what, -number)
                wait_for(server.left.is_set, f"the client to go ({what})")
                must_be_cut(both.builds.stdout.read(), what)


def silent(phase, *names):
    silence(HONEST, places(phase), names)


def deaf(name):
    """In the middle of the rows, and before COMMIT is answered. It takes the
    program's patience each time, so there are few."""
    _, rounds = length_of(HONEST)
    silence(HONEST.but(deaf=True), [rounds[2] + 60, rounds[3]], [name])


def are_left(server):
    """The processes that were told of this server, and have not ended."""
    left = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            with open(f"/proc/{pid}/environ", "rb") as file:
                if server.folder.encode() in file.read() \
                        and not has_ended(pid):
                    left.append(int(pid))
    return left


def start():
    """SIGKILL, at one moment after another since the program was started."""
    for moment in range(60):
        wire = Wire(cut=0, silent=True)
        with Server(HONEST, wire) as server:
            builds = subprocess.Popen(
                [PROGRAM, *QUERY, "--field", "u"], stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env=server.environment())
            time.sleep(moment / 10000)
            builds.kill()
            builds.wait()
            try:
                wait_for(lambda server=server: not are_left(server),
                         f"the end of all ({moment / 10} ms)")
            finally:
                for pid in are_left(server):
                    os.kill(pid, signal.SIGKILL)


# --- A terminal -------------------------------------------------

def on_terminal(server, typed, *arguments):
    """Runs the program with a terminal, on which this is typed when something
    is asked there. Returns what was shown on it, and how the program ended."""
    master, slave = pty.openpty()

    def take_terminal():
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

    builds = subprocess.Popen(
        [PROGRAM, "-c", "SELECT data FROM users", "--field", "users",
         *arguments], env=server.environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=take_terminal)
    shown = b""
    end = time.monotonic() + HANG
    while builds.poll() is None and time.monotonic() < end:
        if select.select([master], [], [], 0.01)[0]:
            shown += os.read(master, 1024)
            if typed and shown.endswith(b": "):
                os.write(master, typed + b"\n")
                typed = b""
    builds.kill()
    out, err = builds.communicate()
    os.close(slave)
    os.close(master)
    return shown, builds.returncode, out, err


def password():
    """Is asked for where the options or the server say so, and not shown."""
    wants, trusts = STORIES["cleartext"], HONEST
    prompt = b"Password for user ada: "
    for story, option, asked in (
            (wants, [], True), (wants, ["-W"], True), (wants, ["-w"], False),
            (trusts, [], False), (trusts, ["-W"], True),
            (trusts, ["-w"], False)):
        with Server(story) as server:
            shown, status, out, err = on_terminal(
                server, b"geh eim", "-U", "ada", *option)
            what = f"{story.password} {option}: {shown} {status} {out} {err}"
            good = asked or not story.password
            heard = 'password "geh eim"' in server.heard
        if (status, out) != ((0, RESPONSE) if good else (3, b"")):
            sys.exit(what)
        if shown.count(prompt) != asked or b"eim" in shown + out + err:
            sys.exit(what)
        if heard != (asked and bool(story.password)):
            sys.exit(f"{what}; the server has heard {server.heard}")


ways = {"pieces": pieces, "cut": cut, "flip": flip, "early": early,
        "silent": silent, "deaf": deaf, "start": start,
        "password": password}
if __name__ == "__main__":
    # Where a shell has started all of this in the background, it is ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    ways[sys.argv[1]](*sys.argv[2:])
