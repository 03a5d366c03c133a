"""The settings page as the window lists it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop_crm.platform.i18n import N_
from ui.kit.context import Context
from ui.kit.pages import Page, Shot


def _make(ctx: Context) -> QWidget:
    from ui.settings.panel import SettingsPanel

    return SettingsPanel(ctx)


def _shots() -> Sequence[Shot]:
    from ui.settings.shots import SHOTS

    return SHOTS


PAGE: Final = Page("settings", N_("Settings"), "settings", _make, group=N_("Data"), shots=_shots)
