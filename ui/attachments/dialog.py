"""What a kept file is called, and a note about it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_crm.attachments.types import Attachment
from desktop_crm.platform.i18n import _
from ui.kit.context import Context
from ui.kit.fields import NoteField, TextField
from ui.kit.form_dialog import FormDialog


def describe_file(ctx: Context, parent: QWidget | None, one: Attachment) -> DescribeDialog:
    """Open the form of a kept file; returns it."""
    dialog = DescribeDialog(ctx, parent, one)
    dialog.open()
    return dialog


class DescribeDialog(FormDialog):
    """Name and note."""

    def __init__(self, ctx: Context, parent: QWidget | None, one: Attachment) -> None:
        super().__init__(ctx, parent, _("Rename or note"), _("Save"))
        self._id = one.id
        self.name, self.note = TextField(limit=300), NoteField(lines=3)
        self.name.set_value(one.name)
        self.note.set_value(one.note)
        self.form.add(_("File name"), self.name, name="name")
        self.form.add(_("Note"), self.note, name="note")
        self.form.settle()

    def send(self) -> None:
        """Rename the file and keep the note."""
        name, note = self.name.value(), self.note.value()
        said = _("Saved: {what}").format(what=name)
        self.write(lambda: self.ctx.app.attachments.describe(self._id, name, note), said)
