"""The warning while typing: somebody with this name, phone or e-mail is in the book already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_crm.customers import queries
from desktop_crm.platform.i18n import N_, _
from ui.kit.buttons import link
from ui.kit.cards import IconLabel
from ui.kit.context import Context
from ui.kit.labels import PlainLabel
from ui.kit.theme import theme

_SAID: Final = {
    "phone": N_("This number is in the book already: {name}"),
    "email": N_("This e-mail is in the book already: {name}"),
    "name": N_("There is a customer of this name: {name}"),
}


class TwinWarning(QWidget):
    """Says who is there already and offers their card. `chosen(id)` when it is wanted."""

    chosen = Signal(object)

    def __init__(self, ctx: Context, kind: str, but: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._kind = kind
        self._but = but
        self._found: int | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(6))
        line.addWidget(IconLabel("warning", "amber", 16))
        self._words = PlainLabel(look="note-amber", elide=True)
        line.addWidget(self._words, 1)
        line.addWidget(link(_("Open the card"), lambda: self.chosen.emit(self._found)), 0, Qt.AlignmentFlag.AlignRight)
        self.hide()

    @property
    def words(self) -> str:
        """What is said, '' while nothing is."""
        return "" if self.isHidden() else self._words.text()

    def ask(self, texts: Sequence[str]) -> None:
        """Look whether one of these is known, and say so."""
        wanted = [text for text in texts if text.strip()]

        def read(session: Any) -> tuple[int, str] | None:
            for text in wanted:
                for found in queries.known(session, **{self._kind: text}):
                    if found[0] != self._but:
                        return found
            return None

        if wanted:
            self._ctx.load(self, read, self._show, slot="twin")
        else:
            self._ctx.load(self, lambda _session: None, self._show, slot="twin")

    def _show(self, found: tuple[int, str] | None) -> None:
        self._found = None if found is None else found[0]
        if found is not None:
            self._words.setText(_(_SAID[self._kind]).format(name=found[1]))
        self.setVisible(found is not None)
