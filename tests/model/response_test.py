#!/usr/bin/env python3
"""The model against expectations worked out by hand.  Prints TAP."""

import sys

sys.dont_write_bytecode = True
sys.path[0] += '/..'  # tests/, where model and support are packages

import unittest  # noqa: E402

from model import build  # noqa: E402
from model.row import LEVELS  # noqa: E402
from model.types import Type  # noqa: E402
from support import tap  # noqa: E402


def run(text, *options):
    """Exit status and stdout for stdin `text`."""
    result = build(list(options), [(None, text)])
    return result.exit, result.stdout


def row(text, *options, schema=None):
    """What becomes of one row; None where it is refused."""
    result = build([b'--bare', b'--single', *options], [(None, text)], schema)
    status, stdout = result.exit, result.stdout
    assert status in (0, 1), (text, options, status)
    return stdout[:-1] if status == 0 else None


FIELD = b'--field', b'users'
TYPED = FIELD + (b'--type', b'User')


class Keys(unittest.TestCase):
    def renamed(self, key, *options):
        out = row(b'{"' + key + b'":0}', *options)
        self.assertEqual(out[:2] + out[-4:], b'{"":0}')
        return out[2:-4]

    def test_the_table_of_the_contract(self):
        for key, becomes in {
                'user_name': 'userName', '_id': '_id',
                'address_line_1': 'addressLine1', '__typename': '__typename',
                'line_1a': 'line1a', '_user_name': '_userName',
                'user__name': 'userName', '_': '_', '__': '__',
                'user_name_': 'userName', 'USER_ID': 'USERID',
                'userName': 'userName', 'a_é': 'aé'}.items():
            with self.subTest(key):
                self.assertEqual(self.renamed(key.encode()), becomes.encode())

    def test_keys_at_the_edges_of_the_rule(self):
        for key, becomes in {
                b'': b'', b'___': b'___', b'a': b'a', b'a_': b'a',
                b'a__': b'a', b'_a_': b'_a', b'__a_b__c': b'__aBC',
                b'a_B': b'aB', b'a_1_b': b'a1B', b'a_-b': b'a-b',
                b'user_id__': b'userId', b'a b_c': b'a bC',
                b'\xc3\xa9_a': b'\xc3\xa9A',
                b'\x7f_\x7f': b'\x7f\x7f'}.items():
            with self.subTest(key):
                self.assertEqual(self.renamed(key), becomes)

    def test_keys_written_with_escapes(self):
        for key, becomes in {
                rb'first\u005fname': rb'firstName',
                rb'\u005Fid': rb'_id',
                rb'a_\u0062': rb'aB',
                rb'\u0061\u0062': rb'ab',
                rb'\/': rb'/',
                rb'\"\\\b\f\n\r\t': rb'\"\\\b\f\n\r\t',
                rb'\u0022\u005c\u0008\u000c\u000a\u000d\u0009':
                    rb'\"\\\b\f\n\r\t',
                rb'\u0000\u000B\u001F': rb'\u0000\u000b\u001f',
                rb'\u007f': b'\x7f',
                rb'\u00e9': b'\xc3\xa9',
                rb'\u2028': b'\xe2\x80\xa8',
                rb'\ud83d\ude00': b'\xf0\x9f\x98\x80',
                rb'\uD83D': rb'\ud83d',
                rb'\ude00\ud83d': rb'\ude00\ud83d',
                rb'\ud83d_\ude00': b'\xf0\x9f\x98\x80',
                rb'\ud83d_\ud83d_\ude00': b'\\ud83d\xf0\x9f\x98\x80',
                rb'_\ud83dx_\ude00': rb'_\ud83dx\ude00',
                rb'\u005fn_\n_a': rb'_n\nA'}.items():
            with self.subTest(key):
                self.assertEqual(self.renamed(key), becomes)

    def test_keep_case_spells_escapes_the_same_way(self):
        for key, becomes in {
                b'user_name': b'user_name', b'a__': b'a__',
                rb'first\u005fname': b'first_name', rb'\/\u0041': b'/A',
                rb'\ud83d_\ude00': rb'\ud83d_\ude00'}.items():
            with self.subTest(key):
                self.assertEqual(self.renamed(key, b'--keep-case'), becomes)

    def test_every_object_at_any_depth(self):
        self.assertEqual(
            row(b'[{"a_b":{"c_d":[[{"e_f":{}}]]}},{"a_b":"a_b"}]'),
            b'[{"aB":{"cD":[[{"eF":{}}]]}},{"aB":"a_b"}]')

    def test_equal_keys_are_refused(self):
        for text in (b'{"user_id":1,"userId":2}', b'{"a":1,"a":1}',
                     rb'{"a":1,"\u0061":1}', b'{"x":{"a_":1,"a__":1}}',
                     b'[[{"":1,"":2}]]',
                     rb'{"\ud83d_\ude00":1,"\ud83d\ude00":2}',
                     b'{"\xf0\x9f\x98\x80":1,"\\ud83d\\uDE00":2}',
                     b'{"a":{"a":1},"b":2,"a":3}', rb'{"\/":1,"/":2}'):
            with self.subTest(text):
                self.assertIsNone(row(text))
        self.assertEqual(row(b'{"user_id":1,"userId":2}', b'--keep-case'),
                         b'{"user_id":1,"userId":2}')
        self.assertIsNone(row(rb'{"a_b":1,"a\u005fb":2}', b'--keep-case'))
        self.assertEqual(row(b'{"a":{"a":1},"A":[{"a":1},{"a":2}]}'),
                         b'{"a":{"a":1},"A":[{"a":1},{"a":2}]}')


class Columns(unittest.TestCase):
    def test_the_column_is_the_row(self):
        for text, becomes in {
                b'{"id":1,"data":{"a_b":2},"x":[3]}': b'{"aB":2}',
                b'{"data":null}': b'null', b'{"d\\u0061ta":[]}': b'[]',
                b'{"x":{"data":1},"data":{"data":2}}': b'{"data":2}',
                b'{"Data":1}': None, b'{}': None, b'[]': None, b'null': None,
                b'{"id":1,"id":2,"data":3}': None,
                b'{"a_b":1,"aB":2,"data":3}': None,
                b'{"id":01,"data":3}': None}.items():
            with self.subTest(text):
                self.assertEqual(row(text, b'--column', b'data'), becomes)

    def test_the_column_gets_the_type(self):
        how = b'--column', b'data', b'--type', b'T'
        self.assertEqual(row(b'{"x":{},"data":[{"a":{}}]}', *how),
                         b'[{"__typename":"T","a":{}}]')
        self.assertIsNone(row(b'{"data":1}', *how))


class Ends(unittest.TestCase):
    def test_min_rows(self):
        for asked, status in (b'0', 0), (b'2', 0), (b'3', 1), (b'x', 2):
            self.assertEqual(run(b'1\n\n2\n', b'--rows', b'--min-rows',
                                 asked)[0], status)

    def test_the_end_marker(self):
        for text, status in {
                b'1\nEND\n': 0, b'END': 0, b'1\n END \r\n\n': 0, b'1\n': 1,
                b'': 1, b'END\n1': 1, b'END 1': 1, b'[\nEND\n]': 1}.items():
            with self.subTest(text):
                for more in (), (b'--format', b'copy'):
                    self.assertEqual(run(text, b'--rows', b'--end-marker',
                                         b'END', *more)[0], status)

    def test_what_can_be_no_end_marker(self):
        for marker in b'', b' a', b'1', b'-1', b'null', b'{', b'a\nb':
            self.assertEqual(
                run(b'', b'--rows', b'--end-marker', marker)[0], 2)
        for marker in b'nullx', b'-', b'\\N', b'true-end':
            self.assertEqual(run(marker, b'--rows', b'--end-marker',
                                 marker)[0], 0)


class Values(unittest.TestCase):
    def test_values_are_never_altered(self):
        for text in (b'12345678901234567890', b'1.10', b'1e400', b'-0.0', b'0',
                     b'-0', b'1E+2', b'1e-2', b'0.0e00', rb'"\u00e9"',
                     rb'"C:\\"', rb'"\/"', rb'"\ud800"', rb'"\u0000"', b'""',
                     b'true', b'false', b'null', b'"a_b"', b'"\x7f"', b'[]',
                     b'{}', b'"\xef\xbf\xbf\xf4\x8f\xbf\xbf\xee\x80\x80"'):
            for before, after in (b'', b''), (b'[', b']'), (b'{"k":', b'}'):
                with self.subTest(text):
                    whole = before + text + after
                    self.assertEqual(row(whole), whole)

    def test_only_insignificant_blanks_go(self):
        self.assertEqual(
            row(b' \t{ "a b"\r\n:\n[ 1 ,\t" 2\xc2\xa0" ] , "c" : { } }'
                b'\t \r\n'),
            b'{"a b":[1," 2\xc2\xa0"],"c":{}}')

    def test_what_json_refuses(self):
        for text in (b'01', b'1.', b'.5', b'+1', b'-', b'1e', b'1e+', b'-a',
                     b'0x1', b'NaN', b'Infinity', b'-Infinity', b'True',
                     b'nul', b'nulll', b"'a'", b'a', b'1 2', b'"a" "b"',
                     b'"', b'"\\"', b'"\\x"', b'"\\u12g4"', b'"\\u12"',
                     b'"\\U0041"', b'"\n"', b'"\0"', b'"\x1f"', b'\0',
                     b'"\x80"', b'"\xc0\x80"', b'"\xc1\xbf"', b'"\xff"',
                     b'"\xe0\x9f\xbf"', b'"\xed\xa0\x80"', b'"\xed\xbf\xbf"',
                     b'"\xf0\x8f\xbf\xbf"', b'"\xf4\x90\x80\x80"',
                     b'"\xf5\x80\x80\x80"', b'"\xc3"', b'"\xe2\x82"',
                     b'"\xf0\x9f\x98"', b'\xc2\xa0', b'1\xc2\xa0', b'\x0b1',
                     b'\x0c', b'/**/1', b'1//', b'#'):
            for before, after in ((b'', b''), (b'[', b']'), (b'[0,', b',0]'),
                                  (b'{"k":', b'}'), (b'{"k":', b',"l":0}')):
                with self.subTest(text):
                    self.assertIsNone(row(before + text + after))

    def test_structures_that_json_refuses(self):
        for text in (b'[', b']', b'{', b'}', b'[}', b'{]', b'[1', b'[1,',
                     b'[1,]', b'[,1]', b'[,]', b'[1,,2]', b'[1 2]', b'[1:2]',
                     b'{"a"}', b'{"a":}', b'{"a":1', b'{"a":1,', b'{"a":1,}',
                     b'{,}', b'{"a" 1}', b'{"a":1 "b":2}', b'{"a":1;"b":2}',
                     b'{a:1}', b'{1:1}', b'{null:1}', b'{"a":1,"b"}', b'[]]',
                     b'{}}', b'{"a"::1}', b'[[]', b',', b':', b'{[]:1}'):
            with self.subTest(text):
                self.assertIsNone(row(text))

    def test_levels(self):
        deep = b'[' * LEVELS + b']' * LEVELS
        self.assertEqual(row(deep), deep)
        mixed = b'[{"a":' * (LEVELS // 2) + b'0' + b'}]' * (LEVELS // 2)
        self.assertEqual(row(mixed), mixed)
        self.assertIsNone(row(mixed.replace(b'0', b'[]')))
        self.assertIsNone(row(b'[' + deep + b']'))
        self.assertIsNone(row(b'{"a":' + deep + b'}'))


class Rows(unittest.TestCase):
    def rows(self, *texts):
        result = build([b'--rows'], [(b'%d' % number, text)
                                     for number, text in enumerate(texts)])
        return result.exit, result.stdout

    def test_rows_and_lines(self):
        for text, stdout in ((b'', b''), (b'\n\r\n \t\n', b''), (b'1', b'1\n'),
                             (b'1\n2\n', b'1\n2\n'), (b'1\r\n2', b'1\n2\n'),
                             (b'[1,\n\r\n2]\n\n3', b'[1,2]\n3\n'),
                             (b'\xef\xbb\xbf1\n', b'1\n'),
                             (b'\xef\xbb\xbf', b''), (b'1 \t\r \r\n', b'1\n')):
            with self.subTest(text):
                self.assertEqual(self.rows(text), (0, stdout))

    def test_one_row_a_line(self):
        for text, stdout in ((b'1\n2 3\n4\n', b'1\n'), (b'{}{}', b''),
                             (b'1,\n2\n', b''), (b'1\n[2\n3]\n', b'1\n'),
                             (b'1\n\xef\xbb\xbf2\n', b'1\n'), (b'1\r2', b''),
                             (b'1\n{"a":1', b'1\n'), (b'1\x002', b'')):
            with self.subTest(text):
                self.assertEqual(self.rows(text), (1, stdout))

    def test_a_row_never_continues_into_the_next_file(self):
        self.assertEqual(self.rows(b'1', b'', b'2\n', b'\xef\xbb\xbf3'),
                         (0, b'1\n2\n3\n'))
        self.assertEqual(self.rows(b'0\n[1,', b'2]'), (1, b'0\n'))

    def test_where_an_error_is(self):
        error = build([b'--rows'], [(b'a', b'1\n2\n'), (b'b', b'3\n\n[4\n5]')]
                      ).error
        self.assertEqual((error.source, error.row), ('b', 4))
        self.assertTrue(error.first <= 6 <= error.last)
        self.assertIs(build([b'--rows'], [(None, b'[1,')]).error.ends, True)
        self.assertEqual(build([b'--rows'], [(None, b'[1,')]).error.source,
                         '-')


class Typename(unittest.TestCase):
    def test_it_comes_first_and_once(self):
        for text, out in {
                b'{}': b'{"__typename":"User"}',
                b'{"a_b":1}': b'{"__typename":"User","aB":1}',
                b'{"a":1,"__typename":"X"}': b'{"__typename":"User","a":1}',
                b'{"__typename":[{"a":1}],"b":2}':
                    b'{"__typename":"User","b":2}',
                b'{"__typename":0}': b'{"__typename":"User"}',
                rb'{"a":1,"\u005f_typename":0,"b":2}':
                    b'{"__typename":"User","a":1,"b":2}',
                b'{"a":{"__typename":"X"},"b":[{}]}':
                    b'{"__typename":"User","a":{"__typename":"X"},"b":[{}]}',
                b'[{},[{"a":[{}]},null],[]]':
                    b'[{"__typename":"User"},[{"__typename":"User","a":[{}]}'
                    b',null],[]]',
                b'null': b'null', b'[]': b'[]',
        }.items():
            with self.subTest(text):
                self.assertEqual(row(text, b'--type', b'User'), out)

    def test_rows_it_cannot_stand_in(self):
        for text in (b'1', b'"a"', b'true', b'[1]', b'[{},[false]]',
                     b'{"__typename":1,"__typename":2}',
                     b'{"__typename":{"a":1,"a":2}}', b'{"__typename":01}'):
            with self.subTest(text):
                self.assertIsNone(row(text, b'--type', b'User'))

    def test_without_a_type_nothing_is_added(self):
        self.assertEqual(row(b'{"a":1,"__typename":"X"}'),
                         b'{"a":1,"__typename":"X"}')

    def test_with_keep_case(self):
        self.assertEqual(row(b'{"a_b":1}', b'--type', b'T', b'--keep-case'),
                         b'{"__typename":"T","a_b":1}')


class Schema(unittest.TestCase):
    types = {
        'User': Type('object', 'User', {
            'best': 'Post', 'fullName': 'Post', 'old_name': 'Tag', 'id': 'ID',
            'any': 'Hit', 'node': 'Node', 'set': 'JSON'}, ('User',)),
        'Post': Type('object', 'Post', {'best': 'User'}, ('Post',)),
        'Tag': Type('object', 'Tag', {'best': 'Tag'}, ('Tag',)),
        'Node': Type('interface', 'Node', {'best': 'Tag'}, ('User',)),
        'None': Type('interface', 'None', {'best': 'Tag'}),
        'Hit': Type('union', 'Hit', {}, ('User', 'Post')),
        'JSON': Type('scalar', 'JSON')}

    def typed(self, text, *options):
        out = row(text, b'--type=User', b'--schema=s', *options,
                  schema=self.types)
        start = b'{"__typename":"User",'
        if out is None:
            return None
        self.assertTrue(out.startswith(start))
        return b'{' + out[len(start):]

    def test_the_types_of_nested_objects(self):
        for text, out in {
                b'{"best":{"best":{}}}':
                    b'{"best":{"__typename":"Post","best":'
                    b'{"__typename":"User"}}}',
                b'{"best":[[{}],{"a":1,"__typename":[{"best":{}}]},null,1]}':
                    b'{"best":[[{"__typename":"Post"}],'
                    b'{"__typename":"Post","a":1},null,1]}',
                b'{"full_name":{},"old_name":{},"id":{"best":{}}}':
                    b'{"fullName":{"__typename":"Post"},'
                    b'"oldName":{"__typename":"Tag"},"id":{"best":{}}}',
                b'{"x_y":{"best":{},"__typename":0},"oldName":{}}':
                    b'{"xY":{"best":{},"__typename":0},"oldName":{}}',
                b'{"set":{"a_b":[{"c_d":{},"cD":1}],"__typename":1}}':
                    b'{"set":{"a_b":[{"c_d":{},"cD":1}],"__typename":1}}',
                b'{"any":{"best":{},"__typename":"Post"}}':
                    b'{"any":{"best":{"__typename":"User"},'
                    b'"__typename":"Post"}}',
                b'{"any":{"__typename":"Post","best":{}}}':
                    b'{"any":{"__typename":"Post","best":'
                    b'{"__typename":"User"}}}',
                rb'{"node":{"best":{},"__typename":"\u0055ser","id":{}}}':
                    rb'{"node":{"best":{"__typename":"Post"},"__typename":'
                    rb'"\u0055ser","id":{}}}',
                b'{"any":{"best":{"any":{"best":{"set":{"a_b":1}},'
                b'"__typename":"Post"}},"__typename":"Post"}}':
                    b'{"any":{"best":{"__typename":"User","any":{"best":'
                    b'{"__typename":"User","set":{"a_b":1}},'
                    b'"__typename":"Post"}},"__typename":"Post"}}'}.items():
            with self.subTest(text):
                self.assertEqual(self.typed(text), out)

    def test_what_is_refused(self):
        for text in (b'{"any":{}}', b'{"any":{"__typename":"Tag"}}',
                     b'{"node":{"__typename":"Post"}}',
                     b'{"any":{"__typename":null}}',
                     b'{"any":{"__typename":["User"]}}',
                     b'{"any":{"a_b":1,"__typename":"User","aB":1}}',
                     b'{"any":{"x":{"a_b":1,"aB":1},"__typename":"User"}}',
                     b'{"set":{"a":1,"\\u0061":2}}'):
            with self.subTest(text):
                self.assertIsNone(self.typed(text))

    def test_with_keep_case(self):
        self.assertEqual(
            self.typed(b'{"full_name":{},"old_name":{}}', b'--keep-case'),
            b'{"full_name":{},"old_name":{"__typename":"Tag"}}')

    def test_usage(self):
        for words, schema, status in (
                ((b'--type=User',), self.types, 0), ((), self.types, 2),
                ((b'--type=No',), self.types, 2),
                ((b'--type=JSON',), self.types, 2),
                ((b'--type=None',), self.types, 0),
                ((b'--type=User',), None, 4)):
            with self.subTest(words):
                self.assertEqual(build([b'--rows', b'--schema', b's', *words],
                                       [(None, b'')], schema).exit, status)


class Response(unittest.TestCase):
    def test_the_example_of_the_contract(self):
        self.assertEqual(
            run(b'{"id": 1, "first_name": "Ada"}\n', *TYPED),
            (0, b'{"data":{"users":[{"__typename":"User","id":1,'
                b'"firstName":"Ada"}]}}\n'))

    def test_modes(self):
        for text, options, stdout in (
                (b'', (), b'{"data":{"users":[]}}\n'),
                (b'1\n\n2', (), b'{"data":{"users":[1,2]}}\n'),
                (b'1\n2', (b'--list',), b'{"data":{"users":[1,2]}}\n'),
                (b'', (b'--single',), b'{"data":{"users":null}}\n'),
                (b'\n1\n\n', (b'--single',), b'{"data":{"users":1}}\n'),
                (b'{]', (b'--null',), b'{"data":{"users":null}}\n'),
                (b'', (b'--null', b'--bare', b'--lines'), b'null\n'),
                (b'1', (b'--rows',), b'1\n'),
                (b'1', (b'--rows', b'--bare', b'--lines'), b'1\n'),
                (b'1\n2', (b'--bare',), b'[1,2]\n'),
                (b'1\n2', (b'--lines',), b'{"data":{"users":[\n1,\n2\n]}}\n'),
                (b'1', (b'--lines',), b'{"data":{"users":[\n1\n]}}\n'),
                (b'\n', (b'--lines',), b'{"data":{"users":[]}}\n'),
                (b'1\n2', (b'--lines', b'--bare'), b'[\n1,\n2\n]\n'),
                (b'', (b'--lines', b'--bare'), b'[]\n'),
                (b'1', (b'--lines', b'--single'), b'{"data":{"users":1}}\n')):
            with self.subTest((text, options)):
                self.assertEqual(run(text, *FIELD, *options), (0, stdout))

    def test_a_second_row_of_a_single(self):
        self.assertEqual(run(b'1\n2', *FIELD, b'--single'), (1, None))
        self.assertEqual(run(b'null\nnull', *FIELD, b'--single'), (1, None))

    def test_the_spelling_of_names(self):
        for name, spelled in {
                b'a"b\\c': rb'a\"b\\c', b'\x01\n\x7f': b'\\u0001\\n\x7f',
                b'\xc3\xa9': b'\xc3\xa9', b'a_b': b'a_b', b'/': b'/',
                b'--list': b'--list', b' ': b' '}.items():
            with self.subTest(name):
                self.assertEqual(run(b'', b'--field', name),
                                 (0, b'{"data":{"' + spelled + b'":[]}}\n'))
                self.assertEqual(row(b'{}', b'--type', name),
                                 b'{"__typename":"' + spelled + b'"}')

    def test_usage(self):
        for options in ((), (b'--single',), (b'--field',), (b'--field', b''),
                        (b'--field', b'\xff'), (b'--field', b'\xed\xa0\x80'),
                        (b'--bare', b'--type='), (b'--type', b'T'),
                        (b'--bare', b'--type', b'\xc0\x80'),
                        FIELD + FIELD, TYPED + (b'--type=User',),
                        FIELD + (b'-o', b'x', b'--output=y'),
                        FIELD + (b'--list', b'--single'),
                        FIELD + (b'--null', b'--rows'),
                        FIELD + (b'--rows', b'--list'),
                        FIELD + (b'--bare=yes',), FIELD + (b'--nosuch',),
                        FIELD + (b'--format', b'xml')):
            with self.subTest(options):
                self.assertEqual(run(b'', *options), (2, None))
        self.assertEqual(build([b'--null', *FIELD], [(b'-', b'')]).exit, 2)

    def test_other_ways_to_say_it(self):
        for options in ((b'--field=users',), (b'--fi', b'users'),
                        (b'--fie=users', b'-q'),
                        (b'--format', b'ndjson', *FIELD)):
            with self.subTest(options):
                self.assertEqual(run(b'1', *options),
                                 (0, b'{"data":{"users":[1]}}\n'))

    def test_an_input_that_is_not_there(self):
        self.assertEqual(build(list(FIELD), [(b'a', b'1'), (b'b', None)]).exit,
                         4)


HEADER = b'PGCOPY\n\xff\r\n\0' + bytes(8)
NULL = b'\0\1\xff\xff\xff\xff'
TRAILER = b'\xff\xff'


def field(value):
    return b'\0\1' + len(value).to_bytes(4, 'big') + value


class Copy(unittest.TestCase):
    def text(self, text, expected):
        with self.subTest(text):
            self.assertEqual(run(text, b'--rows', b'--format=copy'),
                             (0, expected))

    def binary(self, stream, expected):
        with self.subTest(stream):
            for name in b'auto', b'copy-binary':
                self.assertEqual(run(stream, b'--rows', b'--format', name),
                                 (0, expected))

    def refused(self, stream, *options):
        with self.subTest(stream):
            self.assertEqual(run(stream, b'--bare', *options)[0], 1)

    def test_the_rows_of_text(self):
        self.text(rb'"a\\\\\\"\\n"', rb'"a\\\"\n"' b'\n')
        self.text(rb'[1,\n2,\r\t3]', b'[1,2,3]\n')
        self.text(b'\\N\n1\n\\N\r\n\n  \n2', b'1\n2\n')
        self.text(b'1\r\n\\.\r\n\n \n', b'1\n')
        self.text(b'\xef\xbb\xbf{"a_b":1}\n', b'{"aB":1}\n')
        self.text(b'', b'')

    def test_what_is_no_text(self):
        for text in (b'1\t2', b'\t', rb'"\x41"', rb'"\u0041"', rb'"\101"',
                     b'"\\', rb'\N\N', b'1\\.', b'\\.\n1', b'\\.\n\\.',
                     b'\\.\n\\N', b'[1,\n2]', b'1 2', rb'"\n"', rb'\v1',
                     rb'"C:\\"'):
            self.refused(text, b'--format=copy')

    def test_the_rows_of_a_binary_stream(self):
        self.binary(HEADER + TRAILER, b'')
        self.binary(HEADER + NULL + field(b'{"a_b":\n"\\n"}') + field(b'\1[2]')
                    + TRAILER, b'{"aB":"\\n"}\n[2]\n')
        self.binary(HEADER[:11] + b'\0\0\xff\xff\0\0\0\3xyz' + field(b'1')
                    + TRAILER, b'1\n')

    def test_what_is_no_binary_stream(self):
        whole = HEADER + field(b'1') + NULL + TRAILER
        for end in range(len(whole)):
            self.refused(whole[:end], b'--format=copy-binary')
        self.refused(whole + b'\n')
        self.refused(HEADER[:11] + b'\0\1\0\0\0\0\0\0' + TRAILER)
        self.refused(HEADER[:11] + b'\x80' + bytes(7) + TRAILER)
        self.refused(HEADER[:11] + bytes(4) + b'\xff' * 4 + TRAILER)
        for frame in (b'\0\0', b'\0\2', b'\xff\xfe', b'\1\1',
                      b'\0\1\xff\xff\xff\xfe', b'\0\1\x40\0\0\0',
                      field(b''), field(b'\1'), field(b' '), field(b'1 2'),
                      field(b'1\n2'), field(b'\1\1{}'), field(b'[1')
                      + field(b']')):
            self.refused(HEADER + frame + TRAILER)
        self.refused(b'{}', b'--format=copy-binary')

    def test_the_last_format_counts(self):
        self.assertEqual(run(rb'"\\n"', b'--rows', b'--format=ndjson',
                             b'--format=copy')[1], b'"\\n"\n')


if __name__ == '__main__':
    tap.main()
