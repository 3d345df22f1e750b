"""Bytes and numbers in the words of a report."""

import re


def difference(got, wanted):
    """Two byte strings or other things, from where they differ."""
    if not isinstance(got, bytes) or not isinstance(wanted, bytes):
        return '%s, expected %s' % (short(got), short(wanted))
    at = next((number for number, pair in enumerate(zip(got, wanted))
               if pair[0] != pair[1]), min(len(got), len(wanted)))
    return 'at byte %d of %d: %s, expected %s' % (
        at, len(got), short(got[max(0, at - 20):]),
        short(wanted[max(0, at - 20):]))


def short(thing):
    return shortened(repr(thing), 300)


def spelled(text, limit=3000):
    """A Python expression for the bytes, what repeats written as a product."""
    parts, at = [], 0
    for run in re.finditer(rb'(?s)(.{1,8}?)\1{15,}', text or b''):
        parts.append(repr(text[at:run.start()]))
        parts.append('%r * %d' % (run[1], len(run[0]) // len(run[1])))
        at = run.end()
    parts.append(repr(text and text[at:]))
    return shortened(' + '.join(part for part in parts if part != "b''")
                      or "b''", limit)


def shortened(text, limit):
    return text if len(text) <= limit else '%s… (%d characters)' % (
        text[:limit], len(text))
