"""Customers as WooCommerce keeps them: an account is known by its e-mail, the rest are its own fields of a user.

The plug-ins that bring users in take the names of these fields as headers. It knows no tags and no consents.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Final

from desktop_crm.transfer.writing.columns import Cell, field
from desktop_crm.transfer.writing.people import Person, reader
from desktop_crm.transfer.writing.shape import Left, of_fields
from desktop_crm.transfer.writing.shapes import reach


def _account(person: Person) -> Left | None:
    if reach.email(person):
        return None
    return Left.MASKED if person.emails else Left.NO_EMAIL


def _city(person: Person) -> Cell:
    """Return the ilçe where the il has its own field (in Turkey), else the city."""
    return person.place.district if reach.known_district(person.place) else person.place.city


def _state(person: Person) -> Cell:
    return person.place.city if reach.known_district(person.place) else person.place.region


def _second_line(person: Person) -> Cell:
    return None if reach.known_district(person.place) else person.place.district


def _phone(person: Person) -> Cell:
    return reach.dialled(person.phones[0]) if person.phones else None


_FIELDS: Final = (
    field("username", reach.email, 30),
    field("email", reach.email, 30),
    field("first_name", reach.first_name, 18),
    field("last_name", attrgetter("last_name"), 18),
    field("billing_first_name", reach.first_name, 18),
    field("billing_last_name", attrgetter("last_name"), 18),
    field("billing_company", attrgetter("company"), 22),
    field("billing_address_1", lambda person: reach.street(person.place), 36),
    field("billing_address_2", _second_line, 18),
    field("billing_city", _city, 18),
    field("billing_state", _state, 18),
    field("billing_postcode", attrgetter("place.postal_code")),
    field("billing_country", attrgetter("place.country")),
    field("billing_email", reach.email, 30),
    field("billing_phone", _phone, 18),
)

customers: Final = of_fields(reader, _FIELDS, _account)
