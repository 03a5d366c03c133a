"""What dialogs with a form have in common: saved by one verb of the core, errors beside their fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop_crm.platform.errors import UserError
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.forms import Form


class FormDialog(Dialog):
    """Calls `send` when its verb is pressed and the form can be read; `saved(answer)` when the core has taken it.

    `first` is the field to begin with, where that is not the topmost.
    """

    saved = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None, title: str, verb: str, width: int = 560) -> None:
        super().__init__(title, verb, width=width, parent=parent)
        self.ctx = ctx
        self.form = Form()
        self.first: QWidget | None = None
        self.add(self.form)
        self.protect(self.form.changed)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.submitted.connect(self._check)

    def send(self) -> None:
        """Hand what was typed to the core by `write`; UserError raised here stands beside its field."""
        raise NotImplementedError

    def write(self, verb: Callable[[], Any], said: str) -> None:
        """Run a verb of the core; close when it is done, show what it refuses."""
        self.set_busy(True)
        self.ctx.do(self, verb, said, self._done, self._held_back)

    def _check(self) -> None:
        if not self.form.check():
            return
        try:
            self.send()
        except UserError as error:
            self.form.show_errors(error)

    def _done(self, answer: object) -> None:
        self.saved.emit(answer)
        self.accept()

    def _held_back(self, error: BaseException) -> None:
        self.set_busy(False)
        self.refused(error)

    def refused(self, error: BaseException) -> None:
        """Show what the core would not take: beside its field, or by itself."""
        if isinstance(error, UserError):
            self.form.show_errors(error)
        else:
            self.ctx.tell.show(error)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self.first is not None:
            self.first.setFocus()
