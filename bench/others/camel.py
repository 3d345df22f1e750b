"""Rows of JSON in, one GraphQL response out, as a Python programmer would."""
import json
import re
import sys


class Names(dict):
    """Names by key, each made once."""

    def __missing__(self, key):
        body = key.lstrip("_")
        name = key[: len(key) - len(body)] + re.sub(
            "_+([a-z]?)", lambda match: match[1].upper(), body
        )
        self[key] = name
        return name


names = Names()


def rename(pairs):
    return {names[key]: value for key, value in pairs}


decode = json.JSONDecoder(object_pairs_hook=rename).decode
rows = [{"__typename": "User", **decode(line)} for line in sys.stdin]
print(json.dumps({"data": {"users": rows}}, ensure_ascii=False,
                 separators=(",", ":")))
