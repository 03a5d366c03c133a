"""The bin: what was deleted in the last ninety days, to be taken out again."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop_crm.bin import queries
from desktop_crm.bin.types import KEPT_DAYS, KINDS, Binned
from desktop_crm.platform import clock, settings
from desktop_crm.platform.i18n import _, counted
from desktop_crm.platform.plugs import Ref
from ui.customers.chip_choice import ChipChoice, Option
from ui.customers.words import moment
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.labels import muted
from ui.kit.row_paint import Act, Lead, Row
from ui.kit.rows import RowList
from ui.kit.theme import theme

_RESTORE: Final = "restore"
_ICONS: Final = {
    "customer": "person", "order": "orders", "interaction": "chat", "followup": "follow_up", "answer": "survey",
    "attachment": "file", "points": "gift", "referral": "person_add",
}  # fmt: skip
_HIGH: Final = 420


def open_bin(ctx: Context, parent: QWidget | None) -> BinDialog:
    """Open the bin; returns it."""
    dialog = BinDialog(ctx, parent)
    dialog.open()
    return dialog


class BinDialog(Dialog):
    """A line a thing, the newest first; Enter or its button takes it out."""

    def __init__(self, ctx: Context, parent: QWidget | None) -> None:
        super().__init__(_("Bin"), _("Close"), hint="", width=680, cancel="", parent=parent)
        self._ctx = ctx
        self._things: list[Binned] = []
        self.add(muted(_("What was deleted stays here for {days} days.").format(days=KEPT_DAYS)))
        self.kinds = ChipChoice([Option("", _("All")), *(Option(one.kind, _(one.name)) for one in KINDS)])
        self.kinds.setAccessibleName(_("What to show"))
        self.kinds.set_value("")
        self.kinds.edited.connect(self._load)
        self.add(self.kinds)
        self.list = RowList(_("Bin"))
        self.list.setFixedHeight(theme().px(_HIGH))
        self.list.empty_words = (_("The bin is empty"), _("What you delete can be taken out again here."))
        self.list.acted.connect(lambda _key, place: self._restore(place))
        self.list.opened.connect(self._restore)
        self.add(self.list)
        self.submitted.connect(self.accept)
        ctx.watch(self, tuple(one.table for one in KINDS), lambda _changed: self._load())
        self._load()

    def _load(self) -> None:
        kind = self.kinds.value() or ""

        def read(session: Any) -> tuple[list[Binned], str]:
            return queries.things(session, kind), settings.value(session, settings.ZONE)

        self._ctx.load(self, read, lambda found: self._show(*found), self._fail, slot="bin")

    def _fail(self, error: BaseException) -> None:
        self.list.show_rows([])
        self.list.overlay.error(str(error), self._load)

    def _show(self, things: list[Binned], zone: str) -> None:
        today = clock.local_date(self._ctx.app.db.clock.now(), zone)
        self._things = things
        self.list.overlay.clear()
        self.list.show_rows([_row(place, one, moment(one.at, zone, today)) for place, one in enumerate(things)])

    def _restore(self, place: int) -> None:
        if 0 < place <= len(self._things):
            ref: Ref = self._things[place - 1].ref
            said = counted("{count} thing taken out of the bin", "{count} things taken out of the bin", 1)
            self._ctx.do(self, lambda: self._ctx.app.bin.restore([ref]), said, slot=f"restore {ref}")


def _row(place: int, one: Binned, when: str) -> Row:
    name = next(_(kind.name) for kind in KINDS if kind.kind == one.ref.kind)
    title = " ".join(one.title.split()) or name
    second = " · ".join(filter(None, (name, one.customer)))
    lead = Lead("badge", _ICONS[one.ref.kind], "neutral")
    return Row(place + 1, title, second, lead, trail=when, acts=(Act(_RESTORE, _("Take out")),))
