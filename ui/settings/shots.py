"""What is to be photographed of the settings: the fields of the shop's own, and what lies further down."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop_crm.fields import queries
from desktop_crm.fields.types import FieldKind, NewField
from desktop_crm.platform.i18n import language
from ui.kit.pages import Shot, Window
from ui.settings.own_fields import OwnFieldDialog

_FIELDS: Final = {
    "tr": (("Ayakkabı numarası", ()), ("Sadakat kartı", ("Gümüş", "Altın"))),
    "en": (("Shoe size", ()), ("Loyalty card", ("Silver", "Gold"))),
}


def _settle(window: Window) -> None:
    """Let what was asked of the store come home."""
    for _round in range(3):
        while window.ctx.jobs.busy:
            QApplication.processEvents()
        QApplication.processEvents()


def _define(window: Window) -> None:
    app = window.ctx.app
    for name, choices in _FIELDS["tr" if language() == "tr" else "en"]:
        kind = FieldKind.CHOICE if choices else FieldKind.NUMBER
        app.fields.define(NewField(name, kind, choices))


def _fields(window: Window) -> QWidget:
    """Show the settings with two fields of the shop's own."""
    panel: Any = window.show_page("settings")

    def come(found: list[Any]) -> None:
        if not found:
            window.ctx.do(panel, lambda: _define(window))

    window.ctx.load(panel, queries.defined, come, slot="shot")
    _settle(window)
    return panel.window()


def _field(window: Window) -> QWidget:
    box = OwnFieldDialog(window.ctx, window.show_page("settings").window())
    box.kind.set_value(FieldKind.CHOICE)
    box.kind.edited.emit()
    box.open()
    return box


def _below(window: Window) -> QWidget:
    """Go down to the end of the page."""
    _settle(window)
    panel: QWidget | None = window.show_page("settings")
    shown = panel.window() if panel is not None else None
    while panel is not None and not isinstance(panel, QScrollArea):
        panel = panel.parentWidget()
    if panel is not None:
        panel.verticalScrollBar().setValue(panel.verticalScrollBar().maximum())
    if shown is None:
        raise LookupError("the settings are not shown")
    return shown


SHOTS: Final = (Shot("fields", _fields), Shot("field", _field), Shot("below", _below))
"""Pictures besides the page's own."""
