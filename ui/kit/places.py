"""How currencies and time zones are called: by their names, not by their codes."""

from __future__ import annotations

from typing import Final

from desktop_crm.platform.i18n import N_, _

_CURRENCIES: Final = {
    "TRY": N_("Turkish lira"), "EUR": N_("Euro"), "USD": N_("US dollar"), "GBP": N_("Pound sterling"),
    "AZN": N_("Azerbaijani manat"), "BGN": N_("Bulgarian lev"), "RON": N_("Romanian leu"), "CHF": N_("Swiss franc"),
    "SEK": N_("Swedish krona"),
}  # fmt: skip
_PARTS: Final = {
    "Europe": N_("Europe"), "Asia": N_("Asia"), "America": N_("America"), "Africa": N_("Africa"),
    "Australia": N_("Australia"), "Pacific": N_("Pacific"), "Atlantic": N_("Atlantic"), "Indian": N_("Indian Ocean"),
}  # fmt: skip
_CITIES: Final = frozenset({
    N_("Istanbul"), N_("Amsterdam"), N_("Athens"), N_("Baghdad"), N_("Baku"), N_("Beirut"), N_("Belgrade"),
    N_("Berlin"), N_("Brussels"), N_("Bucharest"), N_("Cairo"), N_("Copenhagen"), N_("Damascus"), N_("Dubai"),
    N_("Kyiv"), N_("Lisbon"), N_("London"), N_("Moscow"), N_("Nicosia"), N_("Paris"), N_("Prague"), N_("Rome"),
    N_("Sarajevo"), N_("Sofia"), N_("Stockholm"), N_("Tashkent"), N_("Tbilisi"), N_("Tehran"), N_("Vienna"),
    N_("Warsaw"), N_("Zurich"), N_("New York"), N_("Los Angeles"), N_("Tokyo"), N_("Singapore"),
})  # fmt: skip
"""Cities that other languages call otherwise, or that are looked for often."""


def currency_words(code: str) -> str:
    """Return a currency by its name with its code, the code alone where no name is known."""
    name = _CURRENCIES.get(code)
    return _("{name} ({code})").format(name=_(name), code=code) if name else code


def zone_words(zone: str) -> str:
    """Return a time zone as its city and the part of the world: 'Europe/Istanbul' is 'Istanbul (Europe)'."""
    part, _slash, place = zone.partition("/")
    city = place.rpartition("/")[2].replace("_", " ")
    if part not in _PARTS or not city:
        return zone
    return f"{_(city) if city in _CITIES else city} ({_(_PARTS[part])})"
