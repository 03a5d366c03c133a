"""Fields for declared settings: each says `committed(value)` when the person is done with it, never while typing."""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import available_timezones

from PySide6.QtCore import QLocale, Signal

from desktop_crm.platform import settings
from desktop_crm.platform.i18n import _
from desktop_crm.platform.settings import Setting
from desktop_crm.platform.text import sort_key
from ui.kit.fields import ChoiceField, TextField
from ui.kit.places import currency_words, zone_words

_COUNTRIES: Final = (
    "TR", "AT", "AZ", "BE", "BG", "CH", "CY", "DE", "DK", "ES", "FR", "GB", "GE", "GR", "IE", "IT", "NL", "NO", "PL",
    "PT", "RO", "SE", "US",
)  # fmt: skip


_SAID_TWICE: Final = "Asia/Istanbul"
"""Another name of a zone that is offered already."""


class WordsEditor(TextField):
    """A setting that is a line of words."""

    committed = Signal(object)

    def __init__(self) -> None:
        super().__init__(limit=200)
        self._shown = ""
        self.editingFinished.connect(self._commit)

    def show_value(self, value: str) -> None:
        """Show what is kept, unless something is being typed."""
        if not self.hasFocus() or self.value() == self._shown:
            self.set_value(value)
        self._shown = value

    def _commit(self) -> None:
        if self.value() != self._shown:
            self._shown = self.value()
            self.committed.emit(self.value())


class ChoiceEditor(ChoiceField[Any]):
    """A setting that is one of a few."""

    committed = Signal(object)

    def __init__(self, choices: list[tuple[Any, str]]) -> None:
        super().__init__(choices)
        self.activated.connect(lambda _place: self.committed.emit(self.value()))

    def show_value(self, value: Any) -> None:
        """Show what is kept; a value that is not among the choices is added."""
        self.blockSignals(True)  # noqa: FBT003
        if value not in self._values:
            self.set_choices(
                [*zip(self._values, map(self.itemText, range(self.count())), strict=True), (value, str(value))]
            )
        self.set_value(value)
        self.blockSignals(False)  # noqa: FBT003


def editor(setting: Setting[Any]) -> WordsEditor | ChoiceEditor:
    """Return the field of a setting, by what it holds."""
    if setting.key == settings.ZONE.key:
        return ChoiceEditor(sorted(((zone, zone_words(zone)) for zone in _zones()), key=lambda pair: sort_key(pair[1])))
    if setting.key == settings.CURRENCY.key:
        return ChoiceEditor([(code, currency_words(code)) for code in setting.choices])
    if setting.key == settings.REGION.key:
        return ChoiceEditor(sorted(((code, _country(code)) for code in _COUNTRIES), key=lambda pair: sort_key(pair[1])))
    if setting.choices:
        return ChoiceEditor([(value, _(str(value))) for value in setting.choices])
    if isinstance(setting.default, bool):
        return ChoiceEditor([(True, _("Yes")), (False, _("No"))])
    return WordsEditor()


def _zones() -> list[str]:
    places = ("Europe/", "Asia/", "America/", "Africa/", "Australia/", "Pacific/", "Atlantic/", "Indian/")
    return [zone for zone in available_timezones() if zone.startswith(places) and zone != _SAID_TWICE]


def _country(code: str) -> str:
    return QLocale(QLocale.Language.AnyLanguage, QLocale.codeToTerritory(code)).nativeTerritoryName()
