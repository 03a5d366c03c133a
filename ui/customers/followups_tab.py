"""A customer's follow-ups: open ones first, ticked where they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop_crm.followups import queries
from desktop_crm.followups.types import STATE_NAMES, FollowUp, State
from desktop_crm.platform import clock, settings
from desktop_crm.platform.clock import shown_day
from desktop_crm.platform.i18n import _
from desktop_crm.staff import queries as staff
from ui.customers.tab_head import TabHead, lay_out_tab
from ui.kit.buttons import small
from ui.kit.chips import Chip
from ui.kit.context import Context
from ui.kit.exporting import Offer, offer
from ui.kit.row_paint import Lead, Row
from ui.kit.rows import RowList

TABLES: Final = ("followups", "staff")


class FollowUpsTab(QWidget):
    """Space or the circle completes and reopens; Enter opens the follow-up where they are kept."""

    def __init__(self, ctx: Context, plan: Callable[[], object]) -> None:
        super().__init__()
        self._ctx = ctx
        self._customer_id: int | None = None
        self._found: dict[int, FollowUp] = {}
        self._ticking: set[int] = set()
        self.list = RowList(_("Follow-ups"))
        self.list.empty_words = (_("No follow-ups"), _("What you promised this customer will stand here."))
        self.list.checked.connect(self._tick)
        self.list.opened.connect(lambda row_id: ctx.go.to("followup", row_id))
        lay_out_tab(self, TabHead(None, small(_("Add follow-up"), plan, icon="follow_up_add")), self.list)
        ctx.watch(self, TABLES, lambda _changed: self._load())
        offer(self, self._offer)

    def show_customer(self, customer_id: int) -> None:
        """Show the follow-ups of a customer."""
        self._customer_id = customer_id
        self.list.overlay.loading()
        self._load()

    def _load(self) -> None:
        customer_id = self._customer_id
        if customer_id is None:
            return

        def read(session: Any) -> tuple[list[FollowUp], Mapping[int, str], str]:
            found = queries.of_customer(session, customer_id)
            return found, staff.names(session), settings.value(session, settings.ZONE)

        self._ctx.load(self, read, lambda answer: self._show(*answer), self._fail, slot="followups")

    def _offer(self) -> Offer:
        """Return the follow-ups shown, the open ones first."""
        from desktop_crm.transfer.writing import worded

        shown = list(self._found)
        return Offer("followups", _("Follow-ups"), lambda _session: shown, (), worded.followups)

    def _fail(self, error: BaseException) -> None:
        self.list.show_rows([])
        self.list.overlay.error(str(error), self._load)

    def _show(self, found: list[FollowUp], people: Mapping[int, str], zone: str) -> None:
        today = clock.local_date(self._ctx.app.db.clock.now(), zone)
        self._found = {item.id: item for item in found}
        self._ticking.clear()
        self.list.overlay.clear()
        self.list.show_rows([_row(item, people, today) for item in found])

    def _tick(self, row_id: int) -> None:
        """Complete or reopen a follow-up; another tick counts when the row shows what became of this one."""
        if row_id in self._ticking:
            return
        self._ticking.add(row_id)
        service = self._ctx.app.followups
        if self._found[row_id].state is State.OPEN:
            self._ctx.do(self, lambda: service.complete(row_id), _("Follow-up done"), failed=self._not_ticked)
        else:
            self._ctx.do(self, lambda: service.reopen(row_id), _("Follow-up open again"), failed=self._not_ticked)

    def _not_ticked(self, error: BaseException) -> None:
        self._ticking.clear()
        self._ctx.tell.show(error)


def _row(item: FollowUp, people: Mapping[int, str], today: date) -> Row:
    still_open = item.state is State.OPEN
    wall = f" {item.due_time:%H:%M}" if item.due_time else ""
    tone = "neutral" if not still_open else "red" if item.due_date < today else "accent"
    chips = [Chip(f"{shown_day(item.due_date, today)}{wall}", tone)]
    if not still_open:
        chips.insert(0, Chip(_(STATE_NAMES[item.state]), "green" if item.state is State.DONE else "neutral"))
    elif item.due_date < today:
        chips.insert(0, Chip(_("late"), "red"))
    second = " · ".join(filter(None, (people.get(item.owner_id or 0, ""), " ".join(item.note.split()))))
    lead = Lead("check", checked=item.state is State.DONE)
    return Row(item.id, item.title, second, lead, tuple(chips), done=not still_open)
