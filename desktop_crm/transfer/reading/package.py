"""Zip packages (xlsx, xlsm, xlsb, ods): which one it is, and whether it is safe to unpack."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from desktop_crm.platform.errors import FileRefused
from desktop_crm.platform.i18n import N_
from desktop_crm.transfer.reading import bounds, ods_cells
from desktop_crm.transfer.reading.types import FileKind, Look

DAMAGED: Final = N_("{file} is damaged and cannot be opened.")
PASSWORD: Final = N_("{file} is protected with a password. Save it without the password and try again.")
_WORD: Final = N_("{file} is a text document, not a spreadsheet.")
_SLIDES: Final = N_("{file} is a presentation, not a spreadsheet.")
_ARCHIVE: Final = N_("{file} is a packed archive. Unpack it and choose the file inside.")
_BOMB: Final = N_("{file} would unpack to far more data than a spreadsheet holds, so it was not opened.")
_PARTS: Final = N_("{file} consists of too many parts, so it was not opened.")
_DECLARATION: Final = N_("{file} has instructions inside that no spreadsheet needs (DOCTYPE), so it was not opened.")
_FAR: Final = N_("{file} has a filled cell far outside its table, at {cell}. Delete that cell in Excel and save again.")
_REPEATS: Final = N_("{file} repeats a cell more often than a sheet has room for, so it was not opened.")

# Sheets of real shops unpack 5 to 30 times their size; 500,000 rows of 20 columns come to 0.5 to 0.7 GB. The bombs
# that were tried unpack 200 to 1,000 times. So a package is judged by its ratio only where it would also be big.
MOST_PARTS: Final = 2_000
ALWAYS_FINE: Final = 300 * 1024 * 1024
MOST_RATIO: Final = 100
MOST_UNPACKED: Final = 2 * 1024 * 1024 * 1024
_HEAD: Final = 4096

_BY_CONTENT_TYPE: Final = (
    (b"ms-excel.sheet.binary", FileKind.XLSB),
    (b"spreadsheetml.sheet.main", FileKind.XLSX),
    (b"ms-excel.sheet.macroenabled.main", FileKind.XLSX),
    (b"spreadsheetml.template.main", FileKind.XLSX),
    (b"ms-excel.template.macroenabled.main", FileKind.XLSX),
    (b"wordprocessingml", _WORD),
    (b"presentationml", _SLIDES),
)


class Package:
    """A zip package and its parts, whatever their case and slashes."""

    def __init__(self, path: Path, name: str) -> None:
        """Open the package at `path`; `name` is what messages call it. Raises FileRefused."""
        self._name = name
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise FileRefused(DAMAGED, file=name) from error
        self._parts = {part.filename.replace("\\", "/").lstrip("/"): part for part in self._zip.infolist()}

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    def check(self) -> Look:
        """Return what the package is. Raises FileRefused for what is unsafe, damaged, locked or no spreadsheet."""
        try:
            self._refuse_bombs()
            kind = self._kind()
            self._refuse_declarations()
            if kind is FileKind.ODS:
                self._refuse_ods()
                return self._look_at_ods()
            return self._look_at_sheets() if kind is FileKind.XLSX else Look(kind)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError) as error:
            raise FileRefused(DAMAGED, file=self._name) from error
        except RuntimeError as error:  # zipfile's word for an encrypted part
            raise FileRefused(PASSWORD, file=self._name) from error

    def _sheet_parts(self) -> list[str]:
        return [name for name in self._parts if "worksheets/" in name.lower() and name.lower().endswith(".xml")]

    def find(self, ending: str) -> str | None:
        """Return the name of the part with this last name, in any folder; None where there is none."""
        return next((part for part in self._parts if part.rpartition("/")[2].lower() == ending), None)

    def spelling(self, name: str) -> str:
        """Return the name of a part as the package spells it, whatever its case; as given where there is none."""
        return name if name in self._parts else next((one for one in self._parts if one.lower() == name.lower()), name)

    def has_doubles(self) -> bool:
        """Return whether two parts have one name, so that readers may differ in which they take."""
        return len(self._parts) != len(self._zip.infolist())

    def open(self, name: str) -> IO[bytes]:
        """Return one part as a stream."""
        return self._zip.open(self._parts[name])

    def read(self, name: str, most: int = -1) -> bytes:
        """Return the first `most` bytes of the part called `name` in any case; empty where there is none."""
        for part in self._parts:
            if part.lower() == name.lower():
                with self.open(part) as stream:
                    return stream.read(most)
        return b""

    def _refuse_bombs(self) -> None:
        parts = self._zip.infolist()
        if len(parts) > MOST_PARTS:
            raise FileRefused(_PARTS, file=self._name)
        unpacked = sum(part.file_size for part in parts)
        packed = max(1, sum(part.compress_size for part in parts))
        if unpacked > MOST_UNPACKED or (unpacked > ALWAYS_FINE and unpacked > MOST_RATIO * packed):
            raise FileRefused(_BOMB, file=self._name)

    def _kind(self) -> FileKind:
        media = self.read("mimetype", 200)
        if b"opendocument.spreadsheet" in media:
            return FileKind.ODS
        if b"opendocument" in media:
            raise FileRefused(_WORD, file=self._name)
        types = _plain(self.read("[Content_Types].xml", 1 << 20))
        for mark, verdict in _BY_CONTENT_TYPE:
            if mark in types:
                if isinstance(verdict, FileKind):
                    return verdict
                raise FileRefused(verdict, file=self._name)
        lowered = {part.lower() for part in self._parts}
        if "xl/workbook.bin" in lowered:
            return FileKind.XLSB
        if any(part.endswith("workbook.xml") for part in lowered):
            return FileKind.XLSX
        if "content.xml" in lowered and b"spreadsheet" in self.read("META-INF/manifest.xml", 1 << 20):
            return FileKind.ODS
        office = any(part.startswith(("xl/", "[content_types].xml", "_rels/")) for part in lowered)
        raise FileRefused(DAMAGED if office else _ARCHIVE, file=self._name)

    def _refuse_declarations(self) -> None:
        for name in self._parts:
            if name.lower().endswith((".xml", ".rels", ".vml")):
                with self.open(name) as stream:
                    head = _plain(stream.read(_HEAD))
                # a drawing is never read, and old ones do begin with an HTML declaration
                if b"<!doctype" in head and not name.lower().endswith(".vml"):
                    raise FileRefused(_DECLARATION, file=self._name)

    def _refuse_ods(self) -> None:
        if b"encryption-data" in self.read("META-INF/manifest.xml", 1 << 20):
            raise FileRefused(PASSWORD, file=self._name)
        if "content.xml" not in self._parts:
            raise FileRefused(DAMAGED, file=self._name)
        with self.open("content.xml") as stream:
            if bounds.repeats_too_much(stream):
                raise FileRefused(_REPEATS, file=self._name)

    def _look_at_sheets(self) -> Look:
        try:
            looks = {name: bounds.look(self._opener(name)) for name in self._sheet_parts()}
        except bounds.FarCellError as far:
            raise FileRefused(_FAR, file=self._name, cell=str(far)) from far
        return Look(
            FileKind.XLSX,
            [name for name, look in looks.items() if look.errors],
            sum(look.cells for look in looks.values()),
            sum(look.hidden_rows for look in looks.values()),
            sum(look.hidden_columns for look in looks.values()),
        )

    def _look_at_ods(self) -> Look:
        with self.open("content.xml") as stream:
            if not ods_cells.says_more(stream):
                return Look(FileKind.ODS)
        with self.open("content.xml") as stream:
            errors, rows, columns = ods_cells.look(stream)
        return Look(FileKind.ODS, hidden_rows=rows, hidden_columns=columns, errors=errors)

    def _opener(self, name: str) -> Callable[[], IO[bytes]]:
        return lambda: self.open(name)


def _plain(head: bytes) -> bytes:
    """Return `head` as small ASCII letters even where the part is written in UTF-16."""
    return head.replace(b"\x00", b"").lower()
