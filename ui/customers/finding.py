"""The customer a form is about: known by the id it was opened with, or chosen first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_crm.customers import queries
from ui.kit.context import Context
from ui.kit.form_dialog import FormDialog
from ui.kit.pickers import PersonField, Suggestion


def choose(ctx: Context, owner: QObject, customer_id: int, then: Callable[[Suggestion], object]) -> None:
    """Call `then` with a customer known by id, as a person field takes them; not where there is none."""

    def come(names: dict[int, str]) -> None:
        if customer_id in names:
            then(Suggestion(customer_id, names[customer_id]))

    ctx.load(owner, lambda session: queries.names(session, [customer_id]), come, slot="person")


def about(dialog: FormDialog, person: PersonField, customer_id: int | None, then: QWidget) -> None:
    """Fill in who a form is about and begin with `then`; without a customer, go there once one is chosen."""
    if customer_id is not None:
        dialog.first = then
        choose(dialog.ctx, dialog, customer_id, partial(dialog.form.fill_in, person))
        return

    def chosen() -> None:
        if person.value() is not None and person.edit.hasFocus():
            then.setFocus()

    person.edited.connect(chosen)
