"""The transform alone, by each kernel, and what it is meant to reach."""
import subprocess

from timing import RESULTS, TOOLS, read_table, table, title

# The preferred kernel's speed: of minify's for the same rows, or of the
# portable kernel's for flat ones, where rows are unkind on purpose.
OF_MINIFY = {"flat": 0.7, "pg": 0.7, "nested": 0.7, "tiny": 0.4, "text": 1.0,
             "wide": 0.35, "world": 0.5}
OF_PORTABLE = {"shuffled": 0.5, "longkeys": 0.5}


def goals():
    speeds = {}  # GB/s by shape and name; the preferred kernel comes last
    for line in read_table("inprocess"):
        speeds.setdefault(line["shape"], {})[line["what"]] = line
    lines = []
    for shape, goal in (OF_MINIFY | OF_PORTABLE).items():
        name, ours = list(speeds[shape].items())[-1]
        ratio = float(ours["of_minify"])
        yardstick = "minify, same rows"
        if shape in OF_PORTABLE:
            yardstick = "portable, flat"
            ratio = (float(ours["median_gbs"]) /
                     float(speeds["flat"]["portable"]["median_gbs"]))
        elif "minify" not in speeds[shape]:
            continue
        lines.append([shape, name, float(ours["median_gbs"]), yardstick, ratio,
                      goal, "yes" if ratio >= goal else "no"])
    table("goals", ["shape", "kernel", "GB/s", "of what", "ratio", "goal",
                    "reached"], lines)


def measure_all(_):
    title("In-process: the transform alone")
    subprocess.run([TOOLS / "inprocess", "-c", RESULTS / "inprocess.csv"],
                   check=True)
    print()
    goals()
