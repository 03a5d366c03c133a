"""Files that live as long as an import is in the making, and by what the content of a file is known again."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from hashlib import file_digest, sha256
from pathlib import Path


class Scratch:
    """A folder of its own, thrown away when it is closed or forgotten."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="desktop-crm-"))
        self.close = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name: str) -> Path:
        """Return where a file of this name stands."""
        return self.folder / name

    def copy(self, path: Path) -> Path:
        """Return a copy of one of its files, in the place of an earlier copy."""
        work = path.with_suffix(".work")
        shutil.copyfile(path, work)
        return work


def content_of(path: Path) -> str:
    """Return the hash of a file's content, '' where it cannot be read."""
    try:
        with path.open("rb") as opened:
            return file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def digest_of(text: str) -> str:
    """Return the hash of a text."""
    return sha256(text.encode()).hexdigest()
