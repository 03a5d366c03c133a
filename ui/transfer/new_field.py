"""A column nothing of ours fits becomes a field of the shop's own: what it is called, and what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_crm.fields.types import KIND_NAMES, FieldKind, NewField
from desktop_crm.platform.i18n import _
from ui.kit.context import Context
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_crm.app import App


class NewFieldDialog(FormDialog):
    """`saved(id)` when the field is there; one of a list is left to the settings, where its words are written."""

    def __init__(self, ctx: Context, parent: QWidget, header: str) -> None:
        super().__init__(ctx, parent, _("Add a field"), _("Add"), width=460)
        self._app: App = ctx.app
        self.name = TextField(header, limit=60)
        self.kind: ChoiceField[FieldKind] = ChoiceField(
            [(kind, _(KIND_NAMES[kind])) for kind in FieldKind if kind is not FieldKind.CHOICE]
        )
        self.form.add(_("Name of the field"), self.name, name="name")
        self.form.add(
            _("What it holds"), self.kind, help=_("It stands on every card; Settings can change that."), name="kind"
        )
        self.form.settle()

    def send(self) -> None:
        """Define the field."""
        new, fields = NewField(self.name.value(), self.kind.value() or FieldKind.TEXT), self._app.fields
        self.write(lambda: fields.define(new), _("Saved: {what}").format(what=new.name))
