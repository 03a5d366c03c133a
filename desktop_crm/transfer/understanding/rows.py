"""The fate of every row of a sheet, and what is reported of it."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence

from desktop_crm.platform.i18n import N_
from desktop_crm.transfer.reading.types import Table
from desktop_crm.transfer.types import Cell
from desktop_crm.transfer.understanding.cells import as_stood, is_blank
from desktop_crm.transfer.understanding.mapping import is_secret
from desktop_crm.transfer.understanding.sheet import Bad
from desktop_crm.transfer.understanding.sink import Sink, as_json


class Fates:
    """What becomes of each row; rows nobody speaks of again are good."""

    def __init__(self, table: Table, sink: Sink) -> None:
        self._table = table
        self._sink = sink
        self._outcome: dict[int, tuple[str, str | None]] = {}
        self._kept: set[int] = set()
        self._numbers = array("q")
        self._hidden = {place for place, name in enumerate(table.headers) if is_secret(name)}

    def skip_what_says_nothing(self, *, repeats: bool = True) -> None:
        """Look through the rows once: note their numbers, mark blank ones as skipped, and exact `repeats`."""
        rows = self._table.rows
        seen: dict[int, int] = {}
        for index, (number, cells) in enumerate(rows):
            self._numbers.append(number)
            first = seen.setdefault(hash(tuple(cells)), index)
            if all(is_blank(cell) for cell in cells):
                self._outcome[index] = ("skipped", N_("a blank row"))
            elif repeats and first != index and rows[first][1] == cells:
                self._outcome[index] = ("skipped", N_("an exact repeat of a row above"))

    def taken(self) -> list[int]:
        """Return the places of the rows to be read, in order."""
        return [index for index in range(len(self._table.rows)) if index not in self._outcome]

    def number(self, index: int) -> int:
        """Return the number Excel shows for a row."""
        return self._numbers[index]

    def refuse(self, index: int, message: str, *, column: str = "", value: str = "") -> None:
        """Refuse a row, and report why."""
        self._outcome[index] = ("refused", message)
        self._report(index, column, value, message, taken=False)

    def note(self, index: int, message: str) -> None:
        """Report what is wrong with a row that is taken all the same."""
        self._report(index, "", "", message, taken=True)

    def skip(self, index: int, why: str) -> None:
        """Skip a row that holds nothing to be taken."""
        self._outcome[index] = ("skipped", why)

    def is_reported(self, index: int) -> bool:
        """Return whether what is wrong in a row is worth telling: not of rows that were skipped."""
        return self._outcome.get(index, ("", None))[0] != "skipped"

    def report(self, bad: Bad) -> None:
        """Report a cell that was left out; the rest of its row is taken unless it was refused."""
        header = self._table.headers[bad.position] if bad.position < len(self._table.headers) else ""
        refused = self._outcome.get(bad.index, ("", None))[0] == "refused"
        self._report(bad.index, header, bad.value, bad.message, taken=not refused)

    def write(self) -> None:
        """Write the fate of every row and the originals of those that were reported."""
        for index, number in enumerate(self._numbers):
            outcome, why = self._outcome.get(index, ("good", None))
            self._sink.add("rows", number, outcome, why)
        for number, why in self._table.skipped:
            self._sink.add("rows", number, "skipped", why)

    def _report(self, index: int, column: str, value: str, message: str, *, taken: bool) -> None:
        number, cells = self._table.rows[index]
        self._sink.add("problems", number, column, value, message, "{}", int(taken))
        if index not in self._kept:
            self._kept.add(index)
            self._sink.add("originals", number, as_json(self._kept_cells(cells)))

    def _kept_cells(self, cells: Sequence[Cell]) -> list[str | float]:
        return ["" if place in self._hidden else _kept(cell) for place, cell in enumerate(cells)]


def _kept(cell: Cell) -> str | float:
    """Return a cell to be handed back: its text, but a fraction as the number it is, since 1.125 can be read twice."""
    if isinstance(cell, float) and math.isfinite(cell) and not cell.is_integer():
        return cell
    return as_stood(cell)
