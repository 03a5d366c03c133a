"""Words offered below a field while somebody types, found however they write İ, I, ı and i."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from desktop_crm.platform.i18n import _
from desktop_crm.platform.text import fold

_FOLDED: Final = Qt.ItemDataRole.UserRole
_NO_WORD: Final = "\uffff"
_ROWS: Final = 8


class _Words(QStringListModel):
    """Words as they are shown, and folded as they are compared."""

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = super().data(index, Qt.ItemDataRole.DisplayRole if role == _FOLDED else role)
        return fold(shown) if role == _FOLDED and shown else shown


class Completer(QCompleter):
    """Offers the words in which the letters typed stand anywhere.

    With `found`, offers all its words, for they were looked up for what is typed, and Down goes to the first of them.
    """

    def __init__(self, field: QWidget, words: Iterable[str] = (), *, found: bool = False) -> None:
        super().__init__(field)
        self._found = found
        self._words = _Words(list(words), self)
        self.setModel(self._words)
        self.setCompletionRole(_FOLDED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        if found:
            self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(_ROWS)
        self.popup().setProperty("look", "popup")
        self.popup().setAccessibleName(_("Suggestions"))

    def offer(self, words: Iterable[str]) -> None:
        """Offer other words from now on."""
        self._words.setStringList(list(words))

    def splitPath(self, path: str) -> Sequence[str]:  # noqa: N802
        return [_NO_WORD if self._found else fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:  # noqa: N802
        return str(index.data())


def complete(field: QLineEdit, words: Iterable[str]) -> None:
    """Offer these words while somebody types in a field."""
    field.setCompleter(Completer(field, words))
