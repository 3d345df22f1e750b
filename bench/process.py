"""fraiseql-build as a process, beside others that do the same or less."""
import json
import shutil
import statistics
import subprocess
import tempfile

from corpora import SHAPES
from timing import (HERE, PROGRAM, TOOLS, Failed, in_turn, measure,
                    measure_file, paired, spread, table, title)

FILTER = [str(PROGRAM), "--field", "users", "--type", "User"]

# How many bytes each reads, how often, and the command.
PROCESSES = {
    "fraiseql-build": (64_000_000, 9, FILTER),
    "minify": (64_000_000, 9, [str(TOOLS / "minify")]),
    "node": (8_000_000, 5, ["node", str(HERE / "others/camel.mjs")]),
    "python3": (8_000_000, 5, ["python3", str(HERE / "others/camel.py")]),
    "jq": (500_000, 3, ["jq", "-nc", "-f", str(HERE / "others/camel.jq")]),
}
PIPED = 64_000_000
STARTS = 300


def present():
    """The names of those that are installed."""
    return [name for name, (_, _, command) in PROCESSES.items()
            if shutil.which(command[0])]


def output_of(command, path):
    with open(path, "rb") as rows:
        done = subprocess.run(command, stdin=rows, stdout=subprocess.PIPE)
    if done.returncode != 0:
        raise Failed(f"{' '.join(command)} exited with {done.returncode}")
    return done.stdout


def check(corpora):
    """All must say the same before anyone's time counts."""
    for shape in SHAPES:
        path = corpora.rows(shape, 1000)
        ours = json.loads(output_of(FILTER, path))
        for name in present():
            theirs = output_of(PROCESSES[name][2], path)
            if name != "minify" and json.loads(theirs) != ours:
                raise Failed(f"{name} answers {shape} otherwise")


# --- From a file ------------------------------------------------------------

def process_rows(corpora, shape):
    runs = {}
    sizes = {}
    for name in present():
        size, times, command = PROCESSES[name]
        path = corpora.bytes(shape, size)
        sizes[name] = path.stat().st_size
        runs[name] = (times, lambda c=command, p=path: measure_file(c, p))
    results = in_turn(runs)

    speeds = {name: [sizes[name] / run.wall / 1e6 for run in results[name]]
              for name in runs}
    for name in runs:
        cpu = statistics.median(run.cpu for run in results[name])
        yield [shape, name, sizes[name] / 1e6, *spread(speeds[name]),
               paired(speeds["fraiseql-build"], speeds[name]),
               cpu / sizes[name] * 1e9,
               max(run.peak for run in results[name]) / 1024]


def whole(corpora):
    title("Whole process: from a file to /dev/null")
    check(corpora)
    rows = [row for shape in SHAPES for row in process_rows(corpora, shape)]
    table("process", ["shape", "what", "MB", "MB/s", "min", "max",
                      "fraiseql-build is × faster",
                      "CPU s/GB", "peak MiB"], rows)
    missing = [name for name in PROCESSES if name not in present()]
    if missing:
        print(f"Not there, so not measured: {', '.join(missing)}.\n")


# --- In a pipe --------------------------------------------------------------

def piped(path, command):
    return ["sh", "-c", 'rows=$1; shift; cat "$rows" | "$@" | cat >/dev/null',
            "sh", str(path), *command]


def pipes(corpora):
    title("In the middle of a pipe: cat FILE | … | cat >/dev/null")
    commands = {"cat": ["cat"], "fraiseql-build": FILTER}
    if "minify" in present():
        commands["minify"] = PROCESSES["minify"][2]
    rows = []
    for shape in SHAPES:
        path = corpora.bytes(shape, PIPED)
        results = in_turn({
            name: (9, lambda c=command: measure(piped(path, c)).wall)
            for name, command in commands.items()})
        for name, walls in results.items():
            rows.append([shape, name, *spread([w * 1e3 for w in walls]),
                         paired(walls, results["cat"])])
    table("pipe", ["shape", "what", "ms", "min", "max", "times cat"], rows)


# --- Start-up and system calls ----------------------------------------------

def start_up(_):
    title("Start-up: an empty input")
    results = in_turn({
        name: (STARTS, lambda c=command: measure(c).wall)
        for name, command in {
            "cat": ["cat", "/dev/null"],
            "fraiseql-build": [*FILTER, "/dev/null"],
        }.items()})
    table("start-up", ["what", "µs", "min", "max", "times cat"], [
        [name, *spread([w * 1e6 for w in walls]),
         paired(walls, results["cat"])] for name, walls in results.items()])


def calls_of(command, stdin=subprocess.DEVNULL):
    """How many system calls it makes, or None where strace cannot tell."""
    with tempfile.NamedTemporaryFile("r") as report:
        done = subprocess.run(["strace", "-c", "-o", report.name, *command],
                              stdin=stdin, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
        total = [line.split() for line in report if line.endswith(" total\n")]
    return int(total[0][3]) if done.returncode == 0 and total else None


def calls_in_pipe(path):
    with subprocess.Popen(["cat", path], stdout=subprocess.PIPE) as cat:
        return calls_of(FILTER, cat.stdout)


def system_calls(corpora):
    path = corpora.bytes("flat", PIPED)
    if not shutil.which("strace"):
        return
    start = calls_of([*FILTER, "/dev/null"])
    if start is None:
        return
    title("System calls")
    gigabytes = path.stat().st_size / 1e9
    rows = [["at start and end", start]]
    for name, calls in (("for each GB from a file",
                         calls_of([*FILTER, str(path)])),
                        ("for each GB from a pipe", calls_in_pipe(path))):
        rows.append([name, round((calls - start) / gigabytes)])
    table("system-calls", ["when", "calls"], rows)
