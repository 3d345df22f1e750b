"""Time and memory against the number of rows."""
import process
from timing import measure_file, spread, table, title

COUNTS = [10 ** power for power in range(3, 8)]
ENOUGH = 10  # seconds of a run; who would take longer is not asked
TIMES = 5
SECONDS = 5  # in which as many runs of these are made as there is time for


def runs_of(command, path):
    runs = [measure_file(command, path)]
    while len(runs) < TIMES and sum(run.wall for run in runs) < SECONDS:
        runs.append(measure_file(command, path))
    return runs


def lines(corpora, name):
    command = process.PROCESSES[name][2]
    before = 0  # seconds for a tenth of the rows
    for count in COUNTS:
        if before * 10 > ENOUGH:
            return
        runs = runs_of(command, corpora.rows("tiny", count))
        walls = [run.wall for run in runs]
        yield [count, name, *spread([wall * 1e3 for wall in walls]),
               max(run.peak for run in runs) / 1024]
        before = min(walls)


def measure_all(corpora):
    title("Time and peak memory against the number of rows: tiny")
    table("growth", ["rows", "what", "ms", "min", "max", "peak MiB"],
          [line for name in process.present() if name != "minify"
           for line in lines(corpora, name)])
