"""What fraiseql-build must print: a model of its contract, written to be read.

The model holds everything in memory, knows nothing of reads and writes, and
shares no code with the program.  Its parts:

    response    what a command prints: build()
    command     the command line
    graphql     the text of a selection
    select      what a selection takes, and which ones are refused
    rows        the rows of a file in each format
    row         one row
    types       what is known of the objects in it
    names       the spelling of names
    errors      what can be wrong
"""

from model.response import (BAD_DATA, COMPLETE, DATABASE, TROUBLE, USAGE,
                            Result, build)

__all__ = ['BAD_DATA', 'COMPLETE', 'DATABASE', 'TROUBLE', 'USAGE', 'Result',
           'build']
