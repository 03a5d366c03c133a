"""Customers as Shopify imports them: names, address, tags, note, and what they allowed.

The columns are those of its own export (help.shopify.com, "Customer CSV file"). It tells people apart by e-mail and
phone. A consent that nobody gave or refused stays blank, which Shopify takes for a no.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Final

from desktop_crm.consents.rules import GRANTED, REFUSED
from desktop_crm.transfer.writing.columns import Cell, field
from desktop_crm.transfer.writing.people import Person, reader
from desktop_crm.transfer.writing.shape import of_fields
from desktop_crm.transfer.writing.shapes import reach

_ANSWERS: Final = {GRANTED: "yes", REFUSED: "no"}


def _said(channel: str, address: Callable[[Person], str]) -> Callable[[Person], Cell]:
    """Return what somebody said to a channel, where they have an address it could be for."""

    def value(person: Person) -> Cell:
        return _ANSWERS.get(person.consents.get(channel, "")) if address(person) else None

    return value


def _city(person: Person) -> Cell:
    """Return the il, with its ilçe before it as a Turkish envelope has it: Kadıköy/İstanbul."""
    place = person.place
    return f"{place.district}/{place.city}" if reach.known_district(place) else place.city


def _second_line(person: Person) -> Cell:
    return None if reach.known_district(person.place) else person.place.district


def _tags(person: Person) -> Cell:
    return ", ".join(tag.replace(",", " ") for tag in person.tags)


_FIELDS: Final = (
    field("First Name", reach.first_name, 18),
    field("Last Name", attrgetter("last_name"), 18),
    field("Email", reach.email, 30),
    field("Accepts Email Marketing", _said("email", reach.email)),
    field("Default Address Company", attrgetter("company"), 22),
    field("Default Address Address1", lambda person: reach.street(person.place), 36),
    field("Default Address Address2", _second_line, 18),
    field("Default Address City", _city, 20),
    field("Default Address Province Code", attrgetter("place.region")),
    field("Default Address Country Code", attrgetter("place.country")),
    field("Default Address Zip", attrgetter("place.postal_code")),
    field("Default Address Phone", reach.phone, 18),
    field("Phone", reach.phone, 18),
    field("Accepts SMS Marketing", _said("sms", reach.phone)),
    field("Tags", _tags, 20),
    field("Note", attrgetter("note"), 36),
)

customers: Final = of_fields(reader, _FIELDS, reach.has_contact)
