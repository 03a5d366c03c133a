"""The warning while typing: somebody with this phone, e-mail or a name much alike is in the book already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_crm.duplicates import likeness
from desktop_crm.insights.twins import Near, near
from desktop_crm.platform.i18n import N_, _
from ui.kit.buttons import link
from ui.kit.context import Context
from ui.kit.icons import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.theme import theme

_SLOT: Final = "twin"
_SAID: Final = {
    likeness.SAME_PHONE: N_("This number is in the book already: {name}"),
    likeness.SAME_EMAIL: N_("This e-mail is in the book already: {name}"),
    likeness.NEAR_EMAIL: N_("This e-mail at another provider is in the book: {name}"),
    likeness.SAME_NAME: N_("There is a customer of this name: {name}"),
    likeness.CLOSE_NAME: N_("There is a customer whose name is much alike: {name}"),
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

        def read(session: Any) -> Near | None:
            asked = ({self._kind: text} for text in wanted)
            return next((found for one in asked for found in near(session, **one, but=self._but)), None)

        if wanted:
            self._ctx.load(self, read, self._show, slot=_SLOT)
        else:
            self._ctx.forget(self, slot=_SLOT)
            self._show(None)

    def _show(self, found: Near | None) -> None:
        self._found = None if found is None else found.id
        if found is not None:
            self._words.setText(_(_SAID[found.evidence]).format(name=found.name))
        self.setVisible(found is not None)
