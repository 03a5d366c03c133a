"""Editing a setting that is a list, one entry a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_crm.platform import settings
from desktop_crm.platform.i18n import _
from desktop_crm.platform.settings import Setting
from ui.kit.context import Context
from ui.kit.fields import NoteField
from ui.kit.form_dialog import FormDialog


def edit_lines(
    ctx: Context,
    parent: QWidget | None,
    title: str,
    how: str,
    setting: Setting[str],
    proposed: str,
    then: Callable[[str], Any],
) -> None:
    """Read a setting and open its lines; `how` (a message id) says what a line is, `then(text)` runs once saved."""

    def come(kept: str) -> None:
        LinesDialog(ctx, parent, title, _(how), setting, kept or proposed, then).open()

    ctx.load(ctx, lambda session: settings.value(session, setting), come, slot="lines")


class LinesDialog(FormDialog):
    """A list in one field."""

    def __init__(
        self,
        ctx: Context,
        parent: QWidget | None,
        title: str,
        how: str,
        setting: Setting[str],
        kept: str,
        then: Callable[[str], Any],
    ) -> None:
        super().__init__(ctx, parent, title, _("Save"), width=480)
        self._setting = setting
        self.lines = NoteField(kept, lines=10)
        self.form.add(title, self.lines, name="lines", help=how)
        self.form.settle()
        self.saved.connect(lambda _done: then(self.lines.value()))

    def send(self) -> None:
        text, db, setting = self.lines.value(), self.ctx.app.db, self._setting
        self.write(lambda: settings.put(db, setting, text), _("List saved"))
