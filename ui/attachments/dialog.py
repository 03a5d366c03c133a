"""What a kept file is called, and a note about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_crm.attachments.types import Attachment
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import _
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.fields import NoteField, TextField
from ui.kit.forms import Form


def describe_file(ctx: Context, parent: QWidget | None, one: Attachment) -> DescribeDialog:
    """Open the form of a kept file; returns it."""
    dialog = DescribeDialog(ctx, parent, one)
    dialog.open()
    return dialog


class DescribeDialog(Dialog):
    """Name and note."""

    def __init__(self, ctx: Context, parent: QWidget | None, one: Attachment) -> None:
        super().__init__(_("Rename or note"), _("Save"), parent=parent)
        self._ctx = ctx
        self._id = one.id
        self.name, self.note = TextField(limit=300), NoteField(lines=3)
        self.name.set_value(one.name)
        self.note.set_value(one.note)
        self.form = Form()
        self.form.add(_("File name"), self.name, name="name")
        self.form.add(_("Note"), self.note, name="note")
        self.add(self.form)
        self.protect(self.form.changed)
        self.form.settle()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.submitted.connect(self._save)

    def _save(self) -> None:
        name, note = self.name.value(), self.note.value()
        self.set_busy(True)
        self._ctx.do(
            self,
            lambda: self._ctx.app.attachments.describe(self._id, name, note),
            _("Saved: {what}").format(what=name),
            lambda _nothing: self.accept(),
            self._refused,
        )

    def _refused(self, error: BaseException) -> None:
        self.set_busy(False)
        if isinstance(error, UserError):
            self.form.show_errors(error)
        else:
            self._ctx.tell.show(error)
