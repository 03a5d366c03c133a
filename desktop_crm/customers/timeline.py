"""What was changed on a card, by hand and by imports, as lines of the customer's history."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.customers import history
from desktop_crm.customers.history import CardStep
from desktop_crm.customers.tables import CustomerTable
from desktop_crm.platform.changes import EDIT, IMPORT, ChangeTable, step_of
from desktop_crm.platform.i18n import _
from desktop_crm.platform.plugs import Ref, TimelineEntry


def edit_entries(session: Session, customer_id: int, before: int | None, limit: int) -> list[TimelineEntry]:
    """Return the edits of a customer's card before the instant `before` (all where None), newest first.

    Steps that were undone are not told.
    """
    return [_edit(one) for one in history.steps(session, customer_id, before, limit, standing=EDIT)]


def import_entries(session: Session, customer_id: int, before: int | None, limit: int) -> list[TimelineEntry]:
    """Return the imports that made or changed a customer's card before the instant `before`, newest first."""
    found = [
        TimelineEntry(Ref("import", one.step.id), one.step.at, "import", one.step.text, _fields(one), "blue")
        for one in history.steps(session, customer_id, before, limit, standing=IMPORT)
    ]
    asked = (
        select(ChangeTable)
        .join(CustomerTable, CustomerTable.run_id == ChangeTable.run_id)
        .where(CustomerTable.id == customer_id, ChangeTable.kind == IMPORT, ChangeTable.reverted_by.is_(None))
    )
    made = session.scalar(asked.order_by(ChangeTable.id).limit(1))
    if made is not None and (before is None or made.at < before) and all(one.ref.id != made.id for one in found):
        step = step_of(made)
        found.append(
            TimelineEntry(Ref("import", step.id), step.at, "import", step.text, _("the card was made"), "blue")
        )
    return found[:limit]


def _edit(one: CardStep) -> TimelineEntry:
    tone = "accent" if one.binned is None else "red" if one.binned else "green"
    return TimelineEntry(Ref("edit", one.step.id), one.step.at, "edit", one.step.text, _fields(one), tone)


def _fields(one: CardStep) -> str:
    """Return what the step changed, named once each; nothing of one that made the card."""
    return "" if one.made else ", ".join(dict.fromkeys(_(change.name) for change in one.changes))
