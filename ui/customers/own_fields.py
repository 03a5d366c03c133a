"""The shop's own fields in the form of a customer, and as lines of the card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_crm.fields import rules
from desktop_crm.fields.types import CustomField, FieldKind
from desktop_crm.platform.i18n import N_
from ui.customers.kept_choice import KeptChoice
from ui.kit.date_field import DateField
from ui.kit.fields import ChoiceField, TextField
from ui.kit.forms import Form
from ui.kit.number_fields import QuantityField

_LONGEST = 2000


class OwnFields:
    """The fields of one form: shown once they are known, those of another kind of card hidden."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._fields: dict[int, tuple[CustomField, Any]] = {}

    def show_fields(self, fields: Sequence[CustomField], kept: Mapping[int, str], card_kind: str, today: date) -> bool:
        """Add the fields to the form with what stands in them; returns whether anything does. `today` is the shop's."""
        for field in fields:
            widget = _widget(field, kept.get(field.id, ""), today)
            self._fields[field.id] = (field, widget)
            self._form.add(field.name, widget, name=rules.form_field(field.id))
        self.show_kind(card_kind)
        return bool(kept)

    def show_kind(self, card_kind: str) -> None:
        """Show the fields of a kind of card, and those in which something stands."""
        for field, widget in self._fields.values():
            fits = field.card_kind in ("", card_kind) or bool(_text(widget))
            self._form.show_field(widget, shown=fits)

    def show_values(self, kept: Mapping[int, str]) -> None:
        """Put other values into the fields."""
        for field_id, (_field, widget) in self._fields.items():
            _put(widget, kept.get(field_id, ""))

    def values(self) -> dict[int, str]:
        """Return what stands in the fields, as the core takes it. Raises UserError."""
        return {field_id: _text(widget) for field_id, (_field, widget) in self._fields.items()}


def own_lines(fields: Sequence[CustomField], kept: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """Yield the fields that are filled in, as (what it is called, what stands in it)."""
    for field in fields:
        if kept.get(field.id):
            yield field.name, rules.shown(field, kept[field.id])


def _widget(field: CustomField, kept: str, today: date) -> QWidget:
    made: QWidget
    match field.kind:
        case FieldKind.NUMBER:
            made = QuantityField()
        case FieldKind.DAY:
            made = DateField(past=True, today=lambda: today)
        case FieldKind.YES_NO:
            made = KeptChoice({rules.YES: N_("Yes"), rules.NO: N_("No")})
        case FieldKind.CHOICE:
            words = dict.fromkeys(("", *field.choices, kept))
            made = ChoiceField([(choice, choice or "–") for choice in words])
        case FieldKind.LINK:
            made = TextField(limit=_LONGEST, placeholder="https://")
        case _:
            made = TextField(limit=_LONGEST)
    _put(made, kept)
    return made


def _put(widget: Any, kept: str) -> None:
    """Show a kept value; one that does not fit its field stands there as it is and is refused when saved."""
    if isinstance(widget, QuantityField):
        try:
            widget.set_value(Decimal(kept) if kept else None)
        except InvalidOperation:
            widget.setText(kept)
    elif isinstance(widget, DateField):
        try:
            widget.set_value(date.fromisoformat(kept) if kept else None)
        except ValueError:
            widget.setText(kept)
    else:
        widget.set_value(kept)


def _text(widget: Any) -> str:
    value = widget.value()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value or "")
