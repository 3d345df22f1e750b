#!/usr/bin/env python3
"""The model's --on-error, and its several roots, against expectations worked
out by hand.  Prints TAP."""

import sys

sys.dont_write_bytecode = True
sys.path[0] += '/..'  # tests/, where model and support are packages

import unittest  # noqa: E402

from model import build  # noqa: E402
from support import tap  # noqa: E402

HEADER = b'PGCOPY\n\xff\r\n\0' + bytes(8)
TRAILER = b'\xff\xff'


def field(value):
    return b'\0\1' + len(value).to_bytes(4, 'big') + value


class OnError(unittest.TestCase):
    def run_of(self, text, *options):
        return build([b'--field=u', *options], [(None, text)])

    def holds(self, text, options, stdout, paths, reports, rows):
        result = self.run_of(text, *options)
        with self.subTest((text, options)):
            self.assertEqual(result.stdout, stdout)
            self.assertEqual([path for path, _ in result.entries], paths)
            self.assertEqual([error.row for error in result.reports], reports)
            self.assertEqual((result.bad, result.rows), rows)
            self.assertEqual(result.exit, 1 if rows[0] else 0)
            self.assertTrue(result.is_whole())

    def test_a_bad_row_is_null_or_left_out(self):
        text = b'1\n[2\n"\n4\n'  # of which 2 ends with its line
        null, skip = (b'--on-error', b'null'), (b'--on-error=skip',)
        self.holds(text, null, b'{"data":{"u":[1,null,null,4]}}\n',
                   [b'["u",1]', b'["u",2]'], [], (2, 4))
        self.holds(text, skip, b'{"data":{"u":[1,4]}}\n', [], [2, 3], (2, 4))
        self.holds(b'1\n2\n', null, b'{"data":{"u":[1,2]}}\n', [], [], (0, 2))
        self.holds(text, (*null, b'--bare'), b'[1,null,null,4]\n', [], [2, 3],
                   (2, 4))
        self.holds(text, (*null, b'--rows'), b'1\nnull\nnull\n4\n', [], [2, 3],
                   (2, 4))
        self.holds(text, (*skip, b'--lines'),
                   b'{"data":{"u":[\n1,\n4\n]}}\n', [], [2, 3], (2, 4))
        self.holds(b'[', (*null, b'--single'), b'{"data":{"u":null}}\n',
                   [b'["u"]'], [], (1, 1))
        self.holds(b'[', (*skip, b'--single'), b'{"data":{"u":null}}\n', [],
                   [1], (1, 1))

    def test_it_goes_on_after_the_line_on_which_the_row_started(self):
        skip = (b'--on-error=skip',)
        self.holds(b'\n\n[\n\n{"a":\n1\n]\n2', skip,
                   b'{"data":{"u":[1,2]}}\n', [], [1, 2, 4], (3, 5))
        self.holds(b'1 2\n{"a":1,"a":2}', skip, b'{"data":{"u":[]}}\n', [],
                   [1, 2], (2, 2))

    def test_copy(self):
        self.holds(b'1\n[\n\\N\n2\t3\n\\x\n4\n\\.\n',
                   (b'--on-error=skip', b'--format=copy'),
                   b'{"data":{"u":[1,4]}}\n', [], [2, 3, None], (3, 5))
        self.holds(HEADER + field(b'1') + field(b'[') + field(b'2') + TRAILER,
                   (b'--on-error=null',), b'{"data":{"u":[1,null,2]}}\n',
                   [b'["u",1]'], [], (1, 3))

    def test_how_many_are_tolerated(self):
        for tolerated, status in (b'0', 1), (b'1', 1), (b'2', 0), (b'9', 0):
            self.assertEqual(
                self.run_of(b'[\n[\n1', b'--on-error=null',
                            b'--tolerate', tolerated).exit, status)
        for options in ((b'--tolerate=1',),
                        (b'--on-error=stop', b'--tolerate=1'),
                        (b'--on-error=null', b'--tolerate=-1'),
                        (b'--on-error=null', b'--tolerate='),
                        (b'--on-error=',), (b'--on-error=none',)):
            self.assertEqual(self.run_of(b'1', *options).exit, 2)
        self.assertEqual(self.run_of(b'[', b'--on-error=stop').bad, 0)

    def test_what_always_ends_the_run(self):
        for text, options in (
                (b'1\n2', (b'--single',)), (b'[\n2', (b'--single',)),
                (b'[\n2', (b'--min-rows=2',)),
                (b'[\n1', (b'--end-marker=END',)),
                (HEADER + field(b'1'), ()), (HEADER + b'\0\2' + TRAILER, ())):
            for way in b'null', b'skip':
                result = self.run_of(text, b'--on-error', way,
                                     b'--tolerate=9', *options)
                self.assertEqual((result.exit, result.stdout), (1, None))
                self.assertFalse(result.is_whole())
        self.assertEqual(self.run_of(b'[\nEND', b'--on-error=skip',
                                     b'--tolerate=1', b'--end-marker=END').exit,
                         0)

    def test_no_more_than_a_hundred_entries(self):
        result = self.run_of(b'[\n' * 101, b'--on-error=null')
        self.assertEqual((len(result.entries), result.bad), (100, 101))
        self.assertEqual(result.stdout.count(b'null'), 101)


class Roots(unittest.TestCase):
    files = ((b'a', b'{"x_y":1}\n2'), (b'b', b'"b"'), (b'bad', b'['),
             (b'sel', b'{ q }'), (b'missing', None))

    def run_of(self, words, stdin=b'"stdin"'):
        return build(words.encode().split(), [(None, stdin)],
                     files=self.files + ((b'-', stdin),))

    def holds(self, words, stdout):
        with self.subTest(words):
            self.assertEqual(self.run_of(words).stdout, stdout.encode())

    def refused(self, words, status=2):
        with self.subTest(words):
            self.assertEqual(self.run_of(words).exit, status)

    def test_each_has_options_of_its_own(self):
        self.holds('--field u --input a --field s --single --input b',
                   '{"data":{"u":[{"xY":1},2],"s":"b"}}\n')
        self.holds('--keep-case --input a --field u --field s',
                   '{"data":{"u":[{"x_y":1},2],"s":["stdin"]}}\n')
        self.holds('--field u --field s --null --field t --input b --input a',
                   '{"data":{"u":["stdin"],"s":null,"t":["b",{"xY":1},2]}}\n')
        self.holds('--field u --input b --lines --field s --null',
                   '{"data":{"u":[\n"b"\n],"s":null}}\n')
        self.holds('--field u --input - --field s --input b',
                   '{"data":{"u":["stdin"],"s":["b"]}}\n')
        self.holds('--field u --input a', '{"data":{"u":[{"xY":1},2]}}\n')

    def test_a_bad_row_is_one_of_its_root(self):
        result = self.run_of('--field u --input a --input bad --on-error null '
                             '--field s --input bad --single')
        self.assertEqual(result.stdout,
                         b'{"data":{"u":[{"xY":1},2,null],"s":null}}\n')
        self.assertEqual([(path, error.row) for path, error in result.entries],
                         [(b'["u",2]', 3), (b'["s"]', 1)])
        self.assertEqual((result.bad, result.rows), (2, 4))
        result = self.run_of('--field u --input a --field s --input bad')
        self.assertEqual((result.exit, result.error.row), (1, 1))

    def test_what_does_not_go_together(self):
        for words in (
                '--field u --input a --field u --input b',
                '--field u --field s', '--field u --field s --input -',
                '--field u --select @- --field s --input b',
                '--field u --input a --field s --input b --bare',
                '--rows --field u --input a --field s --input b',
                '--field u --input a --field s --null --input b',
                '--field u --type A --input a --type B --field s --null',
                '--field u --null --min-rows 1 --field s --null',
                '--field u --input a --field s --tolerate 1 --null'):
            self.refused(words)
        self.assertEqual(build([b'--field=u', b'--input=a'], [(b'b', b'')],
                               files=self.files).exit, 2)
        self.assertEqual(build([b'--field=u', b'--null', b'--field=s',
                                b'--null'], [(b'b', b'')]).exit, 2)

    def test_an_input_that_is_not_there(self):
        self.refused('--field u --input bad --field s --input missing', 4)
        self.refused('--field u --input missing', 4)


if __name__ == '__main__':
    tap.main()
