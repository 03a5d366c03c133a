"""The folders a shop saves its exports in: which files there are new, whole, and not yet brought in or passed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop_crm.platform import settings
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.settings import Setting
from desktop_crm.transfer import memory
from desktop_crm.transfer.scratch import content_of

SUFFIXES: Final = frozenset(
    {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt", ".xml", ".htm", ".html", ".vcf"}
)
"""How the names of files end that an import reads."""
_UNDER_WAY: Final = ("~$", ".", "_~", "~")
"""How the names of files begin that a program is still working on."""
_MOST: Final = 20
_LARGEST: Final = 500 * 1024 * 1024

FOLDERS: Final[Setting[list[dict[str, Any]]]] = Setting(
    "transfer.folders", [], N_("Import"), N_("Folders watched for new files")
)

Sight = Mapping[Path, tuple[int, int]]
"""Files that were seen, with their size and when they were changed (ns): what stays the same twice is whole."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A watched folder; files from before `since` (UTC ms) are not offered. `shop` is whose exports it holds."""

    path: str
    since: int
    shop: str = ""


def folders(session: Session) -> list[Folder]:
    """Return the watched folders."""
    return [Folder(**kept) for kept in settings.value(session, FOLDERS)]


def watch(db: Database, path: Path, shop: str = "") -> None:
    """Watch a folder from now on, as one step. Raises UserError where it is none."""
    if not path.is_dir():
        raise UserError(N_("{folder} is no folder."), folder=path.name)
    with db.read() as session:
        others = [one for one in folders(session) if one.path != str(path)]
    _keep(db, [*others, Folder(str(path), db.clock.now(), shop)])


def leave(db: Database, path: str) -> None:
    """Watch a folder no longer."""
    with db.read() as session:
        others = [one for one in folders(session) if one.path != path]
    _keep(db, others)


def _keep(db: Database, wanted: Sequence[Folder]) -> None:
    settings.put(db, FOLDERS, [asdict(one) for one in wanted])


def look(watched: Sequence[Folder]) -> dict[Path, tuple[int, int]]:
    """Return the files of these folders that could be exports; what is hidden, half written or old is left out."""
    found: dict[Path, tuple[int, int]] = {}
    for folder in watched:
        try:
            files = list(Path(folder.path).iterdir())
        except OSError:  # not plugged in, or gone
            continue
        for file in files:
            if file.suffix.lower() not in SUFFIXES or file.name.startswith(_UNDER_WAY):
                continue
            try:
                told = file.stat()
            except OSError:
                continue
            arrived = max(told.st_mtime_ns, told.st_ctime_ns) // 1_000_000
            if arrived >= folder.since and 0 < told.st_size <= _LARGEST and file.is_file():
                found[file] = (told.st_size, told.st_mtime_ns)
    return found


def settled(before: Sight, now: Sight) -> list[Path]:
    """Return the files that did not change between two looks, the newest first."""
    same = [file for file, told in now.items() if before.get(file) == told]
    return sorted(same, key=lambda file: (-now[file][1], file.name))


def unseen(db: Database, files: Sequence[Path]) -> list[Path]:
    """Return which files were neither brought in nor passed over, the first of them where there are very many.

    Of several with one content the first.
    """
    contents = {file: _content(file) for file in files}
    known = memory.seen(db, contents.values())
    fresh: dict[str, Path] = {}
    for file, content in contents.items():
        if content and content not in known:
            fresh.setdefault(content, file)
    return list(fresh.values())[:_MOST]


def _content(file: Path) -> str:
    """Return by what a file's content is known, '' where it cannot be read now; read once while it stays the same."""
    try:
        told = file.stat()
        return _read_content(file, told.st_size, told.st_mtime_ns)
    except OSError:
        return ""


@lru_cache(maxsize=10_000)
def _read_content(file: Path, _size: int, _changed: int) -> str:
    content = content_of(file)
    if not content:
        raise FileNotFoundError(file.name)  # so that it is not kept
    return content


def shop_of(watched: Sequence[Folder], file: Path) -> str:
    """Return whose exports the folder of a file holds, '' where nobody said."""
    return next((folder.shop for folder in watched if Path(folder.path) == file.parent), "")
