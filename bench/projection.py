"""What it costs to know types, and to select fields."""
from timing import (HERE, PROGRAM, in_turn, measure_file, paired, spread,
                    table, title)

SIZE = 64_000_000
TIMES = 9

FIELDS = ["id", "firstName", "lastName", "email", "phoneNumber", "countryCode",
          "isActive", "loginCount", "balance", "managerId", "lastIp",
          "birthDate", "createdAt"]
USERS = {
    "--type": [],
    "--type --select, 3 of 13 fields": ["--select", "{id firstName email}"],
    "the same with two aliases for one":
        ["--select", "{id firstName a: email b: email}"],
    "--type --select, all 13": ["--select", f"{{{' '.join(FIELDS)}}}"],
    "--type --select, all 13 in another order":
        ["--select", f"{{{' '.join(reversed(FIELDS))}}}"],
}
SCHEMA = ["--schema", str(HERE / "posts.graphql")]
POSTS = {
    "--type": [],
    "--type --schema": SCHEMA,
    "--type --schema --select, half of the fields": [
        *SCHEMA, "--select",
        "{id postTitle author{userName} comments{commentBody author{id}}}"],
    "--type --opaque, the comments": ["--opaque", "comments"],
}
SHAPES = {"flat": ("User", USERS), "pg": ("User", USERS),
          "nested": ("Post", POSTS)}


def rows_of(corpora, shape):
    kind, options = SHAPES[shape]
    path = corpora.bytes(shape, SIZE)
    command = [str(PROGRAM), "--field", "rows", "--type", kind]
    results = in_turn({
        name: (TIMES, lambda more=more: measure_file([*command, *more], path))
        for name, more in options.items()})
    speeds = {name: [path.stat().st_size / run.cpu / 1e6 for run in runs]
              for name, runs in results.items()}
    for name, runs in results.items():
        yield [shape, name, *spread(speeds[name]),
               paired(speeds[name], speeds["--type"]),
               max(run.peak for run in runs) / 1024]


def measure_all(corpora):
    title("Types and selections: from a file to /dev/null")
    table("projection", ["shape", "options", "MB per CPU s", "min", "max",
                         "of --type", "peak MiB"],
          [row for shape in SHAPES for row in rows_of(corpora, shape)])
