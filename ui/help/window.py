"""The window of the guide: its pages on the left, the one chosen on the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import _, language
from ui.help.guide import Guide, fitting
from ui.help.reader import Reader
from ui.kit.buttons import IconButton
from ui.kit.labels import PlainLabel, hairline
from ui.kit.theme import theme
from ui.kit.words import set_tip

_SIZE: Final = (1000, 720)
_LEAST: Final = (560, 360)
_LIST: Final = 256


def open_guide(window: QWidget, page: str) -> GuideWindow:
    """Show the guide beside a window, on what fits one of its pages; returns the guide's window, one for all."""
    guide = window.findChild(GuideWindow, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if not isinstance(guide, GuideWindow):
        guide = GuideWindow(window)
    guide.turn(fitting(page))
    guide.show()
    guide.raise_()
    guide.activateWindow()
    return guide


class GuideWindow(QWidget):
    """Follows the language, the colours and the text size of the program."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("guide")
        self.guide = Guide(language())
        self.pages = QListWidget()
        self.reader = Reader()
        self.outside = PlainLabel(look="muted", elide=True)
        self._build()
        self._speak()
        self.pages.currentRowChanged.connect(self._chosen)
        self.reader.turned.connect(self.turn)
        self.reader.left.connect(self._tell)
        theme().changed.connect(self._fit)
        self._fit()
        self.resize(theme().px(_SIZE[0]), theme().px(_SIZE[1]))

    def turn(self, name: str) -> None:
        """Show a page of the guide by its file's name."""
        self._foot.hide()
        self.reader.show_page(self.guide, name)
        names = [chapter.name for chapter in self.guide.chapters]
        self.pages.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.pages.setCurrentRow(names.index(name) if name in names else -1)
        self.pages.blockSignals(False)  # noqa: FBT003 - Qt's own

    def _build(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self._side = QFrame()
        side = QVBoxLayout(self._side)
        side.addWidget(self.pages)
        line.addWidget(self._side)
        sheet = QFrame()
        sheet.setProperty("look", "panel")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.reader, 1)
        self._foot = QWidget()
        self._foot.hide()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(hairline())
        self._told = QHBoxLayout()
        self._told.addWidget(self.outside, 1)
        self.copy = IconButton("copy", "", self._copy)
        self._told.addWidget(self.copy)
        foot.addLayout(self._told)
        column.addWidget(self._foot)
        line.addWidget(sheet, 1)
        self.pages.setProperty("look", "contents")
        self.pages.setObjectName("guide.pages")
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.pages)

    def _speak(self) -> None:
        """Say everything in the language in use."""
        self.setWindowTitle(_("Help") + " · Desktop CRM")
        self.pages.setAccessibleName(_("Pages of the guide"))
        self.copy.setAccessibleName(_("Copy"))
        set_tip(self.copy, _("Copy"))
        self.pages.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.pages.clear()
        self.pages.addItems([chapter.title for chapter in self.guide.chapters])
        self.pages.blockSignals(False)  # noqa: FBT003 - Qt's own

    def _fit(self) -> None:
        """Take the lengths of the text size in use."""
        px = theme().px
        self.setMinimumSize(*_LEAST)
        self._side.setFixedWidth(px(_LIST))
        self._side.layout().setContentsMargins(px(10), px(14), px(10), px(10))
        self._told.setContentsMargins(px(24), px(6), px(14), px(6))
        if self.reader.name:
            self.reader.show_again()

    def _chosen(self, place: int) -> None:
        if place >= 0:
            self.turn(self.guide.chapters[place].name)

    def _tell(self, target: str) -> None:
        """Say where a link leads that leaves the guide."""
        self.outside.setText(target)
        self._foot.show()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.outside.text())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.guide.language != language():
            self.guide = Guide(language())
            self._speak()
            self.turn(self.reader.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.close()
        else:
            super().keyPressEvent(event)
