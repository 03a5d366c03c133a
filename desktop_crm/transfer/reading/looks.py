"""What a single cell looks like: blank, a value (number, date, address of some kind), or words."""

from __future__ import annotations

import re
from typing import Final

from desktop_crm.transfer.types import Cell

_EMAIL: Final = re.compile(r"\S+@\S+\.\S+")
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MOST_LETTERS: Final = 6
_LONGEST_VALUE: Final = 60


def is_blank(cell: Cell) -> bool:
    """Return whether the cell shows nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_value(cell: Cell) -> bool:
    """Return whether the cell holds a number, a date, a phone, an e-mail, a link or a code rather than words.

    `899kr`, `Jul-21-25`, `#1001`, `%10,00` are values; `E-mail 2 Address` and `Q1` are words.
    """
    if not isinstance(cell, str):
        return cell is not None
    text = cell.strip()
    if len(text) > _LONGEST_VALUE:
        return False
    numerals = sum(letter.isdigit() for letter in text)
    if _EMAIL.search(text) or _LINK.match(text):
        return True
    letters = sum(letter.isalpha() for letter in text)
    return letters <= _MOST_LETTERS and numerals > letters


def is_blank_row(cells: list[Cell]) -> bool:
    """Return whether no cell of the row shows anything."""
    return all(is_blank(cell) for cell in cells)


def filled(cells: list[Cell]) -> int:
    """Return how many of `cells` show anything."""
    return sum(1 for cell in cells if not is_blank(cell))


def shown(cell: Cell) -> str:
    """Return a cell as a trimmed text, '' where it is blank; line ends and runs of white space become one blank."""
    return "" if cell is None else " ".join(str(cell).split())
