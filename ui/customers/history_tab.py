"""A customer's history: everything they did, newest first, loaded in pages while one scrolls, filtered by kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop_crm.app import TIMELINE
from desktop_crm.insights import timeline
from desktop_crm.platform import clock, settings
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.plugs import Ref, TimelineEntry
from ui.customers.chip_choice import ChipChoice, Option
from ui.customers.tab_head import TabHead, lay_out_tab
from ui.customers.words import ENTRY_ICONS, moment
from ui.kit.context import Context
from ui.kit.row_paint import Lead, Row
from ui.kit.rows import RowList

PAGE: Final = 50
TABLES: Final = ("orders", "order_lines", "refunds", "interactions", "answers", "consent_events", "followups")
_KINDS: Final = (
    ("", N_("All")), ("order", N_("Orders")), ("interaction", N_("Conversations")), ("followup", N_("Follow-ups")),
    ("answer", N_("Surveys")), ("consent", N_("Consents")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A page of history as read; `before` is where the next one begins, None where there is none."""

    entries: Sequence[TimelineEntry]
    before: int | None
    zone: str


def read_page(session: Any, customer_id: int, kind: str, before: int | None, limit: int) -> Found:
    """Return at least `limit` lines of a kind ("" for all) from before an instant, or all that are left."""
    page = timeline.narrowed(session, TIMELINE, customer_id, kind=kind, before=before, limit=limit)
    return Found(page.entries, page.before, settings.value(session, settings.ZONE))


class HistoryTab(QWidget):
    """`opens(Ref)` is called with the thing a line tells of."""

    def __init__(self, ctx: Context, opens: Callable[[Ref], object]) -> None:
        super().__init__()
        self._ctx = ctx
        self._opens = opens
        self._customer_id: int | None = None
        self._kind = ""
        self._before: int | None = None
        self._loading = False
        self._refs: dict[int, Ref] = {}
        self._rows: list[Row] = []
        self.kinds = ChipChoice([Option(kind, _(words)) for kind, words in _KINDS])
        self.kinds.setAccessibleName(_("What to show"))
        self.kinds.set_value("")
        self.kinds.edited.connect(self._choose)
        self.list = RowList(_("History"), wrap=True, hairlines=False)
        self.list.empty_words = (
            _("Nothing yet"),
            _("Orders, conversations, follow-ups and answers will stand here, newest first."),
        )
        self.list.opened.connect(lambda row_id: self._opens(self._refs[row_id]))
        bar = self.list.verticalScrollBar()
        bar.valueChanged.connect(lambda _value: self._go_on())
        bar.rangeChanged.connect(lambda _low, _high: self._go_on())
        lay_out_tab(self, TabHead(self.kinds, None), self.list)
        ctx.watch(self, TABLES, lambda _changed: self.refresh())

    def show_customer(self, customer_id: int) -> None:
        """Show the history of a customer, from its newest line."""
        self._customer_id = customer_id
        self._rows, self._refs = [], {}
        self.list.overlay.loading()
        self.list.scrollToTop()
        self._load(None, PAGE)

    def refresh(self) -> None:
        """Read what is shown again; the place one reads stays."""
        self._load(None, max(PAGE, len(self._rows)))

    def _choose(self) -> None:
        self._kind = self.kinds.value() or ""
        if self._customer_id is not None:
            self.show_customer(self._customer_id)

    def _go_on(self) -> None:
        bar = self.list.verticalScrollBar()
        near = bar.value() >= bar.maximum() - self.list.viewport().height()
        if near and self._before is not None and not self._loading and self._rows:
            self._load(self._before, PAGE)

    def _load(self, before: int | None, limit: int) -> None:
        customer_id, kind = self._customer_id, self._kind
        if customer_id is None:
            return
        self._loading = True
        self._ctx.load(
            self,
            lambda session: read_page(session, customer_id, kind, before, limit),
            lambda found: self._come(found, more=before is not None),
            self._fail,
            slot="history",
        )

    def _come(self, found: Found, *, more: bool) -> None:
        self._loading = False
        self._before = found.before
        today = clock.local_date(self._ctx.app.db.clock.now(), found.zone)
        if not more:
            self._rows, self._refs = [], {}
        for entry in found.entries:
            row = _row(entry, found.zone, today)
            self._refs[row.id] = entry.ref
            self._rows.append(row)
        self.list.overlay.clear()
        self.list.show_rows(self._rows)
        self._go_on()

    def _fail(self, error: BaseException) -> None:
        self._loading = False
        self._rows = []
        self.list.show_rows([])
        self.list.overlay.error(str(error), self.refresh)


_NUMBERS: Final = {kind: place for place, (kind, _words) in enumerate(_KINDS)}


def _row(entry: TimelineEntry, zone: str, today: date) -> Row:
    row_id = entry.ref.id * 16 + _NUMBERS.get(entry.ref.kind, 0)
    lead = Lead("badge", ENTRY_ICONS.get(entry.icon, "history"), entry.tone or "neutral")
    return Row(row_id, entry.title, entry.text, lead, trail=moment(entry.at, zone, today), strong=True)
