#!/usr/bin/env python3
"""How much the source files know of one another.

    includes.py reach FOLDER [MEDIAN P90]   how many headers of the project each
                                            .c file reaches, by itself or by
                                            way of others
    includes.py circles FOLDER              files that call one another

FOLDER is what includes begin at: "plan/plans.h" is FOLDER/plan/plans.h. The files
of kernel/ are not counted: each is the whole hot path. A .c file and its .h are
one, and so is a .def, which is a list, with them; that a file takes only types
from another does not make a circle. Exits with 1 if a figure is above its limit,
or if there is a circle.
"""

import pathlib
import re
import statistics
import sys

INCLUDE = re.compile(r'^#\s*include "([^"]+)"', re.M)
FUNCTION = re.compile(r'^(?!typedef|#|\s)[\w *]*?\b([a-z]\w*)\(', re.M)
CALL = re.compile(r'\b(\w+)\(')
CODE = re.compile(r'/\*.*?\*/|"(?:[^"\\\n]|\\.)*"', re.S)  # what is none
SHOWN = 5  # files that reach most


def read(folder):
    """From each file, by its path in the folder, to those that it includes."""
    files = folder.rglob('*.[ch]')
    names = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: [known for known in INCLUDE.findall(path.read_text())
                   if known in names]
            for name, path in names.items()}


def reached(name, includes):
    """All that a file includes, and what that includes."""
    found, left = set(), [name]
    while left:
        new = set(includes[left.pop()]) - found
        found |= new
        left += new
    return found


def reach(folder, *limits):
    includes = read(folder)
    counts = {name: len(reached(name, includes)) for name in includes
              if name.endswith('.c') and not name.startswith('kernel/')}
    ordered = sorted(counts.values())
    median = statistics.median_low(ordered)
    p90 = ordered[(9 * len(ordered) + 9) // 10 - 1]
    print(f'a .c file of {folder.name}/ reaches {median} headers '
          f'(median of {len(ordered)} files), {p90} (p90)')
    for name in sorted(counts, key=counts.get, reverse=True)[:SHOWN]:
        print(f'    {counts[name]:3} {name}')
    return any(figure > int(limit)
               for figure, limit in zip((median, p90), limits))


def calls(folder):
    """From each node to those whose functions it calls."""
    texts = {path: CODE.sub(' ', path.read_text())
             for path in folder.rglob('*.[ch]')}
    node = {path: path.relative_to(folder).with_suffix('').as_posix()
            for path in texts}
    owner = {name: node[path] for path, text in texts.items()
             if path.suffix == '.h' for name in FUNCTION.findall(text)}
    found = {name: set() for name in node.values()}
    for path, text in texts.items():
        found[node[path]] |= {owner[name] for name in CALL.findall(text)
                              if name in owner}
    return found


def circles(folder):
    """Sets of files that call one another, by any way around."""
    nodes = calls(folder)
    all_of = {node: reached(node, {one: nodes[one] - {one} for one in nodes})
              for node in nodes}
    found = {frozenset(other for other in all_of[node]
                       if node in all_of[other])
             for node in nodes if node in all_of[node]}
    for circle in sorted(map(sorted, found)):
        print('these call one another:', ', '.join(circle))
    return bool(found)


def main(what, folder, *words):
    return {'reach': reach, 'circles': circles}[what](
        pathlib.Path(folder).resolve(), *words)


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
