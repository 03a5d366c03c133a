"""A customer's history: everything that happened, newest first, in pages while one scrolls, by kind and by words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.app import timeline_sources
from desktop_crm.insights import timeline
from desktop_crm.platform import clock, settings
from desktop_crm.platform.i18n import _
from desktop_crm.platform.plugs import Ref, TimelineEntry
from ui.customers.chip_choice import ChipChoice, Option
from ui.customers.tab_head import lay_out_tab
from ui.customers.words import ENTRY_ICONS, moment
from ui.kit.context import Context
from ui.kit.fields import TextField
from ui.kit.row_paint import Lead, Row
from ui.kit.rows import RowList
from ui.kit.theme import theme

FIRST: Final = 20
"""Lines read first, more than are in sight; the rest follows while one scrolls."""
PAGE: Final = 50
TABLES: Final = (
    "orders", "order_lines", "refunds", "interactions", "answers", "consent_events", "followups", "stage_marks",
    "loyalty_points", "referrals", "customers", "customer_phones", "customer_emails", "customer_addresses",
    "customer_handles", "customer_traits", "customer_tags", "attachments",
)  # fmt: skip
_PAUSE: Final = 150
"""Milliseconds of silence before what was typed narrows the history."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of history as read; `before` is where the next one begins, None where there is none.

    `kinds` are those that this customer's history has at all; None where they were not asked for.
    """

    entries: Sequence[TimelineEntry]
    before: int | None
    zone: str
    kinds: frozenset[str] | None = None


def read_page(
    session: Any, customer_id: int, kind: str, before: int | None, limit: int, text: str = "", *, kinds: bool = False
) -> Found:
    """Return at least `limit` lines of a kind ("" for all) that hold `text`, or all that are left."""
    page = timeline.narrowed(session, timeline_sources(), customer_id, kind=kind, text=text, before=before, limit=limit)
    have = None
    if kinds:  # a page of everything has asked every source already
        asked = () if before is None and not kind else timeline_sources()
        have = timeline.kinds(session, asked, customer_id, page.kinds)
    return Found(page.entries, page.before, settings.value(session, settings.ZONE), have)


@dataclass(frozen=True, slots=True, eq=False)
class Beginning:
    """How a customer's history begins, to be read along with something else: `read(session)`."""

    customer_id: int
    kind: str
    text: str

    def read(self, session: Any) -> Found:
        """Return the newest lines."""
        return read_page(session, self.customer_id, self.kind, None, FIRST, self.text, kinds=True)


class HistoryTab(QWidget):
    """`opens(Ref)` is called with the thing a line tells of."""

    def __init__(self, ctx: Context, opens: Callable[[Ref], object]) -> None:
        super().__init__()
        self._ctx = ctx
        self._opens = opens
        self._customer_id: int | None = None
        self._kind = self._text = ""
        self._before: int | None = None
        self._beginning: Beginning | None = None
        self._loading = self._waiting = False
        self._ids: dict[tuple[str, int, int], int] = {}
        self._refs: dict[int, Ref] = {}
        self._rows: list[Row] = []
        self.kinds = ChipChoice([Option("", _("All")), *(Option(one.kind, _(one.name)) for one in timeline_sources())])
        self.kinds.setAccessibleName(_("What to show"))
        self.kinds.set_value("")
        self.kinds.edited.connect(self._choose)
        self.words = TextField(placeholder=_("Search the history"))
        self.words.setAccessibleName(_("Search the history"))
        self.words.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._choose)
        self.words.edited.connect(self._pause.start)
        self.list = RowList(_("History"), wrap=True, hairlines=False)
        self.list.opened.connect(self._open)
        bar = self.list.verticalScrollBar()
        bar.valueChanged.connect(lambda _value: self._go_on())
        bar.rangeChanged.connect(lambda _low, _high: self._go_on())
        self._lay_out()
        ctx.watch(self, TABLES, lambda _changed: self.refresh())

    @property
    def customer_shown(self) -> int | None:
        """Whose history stands in the list; None while it is on its way."""
        return None if self._waiting else self._customer_id

    def show_customer(self, customer_id: int) -> None:
        """Show the history of a customer, from its newest line."""
        self._turn_to(customer_id)
        self._beginning = None
        self._load(None, FIRST)

    def begin(self, customer_id: int) -> Beginning:
        """Turn to a customer of whom somebody else reads the beginning and brings it with `take`."""
        self._turn_to(customer_id)
        self._beginning = Beginning(customer_id, self._kind, self._text)
        return self._beginning

    def take(self, beginning: Beginning, found: Found) -> None:
        """Show what was read for `begin`, unless something else was asked for, or newer lines came, meanwhile."""
        if beginning is self._beginning:
            self._come(found, more=False)

    def _turn_to(self, customer_id: int) -> None:
        self._customer_id, self._waiting = customer_id, True
        self._rows, self._refs, self._ids = [], {}, {}
        self.list.overlay.loading()
        self.list.scrollToTop()

    def refresh(self) -> None:
        """Read what is shown again; the place one reads stays."""
        self._load(None, max(PAGE, len(self._rows)))

    def _lay_out(self) -> None:
        px = theme().px
        lay_out_tab(self, None, self.list)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(px(14), px(10), px(14), px(6))
        column.setSpacing(px(8))
        line = QHBoxLayout()
        line.addWidget(self.kinds, 1)
        column.addLayout(line)
        column.addWidget(self.words)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, head)

    def _open(self, row_id: int) -> None:
        """Open what a line tells of; lines of the customer before are still in sight while the next one is read."""
        ref = self._refs.get(row_id)
        if ref is not None:
            self._opens(ref)

    def _choose(self) -> None:
        self._kind, self._text = self.kinds.value() or "", self.words.value()
        if self._customer_id is not None:
            self.show_customer(self._customer_id)

    def _go_on(self) -> None:
        bar = self.list.verticalScrollBar()
        near = bar.value() >= bar.maximum() - self.list.viewport().height()
        if near and self._before is not None and not self._loading and self._rows:
            self._load(self._before, PAGE)

    def _load(self, before: int | None, limit: int) -> None:
        customer_id, kind, text = self._customer_id, self._kind, self._text
        if customer_id is None:
            return
        self._loading = True
        self._ctx.load(
            self,
            lambda session: read_page(session, customer_id, kind, before, limit, text, kinds=before is None),
            lambda found: self._come(found, more=before is not None),
            self._fail,
            slot="history",
        )

    def _come(self, found: Found, *, more: bool) -> None:
        self._loading = self._waiting = False
        self._beginning = None
        self._before = found.before
        today = clock.local_date(self._ctx.app.db.clock.now(), found.zone)
        if not more:
            self._rows, self._refs = [], {}
        for entry in found.entries:
            row = self._row(entry, found.zone, today)
            self._refs[row.id] = entry.ref
            self._rows.append(row)
        if found.kinds is not None:
            self._show_kinds(found.kinds)
        self.list.overlay.clear()
        narrowed = bool(self._kind or self._text)
        self.list.empty_words = (
            (_("Nothing like this"), _("Choose another kind, or other words."))
            if narrowed
            else (_("Nothing yet"), _("Orders, conversations, follow-ups and answers will stand here, newest first."))
        )
        self.list.show_rows(self._rows)

    def _show_kinds(self, kinds: frozenset[str]) -> None:
        """Offer the kinds this history has; the one chosen stays."""
        for chip, kind in zip(self.kinds.chips, ("", *(one.kind for one in timeline_sources())), strict=True):
            chip.setVisible(kind in ("", self._kind) or kind in kinds)

    def _fail(self, error: BaseException) -> None:
        self._loading = self._waiting = False
        self._beginning = None
        self._rows = []
        self.list.show_rows([])
        self.list.overlay.error(str(error), self.refresh)

    def _row(self, entry: TimelineEntry, zone: str, today: date) -> Row:
        """Return a line; the same thing at the same time keeps its id while the customer is shown."""
        row_id = self._ids.setdefault((entry.ref.kind, entry.ref.id, entry.at), len(self._ids) + 1)
        lead = Lead("badge", ENTRY_ICONS.get(entry.icon, "history"), entry.tone or "neutral")
        return Row(row_id, entry.title, entry.text, lead, trail=moment(entry.at, zone, today), strong=True)
