"""How somebody is reached, as other programs want to know it: one own e-mail, one phone, one address."""

from __future__ import annotations

from typing import Final

from desktop_crm.consents.rules import GRANTED, REFUSED
from desktop_crm.platform import phones, places
from desktop_crm.transfer.writing.people import Person, Place
from desktop_crm.transfer.writing.shape import Left

_TURKISH: Final = "+90"
_TURKISH_MOBILE: Final = "+905"


def emails(person: Person) -> list[str]:
    """Return the addresses that reach the person themselves; a marketplace's relay does not."""
    return [address for address, masked in person.emails if not masked]


def email(person: Person) -> str:
    """Return the first own address, '' for none."""
    return next((address for address, masked in person.emails if not masked), "")


def phone(person: Person) -> str:
    """Return the first phone, '' for none."""
    return person.phones[0] if person.phones else ""


def mobiles(person: Person) -> list[str]:
    """Return the numbers a text message can go to: Turkish mobiles, and whatever is abroad."""
    return [
        number
        for number in person.phones
        if is_turkish_mobile(number) or (number.startswith("+") and not number.startswith(_TURKISH))
    ]


def is_turkish_mobile(number: str) -> bool:
    """Return whether a number tells by itself that it is a mobile."""
    return number.startswith(_TURKISH_MOBILE)


def dialled(number: str) -> str:
    """Return a phone as it is dialled from Turkey, without a sign that a spreadsheet would run: `0532 418 27 90`."""
    shown = phones.shown(number)
    return f"00{shown[1:]}" if shown.startswith("+") else shown


def first_name(person: Person) -> str:
    """Return the first name; what is called by one word only, and is no company, has that for it."""
    if person.first_name or person.last_name or person.name == person.company:
        return person.first_name or ""
    return person.name


def street(place: Place) -> str:
    """Return street and neighbourhood as one line, the neighbourhood left out where the street names it already."""
    line, quarter = place.line or "", place.neighbourhood or ""
    return line if not quarter or quarter in line else f"{quarter}, {line}".strip(", ")


def known_district(place: Place) -> bool:
    """Return whether the ilçe is one of the il: then either is recognised again however they are put."""
    return bool(place.city and place.district and places.district(place.district, place.city) == place.district)


def has_contact(person: Person) -> Left | None:
    """Leave out whom no program could tell apart: without an own e-mail and without a phone."""
    if person.phones or email(person):
        return None
    return Left.MASKED if person.emails else Left.NO_CONTACT


def may_be_mailed(person: Person) -> Left | None:
    """Leave out whom an e-mail does not reach, and who did not allow it."""
    if not email(person):
        return Left.MASKED if person.emails else Left.NO_EMAIL
    said = person.consents.get("email")
    return None if said == GRANTED else Left.EMAIL_REFUSED if said == REFUSED else Left.EMAIL_NOT_ASKED


def may_be_texted(person: Person) -> Left | None:
    """Leave out whom a text message does not reach, and who did not allow it."""
    if not mobiles(person):
        return Left.NO_MOBILE
    said = person.consents.get("sms")
    return None if said == GRANTED else Left.SMS_REFUSED if said == REFUSED else Left.SMS_NOT_ASKED
