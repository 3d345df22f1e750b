#!/usr/bin/env python3
"""Checks fraiseql-build against the model of its contract.  Prints TAP.

    run.py [--seed N] [--count N] [--seconds N] [--only FAMILY]
           [--case N] [--go-on] [BINARY]

BINARY is $FRAISEQL_BUILD where it is not given.  The same seed makes the same
cases; a failure names the command that runs it alone.  The kernels of this
machine take turns, but for one that $FRAISEQL_BUILD_KERNEL names.
"""

import argparse
import itertools
import os
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(HERE, '..'))  # where model is a package

from binary import Binary  # noqa: E402
from cases import SeededRandom  # noqa: E402
from families import FAMILIES  # noqa: E402
from select_families import FAMILIES as SELECT_FAMILIES  # noqa: E402
from shrink import shrink  # noqa: E402
from formatting import spelled  # noqa: E402
from table_families import FAMILIES as TABLE_FAMILIES  # noqa: E402
from verdict import complaints  # noqa: E402


FAMILIES |= SELECT_FAMILIES | TABLE_FAMILIES


def main():
    options = parse()
    families = [family for family in FAMILIES
                if options.only in (None, family.__name__)]
    print('1..%d' % len(families))
    failed = False
    with Binary(options.binary) as binary:
        for number, family in enumerate(families, 1):
            title = '%s (seed %d' % (
                family.__name__.replace('_', ' '), options.seed)
            share = FAMILIES[family] / sum(map(FAMILIES.get, families))
            report = Family(family, options, binary, share)
            report.run()
            failed |= bool(report.failures)
            print('%sok %d - %s, %d cases, %d runs)' % (
                'not ' if report.failures else '', number, title, report.cases,
                report.runs))
            print(''.join('# %s\n' % line for line in report.failures),
                  end='', flush=True)
    return 1 if failed else 0


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('binary', nargs='?',
                        default=os.environ.get('FRAISEQL_BUILD'))
    parser.add_argument('--seed', type=int, default=1, metavar='N')
    parser.add_argument('--count', type=int, metavar='N',
                        default=os.environ.get('FRAISEQL_CASES', 4000),
                        help='cases in all families together')
    parser.add_argument('--seconds', type=float, metavar='N',
                        help='go on for so long, whatever the count')
    parser.add_argument('--only', metavar='FAMILY',
                        choices=[family.__name__ for family in FAMILIES])
    parser.add_argument('--case', type=int, metavar='N',
                        help='this one case of the family')
    parser.add_argument('--go-on', action='store_true',
                        help='after a failure, for other kinds of failure')
    options = parser.parse_args()
    if not options.binary:
        parser.error('name the program, or set FRAISEQL_BUILD')
    return options


class Family:
    """The cases of one family, and what they found."""

    def __init__(self, family, options, binary, share):
        self.family, self.options, self.binary = family, options, binary
        self.share = share
        self.cases = 0
        self.runs = 0
        self.failures = []

    def run(self):
        before = self.binary.runs
        kinds = set()
        for number in self.numbers():
            case = self.family(SeededRandom(
                self.options.seed, self.family.__name__, number))
            self.cases += 1
            self.binary.take_kernel(number)
            for kind, sentence in complaints(case, self.binary):
                if kind not in kinds:
                    self.failures += self.describe(number, case, kind, sentence)
                kinds.add(kind)
            if kinds and not self.options.go_on:
                break
        self.runs = self.binary.runs - before

    def numbers(self):
        """The numbers of the cases to run."""
        if self.options.case is not None:
            return [self.options.case]
        if self.options.seconds is None:
            return range(round(self.options.count * self.share))
        end = time.monotonic() + self.options.seconds * self.share
        return itertools.takewhile(lambda _: time.monotonic() < end,
                                   itertools.count())

    def describe(self, number, case, kind, sentence):
        """The lines that describe a failure, with a smaller case if any."""
        def fails(smaller):
            return any(other == kind
                       for other, _ in complaints(smaller, self.binary))
        yield '%s: %s' % (kind, sentence)
        yield 'kernel: %s' % self.binary.kernel
        yield 'again: run.py --only %s --seed %d --case %d' % (
            self.family.__name__, self.options.seed, number)
        smaller = None if kind == 'hint' else shrink(case, fails)
        if smaller:
            sentence = next(sentence for other, sentence
                            in complaints(smaller, self.binary) if other == kind)
            yield 'smaller: %s' % sentence
        case = smaller or case
        yield 'options: %s' % list(case.options)
        for name, content in case.inputs:
            yield 'input %s: %s' % ('(stdin)' if name is None else name,
                                    spelled(content))
        if case.sdl is not None:
            yield 'schema: %s' % spelled(case.sdl)
        if case.chunks:
            yield 'reads of: %s' % list(case.chunks)


if __name__ == '__main__':
    sys.exit(main())
