"""Prints what unittest finds as TAP."""

import sys
import unittest


class Tap(unittest.TestResult):
    """One line of TAP for each test; a subtest that fails fails its test."""

    def startTest(self, test):
        self.complaints = len(self.failures) + len(self.errors)
        super().startTest(test)

    def stopTest(self, test):
        found = (self.failures + self.errors)[self.complaints:]
        name = test.id().split('.', 1)[1].replace('.test_', ': ')
        print('%sok %d - %s' % ('not ' if found else '', self.testsRun,
                                name.replace('_', ' ')))
        for place, traceback in found:
            for line in ('%s\n%s' % (place, traceback)).splitlines():
                print('#', line)


def main():
    """Runs the tests of the program that calls it."""
    suite = unittest.defaultTestLoader.loadTestsFromModule(
        sys.modules['__main__'])
    print('1..%d' % suite.countTestCases())
    sys.exit(not suite.run(Tap()).wasSuccessful())
