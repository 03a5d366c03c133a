"""Files held over the window and dropped on it, wherever that is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.shell.edges import DropHint


class Drops(QObject):
    """Lets a window take files: `dropped(files)`; links and folders are left alone."""

    dropped = Signal(list)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.hint: DropHint | None = None
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QDragEnterEvent):
            if files_of(event):
                event.acceptProposedAction()
                self._show()
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._hide()
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._hide()
            event.acceptProposedAction()
            self.dropped.emit(files_of(event))
            return True
        return False

    def _show(self) -> None:
        from ui.shell.edges import DropHint

        self._hide()
        self.hint = DropHint(self._window)
        self.hint.lay_over()

    def _hide(self) -> None:
        if self.hint is not None:
            self.hint.hide()
            self.hint.deleteLater()
            self.hint = None


def files_of(event: QDropEvent) -> list[Path]:
    """Return the files of this computer that an event carries."""
    paths = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
    return [path for path in paths if path.is_file()]
