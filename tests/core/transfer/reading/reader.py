"""A child process for tests: reads a file as the import does, or misbehaves in the way its first argument names."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from desktop_crm.platform.errors import FileRefused
from desktop_crm.platform.progress import Progress
from desktop_crm.transfer.reading import child, source
from desktop_crm.transfer.reading.tables import find_table


def read(progress: Progress) -> None:
    """Read the file; the number of its rows is reported as progress and its headers printed, which nobody hears."""
    path = Path(sys.argv[2])
    table = find_table(source.read(path).sheets, file=path.name)
    sys.stdout.write(f"{table.headers}\n")
    progress(len(table.rows), len(table.rows))


def count(progress: Progress) -> None:
    """Count quickly to a large number."""
    for step in range(3_000_000):
        progress(step, 3_000_000)


def wait(progress: Progress) -> None:
    """Report once and then say nothing for a minute."""
    progress(1, 2)
    time.sleep(60)


def eat(_progress: Progress) -> None:
    """Take more memory than allowed."""
    hoard = [bytes(50_000_000) for _ in range(100)]
    sys.stdout.write(f"{len(hoard)}\n")


def spin(_progress: Progress) -> None:
    """Use up the processor time."""
    while True:
        pass


def crash(_progress: Progress) -> None:
    """Die like a library that aborts the process."""
    os.kill(os.getpid(), signal.SIGABRT)


def leave(_progress: Progress) -> None:
    """Leave without a word."""
    os._exit(0)


def babble(_progress: Progress) -> None:
    """Write what is no answer where answers are expected."""
    os.write(int(os.environ.get("READER_OUT", "1")), b"Ayse 0532 111 22 33\n")
    os._exit(0)


def refuse(_progress: Progress) -> None:
    """Refuse the file with a sentence and its values."""
    raise FileRefused("{file} has {count} wrong things.", file="liste.csv", count=3)


def stumble(_progress: Progress) -> None:
    """Raise something unforeseen that quotes a row."""
    raise RuntimeError("Ayşe Yılmaz 0532 111 22 33")


if __name__ == "__main__":
    if sys.argv[1] == "babble":
        babble(lambda *_steps: None)
    elif sys.argv[1] == "misfit":
        os.write(1, b'{"refused": {"message": "{file} {0} {missing}", "values": {}}}\n')
    else:
        child.serve(globals()[sys.argv[1]], memory_bytes=1_500_000_000, cpu_seconds=1 if sys.argv[1] == "spin" else 20)
