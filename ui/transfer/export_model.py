"""What can be exported, as choices; and what a choice would write, ready to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.i18n import N_, _, counted, language, whole
from desktop_crm.platform.progress import Progress
from desktop_crm.transfer.writing import export, targets
from desktop_crm.transfer.writing.columns import Cell
from desktop_crm.transfer.writing.export import Look, Shown, Written
from desktop_crm.transfer.writing.shape import Target
from ui.kit.exporting import Offer

SHOWN, CHOSEN = "shown", "chosen"
AS_SHOWN: Final = "as_shown"
FIRST_ROWS: Final = 5
_LISTS: Final = {
    "customers": N_("All customers"),
    "orders": N_("All orders"),
    "lines": N_("All order lines"),
    "interactions": N_("All conversations"),
    "followups": N_("All follow-ups"),
    "answers": N_("All answers"),
    "coupons": N_("All discount codes"),
}
_FILES: Final = {
    ".xlsx": N_("Excel workbook (.xlsx)"),
    ".csv": N_("CSV, for other programs (.csv)"),
    ".vcf": N_("Address book (.vcf)"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was chosen: which things (a list, or SHOWN or CHOSEN of the page), in which shape, and the ending."""

    what: str
    shape: str
    ending: str


class Desk:
    """The choices of one moment, made of what the page in sight offers."""

    def __init__(self, offer: Offer | None) -> None:
        self._offer = offer

    def things(self) -> list[tuple[str, str]]:
        """Return what can be written, as (value, words)."""
        found: list[tuple[str, str]] = []
        if self._offer is not None:
            if len(self._offer.chosen) > 1:
                chosen = len(self._offer.chosen)
                found.append((CHOSEN, counted("The {count} chosen", "The {count} chosen", chosen)))
            title = _("{list}: as the list shows them").format(list=self._offer.title)
            found.insert(0, (SHOWN, title))
        return found + [(name, _(words)) for name, words in _LISTS.items()]

    def shapes(self, what: str) -> list[tuple[str, str]]:
        """Return the shapes some things can be written in, the usual one first."""
        shapes = [(target.key, _(target.title)) for target in targets.of(self._list(what))]
        return [(AS_SHOWN, _("The columns on the screen")), *shapes] if self._is_shown(what) else shapes

    def endings(self, what: str, shape: str) -> list[tuple[str, str]]:
        """Return the kinds of file a shape can be, the usual one first."""
        ours = shape in (AS_SHOWN, targets.PLAIN)
        known = (".xlsx", ".csv") if ours else self._target(what, shape).endings
        return [(ending, _(_FILES[ending])) for ending in known]

    def about(self, what: str, shape: str) -> str:
        """Return what a shape is for."""
        if shape == AS_SHOWN:
            return _("What stands there now, filtered and in this order.")
        return _(self._target(what, shape).about)

    def file_name(self, asked: Asked) -> str:
        """Return the name proposed for a file."""
        if asked.shape == AS_SHOWN and self._offer is not None:
            return f"{self._offer.title}{asked.ending}"
        return f"{self._target(asked.what, asked.shape).file}{asked.ending}"

    def look(self, session: Any, app: Any, asked: Asked) -> Look:
        """Return what would be written. Raises UserError, NotFound."""
        ids = self._ids(session, asked.what)
        if asked.shape != AS_SHOWN or self._offer is None:
            name = self._list(asked.what)
            return export.look(session, app.db, name, target=asked.shape, only=ids, first=FIRST_ROWS)
        return export.look_at(self._offer.make(session, app.db.clock), ids or (), FIRST_ROWS)

    def write(self, app: Any, asked: Asked, out: Path, progress: Progress) -> Written:
        """Write the file. Raises UserError, StoreError, Cancelled."""
        ids = app.read(lambda session: self._ids(session, asked.what))
        if asked.shape != AS_SHOWN or self._offer is None:
            name = self._list(asked.what)
            return export.write(app.db, name, out, target=asked.shape, only=ids, progress=progress)
        shown = Shown(self._offer.list, self._offer.title, ids or (), self._offer.make)
        return export.write_shown(app.db, shown, out, progress=progress)

    def _is_shown(self, what: str) -> bool:
        return what in (SHOWN, CHOSEN)

    def _list(self, what: str) -> str:
        return self._offer.list if self._offer is not None and self._is_shown(what) else what

    def _target(self, what: str, shape: str) -> Target:
        return targets.chosen(shape, self._list(what))

    def _ids(self, session: Any, what: str) -> Sequence[int] | None:
        if self._offer is None or not self._is_shown(what):
            return None
        return self._offer.chosen if what == CHOSEN else self._offer.ids(session)


def sentences(written: Written) -> list[str]:
    """Return how many get in, and why others do not."""
    return [counted("{count} gets into the file", "{count} get into the file", written.things), *written.told()]


def done(written: Written, out: Path) -> str:
    """Return what came of an export in one sentence."""
    rows = counted("{count} row", "{count} rows", written.rows)
    return _("{file} is written: {rows}").format(file=out.name, rows=rows)


def cell_text(cell: Cell) -> str:
    """Return a cell as the preview shows it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{shown_date(cell.date())} {cell:%H:%M}"
    if isinstance(cell, date):
        return shown_date(cell)
    if isinstance(cell, Decimal):
        shown = f"{cell:f}"
        return shown.replace(".", ",") if language() == "tr" else shown
    return whole(cell) if isinstance(cell, int) else " ".join(cell.split())
