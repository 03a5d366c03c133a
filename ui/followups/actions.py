"""What is done with one follow-up of a list, each said and undoable: tick, put off, edit, cancel, delete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from desktop_crm.followups import queries
from desktop_crm.followups.types import FollowUp, Later, State
from desktop_crm.platform import clock, settings
from desktop_crm.platform.i18n import _
from ui.followups.dialog import edit_followup
from ui.followups.postpone import menu_of, moved_to
from ui.followups.words import moment_words
from ui.kit.context import Context
from ui.kit.menus import Menu
from ui.kit.month import MonthPopup

if TYPE_CHECKING:
    from desktop_crm.app import App


@dataclass(frozen=True, slots=True)
class _Found:
    """A follow-up with what its menus depend on."""

    item: FollowUp
    now: int
    zone: str
    region: str

    @property
    def today(self) -> date:
        """The shop's day."""
        return clock.local_date(self.now, self.zone)


class Actions(QObject):
    """The verbs on one follow-up; messages and menus belong to `owner`. `removed` when one went into the bin."""

    removed = Signal()

    def __init__(self, ctx: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._ctx = ctx
        self._app: App = ctx.app
        self._owner = owner

    def tick(self, followup_id: int) -> None:
        """Note that a follow-up was done; one that is closed is opened again."""

        def turn(found: _Found) -> None:
            verbs, title, slot = self._app.followups, found.item.title, f"tick {followup_id}"
            if found.item.state is State.OPEN:
                self._do(partial(verbs.complete, followup_id), _("Done: {title}").format(title=title), slot)
            else:
                self._do(partial(verbs.reopen, followup_id), _("Open again: {title}").format(title=title), slot)

        self._find("tick", followup_id, turn)

    def ask_later(self, followup_id: int, spot: QPoint) -> None:
        """Show until when a follow-up can be put off; `spot` is a place on the screen."""

        def show(found: _Found) -> None:
            if found.item.state is not State.OPEN:
                return
            menu = menu_of(found.now, found.zone, partial(self._put_off, found), self._owner)
            menu.addSeparator()
            menu.entry(_("Choose a day…"), partial(self._ask_day, found, spot), icon="date")
            menu.setActiveAction(menu.actions()[0])
            menu.popup(spot)

        self._find("later", followup_id, show)

    def ask_more(self, followup_id: int, spot: QPoint) -> None:
        """Show everything that can be done with a follow-up."""
        self._find("more", followup_id, lambda found: self._menu(found).popup(spot))

    def edit(self, followup_id: int) -> None:
        """Open the form of a follow-up."""
        edit_followup(self._ctx, self._owner.window(), followup_id)

    def open_customer(self, followup_id: int) -> None:
        """Go to the customer of a follow-up, where it has one."""

        def go(found: _Found) -> None:
            if found.item.customer_id is not None:
                self._ctx.go.to("customer", found.item.customer_id)

        self._find("customer", followup_id, go)

    def cancel(self, followup_id: int) -> None:
        """Note that a follow-up is not needed any more."""

        def do(found: _Found) -> None:
            said = _("Cancelled: {title}").format(title=found.item.title)
            self._do(partial(self._app.followups.cancel, followup_id), said, f"cancel {followup_id}")

        self._find("cancel", followup_id, do)

    def delete(self, followup_id: int) -> None:
        """Put a follow-up into the bin."""

        def do(found: _Found) -> None:
            said = _("Deleted: {title}").format(title=found.item.title)
            delete = partial(self._app.followups.delete, followup_id)
            self._ctx.do(self._owner, delete, said, lambda _nothing: self.removed.emit(), slot=f"delete {followup_id}")

        self._find("delete", followup_id, do)

    def _menu(self, found: _Found) -> Menu:
        item = found.item
        menu = Menu(_("More"), self._owner)
        menu.aboutToHide.connect(menu.deleteLater)
        still_open = item.state is State.OPEN
        words = _("Done") if still_open else _("Open again")
        menu.entry(words, partial(self.tick, item.id), icon="check" if still_open else "undo", shortcut="D")
        menu.entry(_("Edit"), partial(self.edit, item.id), icon="edit", shortcut="E")
        if item.customer_id is not None:
            menu.entry(_("Open the customer"), partial(self.open_customer, item.id), icon="person", shortcut="O")
        menu.addSeparator()
        if still_open:
            menu.entry(_("Not needed any more"), partial(self.cancel, item.id), icon="close", shortcut="Del")
        menu.entry(_("Delete"), partial(self.delete, item.id), icon="delete", shortcut="Shift+Del")
        return menu

    def _put_off(self, found: _Found, later: Later) -> None:
        self._move(found, *moved_to(later, found.now, found.zone, found.region, found.item.due_time))

    def _ask_day(self, found: _Found, spot: QPoint) -> None:
        popup = MonthPopup(self._owner, max(found.item.due_date, found.today), found.today)
        popup.chosen.connect(partial(self._move, found))
        popup.open_under(self._owner)
        popup.move(spot)

    def _move(self, found: _Found, day: date, wall: time | None = None) -> None:
        item = found.item
        said = _("Postponed to {day}: {title}").format(
            day=moment_words(day, wall or item.due_time, found.today), title=item.title
        )
        self._do(lambda: self._app.followups.postpone(item.id, day, wall), said, f"postpone {item.id} {day} {wall}")

    def _do(self, verb: Callable[[], object], said: str, slot: str) -> None:
        self._ctx.do(self._owner, verb, said, slot=slot)

    def _find(self, verb: str, followup_id: int, then: Callable[[_Found], None]) -> None:
        """Read what `then` needs; another verb asked for meanwhile, or the same for another one, takes nothing away."""

        def read(session: Any) -> _Found:
            zone, region = (settings.value(session, one) for one in (settings.ZONE, settings.REGION))
            return _Found(queries.one(session, followup_id), self._app.db.clock.now(), zone, region)

        self._ctx.load(self, read, then, slot=f"{verb} {followup_id}")
