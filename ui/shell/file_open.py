"""Files that macOS asks the running program to open: it sends an event where other systems start it again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent


class FileOpens(QObject):
    """Hears the system's wish on the application and says `asked(files)`."""

    asked = Signal(list)

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        app.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() != QEvent.Type.FileOpen or not isinstance(event, QFileOpenEvent):
            return False
        file = Path(event.file())
        if file.is_file():
            self.asked.emit([file])
        return True
