#!/usr/bin/env python3
"""Long runs: many rows, large rows, little memory, and many programs at once.

    make check-long

FRAISEQL_BUILD names the program. FRAISEQL_LONG is the share of the rows and
bytes to be tried, such as 0.01, where there is no time for all. Each test prints
the most memory that the program had. Rows are made while they are read, and what
comes out is compared while it is written, so neither is ever in memory as a whole.
"""

import itertools
import json
import os
import resource
import struct
import subprocess
import sys
import tempfile
import threading
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = (os.path.join(HERE, 'support'),
                os.path.join(HERE, '..', 'bats', 'lib'))
import run_in  # noqa: E402
import tap  # noqa: E402

PROGRAM = os.environ.get(
    'FRAISEQL_BUILD', os.path.join(HERE, '..', 'build', 'fraiseql-build'))
MIB = 1 << 20
SHARE = float(os.environ.get('FRAISEQL_LONG', '1'))
GB = int(SHARE * 1000) * 1_000_000
# What DESIGN.md says of memory, and the C library: in KiB.
SMALL = 6000

ROW = b'{"id":%d,"first_name":"Ada %d"}'
BUILT = b'{"__typename":"User","id":%d,"firstName":"Ada %d"}'
AT_ONCE = 1000  # rows in a block
SIGNATURE = b'PGCOPY\n\xff\r\n\0' + bytes(8)


def blocks(row, count, write):
    """That many rows, by blocks of rows that differ."""
    block = b''.join(write(row % (n, n)) for n in range(AT_ONCE))
    return itertools.repeat(block, count // AT_ONCE)


def line(value):
    return value + b'\n'


def tuple_of(value):
    return struct.pack('>hi', 1, len(value)) + value


def pieces(piece, size):
    """As many as make up that many bytes."""
    return itertools.repeat(piece, size // len(piece))


class Comparison(threading.Thread):
    """Reads a pipe to its end. wrong: what is not as expected, or None."""

    def __init__(self, reader, expected):
        super().__init__(daemon=True)
        self.file, self.expected = open(reader, 'rb', 0), expected
        self.wrong, self.bytes = None, 0
        self.start()

    def read(self, size):
        data = bytearray(size)
        view, have = memoryview(data), 0
        while have < size and (n := self.file.readinto(view[have:])):
            have += n
        self.bytes += have
        return data if have == size else data[:have]

    def run(self):
        for block in self.expected:
            got = self.read(len(block))
            if got != block:
                self.wrong = 'about byte %d' % self.bytes
                break
        if self.wrong is None and self.read(1) != b'':
            self.wrong = 'more than was expected'
        while self.read(MIB):
            pass


class Ended:
    """How a run ended: status, stats (of --stats), said, wrong, peak (KiB)."""


def most_so_far(pid):
    with open('/proc/%d/status' % pid) as file:
        return next(int(text.split()[1]) for text in file
                    if text.startswith('VmHWM:'))


def limit(space):
    if space is not None:
        resource.setrlimit(resource.RLIMIT_AS, (space, space))


def run(words, rows, expected=None, space=None):
    """Gives the program the rows. expected: the blocks of its output, or None,
    which is not looked at; space: all the addresses that it may have."""
    reader, writer = os.pipe()
    out, into = os.pipe() if expected is not None else (None, None)
    ended = Ended()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [PROGRAM, '--stats', *words], stdin=reader, stderr=said,
            stdout=subprocess.DEVNULL if into is None else into,
            preexec_fn=lambda: limit(space))
        os.close(reader)
        if into is not None:
            os.close(into)
            comparison = Comparison(out, expected)
        try:
            for block in rows:
                run_in.write_all(writer, block)
            # All is read, and the end of the input is still to come.
            run_in.wait_until(process,
                             lambda: run_in.read_all(process, writer))
            ended.peak = most_so_far(process.pid)
        except (BrokenPipeError, SystemExit):
            ended.peak = None  # it has ended before
        os.close(writer)
        ended.status = run_in.status_of(process)
        ended.wrong = None
        if into is not None:
            comparison.join()
            ended.wrong = comparison.wrong
        said.seek(0)
        lines = said.read().decode().splitlines(keepends=True)
    ended.stats = json.loads(lines.pop())
    ended.said = ''.join(lines)
    return ended


class Long(unittest.TestCase):
    def good(self, ended, rows, peak):
        """It went well, with no more memory than that."""
        print('# peak %s KiB, of %d' % (ended.peak, peak))
        self.assertEqual((ended.status, ended.said), (0, ''))
        self.assertIsNone(ended.wrong)
        self.assertEqual(ended.stats['rows'], rows)
        self.assertLessEqual(ended.peak, peak)


class TenMillionRows(Long):
    count = int(SHARE * 10_000) * 1000

    def response(self):
        """The list of them, in which commas stand between rows."""
        block = b','.join(BUILT % (n, n) for n in range(AT_ONCE))
        yield b'{"data":{"users":['
        for n in range(self.count // AT_ONCE):
            yield b',' + block if n > 0 else block
        yield b']}}\n'

    def build(self, rows, *words, space=None):
        self.good(run(['--field', 'users', '--type', 'User', *words], rows,
                      self.response(), space), self.count, SMALL)

    def test_of_lines(self):
        self.build(blocks(ROW, self.count, line))

    def test_of_lines_in_16_MiB_of_addresses(self):
        self.build(blocks(ROW, self.count, line), space=16 * MIB)

    def test_of_copy_text(self):
        self.build(blocks(ROW, self.count, line), '--format=copy')

    def test_of_copy_binary(self):
        self.build(itertools.chain([SIGNATURE],
                                   blocks(ROW, self.count, tuple_of),
                                   [b'\xff\xff']))

    def test_of_lines_to_lines(self):
        self.good(run(['--rows', '--type', 'User'],
                      blocks(ROW, self.count, line),
                      blocks(BUILT, self.count, line)), self.count, SMALL)


STRING = [b'{"a":"'], b'x' * 1_000_000, [b'"}']
NUMBERS = [b'{"a":['], b'1,' * 500_000, [b'1]}']


def large(row, head=(), tail=(b'\n',)):
    """A row of 1 GB."""
    begin, piece, end = row
    return itertools.chain(head, begin, pieces(piece, GB), end, tail)


def answer(row):
    return large(row, [b'{"data":{"r":['], [b']}}\n'])


class OneRowOfAGigabyte(Long):
    def test_of_a_string_is_not_held(self):
        self.good(run(['--field', 'r'], large(STRING), answer(STRING)), 1,
                  SMALL)

    def test_of_numbers_is_not_held(self):
        self.good(run(['--field', 'r'], large(NUMBERS), answer(NUMBERS)), 1,
                  SMALL)

    def test_of_copy_text_is_not_held(self):
        self.good(run(['--field', 'r', '--format=copy'], large(STRING),
                      answer(STRING)), 1, SMALL)

    def test_of_copy_binary_is_not_held(self):
        size = GB + len(STRING[0][0]) + len(STRING[2][0])
        head = [SIGNATURE, struct.pack('>hi', 1, size)]
        self.good(run(['--field', 'r'], large(STRING, head, [b'\xff\xff']),
                      answer(STRING)), 1, SMALL)

    def test_is_held_once_where_rows_leave_whole(self):
        self.good(run(['--rows'], large(STRING), large(STRING)), 1,
                  GB // 1024 + SMALL)

    def test_of_which_nothing_leaves_is_not_held(self):
        ended = run(['--field', 'r', '--select', '{ b }'], large(STRING),
                    [b'{"data":{"r":[{"b":null}]}}\n'])
        self.good(ended, 1, SMALL)

    def test_does_not_fit_into_a_tenth_of_it(self):
        space = GB // 10 + 8 * MIB  # which the program itself needs
        for words in (['--rows'], ['--bare', '--single'],
                      ['--field', 'r', '--on-error=skip', '--tolerate=1']):
            ended = run(words, large(STRING), [], space)
            self.assertEqual(ended.status, 4)
            self.assertEqual(
                ended.said, 'fraiseql-build: -: not enough memory for row 1\n')
            self.assertIsNone(ended.wrong)


class FourGigabytes(Long):
    """Places beyond what 32 bits can count."""
    beyond = (int(SHARE * (1 << 12)) + 1) * MIB

    def fails(self, rows, place):
        ended = run(['--field', 'r'], rows)
        self.assertEqual(ended.status, 1)
        self.assertTrue(ended.said.startswith('fraiseql-build: -:%d:%d: '
                                              % place), ended.said[:200])
        return ended

    def test_of_lines_before_a_mistake(self):
        piece = (b'"' + b'x' * 4093 + b'"\n') * 256
        ended = self.fails(itertools.chain(pieces(piece, self.beyond),
                                           [b'1 2\n']),
                           (self.beyond // 4096 + 1, 3))
        self.assertEqual(ended.stats['bytes_in'], self.beyond + 4)

    def test_of_one_line_before_a_mistake(self):
        self.fails(itertools.chain([b'"'], pieces(b'x' * MIB, self.beyond),
                                   [b'" 2\n']), (1, self.beyond + 4))


class AHundredAtOnce(Long):
    rows = b''.join(ROW % (n, n) + b'\n' for n in range(20_000))
    count = 100

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.expected = b'{"data":{"users":[%s]}}\n' % b','.join(
            BUILT % (n, n) for n in range(20_000))

    def tearDown(self):
        self.folder.cleanup()

    def start(self, words, target):
        """All of them, with stdin from one file."""
        path = os.path.join(self.folder.name, 'rows')
        with open(path, 'wb') as file:
            file.write(self.rows)
        running = []
        for n in range(self.count):
            with open(path, 'rb') as file:
                running.append(subprocess.Popen(
                    [PROGRAM, '--field', 'users', '--type', 'User', *words(n)],
                    stdin=file, stdout=target))
        return running

    def files(self):
        return sorted(os.listdir(self.folder.name))

    def read(self, name):
        with open(os.path.join(self.folder.name, name), 'rb') as file:
            return file.read()

    def test_write_into_one_folder(self):
        names = ['%03d' % n for n in range(self.count)]
        running = self.start(lambda n: ['-o', os.path.join(
            self.folder.name, names[n])], None)
        self.assertEqual({p.wait() for p in running}, {0})
        self.assertEqual(self.files(), [*names, 'rows'])
        self.assertEqual({self.read(name) for name in names}, {self.expected})

    def test_write_the_same_file(self):
        running = self.start(lambda n: ['-o', os.path.join(
            self.folder.name, 'out')], None)
        whole = set()
        while any(p.poll() is None for p in running):
            if 'out' in self.files():
                whole.add(self.read('out'))
        self.assertEqual({p.wait() for p in running}, {0})
        self.assertLessEqual(whole, {self.expected})
        self.assertEqual(self.files(), ['out', 'rows'])
        self.assertEqual(self.read('out'), self.expected)

    def test_write_to_pipes(self):
        running = self.start(lambda n: [], subprocess.PIPE)
        self.assertEqual({p.communicate()[0] for p in running},
                         {self.expected})
        self.assertEqual({p.wait() for p in running}, {0})


if __name__ == '__main__':
    tap.main()
