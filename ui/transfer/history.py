"""What came into the store and what left it: the imports before, each to be opened and taken back, and the exports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Signal

from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import _, counted, whole
from desktop_crm.transfer.queries import Export
from desktop_crm.transfer.types import THINGS
from desktop_crm.transfer.writing import export, targets
from desktop_crm.transfer.writing.shape import left_out
from ui.kit.cards import Card
from ui.kit.chips import Chip
from ui.kit.context import Context
from ui.kit.row_paint import Act, Lead, Row
from ui.kit.rows import RowList
from ui.transfer import model, words
from ui.transfer.model import UNDO, History
from ui.transfer.parts import take_what_is_left

WHY: Final = "why"
TABLES: Final = ("runs", "source_records", "staff", "settings", "exports")
"""A commit to one of these may change the history: an undo touches the records an import left."""
_ROOM_FOR_WORDS: Final = 180
_PARTS: Final = 100
"""Row ids of exports stand below zero: an export's own is its id times this, why some stayed out follows."""


class HistoryCard(Card):
    """Lists imports and exports together, the newest first. `run_asked(id)`, `undo_asked(Run)`.

    Enter opens an import; of an export it tells why some stayed out of the file.
    """

    run_asked = Signal(object)
    undo_asked = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__(_("Earlier imports and exports"), padded=False)
        self._ctx = ctx
        self._known: History | None = None
        self._open: set[int] = set()
        self.rows = RowList(_("Earlier imports and exports"))
        self.rows.empty_words = (
            _("Nothing was imported or exported yet"),
            _("Each import will stand here, with what it brought and a way to take it back; each export with how many "
              "got into the file and how many stayed out."),
        )  # fmt: skip
        take_what_is_left(self.rows, _ROOM_FOR_WORDS)
        self.add(self.rows, 1)
        self.rows.opened.connect(self._enter)
        self.rows.acted.connect(self._act)
        self.rows.overlay.loading()

    def show_history(self, known: History) -> None:
        """Show what came and what left."""
        self._known = known
        many = len(known.runs) + len(known.exports)
        self.set_count(whole(many) if many else "")
        self._show()

    def _show(self) -> None:
        known = self._known
        if known is None:
            return
        dated = [(run.at, [model.run_row(run, known)]) for run in known.runs]
        dated += [
            (one.at, list(export_rows(one, known, is_open=one.id in self._open)))
            for one in known.exports
        ]  # fmt: skip
        shown = [row for _at, rows in sorted(dated, key=lambda pair: -pair[0]) for row in rows]
        for row in shown:
            self.rows.pages.rows.pop(row.id, None)
        self.rows.show_rows(shown)

    def _enter(self, row_id: int) -> None:
        if row_id > 0:
            self.run_asked.emit(row_id)
            return
        export_id, part = divmod(-row_id, _PARTS)
        if part == 0:
            self._open ^= {export_id}
            self._show()

    def _act(self, key: str, row_id: int) -> None:
        if key == WHY:
            self._enter(row_id)
        elif self._known is not None:
            run = next((run for run in self._known.runs if run.id == row_id), None)
            if key == UNDO and run is not None:
                self.undo_asked.emit(run)


def export_rows(one: Export, known: History, *, is_open: bool) -> Iterator[Row]:
    """Yield the row of an export; where it is open, a row for each reason somebody stayed out of the file."""
    who = known.people.get(one.staff_id or 0, "")
    many = counted("{count} got into the file", "{count} got into the file", one.things)
    stayed = counted("{count} stayed out", "{count} stayed out", one.left_out) if one.left_out else ""
    told = _("Hide why") if is_open else _("Show why")
    yield Row(
        -one.id * _PARTS,
        one.file,
        " · ".join(filter(None, (_(THINGS.get(one.list, one.list)), shape_words(one), many, who))),
        Lead("badge", "export", "blue"),
        (Chip(stayed),) if stayed else (),
        trail=words.moment(one.at, known.zone),
        acts=(Act(WHY, told, "up" if is_open else "down"),) if one.reasons else (),
    )
    if is_open:
        reasons = sorted(one.reasons.items(), key=lambda pair: -pair[1])
        for part, (why, count) in enumerate(reasons, 1):
            yield Row(-one.id * _PARTS - part, left_out(why, count), lead=Lead("badge", "info"))


def shape_words(one: Export) -> str:
    """Return the shape of an export in words; one this version knows no more keeps the name it is asked for by."""
    if one.target == export.SHOWN:
        return _("as the list showed them")
    try:
        return _(targets.chosen(one.target, one.list).title)
    except UserError:
        return one.target
