"""The fields a shop adds to its cards: define, rename, order, delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_crm.customers.types import CustomerKind
from desktop_crm.fields import queries
from desktop_crm.fields.types import KIND_NAMES, CustomField, FieldKind, NewField
from desktop_crm.platform.i18n import N_, _, counted
from ui.kit.buttons import small
from ui.kit.cards import Card
from ui.kit.chips import Chip
from ui.kit.context import Context
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form_dialog import FormDialog
from ui.kit.row_paint import Act, Row
from ui.kit.rows import RowList

if TYPE_CHECKING:
    from desktop_crm.app import App

CARDS: Final = (
    ("", N_("Every card")),
    (CustomerKind.PERSON.value, N_("People only")),
    (CustomerKind.COMPANY.value, N_("Companies only")),
)


class OwnFieldDialog(FormDialog):
    """Asks what a field is called and what it holds; `field` None for a new one, whose kind can be chosen."""

    def __init__(self, ctx: Context, parent: QWidget, field: CustomField | None = None) -> None:
        title = _("Add a field") if field is None else _("Edit {name}").format(name=field.name)
        super().__init__(ctx, parent, title, _("Save"), width=460)
        self._app: App = ctx.app
        self._field = field
        self.name = TextField("" if field is None else field.name, limit=60)
        self.kind: ChoiceField[FieldKind] = ChoiceField([(kind, _(KIND_NAMES[kind])) for kind in FieldKind])
        self.kind.set_value(FieldKind.TEXT if field is None else field.kind)
        self.kind.setEnabled(field is None)
        self.choices = NoteField("\n".join(field.choices) if field is not None else "", lines=4)
        self.card_kind: ChoiceField[str] = ChoiceField([(value, _(words)) for value, words in CARDS])
        self.card_kind.set_value("" if field is None else field.card_kind)
        self.form.add(_("Name of the field"), self.name, name="name")
        fixed = "" if field is None else _("What was filled in would not fit another kind.")
        self.form.add(_("What it holds"), self.kind, help=fixed, name="kind")
        self.form.add(_("Choices, one a line"), self.choices, name="choices")
        self.form.add(_("Shown on"), self.card_kind, name="card_kind")
        self._show_choices()
        self.kind.edited.connect(self._show_choices)
        self.form.settle()

    def _show_choices(self) -> None:
        self.form.show_field(self.choices, shown=self.kind.value() is FieldKind.CHOICE)
        self.fit()

    def send(self) -> None:
        """Define the field, or change it."""
        choices = tuple(line.strip() for line in self.choices.value().splitlines() if line.strip())
        kind = self.kind.value() or FieldKind.TEXT
        new = NewField(self.name.value(), kind, choices, self.card_kind.value() or "")
        field, fields = self._field, self._app.fields

        def write() -> None:
            if field is None:
                fields.define(new)
            else:
                fields.change(field.id, new)

        self.write(write, _("Saved: {what}").format(what=new.name))


class OwnFieldsCard(Card):
    """The fields in their order. Alt+Up and Alt+Down move one, Enter edits, Del deletes."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(_("Own fields of the cards"), icon="columns", padded=False)
        self._ctx = ctx
        self._app: App = ctx.app
        self._fields: dict[int, CustomField] = {}
        self.corner.addWidget(small(_("Add a field"), self.add_field, icon="add"))
        self.list = RowList(_("Own fields of the cards"), fit=True)
        self.list.empty_words = (
            _("No fields of your own"),
            _("A shoe size, a membership number, a favourite colour: what your shop wants to know."),
        )
        for keys, do in (
            ("Alt+Up", partial(self._act, "up")), ("Alt+Down", partial(self._act, "down")),
            ("Del", partial(self._act, "delete")),
        ):  # fmt: skip
            key = QShortcut(QKeySequence(keys), self.list, context=Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(partial(self._with_current, do))
        self.list.acted.connect(self._act)
        self.list.opened.connect(partial(self._act, "edit"))
        self.add(self.list)
        ctx.watch(self, ("custom_fields",), lambda _changed: self._load())
        self._load()

    def add_field(self) -> None:
        """Ask for a new field."""
        OwnFieldDialog(self._ctx, self.window()).open()

    def move(self, field_id: int, step: int) -> None:
        """Move a field up (-1) or down (1)."""
        ids = list(self._fields)
        place = ids.index(field_id)
        if not 0 <= place + step < len(ids):
            return
        ids.insert(place + step, ids.pop(place))
        self._fields = {one: self._fields[one] for one in ids}
        self._ctx.do(self, lambda: self._app.fields.order(ids))

    def _load(self) -> None:
        def read(session: Any) -> list[tuple[CustomField, int]]:
            return [(field, queries.filled_in(session, field.id)) for field in queries.defined(session)]

        self._ctx.load(self, read, self._show)

    def _show(self, found: Sequence[tuple[CustomField, int]]) -> None:
        self._fields = {field.id: field for field, _count in found}
        self.list.show_rows([_row(field, count) for field, count in found])

    def _act(self, key: str, field_id: int) -> None:
        field = self._fields.get(field_id)
        if field is None:
            return
        if key == "edit":
            OwnFieldDialog(self._ctx, self.window(), field).open()
        elif key == "delete":
            said = _("Deleted: {title}").format(title=field.name)
            self._ctx.do(self, lambda: self._app.fields.delete(field_id), said, slot=f"delete {field_id}")
        else:
            self.move(field_id, -1 if key == "up" else 1)

    def _with_current(self, do: Callable[[int], object]) -> None:
        if self.list.current_id is not None:
            do(self.list.current_id)


def _row(field: CustomField, count: int) -> Row:
    cards = next(words for value, words in CARDS if value == field.card_kind)
    filled = counted("filled in on {count} card", "filled in on {count} cards", count)
    acts = (
        Act("up", _("Move up"), "up"), Act("down", _("Move down"), "down"), Act("edit", _("Edit"), "edit"),
        Act("delete", _("Delete"), "delete"),
    )  # fmt: skip
    second = " · ".join((_(cards), filled))
    return Row(field.id, field.name, second, chips=(Chip(_(KIND_NAMES[field.kind])),), acts=acts)
