"""The dialog that says the program itself was wrong."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop_crm.platform.i18n import _
from desktop_crm.platform.paths import log_folder
from ui.kit.buttons import Button
from ui.kit.dialog import Dialog
from ui.kit.labels import PlainLabel
from ui.kit.theme import theme


class CrashDialog(Dialog):
    """Says that nothing saved was lost, where the log is, and offers the text for whoever mends the program."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(_("The program made a mistake"), _("Go on"), hint="", width=600, cancel="", parent=parent)
        self.text = text
        self.add(
            PlainLabel(_("Nothing you saved is lost. What you were just doing may have to be done again."), wrap=True)
        )
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setAccessibleName(_("What happened, for whoever mends the program"))
        shown.setFixedHeight(theme().px(180))
        self.add(shown)
        self.add(PlainLabel(_("The text holds nothing of your customers."), look="muted", wrap=True))
        self.add(PlainLabel(_("Log: {folder}").format(folder=log_folder()), look="small", wrap=True))
        self.footer.addWidget(Button(_("Copy the text"), self.copy, icon="copy"))
        self.submitted.connect(self.accept)

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)
