"""Teaching a layout: its name and the shop it comes from; the next file of that shape needs one Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_crm.platform.i18n import _
from ui.kit.completer import complete
from ui.kit.dialog import Dialog
from ui.kit.fields import TextField
from ui.kit.forms import Form
from ui.kit.labels import muted


class TeachDialog(Dialog):
    """`taught(name, shop)` when it is sent."""

    taught = Signal(str, str)

    def __init__(self, name: str, shop: str, shops: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(_("Remember this layout"), _("Remember"), width=480, parent=parent)
        self.name = TextField(name, placeholder=_("such as: N11 orders"), limit=80)
        self.shop = TextField(shop, placeholder=_("your own shop"), limit=80)
        complete(self.shop, shops)
        self.add(
            muted(
                _("The next file with these columns is read the same way by itself: you look, and press Enter."),
                wrap=True,
            )
        )
        form = Form()
        form.add(_("Name of the layout"), self.name)
        form.add(_("Where the files come from"), self.shop)
        self.body.addWidget(form)
        self.submitted.connect(self._send)

    def _send(self) -> None:
        if self.name.value():
            self.accept()
            self.taught.emit(self.name.value(), self.shop.value())
        else:
            self.name.set_invalid(True)
            self.name.setFocus()
