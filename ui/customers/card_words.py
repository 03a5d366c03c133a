"""The fields of a card in words: hours, kinds, choices, whole fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from PySide6.QtCore import QLocale

from desktop_crm.consents.rules import REFUSED
from desktop_crm.customers.types import (
    ADDRESS_KINDS,
    EMAIL_KINDS,
    FIELD_NAMES,
    GENDER_NAMES,
    HANDLE_KINDS,
    LANGUAGE_NAMES,
    PHONE_KINDS,
    REACHED_BY,
    Address,
    Customer,
    CustomerKind,
    Email,
    Handle,
    Hours,
    Phone,
)
from desktop_crm.interactions.types import Channel
from desktop_crm.platform import phones
from desktop_crm.platform.i18n import N_, _, language
from desktop_crm.platform.text import lower_tr
from ui.customers.card_facts import Facts
from ui.customers.words import birthday_words

_CODE: Final = 2
KIND_NAMES: Final = {CustomerKind.PERSON: N_("Person"), CustomerKind.COMPANY: N_("Company")}
_CONSENT: Final = {Channel.PHONE: "call", Channel.WHATSAPP: "sms", Channel.SMS: "sms", Channel.EMAIL: "email"}
_WRITE: Final = {
    "phone": N_("call"), "whatsapp": N_("write on WhatsApp"), "sms": N_("send an SMS"), "email": N_("write an e-mail"),
    "instagram": N_("write on Instagram"), "marketplace": N_("write through the marketplace"),
    "letter": N_("send a letter"),
}  # fmt: skip


def hours_words(hours: Hours) -> str:
    """Return hours in short: 12:00–14:00, after 18:00, before 9:00; '' where nothing is said."""
    if hours.start is not None and hours.end is not None:
        return f"{hours.start:%H:%M}–{hours.end:%H:%M}"
    if hours.start is not None:
        return _("after {time}").format(time=f"{hours.start:%H:%M}")
    return _("before {time}").format(time=f"{hours.end:%H:%M}") if hours.end is not None else ""


def reach_words(card: Customer) -> str:
    """Return how and when somebody likes to be reached: write on WhatsApp, after 18:00; '' where nothing is known."""
    way = _(_WRITE[card.preferred_channel]) if card.preferred_channel in _WRITE else ""
    return ", ".join(filter(None, (way, hours_words(card.best_hours))))


def reach_warnings(facts: Facts, channel: Channel) -> list[str]:
    """Return what to think of before reaching somebody over a channel."""
    card, said = facts.customer, list[str]()
    if channel is Channel.PHONE and card.quiet_hours:
        words = _("Do not call now: {hours}.") if facts.quiet_now else _("They do not want calls: {hours}.")
        said.append(words.format(hours=hours_words(card.quiet_hours)))
    if facts.states.get(_CONSENT.get(channel, "")) == REFUSED:
        said.append(_("They refused this channel for offers; write or call about their order only."))
    if card.preferred_channel and card.preferred_channel != channel.value:
        said.append(_("They prefer: {way}.").format(way=reach_words(card)))
    return said


def way_words(way: Phone | Email | Handle | Address) -> str:
    """Return one way with its kind and marks: 0532 418 27 90 (Mobile, preferred)."""
    text, kinds = _way(way)
    said = [_(kinds[way.kind]) if way.kind in kinds else way.kind]
    if isinstance(way, Email) and way.masked:
        said.append(_("the marketplace's masked address"))
    if isinstance(way, Phone) and not way.dialable:
        said.append(_("cannot be dialled"))
    said += [_("preferred")] if way.preferred else []
    said += [_("wrong or not theirs any more")] if way.gone else []
    inside = ", ".join(filter(None, said))
    return f"{text} ({inside})" if inside else text


def address_words(address: Address) -> str:
    """Return a postal address on as many lines as it needs."""
    place = " ".join(filter(None, (address.postal_code, " / ".join(filter(None, (address.district, address.city))))))
    country = country_words(address.country)
    return "\n".join(filter(None, (address.line, address.neighbourhood, place, address.region, country)))


def country_words(country: str) -> str:
    """Return a country by the name it gives itself where only its two letters are known: TR is Türkiye."""
    if len(country) != _CODE:
        return country
    named = QLocale.codeToTerritory(country.upper())
    if named == QLocale.Country.AnyTerritory:
        return country
    return QLocale(QLocale.Language.AnyLanguage, named).nativeTerritoryName() or country


def field_name(field: str) -> str:
    """Return what a field of a card is called."""
    return _(FIELD_NAMES.get(field, field))


def asked_words(fields: Iterable[str]) -> str:
    """Return what fields are called, small in a sentence: birthday, sizes."""
    lower = lower_tr if language() == "tr" else str.lower
    return ", ".join(lower(field_name(field)) for field in fields)


def field_words(card: Customer, field: str) -> str:
    """Return what stands in a field of a card, in words."""
    return value_words(field, getattr(card, field))


def value_words(field: str, value: Any) -> str:
    """Return a field's value in words; '' for one that says nothing."""
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, tuple):
        return ", ".join(one if isinstance(one, str) else way_words(one) for one in value)
    if isinstance(value, Hours):
        return hours_words(value)
    return _SHOWN[field](value) if field in _SHOWN else str(value)


def _named(names: dict[str, str]) -> Callable[[Any], str]:
    return lambda value: _(names[value]) if value in names else str(value)


_SHOWN: Final[dict[str, Callable[[Any], str]]] = {
    "birthday": birthday_words, "gender": _named(GENDER_NAMES), "language": _named(LANGUAGE_NAMES),
    "preferred_channel": _named(REACHED_BY), "kind": lambda value: _(KIND_NAMES[CustomerKind(value)]),
}  # fmt: skip


def _way(way: Phone | Email | Handle | Address) -> tuple[str, dict[str, str]]:
    if isinstance(way, Phone):
        return phones.shown(way.number), PHONE_KINDS
    if isinstance(way, Email):
        return way.address, EMAIL_KINDS
    if isinstance(way, Handle):
        return way.handle, HANDLE_KINDS
    return address_words(way), ADDRESS_KINDS
