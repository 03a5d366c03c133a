"""The settings page as the window lists it."""

from __future__ import annotations

from typing import Final

from desktop_crm.platform.i18n import N_
from ui.kit.pages import Page
from ui.settings.panel import SettingsPanel
from ui.settings.shots import SHOTS

PAGE: Final = Page("settings", N_("Settings"), "settings", SettingsPanel, group=N_("Data"), shots=SHOTS)
