"""A child process for tests: reads and understands many files, one after the other, and tells what came of each.

A line `> name` before each file, and after it `ok` or the sentence that refused it. Whoever takes longer than a
file may is ended by the system's alarm.
"""

from __future__ import annotations

import gc
import signal
import sys
import tempfile
from pathlib import Path

from desktop_crm.platform.errors import CrmError
from desktop_crm.platform.progress import silent
from desktop_crm.transfer.reading import limits
from desktop_crm.transfer.reading.child import MEMORY_BYTES
from desktop_crm.transfer.understanding.work import stage_file

SECONDS = 20


def main() -> None:
    """Read the files named on standard input."""
    limits.apply(MEMORY_BYTES, 3600)
    with tempfile.TemporaryDirectory() as folder:
        for number, line in enumerate(sys.stdin.read().splitlines()):
            path = Path(line)
            sys.stdout.write(f"> {path.name}\n")
            sys.stdout.flush()
            signal.alarm(SECONDS)
            staging = Path(folder) / str(number)
            try:
                stage_file(path, staging, progress=silent)
                said = "ok"
            except CrmError as error:
                said = " ".join(str(error).split())
            signal.alarm(0)
            staging.unlink(missing_ok=True)
            sys.stdout.write(f"{said}\n")
            gc.collect()


if __name__ == "__main__":
    main()
