"""The families of cases.  Each is a function from a SeededRandom to a Case; its name,
with blanks, is what the report calls it."""

import damage
import rows
import schemas as types
from cases import (BAD_NAMES, BOM, FIELDS, NAMES, OUTPUT, SCHEMA, TYPES, Case,
                   binary_file_of, case_of, command, copy_file_of, file_of,
                   inputs_of, is_typed, valued)


def good_rows(rng):
    options = command(rng)
    make = rows.typed_row if is_typed(options) else rows.value
    count = rng.choice((0, 1, 2, 5, 10, 20))
    return case_of(rng, options, [make(rng) for _ in range(count)])


def keys_that_collide(rng):
    options = command(rng, typed=0.3)
    make = rows.typed_row if is_typed(options) else rows.row_object
    texts = [make(rng, 2, keys_of=rows.colliding_keys)
             for _ in range(rng.choice((1, 1, 2, 3)))]
    return case_of(rng, options, texts, None)


def records(rng):
    """Many rows of much the same keys: in order, out of it, missing, twice."""
    keys = rows.distinct_keys(rng, rng.choice((1, 3, 8, 20)))
    slip = rng.choice((0, 0, 0.05, 0.5))  # how often a row is not like others
    texts = []
    for _ in range(rng.choice((5, 20, 100))):
        mine = list(keys)
        if rng.random() < slip:
            rng.choice((rng.shuffle, list.pop, list.sort, list.reverse))(mine)
        if rng.random() < slip:
            mine.insert(rng.randrange(len(mine) + 1), rows.key(rng))
        if rng.random() < slip / 20:
            mine.insert(rng.randrange(len(mine) + 1), rng.choice(keys))
        if rng.random() < slip:
            mine = [key.replace(b'a', rb'\u0061').replace(b'_', rb'\u005F')
                    for key in mine]
        inner = [key + b':' + rows.number(rng) for key in mine]
        if rng.random() < 0.5:
            inner[-1:] = [rng.choice(mine or [b'""']) + b':[{' +
                          b','.join(inner) + b'},null]']
        texts.append(b'{' + b','.join(inner) + b'}')
    options = command(rng, rng.choice(((), (b'--rows',), (b'--lines',))))
    return case_of(rng, options, texts, None)


def many_keys(rng):
    """Objects of many keys, where two may be equal; names never seen again."""
    count = rng.choice((15, 16, 17, 31, 33, 64, 65, 100, 255, 256, 257, 1000,
                        3000))
    start = rng.randrange(1000000)
    keys = [b'"k%d_%x"' % (number, number) for number
            in range(start, start + count)]
    if rng.random() < 0.3:
        keys = [b'"%d"' % number for number in range(count)]
    if rng.random() < 0.5:
        rng.shuffle(keys)
    if rng.random() < 0.5:
        twin = rng.choice(keys)
        if rng.random() < 0.5:
            twin = twin.replace(b'_', b'__')
        keys.insert(rng.randrange(count + 1), twin)
    text = b'{' + b','.join(key + b':0' for key in keys) + b'}'
    if rng.random() < 0.3:
        text = b'[' + text + b',{"a":' + text + b'}]'
    return case_of(rng, command(rng), [text, text], None)


def typenames(rng):
    """Rows of every shape under --type, with a __typename here and there."""
    options = command(rng, typed=1)

    def keys_of(rng, count):
        keys = rows.distinct_keys(rng, count)
        for _ in range(rng.choice((0, 1, 1, 2))):
            keys.insert(rng.randrange(len(keys) + 1), rng.choice((
                b'"__typename"', rb'"\u005f_typename"', b'"__typename_"',
                b'"__type_name"', b'"_typename"')))
        return keys
    shapes = rows.typed_row, rows.typed_row, rows.nearly_typed_row, rows.value
    texts = [rng.choice(shapes)(rng, 3, keys_of=keys_of)
             for _ in range(rng.choice((1, 1, 2)))]
    return case_of(rng, options, texts, None)


def damaged_rows(rng):
    options = command(rng, typed=0.3)
    make = rows.typed_row if is_typed(options) else rows.value
    texts = [make(rng, 2) for _ in range(rng.choice((1, 1, 2, 3)))]
    inputs = inputs_of(rng, texts)
    if rng.random() < 0.5:  # may join rows, or hurt what is between them
        inputs = tuple((name, damage.damaged(rng, content))
                       for name, content in inputs)
        return Case(options, inputs)
    hurt = rng.randrange(len(texts))
    texts[hurt] = damage.damaged(rng, texts[hurt])
    return case_of(rng, options, texts, None)


def bad_pieces(rng):
    options = command(rng, typed=0.2)
    make = rows.typed_row if is_typed(options) else rows.value
    before = [make(rng, 1) for _ in range(rng.choice((0, 0, 1, 2)))]
    after = [make(rng, 1) for _ in range(rng.choice((0, 0, 1)))]
    bad = damage.bad_piece(rng, rng.number)
    return case_of(rng, options, before + [bad] + after, False)


def rows_and_lines(rng):
    """Where rows begin and end: any sequence of values, blanks and ends."""
    pieces = (b'1', b'{}', b'[1,\n2]', b'"a"', b'{"a_b"\r\n:1}', b'null',
              b'\n', b'\n', b'\n', b'\r\n', b'\r\n', b' ', b'\t', b'\r',
              BOM, b',', b'[', b']', b'{"a":\n', b'1}', b'\x0b', b'\0')
    weights = [4] * 15 + [1] * 7
    names = rng.choice(((None,), (None,), (b'-',), NAMES[:2], (b'-', b'-')))
    inputs = []
    for name in names:
        content = b''.join(rng.choices(pieces, weights, k=rng.randrange(8)))
        if inputs and inputs[-1][0] == b'-':
            content = b''  # stdin has been read
        inputs.append((name, content))
    options = command(rng, typed=0.1)
    return Case(options, tuple(inputs))


def sizes(rng):
    """Something worth seeing where a buffer may end."""
    edge = rng.choice((64, 128, 4096, 8192, 16384, 65536, 131072, 262144))
    if rng.random() < 0.1:
        edge = 1 << 20
    lead = rng.choice((b'"', b'["', b'{"a_b":"', b'{"', b' ', b'[0,\n', b'1\n',
                       b'\n', b'"\xe2\x82\xac', BOM + b'"'))
    fill = {b'"': b'x', b' ': b' ', b'\n': b'\n', b',': b' '}
    filling = fill.get(lead[-1:], b'x')
    if lead.endswith(b'"') and rng.random() < 0.3:
        filling = rng.choice((b'\xc3\xa9', b'\\n', b'_', b'\xf0\x9f\x98\x80'))
    room = edge - len(lead) - rng.randrange(8)
    content = lead + filling * (room // len(filling))
    if b'"' in lead:
        content += rng.choice(rows.CHARS + damage.IN_STRINGS[:20]) + b'y'
        content += {b'{"': b'":1}', b'{"a_b":"': b'"}', b'["': b'"]'}.get(
            lead, b'"')
    else:
        content += rng.choice((b'12345678901234567890', b'"\\ud83d\\ude00"',
                               b'true', b'{"first_name":"a_b"}', b'null',
                               b'{"a":1,"a":2}', b'-1.5e+10', b'01', b'\r\n2'))
        content += b']' if lead == b'[0,\n' else b''
    content += rng.choice((b'\n', b'\r\n', b'', b'\n"next"\n', b' x'))
    options = rng.choice((b'--rows', b'--bare')), b'-q'
    if rng.random() < 0.3:
        options += (b'--keep-case',)
    return Case(options, ((rng.choice((None, b'a.ndjson')), content),))


def levels(rng):
    """Nesting near the limit, and near sizes that a stack may have."""
    near = rng.choice((64, 256, 1024, 4096, 16384, 16384, 16384))
    count = near + rng.randrange(-2, 3)
    text = rows.deep(rng, count)
    if rng.random() < 0.2:
        text = damage.damaged(rng, text)
        return Case((b'--rows',), ((None, text),))
    options = rng.choice(((b'--rows',), (b'--bare', b'--keep-case')))
    return Case(options, ((None, text + b'\n1\n'),), count <= 16384)


def nulls(rng):
    """--null: it reads nothing, and wants nothing to read."""
    options = command(rng, (b'--null',))
    inputs = inputs_of(rng, [b'not looked at'])
    return Case(options, inputs, good=inputs[0][0] is None)


def command_lines(rng):
    """Options at random, most of which do not go together."""
    words = [rng.choice((
        (b'--list',), (b'--single',), (b'--null',), (b'--rows',), (b'--bare',),
        (b'--lines',), (b'--keep-case',), (b'-q',), (b'--format', b'ndjson'),
        valued(rng, b'--field', rng.choice(FIELDS)),
        valued(rng, b'--field', rng.choice(FIELDS)),
        valued(rng, b'--field', rng.choice(FIELDS)),
        valued(rng, b'--type', rng.choice(TYPES)),
        valued(rng, b'--field', rng.choice(BAD_NAMES)),
        valued(rng, b'--type', rng.choice(BAD_NAMES)),
        valued(rng, b'--column', rng.choice(FIELDS + BAD_NAMES)),
        valued(rng, b'--min-rows', rng.choice((
            b'0', b'1', b'007', b'2', b'', b'-1', b'+1', b'1x', b'1' * 18,
            b'1' * 19, b'0' * 19))),
        valued(rng, b'--end-marker', rng.choice(MARKERS + (
            b'', b' a', b'a\t', b'a\r', b'a\nb', b'1', b'-1', b'-0x', b'{}',
            b'[', b'"', b'true', b'false', b'null', b'nul', b'a\\b',
            b'\xff'))),
        (b'--format=copy',), (b'--format=copy-binary',),
        (b'--nosuch',), (b'--bare=1',), (b'--format=xml',), (b'-o', OUTPUT),
        (b'-o', b'-'))) for _ in range(rng.randrange(1, 6))]
    modes = {word for word in words if word[0] in (
        b'--list', b'--single', b'--null', b'--rows', b'--bare', b'--lines',
        b'--keep-case', b'-q', b'--format')}  # once is enough for these
    words = [word for word in words if word not in modes] + sorted(modes)
    rng.shuffle(words)
    options = sum(words, ())
    texts = [b'{"a_b":1}'] * rng.choice((0, 1, 1, 2))
    inputs = inputs_of(rng, texts)
    if b'--null' in options and rng.random() < 0.7:
        inputs = ((None, b'not looked at'),)
    if inputs[0][0] is None and rng.random() < 0.05:
        options += (rng.choice((b'--field', b'--type', b'-o')),)
    return Case(options, inputs)


def output_files(rng):
    """-o: all or nothing."""
    case = rng.choice((good_rows, damaged_rows, bad_pieces))(rng)
    before = rng.choice((None, b'', b'as it was\n'))
    return case._replace(options=(*case.options, b'-o', OUTPUT), before=before)


def missing_inputs(rng):
    case = good_rows(rng)
    inputs = list(case.inputs)
    if inputs[0][0] is None:
        inputs = []
    inputs.insert(rng.randrange(len(inputs) + 1), (b'missing', None))
    return case._replace(inputs=tuple(inputs), good=False, rows=None)


HINTS = (  # what people feed it by mistake, and the remedy
    (b'SET', b'psql without -q'), (b'BEGIN', b'psql without -q'),
    (b'COMMIT', b'psql without -q'), (b'COPY 5', b'psql without -q'),
    (b' data \n------', b'psql without -At'),
    (b'(1 row)', b'psql without -At'),
    (b'(3 rows)', b'psql without -At'), (b'1|{}', b'select only the column'),
    (b'42|[1]', b'select only the column'), (b'abc|{}', b'select only the column'),
    (rb'{"a":"\\"b\\""}', b'COPY text, which needs --format=copy'),
    (rb'{"a":"\v"}', b'COPY text, which needs --format=copy'),
    (rb'\N', b'COPY text, which needs --format=copy'))


def hints(rng):
    if rng.random() < 0.2:
        return Case((b'--bare', b'--lines')[:rng.randrange(1, 3)],
                    ((None, b'\n[{"a":1}, {"a":2}]\n'),), True,
                    hint=b'--single')
    text, hint = rng.choice(HINTS)
    options = command(rng, typed=0.2)
    if text.startswith(b'(') and b'--single' not in options:
        text = b'{}\n' + text
    return case_of(rng, options, [text] + [b'null'] * rng.randrange(2),
                   False)._replace(hint=hint)


CHUNKS = 1, 2, 3, 5, 7, 13, 64, 1000, 4095, 4096


def read_sizes(rng):
    """Any case on stdin, again with reads of few bytes."""
    case = rng.choice((good_rows, typenames, typenames, keys_that_collide,
                       records, damaged_rows, damaged_rows, bad_pieces,
                       rows_and_lines, sizes, levels))(rng)
    content = case.inputs[0][1]
    whole = len(case.inputs) == 1
    chunks = [size for size in CHUNKS if size * 4000 > len(content)]
    chunks = chunks[:1] + rng.sample(chunks[1:], min(2, len(chunks) - 1))
    return case._replace(inputs=((rng.choice((None, b'-')), content),),
                         good=case.good if whole else None,
                         rows=case.rows if whole else None,
                         chunks=tuple(chunks))


def copy_family(rng, format_options, file_of):
    """Rows in one of COPY's formats, half of them damaged."""
    options = command(rng, typed=0.3) + rng.choice(format_options)
    make = rows.typed_row if is_typed(options) else rows.value
    texts = [make(rng, 2) for _ in range(rng.choice((0, 1, 2, 3, 10)))]
    if b'--single' in options:
        texts = texts[:1]
    inputs = inputs_of(rng, texts, file_of)
    if rng.random() < 0.5:
        case = Case(options, inputs, True, texts)
    elif rng.random() < 0.3 and texts:  # a good frame around bad rows
        hurt = rng.randrange(len(texts))
        texts[hurt] = damage.damaged(rng, texts[hurt])
        case = Case(options, inputs_of(rng, texts, file_of))
    else:
        case = Case(options, tuple((name, damage.damaged(rng, content))
                                   for name, content in inputs))
    if inputs[0][0] is None and len(inputs[0][1]) < 4000:
        case = case._replace(chunks=rng.sample(CHUNKS, 1))
    return case


def copy_text(rng):
    return copy_family(rng, ((b'--format', b'copy'), (b'--format=copy',)),
                       copy_file_of)


def copy_binary(rng):
    return copy_family(rng, ((b'--format=copy-binary',), (b'--format=auto',)),
                       binary_file_of)


COLUMNS = (  # a name, and a key that spells it
    (b'data', b'"data"'), (b'data', rb'"d\u0061ta"'), (b'a', b'"a"'),
    (b'user_data', b'"user_data"'), (b'user_data', rb'"user\u005fdata"'),
    (b'__typename', b'"__typename"'), (b'\xc3\xa9', rb'"\u00e9"'),
    (b'a"\\b', rb'"a\"\u005cb"'),
    (b'\xf0\x9f\x98\x80', rb'"\ud83d\ude00"'))


def wrapped(rng, key, text, keys_of=rows.distinct_keys):
    """The row as one of some columns."""
    gaps = rng.choice((0, 0, 0.1, 0.5))
    name = rows.renamed(rows.key_of(key))
    columns = [other + rows.blank(rng, gaps) + b':' + rows.blank(rng, gaps)
               + rows.value(rng, 1)
               for other in keys_of(rng, rng.choice((0, 1, 2, 3)))
               if rows.renamed(rows.key_of(other)) != name]
    columns.insert(rng.randrange(len(columns) + 1), key + rows.blank(rng, gaps)
                   + b':' + rows.blank(rng, gaps) + text)
    return b'{' + (rows.blank(rng, gaps) + b',' + rows.blank(rng, gaps)).join(
        columns) + rows.blank(rng, gaps) + b'}'


def columns(rng):
    """--column: the row is one of the columns."""
    options = command(rng)
    format_option, write = rng.choice((
        ((), file_of), ((), file_of), ((b'--format=copy',), copy_file_of),
        ((b'--format=auto',), binary_file_of)))
    column, key = rng.choice(COLUMNS)
    options += format_option + valued(rng, b'--column', column)
    make = rows.typed_row if is_typed(options) else rows.value
    texts = [make(rng, 2) for _ in range(rng.choice((0, 1, 2, 5, 20)))]
    if b'--single' in options:
        texts = texts[:1]
    chance = rng.random()
    if chance < 0.5:
        inputs = inputs_of(rng, [wrapped(rng, key, text) for text in texts],
                           write)
        return Case(options, inputs, True, texts)
    keys_of = rng.choice((rows.distinct_keys, rows.colliding_keys))
    keys = key, key, key, b'"data"', b'"userData"'
    texts = [wrapped(rng, rng.choice(keys),
                     rng.choice((text, rows.value(rng, 1))), keys_of)
             for text in texts]
    if chance < 0.8 and texts:
        hurt = rng.randrange(len(texts))
        texts[hurt] = rng.choice((damage.damaged(rng, texts[hurt]), make(rng)))
    case = Case(options, inputs_of(rng, texts, write))
    if case.inputs[0][0] is None and len(case.inputs[0][1]) < 4000:
        case = case._replace(chunks=rng.sample(CHUNKS, 1))
    return case


def few_rows(rng):
    """--min-rows: about as many as there are."""
    case = rng.choice((good_rows, good_rows, damaged_rows, copy_text,
                       copy_binary, rows_and_lines))(rng)
    count = len(case.rows) if case.rows is not None else rng.randrange(4)
    asked = max(0, count + rng.choice((-1, 0, 0, 1, 1, 2, 10 ** 17)))
    good = case.good
    if good and case.rows is not None:
        good = asked <= count
    return case._replace(
        options=case.options + valued(rng, b'--min-rows', b'%d' % asked),
        good=good, rows=case.rows if good else None)


MARKERS = (b'DONE', b'DONE', b'-- end --', b'nullx', b'true-end', b't', b'-',
           b'fin\xc3\xa9', b'a b', b'\\.', b'E' * 70)


def end_markers(rng):
    """--end-marker: where it is, and is not."""
    options = command(rng, typed=0.2)
    marker = rng.choice(MARKERS)
    pieces = (b'1', b'{}', b'[1,\n2]', b'"a"', b'null', b'true', b'-1',
              b'\n', b'\n', b'\n', b'\r\n', b' ', b'\t', marker, marker,
              marker[:-1], marker + b'x', b'\\.\n', b'\\N\n', b'[', b'\0', BOM)
    weights = [4] * 15 + [1] * 7
    inputs = []
    for name in rng.choice(((None,), (None,), (b'-',), NAMES[:2])):
        content = b''.join(rng.choices(pieces, weights, k=rng.randrange(6)))
        if rng.random() < 0.6:
            ends = b'', b'\n', b'\r\n', b' ', b'\n\n \n'
            content = b''.join(piece + rng.choice((b'\n', b'\r\n')) for piece
                               in rng.choices(pieces[:7], k=rng.randrange(3)))
            content += rng.choice((b'', b' ', b'\n')) + marker
            content += rng.choice(ends) + rng.choice((b'', b'', b'', marker))
        inputs.append((name, content))
    if rng.random() < 0.4:
        options += (b'--format=copy',)
    options += valued(rng, b'--end-marker', marker)
    case = Case(options, tuple(inputs))
    if inputs[0][0] is None:
        case = case._replace(chunks=rng.sample(CHUNKS, 2))
    return case


def schemas(rng):
    """--schema: rows of its types, half of them with something wrong."""
    schema = types.schema(rng)
    names = sorted(schema)
    often = [name for name in names if schema[name].possible]
    root = rng.choice(often if rng.random() < 0.97 else names + ['No'])
    options = command(rng, typed=0) + (b'--type', root.encode())
    options += valued(rng, b'--schema', SCHEMA)
    slip = rng.choice((0, 0, 0, 0.02, 0.1))
    texts = types.rows_of(rng, schema, root, b'--keep-case' in options,
                          slip)
    if b'--single' in options:
        texts = texts[:1]
    format_option, write = rng.choice((
        ((), file_of), ((), file_of), ((), file_of),
        ((b'--format=copy',), copy_file_of),
        ((b'--format=auto',), binary_file_of)))
    if rng.random() < 0.1:
        column, key = rng.choice(COLUMNS)
        options += valued(rng, b'--column', column)
        texts = [wrapped(rng, key, text) for text in texts]
    good = True if root in often and not slip else None
    if rng.random() < 0.1 and texts:
        hurt = rng.randrange(len(texts))
        texts[hurt], good = damage.damaged(rng, texts[hurt]), None
    sdl = types.text(rng, schema) if rng.random() < 0.99 else None
    if sdl is None:
        schema, good = None, None
    case = Case(options + format_option, inputs_of(rng, texts, write), good,
                schema=schema, sdl=sdl)
    if case.inputs[0][0] is None and len(case.inputs[0][1]) < 4000 \
            and rng.random() < 0.3:
        case = case._replace(chunks=rng.sample(CHUNKS, 2))
    return case


# With each, its share of the runs.
FAMILIES = {
    good_rows: 11, keys_that_collide: 7, records: 5, many_keys: 2,
    typenames: 8, damaged_rows: 16, bad_pieces: 10, rows_and_lines: 6,
    sizes: 4, levels: 2, nulls: 2, command_lines: 8, output_files: 5,
    missing_inputs: 2, hints: 2, read_sizes: 12, copy_text: 7, copy_binary: 7,
    columns: 8, few_rows: 4, end_markers: 8,
    schemas: 20}
