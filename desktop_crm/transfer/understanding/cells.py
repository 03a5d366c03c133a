"""A cell as text: guards taken off, numbers that Excel made of codes turned back, never a rounded one."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Final

from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import squeeze
from desktop_crm.transfer.types import Cell

_SCIENTIFIC: Final = re.compile(r"[+-]?\d(?:[.,]\d+)?[eE]\+\d{1,3}")
_GUARDED_FORMULA: Final = re.compile(r'="(.*)"', re.DOTALL)
_GUARDED: Final = ("'=", "'+", "'-", "'@")
"""How a note begins that was guarded against being taken for a formula."""
_WHOLE_FLOAT: Final = re.compile(r"\d{5,15}\.0")
_ERRORS: Final = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#YOK", "#DEĞER!"})
_LARGEST_EXACT: Final = 10**15


SHORTENED: Final = N_("a spreadsheet has shortened this number; its digits are lost")
FAILED: Final = N_("the cell holds an error of the spreadsheet, no value")


class Unreadable(ValueError):
    """The cell holds something, but its value is lost; the argument is a message id that says how."""

    @property
    def message(self) -> str:
        """How the value was lost, as an untranslated message."""
        return str(self.args[0])


def storable(text: str) -> str:
    """Return `text` without what no database keeps: halves of signs and the null sign."""
    if text.isascii():
        return text.replace("\0", "") if "\0" in text else text
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def is_blank(cell: Cell) -> bool:
    """Return whether a cell holds nothing a person could see."""
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))


def text(cell: Cell) -> str:
    """Return a cell as one line of text, '' where it holds nothing.

    Raises Unreadable for a code that a spreadsheet shortened (1.05E+10) and for error cells.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _from_text(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (int, float)):
        return _from_number(cell)
    return _from_time(cell)


def as_written(cell: Cell) -> str:
    """Return a cell of a file this program wrote as one line of text: only its own guard is taken off."""
    if not isinstance(cell, str):
        return text(cell)
    plain = squeeze(storable(cell))
    return plain[1:].strip() if plain.startswith(_GUARDED) else plain


def lines(cell: Cell) -> str:
    """Return a cell as text that keeps its line breaks, '' where it holds nothing."""
    if not isinstance(cell, str):
        return text(cell)
    kept = [squeeze(line) for line in storable(cell).replace("_x000D_", "").splitlines()]
    whole = "\n".join(kept).strip()
    return whole[1:] if whole.startswith(_GUARDED) else whole


def as_stood(cell: Cell) -> str:
    """Return a cell for showing: its text as it stood, whatever it is."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _LARGEST_EXACT:
        return str(int(cell))
    if isinstance(cell, (date, time)):
        return cell.isoformat(sep=" ") if isinstance(cell, datetime) else cell.isoformat()
    return storable(str(cell))


def _from_text(cell: str) -> str:
    plain = squeeze(storable(cell))
    if not plain:
        return ""
    if plain[0] == "'" and len(plain) > 1:
        plain = plain[1:].strip()
    guarded = _GUARDED_FORMULA.fullmatch(plain)
    if guarded:
        plain = guarded.group(1).strip()
    if len(plain) > 2 and plain[0] == '"' == plain[-1]:
        plain = plain[1:-1].strip()
    if plain[0] == "#" and plain in _ERRORS:
        raise Unreadable(FAILED)
    if "+" in plain and _SCIENTIFIC.fullmatch(plain):
        raise Unreadable(SHORTENED)
    return plain[:-2] if _WHOLE_FLOAT.fullmatch(plain) else plain


def _from_number(cell: float) -> str:
    if isinstance(cell, int):
        return str(cell)
    if cell != cell or abs(cell) >= _LARGEST_EXACT:
        raise Unreadable(SHORTENED)
    return str(int(cell)) if cell.is_integer() else f"{cell:.10f}".rstrip("0").rstrip(".")


def _from_time(cell: datetime | date | time) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="minutes")
    return cell.isoformat()
