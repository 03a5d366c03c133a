"""Who changed what on a customer's card, and when, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop_crm.customers.types import CustomerKind
from desktop_crm.platform import clock, settings
from desktop_crm.platform.changes import IMPORT, REDO, UNDO, Revision, history
from desktop_crm.platform.i18n import N_, _
from desktop_crm.staff import queries as staff
from ui.customers.tab_head import lay_out_tab
from ui.customers.words import birthday_words, moment
from ui.kit.context import Context
from ui.kit.row_paint import Lead, Row
from ui.kit.rows import RowList

FIELDS: Final = {
    "name": N_("Name"), "company": N_("Company"), "kind": N_("Kind"), "birthday": N_("Birthday"),
    "gender": N_("Gender"), "tax_number": N_("Tax or identity number"), "tax_office": N_("Tax office"),
    "note": N_("Note"), "heard_from": N_("How they heard of us"), "owner_id": N_("Who looks after them"),
}  # fmt: skip
"""The columns of a card that a person fills in, by their names in the journal."""
_KINDS: Final = {CustomerKind.PERSON: N_("Person"), CustomerKind.COMPANY: N_("Company")}
_LONGEST: Final = 80


class ChangesTab(QWidget):
    """A line a step, newest first."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._customer_id: int | None = None
        self.list = RowList(_("Changes"), wrap=True, hairlines=False)
        self.list.empty_words = (
            _("No changes"),
            _("This card came with a spreadsheet and was not changed by hand since."),
        )
        lay_out_tab(self, None, self.list)
        ctx.watch(self, ("customers",), lambda _changed: self._load())

    def show_customer(self, customer_id: int) -> None:
        """Show the changes of a customer's card."""
        self._customer_id = customer_id
        self.list.overlay.loading()
        self._load()

    def _load(self) -> None:
        customer_id = self._customer_id
        if customer_id is None:
            return

        def read(session: Any) -> tuple[list[Revision], Mapping[int, str], str]:
            found = history(session, "customers", customer_id)
            return found, staff.names(session), settings.value(session, settings.ZONE)

        self._ctx.load(self, read, lambda answer: self._show(*answer), self._fail, slot="changes")

    def _fail(self, error: BaseException) -> None:
        self.list.show_rows([])
        self.list.overlay.error(str(error), self._load)

    def _show(self, found: Sequence[Revision], people: Mapping[int, str], zone: str) -> None:
        today = clock.local_date(self._ctx.app.db.clock.now(), zone)
        self.list.overlay.clear()
        self.list.show_rows([_row(place, one, people, zone, today) for place, one in enumerate(found)])


def _row(place: int, revision: Revision, people: Mapping[int, str], zone: str, today: date) -> Row:
    step = revision.step
    icon, tone = {
        IMPORT: ("import", "blue"), UNDO: ("undo", "amber"), REDO: ("redo", "amber"),
    }.get(step.kind, ("edit", "accent"))  # fmt: skip
    title = _("Undone: {step}").format(step=step.text) if step.kind == UNDO else step.text
    said = [_said(name, before, after, people) for name, (before, after) in revision.fields.items() if name in FIELDS]
    if revision.fields.get("deleted_at", (None, None))[1] is not None:
        said.append(_("put into the bin"))
    who = people.get(step.staff_id or 0, "")
    second = "\n".join(filter(None, (who, *said)))
    return Row(-place - 1 - step.id * 1000, title, second, Lead("badge", icon, tone),
               trail=moment(step.at, zone, today), strong=True)  # fmt: skip


def _said(name: str, before: object, after: object, people: Mapping[int, str]) -> str:
    """Return one field's change: `Name: Ayşe Öz → Ayşe Yıldız`."""
    old, new = _value(name, before, people), _value(name, after, people)
    words = _(FIELDS[name])
    if not old:
        return f"{words}: {new}"
    became = new or _("(emptied)")
    return f"{words}: {old} → {became}"


def _value(name: str, value: object, people: Mapping[int, str]) -> str:
    if value is None or value == "":
        return ""
    if name == "owner_id":
        return people.get(int(str(value)), "")
    text = str(value)
    if name == "birthday":
        text = birthday_words(text)
    elif name == "kind":
        text = _(_KINDS[CustomerKind(text)])
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
