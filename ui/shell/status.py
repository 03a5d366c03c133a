"""The line at the bottom: where the data lives, how many customers, last backup, last import. Facts only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop_crm.platform.i18n import _, counted
from ui.kit.icons import IconLabel
from ui.kit.labels import PlainLabel, small
from ui.kit.theme import theme
from ui.kit.words import set_tip

if TYPE_CHECKING:
    from ui.shell.facts import Facts

HEIGHT: Final = 26


class StatusLine(QFrame):
    """The line itself; empty until a store is open."""

    def __init__(self) -> None:
        super().__init__()
        px = theme().px
        self.setProperty("look", "panel")
        self.setFixedHeight(px(HEIGHT))
        self._drive = IconLabel("drive", "muted", 14)
        self._place = small("")
        self._customers = small("")
        self._backup = small("")
        self._trouble = PlainLabel("", look="note-amber", elide=True)
        self._run = small("", elide=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(px(16), 1, px(16), 0)
        line.setSpacing(px(16))
        where = QHBoxLayout()
        where.setSpacing(px(5))
        where.addWidget(self._drive)
        where.addWidget(self._place)
        line.addLayout(where)
        for label in (self._customers, self._backup, self._trouble):
            line.addWidget(label)
        line.addStretch(1)
        line.addWidget(self._run)
        self._drive.hide()

    def show_facts(self, found: Facts, store: Path) -> None:
        """Show what is so."""
        from ui.shell.facts import said_import, said_when

        self._drive.show()
        self._place.setText(_("On this computer"))
        set_tip(self._place, str(store))
        self._customers.setText(counted("{count} customer", "{count} customers", found.customers))
        if found.backup is None:
            self._backup.setText(_("No backup yet"))
        else:
            when = said_when(found.backup, found.zone, found.today)
            self._backup.setText(_("Last backup: {when}").format(when=when))
        self._run.setText(said_import(found))

    def show_trouble(self, text: str) -> None:
        """Say what went wrong with the last backup, '' for nothing."""
        self._trouble.setText(text)

    def words(self) -> str:
        """Return the line as one reads it."""
        labels = (self._place, self._customers, self._backup, self._trouble, self._run)
        return " · ".join(label.text() for label in labels if label.text())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, self.width(), 1, theme().paint("line"))
