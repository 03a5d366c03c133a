"""Rows of a large file kept in a temporary file and read back a few at a time."""

from __future__ import annotations

import pickle
import tempfile
import weakref
from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any, Final, overload

from desktop_crm.transfer.types import Cell

Row = tuple[int, list[Cell]]
_BLOCK: Final = 500
_MOST_SHARED: Final = 50_000


class Kept:
    """A list that only grows, in a file that is gone with it; `held` blocks of it are in memory at a time.

    The file is this process's own and nobody else's to write, so that unpickling it is safe.
    """

    def __init__(self, held: int = 1, block: int = _BLOCK) -> None:
        self._file = tempfile.TemporaryFile(prefix="desktop-crm-")  # noqa: SIM115 - it lives as long as the list
        weakref.finalize(self, self._file.close)
        self._starts = array("Q")
        self._held = held
        self._block = block
        self._cache: OrderedDict[int, list[Any]] = OrderedDict()
        self._waiting: list[Any] = []
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def append(self, item: object) -> None:
        """Take one more thing in."""
        self._waiting.append(item)
        self._size += 1
        if len(self._waiting) == self._block:
            self._starts.append(self._file.seek(0, 2))
            pickle.dump(self._waiting, self._file, pickle.HIGHEST_PROTOCOL)
            self._waiting = []

    def at(self, place: int) -> Any:
        """Return the thing at a place. Raises IndexError beyond the end."""
        number, within = divmod(place, self._block)
        if number == len(self._starts):
            return self._waiting[within]
        found = self._cache.get(number)
        if found is None:
            self._file.seek(self._starts[number])
            found = self._cache[number] = pickle.load(self._file)  # noqa: S301 - written by `append` above
            if len(self._cache) > self._held:
                self._cache.popitem(last=False)
        return found[within]


class KeptRows(Sequence[Row]):
    """Rows of a sheet (number, cells) that stand in a file; a part of them is such a sequence again."""

    def __init__(self, kept: Kept, places: Sequence[int], columns: Sequence[int] = (), width: int = 0) -> None:
        """Show the rows at `places`: of their first `width` cells those in `columns`, then all that stand beyond."""
        self._kept = kept
        self._places = places
        self._columns = columns
        self._width = width

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> KeptRows: ...
    def __getitem__(self, index: int | slice) -> Row | KeptRows:
        if isinstance(index, slice):
            return KeptRows(self._kept, self._places[index], self._columns, self._width)
        return self._shaped(self._kept.at(self._places[index]))

    def __iter__(self) -> Iterator[Row]:
        for place in self._places:
            yield self._shaped(self._kept.at(place))

    def only(self, places: Sequence[int]) -> KeptRows:
        """Return the rows at these places of this sequence."""
        return KeptRows(self._kept, array("Q", (self._places[place] for place in places)), self._columns, self._width)

    def shaped(self, columns: Sequence[int], width: int) -> KeptRows:
        """Return the same rows with only `columns` of their first `width` cells, blanks where a row ends early."""
        return KeptRows(self._kept, self._places, columns, width)

    def cells_of(self, positions: Sequence[int]) -> dict[int, list[Cell]]:
        """Return the cells of several columns at once, equal texts of a column as one."""
        found: dict[int, list[Cell]] = {position: [] for position in positions}
        shared: list[tuple[int, list[Cell], dict[Any, Any]]] = [(at, found[at], {}) for at in found]
        for _number, cells in self:
            size = len(cells)
            for position, column, known in shared:
                cell = cells[position] if position < size else None
                if isinstance(cell, str) and len(known) < _MOST_SHARED:
                    cell = known.setdefault(cell, cell)
                elif isinstance(cell, str):
                    cell = known.get(cell, cell)
                column.append(cell)
        return found

    def _shaped(self, row: Row) -> Row:
        if not self._width:
            return row
        number, cells = row
        size = len(cells)
        return number, [cells[at] if at < size else None for at in self._columns] + cells[self._width :]
