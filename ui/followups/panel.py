"""The page of the day: a greeting, what is to be done in groups, and what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.followups import queries, working_days
from desktop_crm.platform import clock, settings
from desktop_crm.platform.i18n import N_, _, counted, whole
from ui.followups.actions import Actions
from ui.followups.commands import stand
from ui.followups.day_list import DayList
from ui.followups.dialog import edit_followup, plan_followup
from ui.followups.model import MORE, POSTPONE, Asked, DoneToday, FollowUps, Span
from ui.followups.words import day_words, greeting
from ui.kit.bus import Changed
from ui.kit.buttons import filter_chip, link, primary
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.exporting import Offer, offer
from ui.kit.icons import icon
from ui.kit.labels import hairline, muted, title
from ui.kit.paging import Pages
from ui.kit.row_paint import Row
from ui.kit.theme import theme

TABLES: Final = ("followups", "customers", "staff", "settings")
_SPANS: Final = ((Span.TODAY, N_("Today")), (Span.WEEK, N_("This week")), (Span.ALL, N_("All")))
_NOTHING: Final = {
    Span.TODAY: N_("Nothing is left to do today"),
    Span.WEEK: N_("Nothing is left to do this week"),
    Span.ALL: N_("Nothing is planned"),
}
_LOOK_EVERY: Final = 30_000
_DONE_ROWS: Final = 4


@dataclass(frozen=True, slots=True)
class _Facts:
    """What stands around the list: the moment, how much is late or due today, how much was done."""

    now: int
    zone: str
    region: str
    waiting: int


class TodayPanel(QWidget):
    """Bugün. What is ticked stays in sight until the list is left, so that nothing moves under the pointer."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._source = FollowUps(ctx.app.db.clock)
        self._done_source = DoneToday(ctx.app.db.clock)
        self._stale = False
        self._zone, self._today = clock.DEFAULT_ZONE, date.min
        self._span = Span.TODAY
        self.verbs = Actions(ctx, self)
        self.list = DayList(_("Follow-ups"), Pages[Row](ctx, self._source))
        self.done = DayList(_("Done today"), Pages[Row](ctx, self._done_source))
        self._title, self._day = title(_("Today")), muted("")
        self._card = Card(_("Follow-ups"), icon="follow_up", padded=False)
        self._mine = filter_chip(_("Only mine"), self._ask)
        self._spans = QButtonGroup(self)
        self._fold = link("", self._turn_fold, muted=True)
        self._timer = QTimer(self)
        self._build()
        self._connect()
        self.setFocusProxy(self.list)
        stand(ctx, self)
        offer(self, self._offer)
        self._ask()

    def open(self, kind: str, thing: Any) -> None:
        """Open the form of one follow-up."""
        if kind == "followup" and isinstance(thing, int):
            edit_followup(self._ctx, self.window(), thing)

    def show_span(self, span: Span) -> None:
        """Look ahead as far as `span`."""
        self._span = span
        self._ask()

    def refresh(self) -> None:
        """Read everything again; the selection and the place in the list stay."""
        self._stale = False
        self._ctx.load(self, self._facts, self._show_facts, slot="facts")
        self.list.pages.refresh()
        self.done.pages.refresh()

    def _build(self) -> None:
        px, margin = theme().px, theme().size("page")
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme().size("gap"))
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(self._title)
        words.addWidget(self._day)
        head.addLayout(words, 1)
        add = primary(_("Add follow-up"), self._plan, icon="follow_up_add")
        head.addWidget(add, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        for block in self._ctx.blocks:
            column.addWidget(block.make(self._ctx))
        self._build_card()
        column.addWidget(self._card, 1)
        column.addStretch(0)

    def _build_card(self) -> None:
        card, px = self._card, theme().px
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        card.corner.addWidget(self._mine)
        for span, words in _SPANS:
            button = link(_(words), partial(self.show_span, span), muted=True)
            button.setCheckable(True)
            button.setChecked(span is self._span)
            self._spans.addButton(button)
            card.corner.addWidget(button)
        card.add(self.list, 1)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(hairline())
        line = QHBoxLayout()
        line.setContentsMargins(px(12), px(6), px(12), px(6))
        line.addWidget(self._fold)
        line.addStretch(1)
        foot.addLayout(line)
        foot.addWidget(self.done)
        card.add(self._foot)
        self.done.hide()
        self._foot.hide()

    def _connect(self) -> None:
        for rows in (self.list, self.done):
            rows.checked.connect(self.verbs.tick)
            rows.opened.connect(self.verbs.edit)
            rows.acted.connect(partial(self._act, rows))
        self.verbs.removed.connect(self.refresh)
        self.list.left.connect(self._settle)
        self.list.pages.replaced.connect(self._show_count)
        self.done.pages.replaced.connect(self._show_done)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self._pass_time)
        self._ctx.watch(self, TABLES, self._changed)
        self._ctx.me_changed.connect(self._ask)

    def _offer(self) -> Offer:
        """Return the follow-ups the list shows just now, without the headings of their groups."""
        from desktop_crm.transfer.writing import worded

        shown = [row_id for row_id in self.list.pages.ids if row_id > 0]
        return Offer("followups", _("Follow-ups"), lambda _session: shown, (), worded.followups)

    def _plan(self) -> None:
        plan_followup(self._ctx, self.window())

    def _ask(self) -> None:
        """Read what the filters ask for."""
        me = self._ctx.me()
        self._mine.setVisible(me is not None)
        owner = me.id if me is not None and self._mine.isChecked() else None
        self._source.asked = Asked(self._span, owner, me.id if me else None)
        self._done_source.owner_id = owner
        self.refresh()

    def _act(self, rows: DayList, key: str, followup_id: int) -> None:
        show = {POSTPONE: self.verbs.ask_later, MORE: self.verbs.ask_more}[key]
        show(followup_id, rows.spot(followup_id, key))

    def _changed(self, changed: Changed) -> None:
        """Show what was changed: in place while somebody works in the list, else in its new order."""
        ids = changed.get("followups", frozenset())
        if not self.list.in_use or ids is None or not ids <= set(self.list.pages.ids):
            self.refresh()
            return
        self._stale = True
        self.list.pages.renew(ids if "followups" in changed else None)
        self.done.pages.refresh()
        self._ctx.load(self, self._facts, self._show_facts, slot="facts")

    def _settle(self) -> None:
        if self._stale:
            self.refresh()

    def _pass_time(self) -> None:
        """Let chips and groups follow the clock; at midnight also under the hands of who works in the list."""
        today = clock.local_date(self._ctx.app.db.clock.now(), self._zone)
        if self.list.in_use and today == self._today:
            self.list.pages.renew()
        else:
            self.refresh()

    def _facts(self, session: Any) -> _Facts:
        now, owner = self._ctx.app.db.clock.now(), self._source.asked.owner_id
        zone, region = (settings.value(session, one) for one in (settings.ZONE, settings.REGION))
        return _Facts(now, zone, region, queries.waiting(session, now, owner))

    def _show_facts(self, facts: _Facts) -> None:
        here, me = clock.at(facts.now, facts.zone), self._ctx.me()
        self._zone, self._today = facts.zone, here.date()
        self._title.setText(greeting(here, me.name if me else ""))
        count = counted("{count} follow-up", "{count} follow-ups", facts.waiting) if facts.waiting else ""
        parts = (day_words(here.date()), working_days.holiday(here.date(), facts.region), count)
        self._day.setText(" · ".join(filter(None, parts)))

    def _show_count(self) -> None:
        count = sum(row_id > 0 for row_id in self.list.pages.ids)
        self._card.set_count(whole(count) if count else "")
        if count:
            return
        taught = _("Plan what you promised a customer; a small window reminds you in time.")
        self.list.overlay.empty(_(_NOTHING[self._span]), taught, _("Add follow-up"), self._plan, "follow_up")

    def _show_done(self) -> None:
        count = self.done.count()
        self._foot.setVisible(count > 0)
        self._fold.setIcon(icon("down" if self.done.isVisibleTo(self._foot) else "right", "muted"))
        self._fold.set_text(counted("{count} done today", "{count} done today", count))
        self.done.setFixedHeight(min(count, _DONE_ROWS) * theme().size("list_row"))

    def _turn_fold(self) -> None:
        self.done.setVisible(not self.done.isVisibleTo(self._foot))
        self._show_done()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._timer.stop()
