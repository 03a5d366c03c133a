"""The bar below the list that appears when several customers are chosen: how many, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import _, counted
from ui.kit.buttons import quiet, small
from ui.kit.flow import Flow
from ui.kit.labels import PlainLabel, hairline
from ui.kit.tell import FootBar
from ui.kit.theme import theme


class ChosenBar(FootBar):
    """Emits `tag`, `edit` and `delete` for what is to be done, `nobody` to choose nobody."""

    tag = Signal()
    edit = Signal()
    delete = Signal()
    nobody = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self.setProperty("look", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        inner = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        inner.setSizePolicy(policy)
        line = Flow(inner)
        line.setContentsMargins(px(20), px(8), px(14), px(8))
        line.setSpacing(px(8))
        self.said = PlainLabel(look="strong", elide=True)
        self.said.setMinimumHeight(px(28))
        line.addWidget(self.said)
        line.addWidget(small(_("Tag"), self.tag.emit, icon="tag"))
        line.addWidget(small(_("Change"), self.edit.emit, icon="edit"))
        line.addWidget(small(_("Delete"), self.delete.emit, icon="delete"))
        line.addWidget(quiet(_("Choose nobody"), self.nobody.emit))
        column.addWidget(inner)
        self.hide()

    def show_count(self, many: int, *, awaits_rest: bool) -> None:
        """Say how many are chosen; gone where it is one or nobody. `awaits_rest`: all of a list still on its way."""
        self.setVisible(many > 1)
        said = counted("{count} customer chosen", "{count} customers chosen", many)
        waits = _("Everybody is chosen; the rest of the list is on its way")
        self.said.setText(waits if awaits_rest else said)
