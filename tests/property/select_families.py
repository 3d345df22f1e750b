"""The families of cases of --select, --opaque, --on-error and several roots."""

import damage
import rows
import schemas
import selections
from cases import (OUTPUT, SCHEMA, Case, binary_file_of, command, copy_file_of,
                   file_of, inputs_of, valued)
from families import (CHUNKS, COLUMNS, bad_pieces, columns, copy_binary,
                      copy_text, damaged_rows, end_markers, few_rows,
                      good_rows, rows_and_lines, wrapped)
from families import schemas as schema_rows
from model.types import PLAIN, UNTYPED, Type
from table_families import tables

SELECTION = b'selection.graphql'
FORMATS = (((), file_of), ((), file_of), ((), file_of),
           ((b'--format=copy',), copy_file_of),
           ((b'--format=auto',), binary_file_of))


def opaque_words(rng, paths):
    return sum((valued(rng, b'--opaque', '.'.join(path).encode())
                for path in paths), ())


def select_words(rng, text):
    """The option, and the files that it names."""
    if rng.random() < 0.1:
        return valued(rng, b'--select', b'@' + SELECTION), (
            (SELECTION, text.encode()),)
    return valued(rng, b'--select', text.encode()), ()


def finished(rng, options, texts, good, **more):
    """The rows in one format or another, some of them hurt or in a column;
    some of the cases with reads of few bytes."""
    if b'--single' in options:
        texts = texts[:1]
    if rng.random() < 0.1:
        column, key = rng.choice(COLUMNS)
        options += valued(rng, b'--column', column)
        texts = [wrapped(rng, key, text) for text in texts]
    if rng.random() < 0.15 and texts:
        hurt = rng.randrange(len(texts))
        texts[hurt], good = damage.damaged(rng, texts[hurt]), None
    format_option, write = rng.choice(FORMATS)
    case = Case(options + format_option, inputs_of(rng, texts, write), good,
                **more)
    if case.inputs[0][0] is None and len(case.inputs[0][1]) < 4000 \
            and rng.random() < 0.3:
        case = case._replace(chunks=rng.sample(CHUNKS, 2))
    return case


def without_field(rng, options, selection):
    """The options without a --field, now and then where there is another."""
    if selection.field is None or rng.random() < 0.5:
        return options
    return tuple(without(options, b'--field'))


def without(words, option):
    """The words without an option that takes a value."""
    kept, words = [], list(words)
    while words:
        word = words.pop(0)
        name = word.partition(b'=')[0]
        if len(name) > 3 and option.startswith(name):
            if b'=' not in word:
                words.pop(0)
        else:
            kept.append(word)
    return kept


# Without a schema ----------------------------------------------------------

def selected(rng):
    """--select: of rows that have about what it takes."""
    slip = rng.choice((0, 0, 0.02, 0.1))
    type, options = UNTYPED, command(rng, typed=0)
    if rng.random() < 0.5:
        type = Type('object', 'User')
        options += b'--type', b'User'
    made = selections.selection(rng, type, slip=rng.choice((0, 0, 0.05)))
    words, files = select_words(rng, made.text)
    texts = selections.rows_for(rng, made.tree, slip=slip)
    return finished(rng, without_field(rng, options, made) + words, texts,
                    good_or_none(made, slip), files=files)


def good_or_none(selection, slip):
    if slip or not selections.is_clear(selection.tree):
        return None
    return True if selection.sure else None


def selected_from_anything(rng):
    """--select: of rows that know nothing of it."""
    made = selections.selection(rng)
    options = command(rng, typed=0) + select_words(rng, made.text)[0]
    keys_of = rng.choice((rows.distinct_keys, rows.colliding_keys))
    make = rng.choice((rows.value, rows.row_object, rows.row_object))
    texts = [make(rng, 3, keys_of=keys_of) for _ in range(rng.choice((1, 3)))]
    if rng.random() < 0.1:
        texts.append(rows.deep(rng, rng.choice((16383, 16384, 16385))))
    return finished(rng, options, texts, None,
                    files=((SELECTION, made.text.encode()),))


def selections_that_are_none(rng):
    """--select: text with small wounds."""
    made = selections.selection(rng, Type('object', 'User'))
    text = damage.damaged(rng, made.text.encode()).replace(b'\0', b'')
    options = command(rng, typed=0) + (b'--type=User',)
    return Case(options + valued(rng, b'--select', text),
                ((None, b'{"id":1}\n'),))


def any_names(place):
    return [(name, place) for name in selections.NAMES]


def opaque(rng):
    """--opaque, without a schema, and with a selection or without."""
    options = command(rng)
    slip = rng.choice((0, 0, 0.05))
    paths = selections.paths_of(rng, any_names, None)
    options += opaque_words(rng, paths)
    if rng.random() < 0.5:
        texts = selections.rows_for(rng, {}, paths, slip, True)
        return finished(rng, options, texts, None if slip else True)
    made = selections.selection(rng, paths=paths,
                                keep_case=b'--keep-case' in options)
    words, files = select_words(rng, made.text)
    texts = selections.rows_for(rng, made.tree, slip=slip)
    return finished(rng, options + words, texts, good_or_none(made, slip),
                    files=files)


# With a schema -------------------------------------------------------------

def schema_case(rng, with_selection, with_paths, types=None):
    types = types or schemas.schema(rng, with_selection)
    names = sorted(types)
    root = rng.choice([name for name in names if types[name].possible])
    options = command(rng, typed=0) + (b'--type', root.encode())
    slip = rng.choice((0, 0, 0, 0.02, 0.1))
    tidy = with_selection and rng.random() < 0.9
    paths, files, good = (), (), None if slip else True
    if with_paths:
        paths = selections.paths_of(
            rng, lambda type: [(name, types.get(inner, PLAIN)) for name, inner
                               in type.fields.items()], types[root])
        options += opaque_words(rng, paths)
    texts = schemas.rows_of(rng, types, root, b'--keep-case' in options, slip,
                            tidy)
    if with_selection:
        made = selections.selection(rng, types[root], types, paths,
                                    rng.choice((0, 0, 0, 0.03)),
                                    b'--keep-case' in options)
        words, files = select_words(rng, made.text)
        options = without_field(rng, options, made) + words
        if not (tidy and made.sure and schemas.is_clear(types)):
            good = None
    return finished(rng, options + valued(rng, b'--schema', SCHEMA), texts,
                    good, schema=types, sdl=schemas.text(rng, types),
                    files=files)


def selected_from_types(rng):
    """--select with --schema."""
    return schema_case(rng, True, rng.random() < 0.2)


def opaque_in_types(rng):
    """--opaque with --schema."""
    return schema_case(rng, False, True)


LARGE = {
    'Hit': Type('union', 'Hit', {}, ('A', 'B')),
    'A': Type('object', 'A', {'s': 'String', 'x': 'B', 'set': 'JSON',
                              'hit': 'Hit'}, ('A',)),
    'B': Type('object', 'B', {'s': 'String', 'x': 'A', 'hit': 'Hit',
                              'more': 'B'}, ('B',)),
    'JSON': Type('scalar', 'JSON')}


def large_object(rng, depth, sizes):
    """An A or a B that says so anywhere, and is as large as may be."""
    def padding():
        size = max(0, rng.choice(sizes) + rng.randrange(-4, 5))
        text = rng.choice((b'x', b'\\n', b'\xc3\xa9', b'_')) * size
        return b'"' + text[:size // 2 * 2] + b'"'
    members = [b'"__typename":"' + rng.choice((b'A', b'B')) + b'"',
               b'"s":' + padding(), b'"a_b":{"c_d":' + padding() + b'}',
               b'"set":{"a_b":[' + padding() + b']}']
    if depth:
        inner = large_object(rng, depth - 1, sizes)
        members.append(rng.choice((b'"x":', b'"hit":', b'"more":')) + inner)
    rng.shuffle(members)
    return b'{' + b','.join(members[rng.randrange(2):]) + b'}'


def large_objects(rng):
    """Objects that say their type, or have what is selected, far from where
    they begin."""
    edge = rng.choice((64, 4096, 65536, 131072, 262144))
    sizes = 0, 0, 10, edge // 3, edge // 2, edge
    texts = [large_object(rng, rng.randrange(4), sizes) for _ in range(2)]
    options = b'--rows', b'--type=Hit', b'--schema', SCHEMA
    if rng.random() < 0.6:
        options += b'--select', selections.selection(
            rng, LARGE['Hit'], LARGE).text.encode()
    case = Case(options, inputs_of(rng, texts), schema=LARGE,
                sdl=schemas.text(rng, LARGE))
    if case.inputs[0][0] is None:
        size = len(case.inputs[0][1])
        case = case._replace(chunks=[rng.choice(
            [chunk for chunk in CHUNKS if chunk * 1000 > size])])
    return case


# Bad rows ------------------------------------------------------------------

HURT = {damaged_rows: 6, bad_pieces: 3, copy_text: 3, copy_binary: 3,
        columns: 2, few_rows: 2, end_markers: 2, rows_and_lines: 3,
        schema_rows: 2, selected: 3, selected_from_types: 2, opaque: 1,
        tables: 4}


def on_error(rng):
    """--on-error: what becomes of bad rows, in any other case."""
    case = rng.choices(list(HURT), HURT.values())[0](rng)
    words = valued(rng, b'--on-error', rng.choice((b'null', b'null', b'skip',
                                                   b'stop')))
    if rng.random() < 0.3:
        words += valued(rng, b'--tolerate', rng.choice((b'0', b'1', b'2',
                                                        b'99')))
    if rng.random() < 0.1:
        words += b'-o', OUTPUT
        case = case._replace(before=rng.choice((None, b'as it was\n')))
    return case._replace(options=case.options + words, good=None, rows=None)


def many_bad_rows(rng):
    """--on-error: more bad rows than there are entries."""
    count = rng.choice((99, 100, 101, 250))
    texts = [rng.choice((b'[', b'{"a":1,"a":2}', b'01'))
             for _ in range(count)] + [b'1'] * rng.randrange(3)
    rng.shuffle(texts)
    options = rng.choice(((b'--field=u',), (b'--bare',)))
    return Case(options + valued(rng, b'--on-error', rng.choice(
        (b'null', b'skip'))) + rng.choice(((), (b'--tolerate=100',))),
        ((None, b'\n'.join(texts)),))


# Several roots -------------------------------------------------------------

OF_THE_RUN = (b'--bare', b'--rows', b'-q', b'--quiet', b'--lines')


def root_of(rng, case, number):
    """The options of one root, and its files."""
    words = [word for word in case.options if word not in OF_THE_RUN]
    for option in b'--field', b'--schema':
        words = without(words, option)
    files = case.files
    for name, (_, content) in enumerate(case.inputs):
        words += valued(rng, b'--input', b'rows%d' % name)
        files += (b'rows%d' % name, content),
    own = b'-%d' % number  # several roots may have files of one name
    for name, _ in files:
        words = [word if not word.endswith(name) else word + own
                 for word in words]
    field = b'root%d' % (number if rng.random() < 0.97 else 0)
    if number:
        words[:0] = b'--field', field
    else:
        words += b'--field', field
    return tuple(words), tuple((name + own, text) for name, text in files)


def roots(rng):
    """Several roots, each with rows and options of its own."""
    options, files, types = (), (), None
    if rng.random() < 0.3:
        types = schemas.schema(rng, True)
    for number in range(rng.choice((1, 2, 2, 3, 4))):
        chance = rng.random()
        if chance < 0.15 and number:
            options += b'--field', b'root%d' % number
            options += rng.choice(((b'--null',), ()))
            options += (b'--type', sorted(types)[0].encode()) if types else ()
            continue
        make = rng.choice((good_rows, good_rows, damaged_rows, copy_text,
                           copy_binary, columns, selected, opaque,
                           end_markers))
        case = make(rng) if types is None else schema_case(
            rng, rng.random() < 0.5, rng.random() < 0.2, types)
        words, more = root_of(rng, case, number)
        options, files = options + words, files + more
    return run_of(rng, options, files, types)


def run_of(rng, options, files, types):
    """With what is for all roots."""
    sdl = None
    if types is not None:
        options += valued(rng, b'--schema', SCHEMA)
        sdl = schemas.text(rng, types)
    for word, often in ((b'--lines', 0.2), (b'-q', 0.1), (b'--bare', 0.02),
                        (b'--rows', 0.02)):
        if rng.random() < often:
            options += word,
    if rng.random() < 0.3:
        options += valued(rng, b'--on-error', rng.choice((b'null', b'skip')))
    if rng.random() < 0.1:
        options += b'-o', OUTPUT
    if files and types is None and rng.random() < 0.05 \
            and not any(b'--select' in word for word in options):
        files = (files[0][0], None), *files[1:]
    return Case(options, ((None, b'{"on":"stdin"}\n'),), files=files,
                before=b'as it was\n', schema=types, sdl=sdl)


FAMILIES = {
    selected: 15, selected_from_anything: 5, selections_that_are_none: 5,
    opaque: 10, selected_from_types: 15, opaque_in_types: 6, large_objects: 4,
    on_error: 15, many_bad_rows: 1, roots: 10}
