"""Pure decisions about kept files: what they may be called, and which are opened from here."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

IMAGES: Final = frozenset({"jpg", "jpeg", "png", "gif", "webp", "bmp", "heic", "heif", "avif", "tif", "tiff"})
OPENED: Final = IMAGES | {
    "pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "txt", "md", "csv", "tsv",
    "mp3", "m4a", "aac", "amr", "ogg", "oga", "opus", "wav", "flac",
    "mp4", "m4v", "mov", "webm", "mkv", "avi", "3gp",
}  # fmt: skip
"""Endings of files that are only shown, read or played: no programs, pages, archives, nor documents with macros."""
_LONGEST: Final = 200
"""Bytes of a name before its ending; most systems take 255 in all."""
_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]')
_OF_WINDOWS: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def ending(name: str) -> str:
    """Return the ending of a file's name in small letters, '' where it has none."""
    return PurePath(name.strip().rstrip(". ")).suffix.removeprefix(".").casefold()


def opens_safely(name: str) -> bool:
    """Return whether a file of this name may be handed to the program that shows its kind."""
    return ending(name) in OPENED


def file_name(name: str) -> str:
    """Return a name under which a copy can be written on every system: no folders, no signs that mislead."""
    clean = _NOT_IN_NAMES.sub("_", name).strip().strip(".") or "_"
    if _OF_WINDOWS.match(clean):
        clean = f"_{clean}"
    path = PurePath(clean)
    return _cut(path.stem, _LONGEST) + _cut(path.suffix, 255 - _LONGEST)


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")
