"""What is said in a form whose card somebody else changed meanwhile: field by field, theirs to be taken."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_crm.customers.types import FIELD_NAMES, Customer, EditConflict
from desktop_crm.platform.i18n import _
from ui.customers.card_words import field_words
from ui.customers.words import breakable
from ui.kit.buttons import small
from ui.kit.labels import PlainLabel, muted
from ui.kit.theme import theme

_LONGEST = 300


class ConflictBox(QWidget):
    """Hidden until there is a conflict. `take(field)` puts what the other wrote into the form."""

    def __init__(self, take: Callable[[str], object]) -> None:
        super().__init__()
        self._take = take
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().px(10))
        self._grid.setColumnStretch(1, 1)
        self.hide()

    def show_conflict(self, seen: Customer, conflict: EditConflict) -> None:
        """Say what was changed from what was seen; saving again keeps what stands in the form."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        said = (
            _("Somebody changed this card while you were writing."),
            _("Nothing of yours is lost: save again to keep it, or take theirs."),
        )
        self._grid.addWidget(PlainLabel(" ".join(said), look="note-amber", wrap=True), 0, 0, 1, 3)
        for row, field in enumerate(conflict.fields, 1):
            name = _(FIELD_NAMES.get(field, field))
            before, now = (field_words(card, field)[:_LONGEST] or "–" for card in (seen, conflict.now))
            button = small(_("Take theirs"), lambda field=field: self._take(field))
            button.setAccessibleName(_("Take theirs: {field}").format(field=name))
            self._grid.addWidget(muted(name, wrap=True), row, 0)
            self._grid.addWidget(PlainLabel(breakable(f"{before} → {now}"), wrap=True), row, 1)
            self._grid.addWidget(button, row, 2)
        self.show()
