"""The rows to measure with, in files."""
import subprocess
from pathlib import Path

from timing import TOOLS

SHAPES = ["flat", "pg", "nested", "tiny", "text",
          "wide", "world", "shuffled", "longkeys"]


class Corpora:
    """Files of rows, made as they are asked for."""

    def __init__(self, directory):
        self.directory = Path(directory)

    def rows(self, shape, count):
        path = self.directory / f"{shape}-{count}.ndjson"
        if not path.exists():
            with open(path, "wb") as file:
                subprocess.run([TOOLS / "corpus", shape, str(count)],
                               stdout=file, check=True)
        return path

    def bytes(self, shape, size):
        """About that many of them."""
        sample = self.rows(shape, 1000).stat().st_size
        return self.rows(shape, size * 1000 // sample)
