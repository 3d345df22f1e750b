#!/usr/bin/env python3
"""The model's --select and --opaque against expectations worked out by hand.
Prints TAP."""

import sys

sys.dont_write_bytecode = True
sys.path[0] += '/..'  # tests/, where model and support are packages

import unittest  # noqa: E402

from model import build  # noqa: E402
from model.types import Type  # noqa: E402
from support import tap  # noqa: E402

TYPES = {
    'User': Type('object', 'User', {
        'id': 'ID', 'name': 'String', 'best_post': 'Post', 'posts': 'Post',
        'role': 'Role', 'hit': 'Hit', 'node': 'Node', 'set': 'JSON',
        'friend': 'User'}, ('User',)),
    'Post': Type('object', 'Post', {
        'id': 'ID', 'title': 'String', 'author': 'User', 'set': 'JSON'},
        ('Post',)),
    'Tag': Type('object', 'Tag', {'id': 'ID', 'label': 'String'}, ('Tag',)),
    'Node': Type('interface', 'Node', {'id': 'ID'}, ('User', 'Post')),
    'Hit': Type('union', 'Hit', {}, ('User', 'Post')),
    'Lone': Type('union', 'Lone', {}, ('Tag',)),
    'JSON': Type('scalar', 'JSON')}


class Cases(unittest.TestCase):
    def row(self, text, *options, schema=None):
        """What becomes of one row; its exit status where it is refused."""
        words = [b'--bare', b'--single', *options]
        if schema:
            words += [b'--schema', b's', b'--type', schema.encode()]
        result = build(words, [(None, text.encode())],
                       TYPES if schema else None)
        return result.stdout[:-1].decode() if result.exit == 0 \
            else result.exit

    def select(self, selection, cases, *options, schema=None):
        for text, out in cases.items():
            with self.subTest((selection, text)):
                self.assertEqual(self.row(
                    text, b'--select', selection.encode(), *options,
                    schema=schema), out)

    def refused(self, *selections, schema=None, options=(), status=2):
        for selection in selections:
            with self.subTest(selection):
                self.assertEqual(self.row(
                    '{}', b'--select', selection.encode(), *options,
                    schema=schema), status)


class Fields(Cases):
    def test_exactly_what_is_selected_in_its_order(self):
        self.select('{ b a }', {
            '{"a":1,"c":2,"b":[3,{"x_y":4}]}': '{"b":[3,{"xY":4}],"a":1}',
            '{"a":1}': '{"b":null,"a":1}', '{}': '{"b":null,"a":null}',
            '[{"a":1},null,[{"b":2}]]':
                '[{"b":null,"a":1},null,[{"b":2,"a":null}]]',
            'null': 'null'})

    def test_fields_are_found_by_name_or_else_by_key(self):
        self.select('{ userName }', {
            '{"user_name":1}': '{"userName":1}',
            '{"userName":1}': '{"userName":1}',
            r'{"user\u005f\u006eame":1}': '{"userName":1}'})
        self.select('{ user_name }', {
            '{"user_name":1}': '{"user_name":1}',
            '{"userName":1}': '{"user_name":null}'})
        self.select('{ user_name userName }', {
            '{"user_name":1}': '{"user_name":null,"userName":1}'})
        self.select('{ userName user_name }', {
            '{"user_name":1}': '{"userName":null,"user_name":1}'},
            b'--keep-case')

    def test_aliases(self):
        self.select('{ x: a, y: a, a: b }', {
            '{"a":{"p_q":1},"b":2}': '{"x":{"pQ":1},"y":{"pQ":1},"a":2}'})
        self.select('{ x: a { p } y: a { q p } z: a }', {
            '{"a":[{"p":1,"q":2}]}':
                '{"x":[{"p":1}],"y":[{"q":2,"p":1}],"z":[{"p":1,"q":2}]}'})
        self.select('{ __typename: a }', {'{"a":1}': '{"__typename":1}'},
                    b'--type', b'T')

    def test_equal_response_keys_merge_at_the_first(self):
        self.select('{ a { x } b a { y x } ... { a { z } } }', {
            '{"b":0,"a":{"x":1,"y":2,"z":3}}':
                '{"a":{"x":1,"y":2,"z":3},"b":0}'})
        self.refused('{ x: a x: b }', '{ a { x: p } a { x: q } }',
                     '{ a a { b } }', '{ a ... { a: b } }')
        self.select('{ a(x: 1) a(x: 2) }', {'{"a":1}': '{"a":1}'})

    def test_sub_selections_go_through_arrays_and_null(self):
        self.select('{ a { b { c } } }', {
            '{"a":[[{"b":null}],null,[]]}': '{"a":[[{"b":null}],null,[]]}',
            '{"a":{"b":[{"c":1,"d":2},{}]}}':
                '{"a":{"b":[{"c":1},{"c":null}]}}',
            '{"a":1}': 1, '{"a":"x"}': 1, '{"a":[{},[true]]}': 1,
            '{"a":{"b":false}}': 1, '1': 1, '"a"': 1, '[{},2]': 1})

    def test_what_is_not_selected_is_checked(self):
        self.select('{ a }', {
            '{"b":[01]}': 1, '{"b":"\\x"}': 1, '{"b":1,"b":2}': 1,
            '{"b":{"c":1,"c":2}}': 1, '{"a_b":1,"aB":2}': 1, '{"b":}': 1,
            '{"b":{"a_b":1,"aB":2}}': '{"a":null}',
            '{"b":' + '[' * 16383 + ']' * 16383 + '}': '{"a":null}',
            '{"b":' + '[' * 16384 + ']' * 16384 + '}': 1})

    def test_directives(self):
        self.select('{ a @skip(if: true) b @include(if: true) '
                    'c @include(if: false) d @skip(if: false) '
                    '... @skip(if: true) { e } ... @include(if: true) { f } '
                    'g @include(if: true) @skip(if: true) }', {
                        '{}': '{"b":null,"d":null,"f":null}'})
        self.select('{ a @skip(if: true) }', {'{"a":1}': '{}', '{}': '{}'})
        self.select('{ a { b @include(if: false) } }', {
            '{"a":[{"b":1}]}': '{"a":[{}]}', '{"a":1}': 1})
        self.select('{ a { x } a @skip(if: true) { y } }', {
            '{"a":{"x":1,"y":2}}': '{"a":{"x":1}}'})
        self.refused('{ a @skip(if: $v) }', '{ a @other }', '{ a @skip }',
                     '{ a @include(if: 1) }',
                     '{ a @include(if: "true") }',
                     '{ a @skip(if: false) @skip(if: false) }')

    def test_typename(self):
        self.select('{ a __typename t: __typename }', {
            '{"a":1}': '{"a":1,"__typename":"User","t":"User"}',
            '{"__typename":{"x":1},"a":1}':
                '{"a":1,"__typename":"User","t":"User"}'}, b'--type', b'User')
        self.select('{ a __typename n { t: __typename } }', {
            '{"a":1}': '{"a":1,"__typename":null,"n":null}',
            '{"__typename":["X"],"n":{"__typename":"N"}}':
                '{"a":null,"__typename":["X"],"n":{"t":"N"}}'})
        self.select('{ a }', {'{"a":1,"__typename":"X"}': '{"a":1}'})
        self.select('{ a }', {'{"a":1}': '{"a":1}'}, b'--type', b'User')

    def test_with_a_column(self):
        self.select('{ a }', {
            '{"x":{"a":1},"data":{"b":2,"a":3}}': '{"a":3}',
            '{"data":1}': 1}, b'--column', b'data')


class Documents(Cases):
    def test_the_root_field_names_the_response(self):
        for text, field in {
                'query { users { id } }': 'users',
                'query Q($a: [Int!]! = 3 $b: X) { people: users(first: $a) '
                '{ id } }': 'people',
                '# {\n\ufeffmutation { m { id } }': 'm',
                'subscription S { s { id } } fragment F on T { a }': 's'
        }.items():
            with self.subTest(text):
                result = build([b'--select', text.encode()],
                               [(None, b'{"id":1,"x":2}')])
                self.assertEqual(result.stdout.decode(),
                                 '{"data":{"%s":[{"id":1}]}}\n' % field)
        self.assertEqual(
            build([b'--field=x', b'--select=query { users { id } }'],
                  [(None, b'')]).stdout, b'{"data":{"x":[]}}\n')
        self.assertEqual(build([b'--select={ users { id } }'],
                               [(None, b'')]).exit, 2)

    def test_a_selection_set_is_of_the_row(self):
        self.select('{ users { id } }', {
            '{"users":[{"id":1,"x":1}]}': '{"users":[{"id":1}]}'})
        self.select('fragment F on U { a } { ...F ...F }',
                    {'{"a":1}': '{"a":1}'}, b'--type', b'U')
        self.select('{ ...F } fragment G on X { a } fragment F on U { a }',
                    {'{"a":1}': '{"a":1}'}, b'--type', b'U')

    def test_a_file(self):
        words = [b'--rows', b'--select', b'@sel']
        row = [(None, b'{"b":1,"a":2}')]
        self.assertEqual(build(words, row, files=[(b'sel', b'{a}')]).stdout,
                         b'{"a":2}\n')
        self.assertEqual(build(words, row, files=[(b'sel', b'{')]).exit, 2)
        self.assertEqual(build(words, row, files=[(b'sel', None)]).exit, 4)
        self.assertEqual(build([b'--rows', b'--select', b'@-'], row).exit, 2)

    def test_what_is_no_selection(self):
        self.refused('', ' # {}', '{', '{}', '{ }', '{ a { } }', '{ a', 'a',
                     '{ a } { b }', '{ a } query { b { c } }',
                     'query { a { b } } query { c { d } }', '{ a } }',
                     'query { a { b } c { d } }', 'query { a }', 'query { }',
                     'query { ...F } fragment F on Q { a { b } }',
                     'query { a @skip(if: false) { b } }',
                     'query @x { a { b } }', '{ a() }', '{ a(b) }',
                     '{ a(b: ) }', '{ a: }', '{ a: b: c }', '{ 1 }', '{ $a }',
                     '{ ... }', '{ ...on }', '{ ... on { a } }',
                     '{ a: ...F }', '{ "a" }', '{ a @ }', '{ a ! }',
                     'query ($a: Int = $b) { a { b } }', 'query () {a{b}}',
                     'fragment F on T { a }', '{ a(b: 01) }', '{ a(b: 1x) }',
                     '{ a(b: "\n") }', '{ a(b: "\\q") }', '{ a(b: """) }',
                     '{ é }', 'type T { a: Int }',
                     'fragment on on T { a } { a }')
        self.refused('{ a ...F } fragment F on T { b } fragment F on T { b }',
                     '{ ...F }', '{ ...F } fragment F on T { ...F }',
                     '{ a } fragment F on T { ...G } '
                     'fragment G on T { b { ...F } }',
                     options=(b'--type', b'T'))
        self.assertEqual(self.row('{}', b'--select', b'{ a(b:"\xff") }'), 2)

    def test_what_has_no_effect(self):
        self.select('{ a(x: [1, -0.5e+3, $v, {y: NULL z: "\\u{1F600}"}], '
                    'q: """ " "" \\""" } """) }', {'{"a":1}': '{"a":1}'})

    def test_levels_of_selection_sets(self):
        for part in '{ a ', '{ ... ':
            deep = part * 99 + '{ a }' + '}' * 99
            self.assertEqual(self.row('{}', b'--select', deep.encode()),
                             '{"a":null}')
            self.refused('{ a ' + deep + '}')

    def test_descriptions(self):
        self.select('"x" query ("z" $v: T) { u { a } } '
                    '"""y""" fragment F on T { b }',
                    {'{}': '{"a":null}'})
        self.refused('"x" { a }', '{ a } "x"', '{ "x" a }')

    def test_type_conditions_without_a_schema(self):
        self.select('{ ... on U { a ... on U { b } } }', {
            '{"a":1}': '{"a":1,"b":null}'}, b'--type', b'U')
        self.refused('{ ... on V { a } }', '{ a { ... on U { b } } }',
                     '{ a { ...F } } fragment F on U { b }',
                     '{ ...F } fragment F on V { b }',
                     options=(b'--type', b'U'))
        self.refused('{ ... on U { a } }')


class Schemas(Cases):
    def test_fields_have_types(self):
        self.select('{ __typename best_post { author { __typename id } } }', {
            '{"best_post":{"author":{"id":1,"name":2}}}':
                '{"__typename":"User","best_post":{"author":'
                '{"__typename":"User","id":1}}}',
            '{"best_post":[{"author":{"__typename":"X"}}]}':
                '{"__typename":"User","best_post":[{"author":'
                '{"__typename":"User","id":null}}]}'}, schema='User')

    def test_scalars(self):
        self.select('{ id set }', {
            '{"id":[1,null],"set":{"a_b":{"aB":1,"a_b":2}}}':
                '{"id":[1,null],"set":{"a_b":{"aB":1,"a_b":2}}}',
            '{"id":{}}': 1, '{"id":[[{}]]}': 1,
            '{"set":{"a":1,"a":2}}': 1}, schema='User')
        self.select('{ id }', {'{"role":{}}': '{"id":null}'}, schema='User')
        self.select('{ role }', {'{"role":{}}': 1, '{"role":1}':
                                 '{"role":1}'}, schema='User')

    def test_what_a_schema_refuses(self):
        self.refused('{ nosuch }', '{ best_post }', '{ id { x } }',
                     '{ set { x } }', '{ __typename { x } }', '{ hit { id } }',
                     '{ ... on Nosuch { id } }', '{ ... on JSON { id } }',
                     '{ ... on Post { id } }', '{ ... on Lone { __typename } }',
                     '{ bestPost { id } }', '{ __schema { x } }',
                     '{ id } fragment F on User { nosuch }',
                     '{ id } fragment F on Nosuch { id }',
                     schema='User')

    def test_a_concrete_type_chooses_the_fields(self):
        self.select(
            '{ hit { ... on Post { title } __typename ... on User '
            '{ name, friend { id } } ... on Node { id } } }', {
                '{"hit":{"id":1,"friend":{"id":2},"__typename":"User"}}':
                    '{"hit":{"__typename":"User","name":null,'
                    '"friend":{"id":2},"id":1}}',
                '{"hit":[{"__typename":"Post","id":1,"name":2,"title":3}]}':
                    '{"hit":[{"title":3,"__typename":"Post","id":1}]}',
                '{"hit":{"id":1}}': 1, '{"hit":{"__typename":"Tag"}}': 1,
                '{"hit":null}': '{"hit":null}'}, schema='User')
        self.select('{ ... on User { friend { id } } t: __typename }', {
            r'{"friend":{"id":1},"__typename":"\u0055ser"}':
                '{"friend":{"id":1},"t":"User"}',
            '{"__typename":"Post"}': '{"t":"Post"}'}, schema='Node')

    def test_fields_of_different_types_under_one_key(self):
        self.refused('{ hit { ... on User { x: posts { id } } '
                     '... on Post { x: title } } }',
                     '{ hit { ... on User { x: name } '
                     '... on Post { x: id } } }',
                     '{ node { id ... on User { id: name } } }',
                     schema='User')
        self.select('{ hit { ... on User { x: name } ... on Post { x: title } '
                    '} }', {
                        '{"hit":{"__typename":"Post","title":1,"name":2}}':
                        '{"hit":{"x":1}}'}, schema='User')


class Opaque(Cases):
    def opaque(self, paths, cases, *options, schema=None):
        words = [word for path in paths.split()
                 for word in (b'--opaque', path.encode())]
        for text, out in cases.items():
            with self.subTest((paths, text)):
                self.assertEqual(self.row(text, *words, *options,
                                          schema=schema), out)

    def test_the_end_of_the_path_is_copied(self):
        self.opaque('a.bC', {
            '{"a":{"b_c":{"d_e":[{"f_g":1}]},"d_e":{"f_g":1}}}':
                '{"a":{"bC":{"d_e":[{"f_g":1}]},"dE":{"fG":1}}}',
            '{"a":[[{"bC":[{"x_y":1,"xY":2}]}],{"b_c":1}]}':
                '{"a":[[{"bC":[{"x_y":1,"xY":2}]}],{"bC":1}]}',
            '[{"a":{"b_c":{"x_y":1}}}]': '[{"a":{"bC":{"x_y":1}}}]',
            '{"b_c":{"x_y":1}}': '{"bC":{"xY":1}}',
            r'{"a":{"b_c":{"\u0061_b":1}}}': '{"a":{"bC":{"a_b":1}}}',
            '{"a":{"b_c":{"x":1,"x":2}}}': 1,
            r'{"a":{"b_c":{"x":1,"\u0078":2}}}': 1})

    def test_a_field_may_be_called_by_a_key(self):
        self.opaque('a_b', {
            '{"a_b":{"x_y":1}}': '{"aB":{"x_y":1}}',
            '{"aB":{"x_y":1}}': '{"aB":{"x_y":1}}'})
        for path in 'a_b.c', 'aB.c':
            self.opaque(path, {
                '{"a_b":{"c":{"x_y":1},"x_y":1}}':
                    '{"a_b":{"c":{"x_y":1},"xY":1}}'},
                b'--select', b'{ a_b }')
        # Names are keys then, and without a schema nothing else is to be seen.
        self.opaque('role', {
            '{"role":{"x_y":1}}': '{"__typename":"User","role":{"x_y":1}}'},
            b'--keep-case', schema='User')
        self.opaque('bestPost', {
            '{"best_post":{"x_y":1}}': '{"__typename":"User","best_post":'
                                       '{"__typename":"Post","x_y":1}}'},
            b'--keep-case', schema='User')

    def test_several_paths(self):
        self.opaque('a_b aB.c d_e.f dE.g', {
            '{"aB":{"x_y":1,"c":1}}': '{"aB":{"x_y":1,"c":1}}',
            '{"d_e":{"f":{"x_y":1},"g":{"x_y":1},"x_y":1}}':
                '{"dE":{"f":{"x_y":1},"g":{"x_y":1},"xY":1}}'})
        self.opaque('a a.b c', {
            '{"a":{"b":{"x_y":1},"c_d":1},"c":{"x_y":1},"d":{"x_y":1}}':
                '{"a":{"b":{"x_y":1},"c_d":1},"c":{"x_y":1},"d":{"xY":1}}'})

    def test_it_is_stronger_than_a_schema(self):
        self.opaque('best_post hit role', {
            '{"best_post":{"author":{"x_y":1}},"hit":{"x_y":1},"role":{}}':
                '{"__typename":"User","bestPost":{"author":{"x_y":1}},'
                '"hit":{"x_y":1},"role":{}}'}, schema='User')
        self.opaque('hit.author', {
            '{"hit":{"author":{"x_y":1},"__typename":"Post"}}':
                '{"__typename":"User","hit":{"author":{"x_y":1},'
                '"__typename":"Post"}}'}, schema='User')

    def test_with_a_selection(self):
        self.opaque('a.b', {
            '{"a":{"b":{"x_y":1},"c_d":{"x_y":1}}}':
                '{"p":{"q":{"x_y":1}},"a":{"b":{"x_y":1},"cD":{"xY":1}}}'},
            b'--select', b'{ p: a { q: b } a }')
        self.opaque('role best_post', {
            '{"role":{"x_y":1},"best_post":{"x_y":1}}':
                '{"role":{"x_y":1},"best_post":{"x_y":1}}'},
            b'--select', b'{ role best_post }', schema='User')
        self.opaque('a', {'{}': 2}, b'--select', b'{ a { b } }')
        self.opaque('hit', {'{}': 2}, b'--select', b'{ hit { t: __typename } }',
                    schema='User')

    def test_what_is_no_path(self):
        for path in '', '.', 'a.', '.a', 'a..b':
            self.assertEqual(self.row('{}', b'--opaque', path.encode()), 2)
        self.assertEqual(self.row('{}', b'--opaque', b'a.\xff'), 2)


if __name__ == '__main__':
    tap.main()
