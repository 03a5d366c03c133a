"""Pure decisions about customers: names, birthdays, addresses, tax numbers, hours, and how complete a card is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final

from desktop_crm.customers.types import Customer, CustomerKind, Hours, NewCustomer
from desktop_crm.platform.identity import is_citizen_number, is_tax_number
from desktop_crm.platform.text import digits, fold, squeeze

_PARTIAL: Final = re.compile(r"--(\d\d)-(\d\d)")
_OLDEST: Final = 1900


def split_name(name: str) -> tuple[str, str]:
    """Return (first names, last name): the last word is the family name; a single word is a first name."""
    first, _, last = squeeze(name).rpartition(" ")
    return (first, last) if first else (last, "")


def is_birthday(text: str, today: date) -> bool:
    """Return whether `text` is a day of birth: an ISO date from 1900 to today, or `--MM-DD` without year."""
    partial = _PARTIAL.fullmatch(text)
    try:
        day = date.fromisoformat(f"2000-{partial[1]}-{partial[2]}" if partial else text)
    except ValueError:
        return False
    return bool(partial) or (day.year >= _OLDEST and day <= today)


def address_key(line: str, district: str, city: str) -> str:
    """Return the key by which two spellings of one address are the same."""
    return "|".join(squeeze(fold(part)) for part in (line, district, city))


TELLS_APART: Final = ("neighbourhood", "region", "postal_code")
"""What two addresses of one key must not contradict each other in; TR and Türkiye are one country."""


class TaxNumber(StrEnum):
    """What a tax or identity number turns out to be."""

    NONE = "none"
    PERSON = "person"
    COMPANY = "company"
    PLACEHOLDER = "placeholder"
    WRONG = "wrong"
    FOREIGN = "foreign"


def tax_number(text: str) -> TaxNumber:
    """Return what `text` is: a TCKN (11 digits) or VKN (10 digits) whose check digits fit, or why it is none.

    Marketplaces send 11111111111 where they do not tell the number.
    """
    if not text.strip():
        return TaxNumber.NONE
    number = re.sub(r"[\s.\-/]", "", text)
    if not number.isdecimal() or number != digits(number):
        return TaxNumber.FOREIGN if number[:1].isalpha() else TaxNumber.WRONG
    if len(number) >= 10 and len(set(number)) == 1:
        return TaxNumber.PLACEHOLDER
    if len(number) == 11:
        return TaxNumber.PERSON if is_citizen_number(number) else TaxNumber.WRONG
    if len(number) == 10:
        return TaxNumber.COMPANY if is_tax_number(number) else TaxNumber.WRONG
    return TaxNumber.WRONG


def within(hours: Hours, wall: time) -> bool:
    """Return whether a wall time lies in `hours`: from the start up to the end, past midnight where it ends earlier.

    Hours that say nothing hold no time.
    """
    if not hours:
        return False
    start, end = hours.start or time.min, hours.end
    if end is None:
        return wall >= start
    return start <= wall < end if start <= end else wall >= start or wall < end


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of a card is known, in percent, and the fields that are not, the weightiest first."""

    percent: int
    missing: tuple[str, ...]


_ASKED: Final[tuple[tuple[str, int, Callable[[Customer], bool]], ...]] = (
    ("phones", 20, lambda card: any(phone.dialable and not phone.gone for phone in card.phones)),
    ("emails", 15, lambda card: any(not mail.masked and not mail.gone for mail in card.emails)),
    ("addresses", 10, lambda card: any(place.city and not place.gone for place in card.addresses)),
    ("interests", 10, lambda card: bool(card.interests or card.tastes)),
    ("preferred_channel", 10, lambda card: bool(card.preferred_channel)),
    ("heard_from", 10, lambda card: bool(card.heard_from)),
)
_ASKED_PERSON: Final[tuple[tuple[str, int, Callable[[Customer], bool]], ...]] = (
    ("birthday", 10, lambda card: bool(card.birthday)),
    ("sizes", 10, lambda card: bool(card.sizes)),
    ("address_as", 5, lambda card: bool(card.address_as or card.gender)),
)
_ASKED_COMPANY: Final[tuple[tuple[str, int, Callable[[Customer], bool]], ...]] = (
    ("tax_number", 15, lambda card: tax_number(card.tax_number) in (TaxNumber.COMPANY, TaxNumber.PERSON)),
    ("tax_office", 10, lambda card: bool(card.tax_office)),
)


def completeness(card: Customer) -> Completeness:
    """Return how complete a card is and what to ask next time; both lists of questions weigh 100 together."""
    asked = _ASKED + (_ASKED_COMPANY if card.kind is CustomerKind.COMPANY else _ASKED_PERSON)
    known = sum(weight for _, weight, known in asked if known(card))
    missing = sorted((entry for entry in asked if not entry[2](card)), key=lambda entry: -entry[1])
    return Completeness(
        round(100 * known / sum(weight for _, weight, _ in asked)), tuple(name for name, _, _ in missing)
    )


def form_of(card: Customer) -> NewCustomer:
    """Return a card as its form would say it: to change a field of it and hand it back."""
    names = [name for name in NewCustomer.__slots__ if name not in ("name", "source")]
    only_company = bool(card.company) and not card.first_name
    return NewCustomer(
        name="" if only_company else card.name, source=card.source, **{name: getattr(card, name) for name in names}
    )


def differing(seen: Customer, now: Customer) -> tuple[str, ...]:
    """Return the fields of a form in which two states of one card differ."""
    derived = {"first_name", "last_name", "loyalty_level", "source"}
    return tuple(
        name for name in Customer.__slots__ if name not in derived and getattr(seen, name) != getattr(now, name)
    )
