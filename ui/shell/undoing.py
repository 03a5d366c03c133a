"""Undo: the text field with the focus first, then the steps of the store, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop_crm.platform.i18n import _

if TYPE_CHECKING:
    from desktop_crm.platform.changes import Step
    from ui.kit.context import Context
    from ui.kit.menus import Menu

UNDO_KEYS = "Ctrl+Z"
REDO_KEYS = "Ctrl+Shift+Z"
_OLDER = 10


class TextUndo(QObject):
    """Lets Ctrl+Z through to the window once the text field with the focus has nothing of its own to take back."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._field: QWidget | None = None
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._follow)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, QLineEdit | QPlainTextEdit):
            old.removeEventFilter(self)
        if isinstance(new, QLineEdit | QPlainTextEdit):
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        undo, redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
        if (undo or redo) and not _has_own(watched, undo=undo):
            event.ignore()
            return True
        return False


def _has_own(field: QObject, *, undo: bool) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable() if undo else field.isRedoAvailable()
    if isinstance(field, QPlainTextEdit):
        return field.document().isUndoAvailable() if undo else field.document().isRedoAvailable()
    return False


class StepsMenu(QObject):
    """The menu under the undo button: what would be taken back, what made again, and the steps before."""

    def __init__(self, ctx: Context, button: QWidget, shown: Callable[[Menu], object] | None = None) -> None:
        super().__init__(button)
        self._ctx = ctx
        self._button = button
        self._shown = shown or self._pop_up

    def ask(self) -> None:
        """Read the steps and show them."""
        self._ctx.load(self, _steps, lambda found: self._shown(self.menu(*found)))

    def menu(self, steps: Sequence[Step], again: Step | None) -> Menu:
        """Return the menu for these steps, the newest first."""
        from ui.kit.menus import Menu

        menu = Menu(_("Steps"), self._button)
        ctx = self._ctx
        newest = steps[0] if steps else None
        first = _("Undo: {step}").format(step=newest.text) if newest else _("There is nothing to undo")
        take_back = partial(ctx.undo, newest.id) if newest else ctx.undo
        menu.entry(first, take_back, icon="undo", shortcut=UNDO_KEYS, enabled=newest is not None)
        if again is not None:
            menu.entry(_("Redo: {step}").format(step=again.text), ctx.redo, icon="redo", shortcut=REDO_KEYS)
        if len(steps) > 1:
            menu.addSeparator()
            for step in steps[1:]:
                menu.entry(
                    _("Undo only this: {step}").format(step=step.text),
                    partial(ctx.undo, step.id),
                    icon="history",
                )
        return menu

    def _pop_up(self, menu: Menu) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        right = self._button.mapToGlobal(QPoint(self._button.width(), self._button.height() + 4))
        menu.popup(QPoint(max(0, right.x() - menu.sizeHint().width()), right.y()))


def _steps(session: Any) -> tuple[Sequence[Step], Step | None]:
    from desktop_crm.platform.undo import redo_step, steps

    return steps(session, _OLDER), redo_step(session)
