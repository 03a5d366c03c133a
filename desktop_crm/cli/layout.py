"""Plain text for people: rows as aligned columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def aligned(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), indent: str = "") -> list[str]:
    """Return rows as lines whose columns stand below each other; `right` names the columns set to the right.

    Line breaks within a cell become blanks; letters that take two places are counted as two. A column that is empty in
    every row is left out.
    """
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = [max(_width(row[place]) for row in cells) for place in range(len(cells[0]))] if cells else []
    lines: list[str] = []
    for row in cells:
        padded = [
            " " * (width - _width(cell)) + cell if place in right else cell + " " * (width - _width(cell))
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            if width
        ]
        lines.append((indent + "  ".join(padded)).rstrip())
    return lines


def _width(text: str) -> int:
    """Return how many places of a terminal `text` takes."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
