"""Rows straight from PostgreSQL, beside what else brings them to a file.

The server is its own: it has no network, and is gone afterwards.
"""
import json
import os
import pwd
import shlex
import shutil
import statistics
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from timing import (HERE, PROGRAM, Failed, in_turn, measure, paired, spread,
                    table, title)

ROWS = 400_000
FEW = 10_000  # for jq, which is slow
TIMES = 9
STARTS = 50
QUERY = "SELECT data FROM bench ORDER BY id"
BUILD = [str(PROGRAM), "--field", "users", "--type", "User"]

# About 300 bytes of jsonb a row.
FILL = """
CREATE TABLE bench AS
SELECT n AS id, jsonb_build_object(
    'id', n, 'first_name', 'Ada' || n, 'last_name', 'Lovelace',
    'email_address', 'ada' || n || '@example.org', 'is_active', n % 2 = 0,
    'created_at', '2026-01-01'::timestamp + n * interval '1 second',
    'credit_limit', n * 1.5, 'postal_code', 'W1 ' || n, 'city_name', 'London',
    'phone_number', '+44 20 7946 ' || n, 'country_code', 'GB',
    'short_note', repeat('x', 40)) AS data
FROM generate_series(1, {rows}) n;
ALTER TABLE bench ADD PRIMARY KEY (id);
VACUUM ANALYZE bench;
"""


def server_programs():
    """The directory of initdb and of the psql that is no wrapper, or None."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda path: float(path.parent.name))
    return next((str(folder) for folder in reversed(folders)
                 if (folder / "initdb").exists()), None)


@contextmanager
def server(programs):
    """A server for the time being; the environment leads to it."""
    user = None
    if os.geteuid() == 0:  # as whom no server runs
        user = pwd.getpwnam("postgres").pw_uid
    directory = tempfile.mkdtemp(prefix="fraiseql-bench.")
    os.chmod(directory, 0o755)
    if user is not None:
        os.chown(directory, user, -1)

    def run(program, *arguments):
        subprocess.run([f"{programs}/{program}", "-D", f"{directory}/data",
                        *arguments], user=user, cwd=directory, check=True,
                       stdout=subprocess.DEVNULL)

    try:
        run("initdb", "-U", "bench", "-A", "trust", "-E", "UTF8",
            "--no-locale", "--no-sync")
        run("pg_ctl", "-w", "-l", f"{directory}/log", "-o",
            f"-c listen_addresses='' -c fsync=off -c autovacuum=off "
            f"-c unix_socket_directories='{directory}'", "start")
        try:
            for name in [n for n in os.environ if n.startswith("PG")]:
                del os.environ[name]
            os.environ.update(PGHOST=directory, PGUSER="bench",
                              PGDATABASE="postgres")
            yield
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(directory)


def piped(*commands):
    """A shell that runs the commands as one pipe."""
    return ["sh", "-c", " | ".join(map(shlex.join, commands))]


def ways(psql, query):
    """How the rows can come, the yardstick first."""
    copy = f"COPY ({query}) TO STDOUT (FORMAT binary)"
    return {
        "psql COPY binary, as it is": [psql, "-Xqc", copy],
        "fraiseql-build -c": [*BUILD, "-c", query],
        "psql COPY binary, piped": piped([psql, "-Xqc", copy], BUILD),
        "psql -At, piped": piped([psql, "-XAtqc", query], BUILD),
        "json_agg by the server, no names": [
            psql, "-XAtqc", f"SELECT json_agg(data) FROM ({query}) AS r"],
    }


def check(psql):
    """Every way with our names gives the same bytes."""
    query = f"{QUERY} LIMIT 1000"
    answers = {name: subprocess.check_output(command)
               for name, command in ways(psql, query).items()}
    ours = answers["fraiseql-build -c"]
    for name in ("psql COPY binary, piped", "psql -At, piped"):
        if answers[name] != ours:
            raise Failed(f"{name} gives other bytes")
    rows = json.loads(answers["json_agg by the server, no names"])
    if len(rows) != len(json.loads(ours)["data"]["users"]):
        raise Failed("json_agg gives another number of rows")


def throughput(psql, size):
    title(f"Live: {ROWS:,} rows of jsonb, from the server to /dev/null")
    commands = ways(psql, QUERY)
    yardstick = next(iter(commands))
    results = in_turn({name: (TIMES, lambda c=command: measure(c))
                       for name, command in commands.items()})
    walls = {name: [run.wall for run in runs]
             for name, runs in results.items()}
    lines = [[name, *spread([wall * 1e3 for wall in walls[name]]),
              paired(walls[name], walls[yardstick]),
              size / statistics.median(walls[name]) / 1e6,
              max(run.peak for run in runs) / 1024]
             for name, runs in results.items()]
    if shutil.which("jq"):
        few = f"{QUERY} LIMIT {FEW}"
        command = piped([psql, "-XAtqc", few],
                        ["jq", "-nc", "-f", str(HERE / "others/camel.jq")])
        wall = [measure(command).wall * ROWS / FEW for _ in range(3)]
        lines.append([f"psql -At, piped to jq ({FEW:,} rows, scaled)",
                      *spread([w * 1e3 for w in wall]),
                      statistics.median(wall) /
                      statistics.median(walls[yardstick]),
                      size / statistics.median(wall) / 1e6, ""])
    table("live", ["what", "ms", "min", "max", "times psql", "MB/s",
                   "peak MiB of the largest client"], lines)


def memory():
    title("Live: peak resident memory of the larger of the two programs")
    table("live-memory", ["rows", "peak MiB"], [
        [count, measure([*BUILD, "-c", f"{QUERY} LIMIT {count}"]).peak / 1024]
        for count in (1_000, 20_000, ROWS)])


def start_up(psql):
    title("Live: one small row")
    query = f"{QUERY} LIMIT 1"
    results = in_turn({
        name: (STARTS, lambda c=command: measure(c).wall * 1e3)
        for name, command in {
            "psql -At": [psql, "-XAtqc", query],
            "fraiseql-build -c": [*BUILD, "-c", query],
            "fraiseql-build of a file": [
                *BUILD, str(HERE.parent / "examples/users.ndjson")],
        }.items()})
    table("live-start-up", ["what", "ms", "min", "max", "times psql"], [
        [name, *spread(walls), paired(walls, results["psql -At"])]
        for name, walls in results.items()])


def measure_all(_):
    programs = server_programs()
    asks = subprocess.run([*BUILD, "-c", "SELECT 1", "-h", "/nowhere"],
                          stderr=subprocess.DEVNULL).returncode == 3
    if programs is None or not asks:
        print("There is no PostgreSQL server, or no connection to it in "
              "fraiseql-build, so rows from there are not measured.\n")
        return
    with server(programs):
        psql = f"{programs}/psql"
        subprocess.run([psql, "-Xq"], input=FILL.format(rows=ROWS), text=True,
                       check=True)
        size = int(subprocess.check_output(
            [psql, "-XAtqc", "SELECT sum(length(data::text)) FROM bench"]))
        check(psql)
        throughput(psql, size)
        memory()
        start_up(psql)
