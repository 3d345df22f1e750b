"""Harms what goes between the program and a PostgreSQL server, at every place.

    proxy_sweep.py harm      after each byte the connection ends, or is reset; each
                         byte of a frame is another
    proxy_sweep.py stall     after each byte nothing comes any more: the program is
                         ended by a signal, or as its reader has gone; or, while
                         it connects, by connect_timeout
                         Or the server takes only a part of a query.

FRAISEQL_BUILD is the program, and a server listens at $PGHOST. Of all cases
some are tried, one from each part of equal size: FRAISEQL_PROXY is how many
("all" is all), and FRAISEQL_PROXY_SEED says which. The outcome of a case must
be status 0 and the whole response; or another status, a message, nothing that is
complete, and the file of -o as it was. And nothing is left that runs.
"""

import collections
import concurrent.futures
import contextlib
import dataclasses
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import copy_streams
import strict_json
import pg_frames
from proxy import Fault, Proxy

PROGRAM = os.environ["FRAISEQL_BUILD"]
SERVER = os.path.join(os.environ["PGHOST"], ".s.PGSQL.5432")
HANG = 300  # seconds; what is waited for takes a hundredth of it
AT_ONCE = 16  # cases; most of the time they wait

ROWS = "SELECT json_build_object('a_b', n) FROM generate_series(1, 3) AS n"
LIST = b'[{"aB":1},{"aB":2},{"aB":3}]'


@dataclasses.dataclass(frozen=True)
class Session:
    name: str
    words: tuple
    # None: it fails. One is too large to be shown.
    response: bytes = dataclasses.field(default=None, repr=False)
    user: str = "postgres"


SESSIONS = [
    Session("one", ("--field", "u", "-c", ROWS),
            b'{"data":{"u":' + LIST + b"}}\n"),
    Session("two", ("--field", "u", "-c", ROWS, "--field", "v",
                    "-c", "SELECT 1 AS n, current_setting('app.x') AS x",
                    "--setting", "app.x=é"),
            b'{"data":{"u":' + LIST + ',"v":[{"n":1,"x":"é"}]}}\n'.encode()),
    Session("scram", ("--bare", "-c", ROWS), LIST + b"\n", "alice"),
    Session("notice", ("--bare", "-c", "SELECT tell('x')"), b'["told"]\n'),
    Session("empty", ("--bare", "-c", "SELECT 1 AS n WHERE false"), b"[]\n"),
    Session("refused", ("--bare", "-c", "SELECT n FROM nowhere")),
    Session("broken", ("--bare", "-c",
                       "SELECT 1 / (3 - n) AS n FROM generate_series(1, 4) n")),
]

NAMED = {session.name: session for session in SESSIONS}
# What both say when the client is let in, and what it says at last.
READY, BEGIN, GOODBYE = b"Z\0\0\0\5I", b"P\0\0\0", b"X\0\0\0\4"


# --- The program ------------------------------------------------

def environment(session, proxy):
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith("PG")}
    return kept | {"PGHOST": "127.0.0.1", "PGPORT": str(proxy.port),
                   "PGUSER": session.user, "PGPASSWORD": "secret",
                   "PGDATABASE": "postgres", "PGPASSFILE": "/dev/null"}


def start(session, proxy, *more, **others):
    """In a group of its own, so that what is left of it can be seen."""
    return subprocess.Popen(
        [PROGRAM, "-w", *session.words, *more], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        env=environment(session, proxy) | others)


def run(session, proxy, *more, **others):
    with start(session, proxy, *more, **others) as builds:
        try:
            out, err = builds.communicate(timeout=HANG)
        except subprocess.TimeoutExpired:
            os.killpg(builds.pid, signal.SIGKILL)
            raise Wrong("it hangs") from None
    expect_no_process(builds.pid)
    return builds.returncode, out, err


def runs(pid, group):
    """Whether it is a process of the group, and has not ended. One that is not
    waited for has."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as stat:
        state, _, its_group = stat.read().rpartition(")")[2].split()[:3]
        return int(its_group) == group and state not in "ZX"
    return False


def expect_no_process(group):
    """Soon nothing runs of a group whose first has ended; nothing is started
    any more."""
    left, end = [], time.monotonic() + HANG
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, 0)
        left = [pid for pid in os.listdir("/proc") if pid.isdigit()]
    while left := [pid for pid in left if runs(pid, group)]:
        if time.monotonic() > end:
            os.killpg(group, signal.SIGKILL)
            raise Wrong("a process is left")
        time.sleep(0.05)


# --- The outcome ------------------------------------------------

class Wrong(Exception):
    pass


def check(session, status, out, err):
    """What was written is the response, or no one takes it for that."""
    if status == 0:
        if session.response is None or out != session.response:
            raise Wrong("it ends with 0, and this is not the response")
        return
    if status not in (1, 3, 4):
        raise Wrong("expected no such status")
    if copy_streams.is_document(out):
        raise Wrong("it fails, and has written a complete document")
    if not err.startswith(b"fraiseql-build: ") or not err.endswith(b"\n"):
        raise Wrong("it fails without a message")
    if not strict_json.is_shown(err.replace(b"\t", b" ")):
        raise Wrong("a terminal would obey the message")


@contextlib.contextmanager
def folder():
    """With a file to be replaced."""
    where = tempfile.mkdtemp(dir=".")
    file = os.path.join(where, "file")
    with open(file, "wb") as old:
        old.write(b"old\n")
    try:
        yield file
    finally:
        shutil.rmtree(where)


def contents(file):
    if os.listdir(os.path.dirname(file)) != ["file"]:
        raise Wrong("another file is left")
    with open(file, "rb") as now:
        return now.read()


# --- Cases ------------------------------------------------------

def recorded(session):
    """What both say when all goes well."""
    with Proxy(SERVER) as proxy:
        status, out, err = run(session, proxy)
        if not proxy.left.wait(HANG):
            sys.exit("the program has ended, and is still connected")
        check(session, status, out, err)
        if (status == 0) != (session.response is not None) or \
                bool(err) != (status > 0 or session.name == "notice"):
            sys.exit(f"{session.name}: {status} {out} {err}")
        return {who: bytes(said) for who, said in proxy.sent.items()}


def others(byte, at_first):
    """What the byte of a frame becomes; all that may answer who asks for
    encryption."""
    some = {byte ^ 1, byte ^ 0x80, byte ^ 0x20, 0, 255}
    return sorted((some | set(b"SGE") if at_first else some) - {byte})


def faults(sent):
    for who, frames in (("server", pg_frames.of_server), ("client", pg_frames.of_client)):
        said = sent[who]
        for at in range(len(said) + 1):
            for what in ("end", "reset"):
                yield Fault(what, who, at)
        for at in frames(said):
            for byte in others(said[at], who == "server" and at == 0):
                yield Fault("flip", who, at, byte)


def harms():
    return [(session, fault, to_file) for session in SESSIONS
            for fault in faults(recorded(session))
            for to_file in (False, True)
            if fault.what != "flip" or to_file == (fault.at + fault.byte) % 2]


def harm(session, fault, to_file):
    with folder() as file, Proxy(SERVER, fault) as proxy:
        status, out, err = run(session, proxy,
                               *(["-o", file] if to_file else []))
        try:
            if to_file and status == 0:
                out = contents(file)
            elif contents(file) != b"old\n":
                raise Wrong("-o has changed")
            check(session, status, out, err)
        except Wrong as wrong:
            raise Wrong(f"{wrong}: {status} {out} {err}") from None
    return f"{fault.what} {status}"


def stalls(session, whole):
    """Where the one who sends stops: before all is said, or before the client
    is let in. The client's goodbye is not waited for."""
    sent = recorded(session)
    said = sent["server"], sent["client"][:-len(GOODBYE)]
    if not whole:
        said = [part[:part.index(end)] for part, end in zip(said,
                                                            (READY, BEGIN))]
    for who, part in zip(("server", "client"), said):
        for at in range(len(part) + (who == "client")):
            yield session, Fault("stall", who, at)


def handshakes():
    return [case for name in ("two", "scram")
            for case in stalls(NAMED[name], whole=False)]


# How a run is ended, and what it ends by then. A terminal signals both programs.
WAYS = {"terminated": signal.SIGTERM, "interrupted": signal.SIGINT,
        "orphaned": signal.SIGKILL, "unread": signal.SIGPIPE}
CANCELS = 6  # as many as come in the time that there is for all of them


def cancels():
    """In the middle of the rows, to a server that is deaf for a second each."""
    sent = recorded(NAMED["two"])["server"]
    return end, (NAMED["two"], Fault("stall", "server", sent.rindex(b"a_b")),
                 "terminated", 1)


def ends():
    """Two ways at each place, and others at the next."""
    cases = [*stalls(NAMED["two"], whole=True),
             *stalls(NAMED["scram"], whole=False)]
    ways = list(WAYS)
    return [case for i, place in enumerate(cases)
            for case in ((*place, ways[i % 4], None),
                         (*place, ways[(i + 2) % 4], (1, HANG)[i % 8 > 3]))]


def bring_about(way, builds):
    if way == "unread":
        builds.stdout.close()
    elif way == "interrupted":
        os.killpg(builds.pid, WAYS[way])
    else:
        builds.send_signal(WAYS[way])


def end(session, fault, way, deaf):
    """However it is ended, it ends; and so does the query helper, though the server
    ignores cancels for that many seconds, or accepts them all (None)."""
    with Proxy(SERVER, fault, deaf) as proxy, start(session, proxy) as builds:
        if not proxy.struck.wait(HANG):
            raise Wrong("it has never come so far")
        bring_about(way, builds)
        try:
            status = builds.wait(HANG)
        except subprocess.TimeoutExpired:
            os.killpg(builds.pid, signal.SIGKILL)
            raise Wrong("it hangs") from None
        expect_no_process(builds.pid)
        if status != -WAYS[way] or builds.stderr.read():
            raise Wrong(f"it ends with {status}")
        if way != "unread" and copy_streams.is_document(builds.stdout.read()):
            raise Wrong("a complete document")
        if fault.what == "stall" and not proxy.left.wait(HANG):
            raise Wrong("no process is left, and still connected")
    if deaf and proxy.came > 1 + CANCELS:
        raise Wrong("it never stops to cancel")
    return way if deaf is None else f"{way}, deaf"


# --- Large queries ----------------------------------------------

def larges():
    """A server that takes all of it; or stops to, when it has let us in."""
    value = b"x" * (16 << 20)
    with open("large.sql", "wb") as file:
        file.write(b"SELECT 1 AS n, '" + value + b"' AS x")
    large = Session("large", ("--bare", "-c", "@large.sql"),
                    b'[{"n":1,"x":"' + value + b'"}]\n')
    begun = recorded(SESSIONS[0])["server"].index(READY) + len(READY)
    recorded(large)
    return [(large, Fault("stuffed", "server", begun), way, deaf)
            for way in WAYS for deaf in (None, 1, HANG)]


# --- Connecting -------------------------------------------------

def handshake(session, fault):
    """However the server stalls before it has let us in, there is an end."""
    with Proxy(SERVER, fault) as proxy:
        status, out, err = run(session, proxy, PGCONNECT_TIMEOUT="2")
        check(session, status, out, err)
        if status != 3 or b"timeout expired" not in err:
            raise Wrong(f"{status} {err}")
    return "timeout expired"


# --- All of them ------------------------------------------------

def chosen(function, cases, default):
    """Some of the cases, each with what tries it."""
    wanted = os.environ.get("FRAISEQL_PROXY", str(default))
    seed = os.environ.get("FRAISEQL_PROXY_SEED", str(time.time_ns() % 10**6))
    print(f"FRAISEQL_PROXY_SEED={seed}, {function.__name__}: {wanted} "
          f"of {len(cases)}")
    count = len(cases) if wanted == "all" else min(int(wanted), len(cases))
    dice = random.Random(seed)
    parts = [len(cases) * i // count for i in range(count + 1)]
    return [(function, cases[dice.randrange(*part)])
            for part in zip(parts, parts[1:])]


def try_all(cases):
    came_to, wrong = collections.Counter(), []

    def one(function, case):
        try:
            came_to[function(*case)] += 1
        except Exception as failure:
            wrong.append(f"{case}\n    {failure!r}")

    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for function, case in cases:
            pool.submit(one, function, case)
    for what, count in sorted(came_to.items()):
        print(f"{count:6} {what}")
    print(f"{len(cases)} cases, {len(wrong)} went wrong")
    print(*wrong[:20], sep="\n")
    return len(wrong) > 0


WHAT = {
    "harm": lambda: chosen(harm, harms(), 150),
    "stall": lambda: (chosen(end, larges(), 4) + chosen(end, ends(), 16)
                      + chosen(handshake, handshakes(), 8) + [cancels()]),
}
if __name__ == "__main__":
    # Where a shell has started all of this in the background, it is ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(try_all(WHAT[sys.argv[1]]()))
