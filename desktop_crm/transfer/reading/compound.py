"""The directory of an OLE document: enough of it to tell an old Excel file from a Word file or an encrypted one."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO, Final

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR: Final = 0xFFFFFFFA
_MOST_SECTORS: Final = 4096
_FILE_PASS: Final = 0x2F
_RECORDS_LOOKED_AT: Final = 12


class DamagedError(Exception):
    """The directory cannot be followed."""


def streams(path: Path) -> dict[str, int]:
    """Return the streams and folders in the OLE document at `path` with their first sectors. Raises DamagedError."""
    try:
        with path.open("rb") as file:
            return _streams(file)
    except (struct.error, IndexError) as error:
        raise DamagedError from error


def is_locked(path: Path, start: int) -> bool:
    """Return whether the Excel 5 to 2003 workbook whose stream starts at sector `start` needs a password."""
    with path.open("rb") as file:
        size = 1 << struct.unpack_from("<H", file.read(512), 30)[0]
        records = _sector(file, start, size)
    at = 0
    for _ in range(_RECORDS_LOOKED_AT):
        if len(records) < at + 4:
            return False
        kind, length = struct.unpack_from("<HH", records, at)
        if kind == _FILE_PASS:
            return True
        at += 4 + length
    return False


def _streams(file: BinaryIO) -> dict[str, int]:
    header = file.read(512)
    size = 1 << struct.unpack_from("<H", header, 30)[0]
    if size not in (512, 4096):
        raise DamagedError
    fat_sectors = [at for at in struct.unpack_from("<109I", header, 76) if at < _LAST_SECTOR]
    sector: int = struct.unpack_from("<I", header, 48)[0]
    found: dict[str, int] = {}
    seen: set[int] = set()
    while sector < _LAST_SECTOR and sector not in seen and len(seen) < _MOST_SECTORS:
        seen.add(sector)
        found.update(_entries(_sector(file, sector, size)))
        table, place = divmod(sector, size // 4)
        sector = struct.unpack_from("<I", _sector(file, fat_sectors[table], size), place * 4)[0]
    return found


def _sector(file: BinaryIO, number: int, size: int) -> bytes:
    file.seek((number + 1) * size)
    return file.read(size)


def _entries(sector: bytes) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(sector) - 127, 128):
        length = min(struct.unpack_from("<H", sector, start + 64)[0], 64)
        if length > 2 and sector[start + 66]:
            name = sector[start : start + length - 2].decode("utf-16-le", "replace")
            found[name] = struct.unpack_from("<I", sector, start + 116)[0]
    return found
