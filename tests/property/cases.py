"""Cases: one run of the program each, or one for each way to feed it; and the
command lines and files that they are made of."""

import random
from collections import namedtuple

import frames
import rows

OUTPUT = b'out.json'
SCHEMA = b'schema.graphql'


class Case(namedtuple('Case', 'options inputs good rows chunks before hint '
                      'schema sdl files',
                      defaults=(None, None, (), None, b'', None, None, ()))):
    """One run of the program, or one for each way to feed it.

    options  words of the command line
    inputs   (name, content): None is stdin unasked for, or a missing file
    good     what the generator knows: True, False, or None for nothing
    rows     the good rows inside the inputs, for those who read values
    chunks   feed stdin again, with reads of these sizes
    before   what stands in the file named with -o, None for no file
    hint     what stderr must say
    schema   what the file of --schema means, for the model
    sdl      what stands in that file, None for no file
    files    (name, content) of what options name; b'-' is stdin
    """


class SeededRandom(random.Random):
    """What makes a case: the seed, the family and the number of the case."""

    def __init__(self, seed, family, number):
        super().__init__('%d %s %d' % (seed, family, number))
        self.number = number


# Command lines -------------------------------------------------------------

FIELDS = (b'users', b'users', b'users', b'u', b'_', b'user_name', b'a"b\\c',
          b'\x01\n\x1b\x7f', b'\xc3\xa9', b'\xf0\x9f\x98\x80', b'1a', b' ',
          b'a' * 300, b'-x', b'%s%n')
TYPES = (b'User', b'User', b'User', b'T', b'_T', b'a"b', b'\\', b'\n\t\x02',
         b'\xe2\x82\xac', b'T' * 300, b'%d')
BAD_NAMES = (b'', b'\xff', b'\xc0\x80', b'\xed\xa0\x80', b'a\x80', b'\xe2\x82',
             b'\xf4\x90\x80\x80')
MODES = ((), (), (), (b'--list',), (b'--single',), (b'--rows',), (b'--rows',))


def valued(rng, name, value):
    """`--name value`, in one word or two; --fi and --ty will do."""
    if name in (b'--field', b'--type') and rng.random() < 0.1:
        name = name[:rng.randrange(4, len(name))]
    if rng.random() < 0.3:
        return (name + b'=' + value,)
    return name, value


def command(rng, mode=None, typed=0.5):
    """Options that go together."""
    mode = rng.choice(MODES) if mode is None else mode
    words = [mode]
    bare = rng.random() < 0.3
    if bare:
        words.append((b'--bare',))
    if not (bare or b'--rows' in mode) or rng.random() < 0.3:
        words.append(valued(rng, b'--field', rng.choice(FIELDS)))
    if rng.random() < typed:
        words.append(valued(rng, b'--type', rng.choice(TYPES)))
    for word, often in ((b'--lines', 0.2), (b'--keep-case', 0.2), (b'-q', 0.1),
                        (b'--quiet', 0.05), (b'--format=ndjson', 0.05),
                        (b'--format=auto', 0.05)):
        if rng.random() < often:
            words.append((word,))
    rng.shuffle(words)
    return sum(words, ())


def is_typed(options):
    return any(word.startswith(b'--ty') for word in options)


# Files ---------------------------------------------------------------------

BOM = b'\xef\xbb\xbf'
NAMES = (b'a.ndjson', b'b c.json', b'\xc3\xbc', b'd-1', b'e:2:3')
BLANK_LINES = (b'\n', b'\r\n', b' \n', b'\t \r\n', b'\n\n\n', b'\r\r\n')


def file_of(rng, texts):
    """The rows as one file."""
    ends = rng.choice(((b'\n',), (b'\n',), (b'\r\n',), (b'\n', b'\r\n')))
    untidy = rng.choice((0, 0, 0.2))
    content = BOM if rng.random() < 0.1 else b''
    for text in texts:
        while rng.random() < untidy:
            content += rng.choice(BLANK_LINES)
        content += rows.blank(rng, untidy) + text
        content += rng.choice((b' ', b'\t', b'\r')) * (rng.random() < untidy)
        content += rng.choice(ends)
    if texts and rng.random() < 0.3:
        content = content.rstrip(b'\n') if rng.random() < 0.5 else (
            content.rstrip(b'\r\n'))
    elif rng.random() < untidy:
        content += rng.choice(BLANK_LINES + (b' ', b'\r', b'\t'))
    return content


def copy_file_of(rng, texts):
    """The rows as one file of COPY's text format."""
    end = rng.choice((b'\n', b'\n', b'\n', b'\r\n'))
    content = BOM if rng.random() < 0.05 else b''
    content += b''.join(frames.text_line(text) + end
                        for text in with_nulls(rng, texts))
    if rng.random() < 0.2:
        content += b'\\.' + end + rng.choice((b'', b'', b'\n', b' \r\n'))
    elif rng.random() < 0.2:
        content = content.removesuffix(end)
    return content


def binary_file_of(rng, texts):
    """The rows as one file of COPY's binary format."""
    version = rng.choice((b'', b'\1'))
    content = frames.header()
    if rng.random() < 0.1:
        content = frames.header(rng.randrange(1 << 16),
                                rng.randbytes(rng.choice((0, 1, 2, 300))))
    for text in with_nulls(rng, texts):
        content += frames.binary_tuple(None if text is None
                                       else version + text)
    return content + frames.TRAILER


def with_nulls(rng, texts):
    often = rng.choice((0, 0, 0.2))
    for text in texts:
        while rng.random() < often:
            yield None
        yield text
    if rng.random() < often:
        yield None


def inputs_of(rng, texts, file_of=file_of):
    """The rows in one file or several, or on stdin."""
    chance = rng.random()
    if chance < 0.5:
        return ((None, file_of(rng, texts)),)
    if chance < 0.6:
        return ((b'-', file_of(rng, texts)),)
    names = list(NAMES[:rng.randrange(1, 4)])
    if rng.random() < 0.2:
        names.insert(rng.randrange(len(names) + 1), b'-')
    cuts = sorted(rng.randrange(len(texts) + 1) for _ in names[1:])
    return tuple((name, file_of(rng, texts[start:end])) for name, start, end
                 in zip(names, [0] + cuts, cuts + [len(texts)]))


def case_of(rng, options, texts, good=True):
    """A case of rows that are good one by one, or that are anything."""
    if good and b'--single' in options:
        texts = texts[:1]
    return Case(options, inputs_of(rng, texts), good, texts if good else None)
