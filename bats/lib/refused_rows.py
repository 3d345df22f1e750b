"""Tries every bad row that the file bad has, a row a line.

    refused_rows.py WHAT ARGUMENT...

Each is put into the file one, and FRAISEQL_BUILD is run with the arguments and
the files good and one. It must exit with 1 and a message, and WHAT it wrote
must be nothing, a part of a document that is visibly cut short, or all that is
in the file of that name.
"""

import os
import subprocess
import sys

import strict_json


def is_part(out):
    try:
        strict_json.read(out)
    except ValueError:
        return out != b""
    return False


def main(what, *arguments):
    with open("bad", "rb") as file:
        rows = file.read().splitlines(keepends=True)
    expected = b""
    if what not in ("nothing", "part"):
        with open(what, "rb") as file:
            expected = file.read()
    command = [os.environ["FRAISEQL_BUILD"], *arguments, "good", "one"]
    for row in rows:
        with open("one", "wb") as file:
            file.write(row)
        run = subprocess.run(command, capture_output=True)
        as_told = is_part(run.stdout) if what == "part" \
            else run.stdout == expected
        if run.returncode != 1 or run.stderr == b"" or not as_told:
            sys.exit(f"{arguments} and the row {row}: exit status "
                     f"{run.returncode}, {run.stdout[:500]}, {run.stderr}")


main(*sys.argv[1:])
