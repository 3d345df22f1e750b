"""Runs the program in surroundings that a shell cannot make.

    run_in.py reads SIZE... -- COMMAND    stdin in reads of SIZE bytes each
    run_in.py drip COMMAND                a non-blocking stdin that makes it wait
    run_in.py slow COMMAND                a non-blocking stdout that is read late
    run_in.py peak COMMAND                prints the most memory it had, in kB
    run_in.py signal NAME COMMAND         prints how it ends by that signal
    run_in.py pieces COMMAND              prints how often it writes to stderr
    run_in.py terminal COMMAND            stdin is a terminal
    run_in.py fails COMMAND               reading stdin fails at its end
    run_in.py types TEXT COMMAND          types it where its terminal asks for it
    run_in.py asks COMMAND                prints whether a client has connected to
                                         the server's socket in this folder
    run_in.py family COMMAND              prints the most memory that it and
                                         what it starts had together, in kB

What the program is given comes from this script's own stdin. It waits for what
the program does, never for a time; only a program that hangs is given up.
"""

import fcntl
import os
import pty
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
import tty

GIVE_UP = 300  # seconds


def wait_until(process, condition):
    end = time.monotonic() + GIVE_UP
    while not condition():
        if os.waitid(os.P_PID, process.pid,
                     os.WEXITED | os.WNOHANG | os.WNOWAIT):
            sys.exit(f"run_in: the program ended with {process.wait()}")
        if time.monotonic() > end:
            process.kill()
            sys.exit("run_in: the program hangs")
        time.sleep(0.0005)


def status_of(process):
    """Its exit status, as a shell reports it."""
    try:
        status = process.wait(GIVE_UP)
    except subprocess.TimeoutExpired:
        process.kill()
        sys.exit("run_in: the program hangs")
    return status if status >= 0 else 128 - status


def waiting_in_pipe(fd):
    """The bytes that were written to a pipe and not read yet."""
    answer = fcntl.ioctl(fd, termios.FIONREAD, bytes(4))
    return struct.unpack("i", answer)[0]


def asleep(process):
    """Whether it waits for something."""
    with open(f"/proc/{process.pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] == "S"


def read_all(process, writer):
    """Whether it has read what was written to its stdin, and wants more."""
    return waiting_in_pipe(writer) == 0 and asleep(process)


def write_all(fd, data):
    while data:
        data = data[os.write(fd, data):]


def copy_stdin(fd):
    copied = 0
    while data := os.read(0, 1 << 16):
        write_all(fd, data)
        copied += len(data)
    if copied == 0:
        sys.exit("run_in: nothing came in for the program")


def reads(*arguments):
    """Compares all there is to see with a run on the whole file at once."""
    cut = arguments.index("--")
    sizes, command = arguments[:cut], arguments[cut + 1:]
    data = sys.stdin.buffer.read()
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        whole = subprocess.run(command, stdin=file, capture_output=True)
    for size in map(int, sizes):
        # In packet mode each write is one read (pipe(2), O_DIRECT).
        reader, writer = os.pipe2(os.O_DIRECT)

        def feed():
            try:
                for at in range(0, len(data), size):
                    os.write(writer, data[at:at + size])
            except BrokenPipeError:
                pass  # it has seen enough
            os.close(writer)

        feeder = threading.Thread(target=feed)
        process = subprocess.Popen(command, stdin=reader,
                                   stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        os.close(reader)
        feeder.start()
        out, err = process.communicate(timeout=GIVE_UP)
        feeder.join()
        for name, got, expected in (
                ("stdout", out, whole.stdout), ("stderr", err, whole.stderr),
                ("status", process.returncode, whole.returncode)):
            if got != expected:
                sys.exit(f"reads of {size} bytes, {name}:\n{got}\n"
                         f"instead of:\n{expected}")
    return 0


def drip(*command):
    reader, writer = os.pipe2(os.O_NONBLOCK)
    os.set_blocking(writer, True)
    process = subprocess.Popen(command, stdin=reader)
    os.close(reader)
    data = sys.stdin.buffer.read()
    step = len(data) // 4 + 1
    for at in range(0, len(data), step):
        wait_until(process, lambda: read_all(process, writer))
        write_all(writer, data[at:at + step])
    os.close(writer)
    return status_of(process)


def slow(*command):
    reader, writer = os.pipe2(os.O_NONBLOCK)
    os.set_blocking(reader, True)
    room = fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
    process = subprocess.Popen(command, stdout=writer)
    for _ in range(20):  # times that it finds the pipe full
        wait_until(process, lambda: waiting_in_pipe(reader) == room
                   and asleep(process))
        write_all(1, os.read(reader, room))
    os.close(writer)
    while data := os.read(reader, 1 << 16):
        write_all(1, data)
    return status_of(process)


def peak(*command):
    reader, writer = os.pipe()
    process = subprocess.Popen(command, stdin=reader,
                               stdout=subprocess.DEVNULL)
    os.close(reader)
    copy_stdin(writer)
    # All is read, and the end of the input is still to come.
    wait_until(process, lambda: read_all(process, writer))
    with open(f"/proc/{process.pid}/status") as file:
        line = next(line for line in file if line.startswith("VmHWM:"))
    print(line.split()[1])
    os.close(writer)
    return status_of(process)


def signal_(name, *command):
    """Prints what is in the folder before the signal, and how it ended."""
    number = getattr(signal, "SIG" + name)
    reader, writer = os.pipe()
    process = subprocess.Popen(["env", "--default-signal", *command],
                               stdin=reader)
    os.close(reader)
    copy_stdin(writer)
    wait_until(process, lambda: read_all(process, writer))
    print(*sorted(os.listdir(".")), sep="\n")
    process.send_signal(number)
    os.close(writer)  # should it survive, this is the end of its input
    status_of(process)
    print("ended by", signal.Signals(-process.returncode).name
          if process.returncode < 0 else process.returncode)
    return 0


def pieces(*command):
    # Each write to such a socket is one message.
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=its)
    its.close()
    count = 0
    while ours.recv(1 << 16):
        count += 1
    print(count)
    status_of(process)
    return 0


def terminal(*command):
    _, slave = pty.openpty()
    return status_of(subprocess.Popen(command, stdin=slave))


def fails(*command):
    # The other end of a terminal that is closed gives what was written, and
    # then EIO.
    master, slave = pty.openpty()
    tty.setraw(slave)
    write_all(slave, sys.stdin.buffer.read())
    os.close(slave)
    return status_of(subprocess.Popen(command, stdin=master))


def types(text, *command):
    """What the terminal shows is in the file screen. Where nothing asks, and so
    nothing is typed, it is empty."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        command, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(slave, termios.TIOCSCTTY, 0))
    screen = b""
    while process.poll() is None or select.select([master], [], [], 0)[0]:
        if not select.select([master], [], [], 0.01)[0]:
            continue
        screen += os.read(master, 4096)
        if text and screen.rstrip().endswith(b":"):
            write_all(master, text.encode() + b"\n")
            text = ""
    with open("screen", "wb") as file:
        file.write(screen)
    return status_of(process)


def asks(*command):
    came = []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(".s.PGSQL.5432")
        server.listen()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        while not came and process.poll() is None:
            came = select.select([server], [], [], 0.01)[0]
        came = came or select.select([server], [], [], 0)[0]
    print("asked" if came else "asked no server")
    return status_of(process)


def session_of(pid):
    with open(f"/proc/{pid}/stat") as stat:
        return int(stat.read().rpartition(")")[2].split()[3])


def most_so_far(pid):
    """The most memory that a process has had, in kB."""
    with open(f"/proc/{pid}/status") as file:
        return next((int(line.split()[1]) for line in file
                     if line.startswith("VmHWM:")), 0)


def family(*command):
    # Each has its most in the end, and is looked at until then. An image is
    # another after exec, so only the last look at a process counts.
    most = {}
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL,
                               start_new_session=True)
    while process.poll() is None:
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                if session_of(pid) == process.pid:
                    most[pid] = most_so_far(pid) or most[pid]
            except (OSError, KeyError):
                pass  # it has ended
        time.sleep(0.005)
    print(sum(most.values()))
    return status_of(process)


ways = {"reads": reads, "drip": drip, "slow": slow, "peak": peak,
        "signal": signal_, "pieces": pieces,
        "terminal": terminal, "fails": fails, "types": types, "asks": asks,
        "family": family}
if __name__ == "__main__":
    sys.exit(ways[sys.argv[1]](*sys.argv[2:]))
