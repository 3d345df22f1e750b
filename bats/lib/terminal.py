"""Runs the program with a terminal as its stderr, as for a user.

    terminal.py COLUMNS STEP... -- COMMAND

The steps are taken one after another; then its stdin ends, and what it writes
is read:

    await TEXT      until the terminal was sent it
    writes          until there is something on its stdout
    put TEXT        a line into its stdin
    rest SECONDS    nothing
    columns N       the terminal gets another width
    signal NAME     is sent to the program
    run COMMAND     of the shell, meanwhile

What it wrote to stdout is in the file out. What the terminal shows in the end
is in the file screen, and all that it was sent in the file sent. Exits as the
program did; a signal that ended it is 128 and its number.

The terminal is the controlling one of the session that the program leads. It
knows the end of a line, the way back to its beginning, and how to erase the
rest of it; anything else in what it is sent is a mistake.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time

GIVE_UP = 300  # seconds
TOKEN = re.compile(r"\r|\n|\x1b\[K|[^\x00-\x1f\x7f]+")


class Terminal:
    def __init__(self, columns):
        self.master, self.slave = pty.openpty()
        self.columns(columns)
        self.sent = b""
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def columns(self, columns):
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ,
                    struct.pack("HHHH", 24, int(columns), 0, 0))

    def read(self):
        while True:
            try:
                data = os.read(self.master, 1 << 16)
            except OSError:  # EIO: no process has it open any more
                return
            self.sent += data

    def wait(self):
        os.close(self.slave)
        self.reader.join(GIVE_UP)

    def lines(self):
        """What it shows, line by line."""
        lines, column, at = [""], 0, 0
        text = self.sent.decode()
        while at < len(text):
            token = TOKEN.match(text, at)
            if token is None:
                sys.exit(f"terminal: unexpected: {text[at:]!r}")
            at, word, line = token.end(), token[0], lines[-1]
            if word == "\r":
                column = 0
            elif word == "\n":
                lines.append("")
            elif word == "\x1b[K":
                lines[-1] = line[:column]
            else:
                before = line[:column].ljust(column)
                lines[-1] = before + word + line[column + len(word):]
                column += len(word)
        return lines


class Program:
    def __init__(self, command, terminal):
        self.input, self.out = os.pipe(), os.pipe()
        self.process = subprocess.Popen(
            command, stdin=self.input[0], stdout=self.out[1],
            stderr=terminal.slave, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(2, termios.TIOCSCTTY, 0))
        os.close(self.input[0])
        os.close(self.out[1])

    def put(self, line):
        os.write(self.input[1], line.encode() + b"\n")

    def signal(self, name):
        self.process.send_signal(getattr(signal, "SIG" + name))

    def end(self):
        os.close(self.input[1])
        with open("out", "wb") as file:
            while data := os.read(self.out[0], 1 << 16):
                file.write(data)
        status = self.process.wait(GIVE_UP)
        return status if status >= 0 else 128 - status


def wait_until(condition, program, terminal):
    end = time.monotonic() + GIVE_UP
    while not condition():
        if program.process.poll() is not None or time.monotonic() > end:
            program.process.kill()
            sys.exit(f"terminal: waited in vain; it was sent {terminal.sent}")
        time.sleep(0.01)


def main(columns, *words):
    cut = words.index("--")
    terminal = Terminal(columns)
    program = Program(words[cut + 1:], terminal)
    for step in words[:cut]:
        verb, _, rest = step.partition(" ")
        if verb == "await":
            wait_until(lambda: rest.encode() in terminal.sent, program,
                       terminal)
        elif verb == "writes":
            wait_until(lambda: select.select([program.out[0]], [], [], 0)[0],
                       program, terminal)
        elif verb == "rest":
            time.sleep(float(rest))
        elif verb == "run":
            subprocess.run(rest, shell=True, check=True,
                           stdout=subprocess.DEVNULL)
        elif verb == "columns":
            terminal.columns(rest)
        else:
            getattr(program, verb)(rest)
    status = program.end()
    terminal.wait()
    with open("screen", "w") as file:
        file.write("\n".join(terminal.lines()))
    with open("sent", "wb") as file:
        file.write(terminal.sent)
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
