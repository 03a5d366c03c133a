"""The dialog that plans or edits a follow-up, opened from anywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop_crm.customers import queries as customers
from desktop_crm.followups import queries, working_days
from desktop_crm.platform import clock, phones, settings
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.platform.i18n import _
from desktop_crm.staff import queries as staff
from ui.followups.form import Filling, FollowUpForm
from ui.followups.words import moment_words
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.finding import suggest
from ui.kit.pickers import Suggestion

if TYPE_CHECKING:
    from desktop_crm.app import App


def plan_followup(ctx: Context, parent: QWidget | None, customer_id: int | None = None) -> None:
    """Open the dialog of a new follow-up, for a customer where one is named."""
    _open(ctx, parent, lambda session: _filling(ctx, session, customer_id=customer_id))


def edit_followup(ctx: Context, parent: QWidget | None, followup_id: int) -> None:
    """Open the dialog of a follow-up that is there already."""
    _open(ctx, parent, lambda session: _filling(ctx, session, followup_id=followup_id))


class FollowUpDialog(Dialog):
    """The form in its frame; saves as one step, keeps what was typed where that is refused."""

    def __init__(self, ctx: Context, filling: Filling, parent: QWidget | None = None) -> None:
        title = _("Add follow-up") if filling.item is None else _("Edit follow-up")
        super().__init__(title, title if filling.item is None else _("Save"), parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx = ctx
        self._app: App = ctx.app
        self._filling = filling
        self.form = FollowUpForm(filling, suggest(ctx, self))
        self.add(self.form)
        self.protect(self.form.changed)
        self.submitted.connect(self._save)

    def _save(self) -> None:
        if not self.form.check():
            return
        try:
            new = self.form.new()
        except UserError as error:
            self.form.show_errors(error)
            return
        self.set_busy(True)
        verbs, item = self._app.followups, self._filling.item
        words = _("Saved: {title}") if item else _("Planned for {day}: {title}")
        said = words.format(title=new.title, day=moment_words(new.due_date, new.due_time, self._filling.today))
        verb: Callable[[], object] = (lambda: verbs.plan(new)) if item is None else (lambda: verbs.edit(item.id, new))
        self._ctx.do(self, verb, said, lambda _id: self.accept(), self._refused)

    def _refused(self, error: BaseException) -> None:
        self.set_busy(False)
        if isinstance(error, UserError):
            self.form.show_errors(error)
        elif isinstance(error, NotFound):
            self.form.show_errors(UserError(error.message))
        else:
            self._ctx.tell.show(error)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self._filling.person is not None:
            self.form.title.setFocus(Qt.FocusReason.TabFocusReason)


def _open(ctx: Context, parent: QWidget | None, read: Callable[[Any], Filling]) -> None:
    owner = parent or ctx
    ctx.load(owner, read, lambda filling: FollowUpDialog(ctx, filling, parent).open(), slot="follow-up")


def _filling(ctx: Context, session: Any, *, customer_id: int | None = None, followup_id: int | None = None) -> Filling:
    """Read what the form starts from. Raises NotFound."""
    item = None if followup_id is None else queries.one(session, followup_id)
    customer_id = item.customer_id if item else customer_id
    zone, region = (settings.value(session, one) for one in (settings.ZONE, settings.REGION))
    today = clock.local_date(ctx.app.db.clock.now(), zone)
    working_days.is_working(today, region)  # read here, not while the window draws
    people = {one.id: one.name for one in staff.everyone(session)}
    if item is not None and item.owner_id is not None and item.owner_id not in people:
        people[item.owner_id] = staff.names(session).get(item.owner_id, "")
    me = ctx.me()
    return Filling(
        today, region, people, me.id if me else None, _person(session, customer_id), item,
        queries.reminders(session, item.id) if item else (),
    )  # fmt: skip


def _person(session: Any, customer_id: int | None) -> Suggestion | None:
    if customer_id is None:
        return None
    names, numbers = customers.names(session, [customer_id]), customers.phones(session, [customer_id])
    first = numbers.get(customer_id, [])
    return Suggestion(customer_id, names.get(customer_id, ""), phones.shown(first[0].number) if first else "")
