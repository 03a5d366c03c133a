"""What is to be photographed of exporting: the dialog with a list as it is shown, and with the İYS list."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QWidget

from ui.kit.exporting import offered
from ui.kit.pages import Shot, Window
from ui.transfer.export_dialog import ExportDialog, open_export


def _show(window: Window, shape: str) -> QWidget:
    panel: Any = window.show_page("customers")
    dialog: ExportDialog = open_export(window.ctx, panel.window(), offered())
    dialog.shape.set_value(shape)
    return dialog


SHOTS: Final = (
    Shot("export", lambda window: _show(window, "as_shown")),
    Shot("export_iys", lambda window: _show(window, "iys")),
)
