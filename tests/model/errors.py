"""What can be wrong: with the command line, an input, or the rows."""


class UsageError(Exception):
    """The command line, the schema or the selection is not what it should
    be."""


class TextError(UsageError):
    """What is wrong in a text of GraphQL: the token that cannot stand is in
    text[first:last + 1], bytes of the `source`."""

    def __init__(self, why, first, last):
        super().__init__(why)
        self.first, self.last = first, last
        self.source = self.text = None  # filled in by the reader


class Missing(Exception):
    """A file that cannot be read."""


class DataError(Exception):
    """What is wrong with a row, and where: the byte that cannot stand is in
    text[first:last + 1].  `ends` is True where it is the end of the input
    that came too early, None where one may see it that way.  In a binary
    stream `tuple` is its number, and `text` its value.  Where no row was begun
    `row` is None, and no test looks at the place."""

    def __init__(self, why, first, last, ends=False):
        super().__init__(why)
        self.first, self.last, self.ends = first, last, ends
        self.source = self.row = self.text = None  # filled in by the reader
        self.tuple = None
        self.root = None                           # the response key
        self.names = ()                            # two equal keys, as spelled
        self.hidden = ()                           # or those that are not shown


class NoRow(DataError):
    """Bad data where a row was not begun."""


class CutRow(NoRow):
    """A binary stream that ends inside a row.  What there is of the row may
    count as a bad row before the end is seen."""


class SecondRow(DataError):
    """A row more than --single takes."""


class FewRows(DataError):
    """Fewer rows in all than were asked for: `numbers` are both."""

    def __init__(self, rows, asked):
        super().__init__('too few rows', None, None)
        self.numbers = rows, asked
