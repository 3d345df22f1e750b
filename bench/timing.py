"""What is common to the measurements: running, comparing and printing."""
import csv
import os
import statistics
import subprocess
import tempfile
from collections import namedtuple
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAM = Path(
    os.environ.get("FRAISEQL_BUILD", HERE.parent / "build/fraiseql-build")
).resolve()
TOOLS = PROGRAM.parent / "bench"
RESULTS = TOOLS / "results"

Run = namedtuple("Run", "wall cpu peak")


class Failed(Exception):
    """Something that the benchmark needs does not work."""


# --- Running ----------------------------------------------------------------

def measure(command, stdin=subprocess.DEVNULL):
    """Seconds of the wall clock and of processors, and peak kB, of one run."""
    with tempfile.NamedTemporaryFile("r") as report:
        done = subprocess.run(
            [TOOLS / "measure", report.name, *command],
            stdin=stdin, stdout=subprocess.DEVNULL,
        )
        if done.returncode != 0:
            raise Failed(f"{' '.join(command)} exited with {done.returncode}")
        wall, user, system, peak = map(float, report.read().split())
    return Run(wall, user + system, peak)


def measure_file(command, path):
    with open(path, "rb") as rows:
        return measure(command, rows)


def in_turn(runs):
    """Calls each function its number of times, round by round, so that what
    else the machine does meets all of them. runs: {name: (times, function)}"""
    results = {name: [] for name in runs}
    for turn in range(max(times for times, _ in runs.values())):
        for name, (times, function) in runs.items():
            if turn < times:
                results[name].append(function())
    return results


# --- Printing ---------------------------------------------------------------

def shown(cell):
    """Three digits of a measured number are as much as it is worth."""
    if not isinstance(cell, float):
        return str(cell)
    return f"{cell:.{2 if cell < 10 else 1 if cell < 100 else 0}f}"


def table(name, head, rows):
    """Prints it and writes it to a CSV file; texts left, numbers right."""
    texts = [[shown(cell) for cell in row] for row in rows]
    widths = [max(len(line[i]) for line in [head, *texts])
              for i in range(len(head))]
    numeric = [not isinstance(cell, str) for cell in rows[0]]

    def line(cells):
        print("|", " | ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(cells, widths, numeric)), "|")

    line(head)
    print("|" + "|".join("-" * (width + 1) + (":" if right else "-")
                         for width, right in zip(widths, numeric)) + "|")
    for row in texts:
        line(row)
    print(flush=True)
    with open(RESULTS / f"{name}.csv", "w", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def read_table(name):
    """What table() or a program wrote, as a list of dicts of texts."""
    with open(RESULTS / f"{name}.csv", newline="") as file:
        return list(csv.DictReader(file))


def title(text):
    print(f"## {text}\n", flush=True)


def spread(values):
    """Median, least and most."""
    return [f(values) for f in (statistics.median, min, max)]


def paired(values, yardsticks):
    """The median of the ratios within each turn."""
    return statistics.median(a / b for a, b in zip(values, yardsticks))
