"""Writing an address book as phones and mail programs take it: cards one after the other, each made elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop_crm.transfer.writing.columns import Cell, Sheet


def write(path: Path, sheet: Sheet, rows: Iterable[Sequence[Cell]]) -> None:  # noqa: ARG001 - as all writers
    """Write the one cell of each row, a whole card, to `path`. Raises OSError, and whatever `rows` raises."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for (card,) in rows:
            file.write(str(card))
