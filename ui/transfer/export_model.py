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
    """What was chosen: which of the things that can be written, in which shape, and the ending."""

    what: str
    shape: str
    ending: str


@dataclass(frozen=True, slots=True)
class _Things:
    """What can be written: all of a list, what an offer shows of it, or those chosen there."""

    list: str
    words: str
    offer: Offer | None = None
    chosen: bool = False

    def ids(self, session: Any) -> Sequence[int] | None:
        """Return their ids in order, None for all of the list."""
        if self.offer is None:
            return None
        return self.offer.chosen if self.chosen else self.offer.ids(session)


class Desk:
    """The choices of one moment, made of what is offered in sight, the best first."""

    def __init__(self, offers: Sequence[Offer]) -> None:
        self._things: dict[str, _Things] = {}
        for place, offer in enumerate(offers):
            words = _("{list}: as the list shows them").format(list=offer.title)
            self._things[f"shown {place}"] = _Things(offer.list, words, offer)
            many = len(offer.chosen)
            if many > 1:
                words = counted("The {count} chosen", "The {count} chosen", many)
                self._things[f"chosen {place}"] = _Things(offer.list, words, offer, chosen=True)
        self._things |= {name: _Things(name, _(words)) for name, words in _LISTS.items()}

    def things(self) -> list[tuple[str, str]]:
        """Return what can be written, as (value, words)."""
        return [(name, things.words) for name, things in self._things.items()]

    def shapes(self, what: str) -> list[tuple[str, str]]:
        """Return the shapes some things can be written in, the usual one first."""
        things = self._things[what]
        shapes = [(target.key, _(target.title)) for target in targets.of(things.list)]
        return [(AS_SHOWN, _("The columns on the screen")), *shapes] if things.offer is not None else shapes

    def endings(self, what: str, shape: str) -> list[tuple[str, str]]:
        """Return the kinds of file a shape can be, the usual one first."""
        ours = shape in (AS_SHOWN, targets.PLAIN, targets.EVERYTHING)
        known = (".xlsx", ".csv") if ours else self._target(what, shape).endings
        return [(ending, _(_FILES[ending])) for ending in known]

    def about(self, what: str, shape: str) -> str:
        """Return what a shape is for."""
        if shape == AS_SHOWN:
            return _("What stands there now, filtered and in this order.")
        return _(self._target(what, shape).about)

    def file_name(self, asked: Asked) -> str:
        """Return the name proposed for a file."""
        offer = self._offer(asked)
        return f"{offer.title if offer else self._target(asked.what, asked.shape).file}{asked.ending}"

    def look(self, session: Any, app: Any, asked: Asked) -> Look:
        """Return what would be written. Raises UserError, NotFound."""
        things, offer = self._things[asked.what], self._offer(asked)
        ids = things.ids(session)
        if offer is not None:
            return export.look_at(offer.make(session, app.db.clock), ids or (), FIRST_ROWS)
        return export.look(session, app.db, things.list, target=asked.shape, only=ids, first=FIRST_ROWS)

    def write(self, app: Any, asked: Asked, out: Path, progress: Progress) -> Written:
        """Write the file. Raises UserError, StoreError, Cancelled."""
        things, offer = self._things[asked.what], self._offer(asked)
        ids = app.read(things.ids)
        if offer is not None:
            shown = Shown(offer.list, offer.title, ids or (), offer.make)
            return export.write_shown(app.db, shown, out, progress=progress)
        return export.write(app.db, things.list, out, target=asked.shape, only=ids, progress=progress)

    def _offer(self, asked: Asked) -> Offer | None:
        """Return the offer to be written as it is shown, None where another shape is asked for."""
        return self._things[asked.what].offer if asked.shape == AS_SHOWN else None

    def _target(self, what: str, shape: str) -> Target:
        return targets.chosen(shape, self._things[what].list)


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
