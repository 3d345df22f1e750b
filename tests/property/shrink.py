"""Makes a case that fails smaller, while it fails in the same way."""

import time

from model.command import VALUED, spelled_out

PATIENCE = 10  # seconds for one case


def shrink(case, fails):
    """The smallest case found for which `fails(case)` is still true."""
    deadline = time.monotonic() + PATIENCE
    case = case._replace(rows=None, good=None)
    if not fails(case):
        return None
    shrinking = True
    while shrinking and time.monotonic() < deadline:
        shrinking = False
        for smaller in smaller_cases(case):
            if time.monotonic() > deadline:
                break
            if fails(smaller):
                case, shrinking = smaller, True
                break
    return case


def smaller_cases(case):
    for at in range(len(case.chunks) if len(case.chunks) > 1 else 0):
        yield case._replace(chunks=case.chunks[at:at + 1])
    for at in range(len(case.inputs) if len(case.inputs) > 1 else 0):
        yield case._replace(inputs=without(case.inputs, at, 1))
    for start, end in options_of(case.options):
        yield case._replace(options=without(case.options, start, end - start))
    for place in 'inputs', 'files':
        for number, (name, content) in enumerate(getattr(case, place)):
            for less in smaller_texts(content or b''):
                pairs = list(getattr(case, place))
                pairs[number] = name, less
                yield case._replace(**{place: tuple(pairs)})
    for number, word in enumerate(case.options):
        for less in smaller_texts(word) if b'{' in word else ():
            yield case._replace(options=(*case.options[:number], less,
                                         *case.options[number + 1:]))


def options_of(words):
    """Where each option begins and, after its value, ends."""
    start = 0
    while start < len(words):
        name = spelled_out(words[start])
        valued = name in VALUED or words[start] == b'-o'
        end = start + (2 if valued else 1)
        yield start, end
        start = end


def smaller_texts(text):
    """Pieces left out, the large ones first."""
    size = len(text)
    while size:
        for at in range(0, len(text), size):
            yield without(text, at, size)
        size //= 2


def without(whole, at, count):
    return whole[:at] + whole[at + count:]
