"""Draws what was measured, with gnuplot."""
import shutil
import subprocess

import machine
from corpora import SHAPES
from timing import HERE, RESULTS, read_table

# Each plot, and the tables that it is drawn from; the last is of processes.
PLOTS = {
    "throughput": ["inprocess", "process"],
    "rows-time": ["growth"],
    "rows-memory": ["growth"],
}


def measured(table, but=()):
    """Who is in a table, in its order."""
    names = dict.fromkeys(line["what"] for line in read_table(table))
    return [name for name in names if name not in but]


def settings(tables):
    """What the scripts ask for; plots/style.gp says what it is."""
    ours = "fraiseql-build"
    names = {
        "results": str(RESULTS),
        "plots": str(HERE / "plots"),
        "machine": machine.machine(),
        "shapes": " ".join(SHAPES),
        "programs": " ".join([*measured(tables[-1], [ours]), ours]),
    }
    if "inprocess" in tables:
        names["bars"] = " ".join(measured("inprocess", ["memcpy"]))
    return names


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def draw(plot, tables):
    given = "; ".join(f"{name} = {quoted(value)}"
                      for name, value in settings(tables).items())
    with open(RESULTS / f"{plot}.svg", "w") as svg:
        subprocess.run(["gnuplot", "-e", given, HERE / f"plots/{plot}.gp"],
                       stdout=svg, check=True)


def draw_all(_):
    if not shutil.which("gnuplot"):
        print("There is no gnuplot, so nothing is drawn.")
        return
    for plot, tables in PLOTS.items():
        if all((RESULTS / f"{table}.csv").exists() for table in tables):
            draw(plot, tables)
