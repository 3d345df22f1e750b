"""The program under test: one run, as cheap as a process can be."""

import fcntl
import os
import re
import shutil
import signal
import subprocess
import tempfile
import termios
from array import array
from collections import namedtuple

from cases import OUTPUT, SCHEMA

PATIENCE = 300  # seconds for one run; longer is a hang

Outcome = namedtuple('Outcome', 'exit stdout stderr output')


class Binary:
    """Runs in a folder of its own, which lasts as long as the `with`."""

    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.runs = 0
        self.kernels = kernels_of(self.path)
        self.take_kernel(0)

    def take_kernel(self, number):
        """The runs that follow are by this kernel of those there are."""
        self.kernel = self.kernels[number % len(self.kernels)]
        self.environment = dict(os.environ, FRAISEQL_BUILD_KERNEL=self.kernel)

    def __enter__(self):
        self.home = os.getcwd()
        self.folder = tempfile.mkdtemp(prefix='property-')
        os.chdir(self.folder)
        self.files = [tempfile.TemporaryFile(buffering=0) for _ in range(3)]
        signal.signal(signal.SIGALRM, lambda *_: os.kill(self.child, 9))
        return self

    def __exit__(self, *_):
        os.chdir(self.home)
        shutil.rmtree(self.folder)

    def run(self, case, chunk=None):
        """Run `case`; with `chunk`, no read of stdin gets more bytes."""
        words = [b'fraiseql-build', *case.options]
        stdin = b''
        words += [name for name, _ in case.inputs if name is not None]
        for name, content in (*case.inputs, *case.files):
            if name in (None, b'-'):
                stdin = stdin or content
            else:
                put(name, content)
        put(OUTPUT, case.before)
        put(SCHEMA, case.sdl)
        for file, content in zip(self.files, (stdin, b'', b'')):
            file.seek(0)
            file.truncate()
            file.write(content)
            file.seek(0)
        status = self.spawn(words, stdin, chunk)
        self.runs += 1
        stdout, stderr = (os.pread(file.fileno(), os.fstat(file.fileno())
                                   .st_size, 0) for file in self.files[1:])
        return Outcome(status, stdout, stderr, get(OUTPUT))

    def spawn(self, words, stdin, chunk):
        files = [file.fileno() for file in self.files]
        if chunk:
            files[0], writer = os.pipe()
        actions = [(os.POSIX_SPAWN_DUP2, fd, number)
                   for number, fd in enumerate(files)]
        self.child = os.posix_spawn(self.path, words, self.environment,
                                    file_actions=actions,
                                    setsigdef=[signal.SIGPIPE])
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        if chunk:
            os.close(files[0])
            feed(writer, stdin, chunk, self.gone)
            os.close(writer)
        _, status = os.waitpid(self.child, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        return os.waitstatus_to_exitcode(status)

    def gone(self):
        """Has the child ended?  (It stays to be waited for.)"""
        return os.waitid(os.P_PID, self.child,
                         os.WEXITED | os.WNOHANG | os.WNOWAIT)


def kernels_of(path):
    """The names of the kernels to run: what a wrong name is answered with."""
    asked = os.environ.get('FRAISEQL_BUILD_KERNEL')
    if asked:
        return [asked]
    said = subprocess.run([path, '--version'], stderr=subprocess.PIPE,
                          env=dict(os.environ, FRAISEQL_BUILD_KERNEL='?')).stderr
    return re.search(b'is one of (.*) on this', said)[1].decode().split(', ')


def feed(writer, text, chunk, gone):
    """Write `text` in chunks, each when the one before it has been read."""
    try:
        for at in range(0, len(text), chunk):
            os.write(writer, text[at:at + chunk])
            while unread(writer):
                if gone():
                    return
                os.sched_yield()
    except BrokenPipeError:
        pass  # it did not want it all


def unread(pipe):
    """How many bytes wait in a pipe."""
    count = array('i', [0])
    fcntl.ioctl(pipe, termios.FIONREAD, count)
    return count[0]


def put(name, content):
    if content is None:
        try:
            os.unlink(name)
        except FileNotFoundError:
            pass
    else:
        with open(name, 'wb', buffering=0) as file:
            file.write(content)


def get(name):
    try:
        with open(name, 'rb') as file:
            return file.read()
    except FileNotFoundError:
        return None
