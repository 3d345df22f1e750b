"""Says which lines and branches of src/ the tests have reached.

    report.py SOURCE BUILD

BUILD was made with gcc's --coverage, and its tests were run. A table of all files,
then each line that nothing reached and for which tests/coverage/uncovered has
no reason, and each reason there that is one no more. Exits with 1 where there is
either.
"""

import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

# A file that reaches less of its branches, in percent, needs a reason for it.
BRANCHES_BOUND = 80


class File:
    """What is known of one file: for each line how often it was run, and for
    each line the counts of its branches."""

    def __init__(self, path, name):
        self.text = path.read_text().splitlines()
        self.name = name
        self.lines = defaultdict(int)
        self.functions = {}
        self.branches = {}

    def add(self, lines):
        """Takes what gcov says of one object. A function that is compiled into
        several objects is one, however often it was copied within one."""
        branches = defaultdict(list)
        for line in lines:
            number = line["line_number"]
            self.lines[number] += line["count"]
            self.functions[number] = line.get("function_name", "")
            branches[number] += [branch["count"] for branch in
                                 line["branches"] if not branch["throw"]]
        for number, counts in branches.items():
            known = self.branches.setdefault((number, len(counts)),
                                             [0] * len(counts))
            for i, count in enumerate(counts):
                known[i] += count

    def missed(self):
        """The lines that were not run, each as in `uncovered`: the function,
        and what stands there."""
        return [(number, self.functions[number], self.text[number - 1].strip())
                for number, count in sorted(self.lines.items()) if count == 0]

    def branch_counts(self):
        return [count for counts in self.branches.values() for count in counts]


def gcov(build, notes):
    """What gcov knows of one object: a list of files and their lines."""
    output = subprocess.run(
        [os.environ.get("GCOV", "gcov"), "--json-format", "--stdout",
         "--branch-probabilities", notes], cwd=build, check=True,
        capture_output=True, text=True).stdout
    return [file for line in output.splitlines() if line
            for file in json.loads(line)["files"]]


def read(source, build):
    """All files of src/ by name."""
    files = {}
    for notes in sorted(build.rglob("*.gcno")):
        for found in gcov(build, notes):
            path = (build / found["file"]).resolve()
            if source / "src" not in path.parents:
                continue
            name = str(path.relative_to(source))
            if name not in files:
                files[name] = File(path, name)
            files[name].add(found["lines"])
    return files


def reasons(path):
    """The entries of `uncovered`, each with its reason: an entry is (file,
    function, line), or (file,) for its branches."""
    known, reason, closed = {}, "", True
    for line in path.read_text().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("    "):
            entry = tuple(line.strip().split(": ", 2))
            if len(entry) not in (1, 3):
                sys.exit(f"{path}: neither FILE: FUNCTION: LINE nor FILE: "
                         f"{line.strip()}")
            known[entry] = reason
            closed = True
        else:
            reason = line if closed else f"{reason} {line}"
            closed = False
    return known


def percent(part, whole):
    return 100 * part / whole if whole else 100


def table(files):
    """Prints the figures of each file and of all."""
    rows = [(file.name, list(file.lines.values()), file.branch_counts())
            for _, file in sorted(files.items())]
    rows.append(("all", [n for row in rows for n in row[1]],
                 [n for row in rows for n in row[2]]))
    print(f"{'':28}{'lines':>22}{'branches':>22}")
    for name, *both in rows:
        figures = ""
        for counts in both:
            reached = sum(count > 0 for count in counts)
            figures += (f"{reached:7} of {len(counts):5}"
                        f"{percent(reached, len(counts)):5.0f} %")
        print(f"{name:28}{figures}")


def main(source, build):
    files = read(source, build)
    known = reasons(source / "tests/coverage/uncovered")
    table(files)
    used, wrong = set(), 0
    for name, file in sorted(files.items()):
        for number, function, text in file.missed():
            entry = (name, function, text)
            used.add(entry)
            if entry not in known:
                wrong += 1
                print(f"{name}:{number}: not reached, in {function}(): {text}")
        counts = file.branch_counts()
        if percent(sum(n > 0 for n in counts), len(counts)) < BRANCHES_BOUND:
            used.add((name,))
            if (name,) not in known:
                wrong += 1
                print(f"{name}: less than {BRANCHES_BOUND} % of its branches")
    for entry, reason in known.items():
        if entry not in used and not reason.startswith("By chance"):
            wrong += 1
            print("no reason any more: " + ": ".join(entry))
    print(f"{len(used & set(known))} with a reason, {wrong} without or stale")
    return wrong == 0


if __name__ == "__main__":
    sys.exit(not main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()))
