"""Who changed what on a customer's card, and when; each change can be put back by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop_crm.customers import history
from desktop_crm.customers.history import CardStep, FieldChange
from desktop_crm.customers.types import Address, Email, Handle, Phone
from desktop_crm.platform import clock, settings
from desktop_crm.platform.changes import IMPORT, REDO, UNDO
from desktop_crm.platform.i18n import _
from desktop_crm.staff import queries as staff
from ui.customers.card_words import value_words, way_words
from ui.customers.tab_head import lay_out_tab
from ui.customers.words import moment
from ui.kit.context import Context
from ui.kit.row_paint import Act, Lead, Row
from ui.kit.rows import RowList

TABLES: Final = ("customers", *history.PARTS)
_BACK: Final = "back"
_LONGEST: Final = 160
_PAGE: Final = 100
_ICONS: Final = {IMPORT: ("import", "blue"), UNDO: ("undo", "amber"), REDO: ("redo", "amber")}


@dataclass(frozen=True, slots=True)
class Read:
    """The steps as read, the people of the shop, its zone."""

    steps: Sequence[CardStep]
    people: Mapping[int, str]
    zone: str


class ChangesTab(QWidget):
    """A line a step, newest first, and below it a line a field."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._customer_id: int | None = None
        self._limit, self._more = _PAGE, False
        self._changes: dict[int, FieldChange] = {}
        self.list = RowList(_("Changes"), wrap=True, hairlines=False)
        self.list.empty_words = (
            _("No changes"),
            _("This card came with a spreadsheet and was not changed by hand since."),
        )
        self.list.acted.connect(self._put_back)
        bar = self.list.verticalScrollBar()
        bar.valueChanged.connect(lambda value: self._go_on() if value >= bar.maximum() else None)
        lay_out_tab(self, None, self.list)
        ctx.watch(self, TABLES, lambda _changed: self._load())

    def show_customer(self, customer_id: int) -> None:
        """Show the changes of a customer's card."""
        self._customer_id, self._limit = customer_id, _PAGE
        self.list.overlay.loading()
        self._load()

    def _go_on(self) -> None:
        if self._more:
            self._more = False
            self._limit += _PAGE
            self._load()

    def _load(self) -> None:
        customer_id, limit = self._customer_id, self._limit
        if customer_id is None:
            return

        def read(session: Any) -> Read:
            found = history.steps(session, customer_id, limit=limit)
            return Read(found, staff.names(session), settings.value(session, settings.ZONE))

        self._ctx.load(self, read, self._show, self._fail, slot="changes")

    def _fail(self, error: BaseException) -> None:
        self.list.show_rows([])
        self.list.overlay.error(str(error), self._load)

    def _show(self, found: Read) -> None:
        self._more = len(found.steps) >= self._limit
        today = clock.local_date(self._ctx.app.db.clock.now(), found.zone)
        self._changes = {}
        rows: list[Row] = []
        for one in found.steps:
            rows.append(_step_row(one, found, today))
            rows += self._field_rows(one, found.people)
        self.list.overlay.clear()
        self.list.show_rows(rows)

    def _field_rows(self, one: CardStep, people: Mapping[int, str]) -> Iterator[Row]:
        """Yield a line for each field of a step; what was undone or made with the card has nothing to put back."""
        if one.made:
            return
        for place, change in enumerate(one.changes):
            row_id = one.step.id * 1000 + place + 1
            self._changes[row_id] = change
            live = one.step.kind not in (UNDO, REDO) and not one.reverted
            acts = (Act(_BACK, _("Put back")),) if live else ()
            yield Row(row_id, change.title, _said(change, people), Lead("badge", "edit", "neutral"), acts=acts)

    def _put_back(self, _key: str, row_id: int) -> None:
        change, customer_id = self._changes.get(row_id), self._customer_id
        if change is not None and customer_id is not None:
            service = self._ctx.app.customers
            said = _("Put back: {field}").format(field=change.title)
            self._ctx.do(self, lambda: service.put_back(customer_id, change), said, slot=f"put back {row_id}")


def _step_row(one: CardStep, found: Read, today: date) -> Row:
    step = one.step
    icon, tone = _ICONS.get(step.kind, ("edit", "accent"))
    title = _("Undone: {step}").format(step=step.text) if step.kind == UNDO else step.text
    said = [found.people.get(step.staff_id or 0, "")]
    if one.binned is not None:
        said.append(_("put into the bin") if one.binned else _("taken out of the bin"))
    if one.reverted:
        said.append(_("undone since"))
    second = " · ".join(filter(None, said))
    lead, trail = Lead("badge", icon, tone), moment(step.at, found.zone, today)
    return Row(step.id * 1000, title, second, lead, trail=trail, strong=True, done=one.reverted)


def _said(change: FieldChange, people: Mapping[int, str]) -> str:
    """Return one field's change: `Ayşe Öz → Ayşe Yıldız`."""
    old, new = (_words(change, value, people) for value in (change.before, change.after))
    if not old:
        return new
    became = new or _("(emptied)")
    return f"{old} → {became}"


def _words(change: FieldChange, value: Any, people: Mapping[int, str]) -> str:
    if value is None or value == "":
        return ""
    text = _part_words(change.table, value) if isinstance(value, dict) else _field_words(change, value, people)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _field_words(change: FieldChange, value: Any, people: Mapping[int, str]) -> str:
    if change.column == "owner_id":
        return people.get(int(value), "")
    return str(value) if change.field.endswith("_hours") else value_words(change.field, value)


def _part_words(table: str, row: dict[str, Any]) -> str:
    """Return a row of the card as it was, in words."""
    marks = {
        "kind": row.get("kind") or "", "preferred": bool(row.get("preferred")), "gone": bool(row.get("gone")),
    }  # fmt: skip
    if table == "customer_phones":
        return way_words(Phone(row["number"], **marks))
    if table == "customer_emails":
        return way_words(Email(row["address"], bool(row["masked"]), **marks))
    if table == "customer_handles":
        return way_words(Handle(row["handle"], **marks))
    if table == "customer_addresses":
        names = ("line", "neighbourhood", "district", "city", "region", "postal_code", "country")
        place = Address(*(row.get(name) or "" for name in names), **marks)
        return way_words(place).replace("\n", ", ")
    return str(row.get("text", ""))
