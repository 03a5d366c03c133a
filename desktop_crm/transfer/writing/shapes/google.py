"""Contacts as Google takes them (contacts.google.com, the file of 2024 and later): numbered groups of columns.

Values beyond the last group of a kind stand in it together, joined as Google joins them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Final

from desktop_crm.transfer.understanding.card_cells import page
from desktop_crm.transfer.writing.columns import Cell, Field, field
from desktop_crm.transfer.writing.people import NOWHERE, Person, Place, reader
from desktop_crm.transfer.writing.shape import of_fields
from desktop_crm.transfer.writing.shapes import reach

_JOINED_BY: Final = " ::: "
_OWN: Final = "* myContacts"
_EMAILS: Final = 3
_PHONES: Final = 3
_ADDRESSES: Final = 3
_PAGES: Final = 2
_LABELS: Final = {
    "personal": "Home", "home": "Home", "work": "Work", "mobile": "Mobile", "other": "Other", "invoice": "Billing",
    "delivery": "Delivery", "whatsapp": "WhatsApp", "relative": "Relative",
}  # fmt: skip
"""What Google calls the kinds it knows; others are labels of one's own there."""


def _labels(person: Person) -> Cell:
    return _JOINED_BY.join((*(tag.replace(":::", " ") for tag in person.tags), _OWN))


def _dialled(person: Person) -> list[str]:
    return [reach.dialled(number) for number in person.phones]


def _pages(person: Person) -> list[str]:
    return [page(network, handle) for network, handle in person.handles]


def _no_labels(_person: Person) -> Sequence[str]:
    return ()


def _labels_of(ways: Callable[[Person], Sequence[str]]) -> Callable[[Person], Sequence[str]]:
    """Return what tells the label of each way in turn, '' where its kind is not known."""
    return lambda person: [_LABELS.get(person.kinds.get(way, ""), "") for way in ways(person)]


def _numbered(
    kind: str,
    values: Callable[[Person], Sequence[str]],
    groups: int,
    width: int,
    labels: Callable[[Person], Sequence[str]] = _no_labels,
) -> list[Field]:
    """Return the columns `kind 1 - Value`, `kind 2 - Value` …, each with its label."""

    def value(told: Callable[[Person], Sequence[str]], place: int) -> Callable[[Person], Cell]:
        end = None if place == groups - 1 else place + 1

        def joined(person: Person) -> Cell:
            parts = told(person)[place:end]
            return _JOINED_BY.join(parts) if any(parts) else ""

        return joined

    found: list[Field] = []
    for place in range(groups):
        found.append(field(f"{kind} {place + 1} - Label", value(labels, place), 12))
        found.append(field(f"{kind} {place + 1} - Value", value(values, place), width))
    return found


def _place(number: int) -> Callable[[Person], Place]:
    return lambda person: person.places[number] if len(person.places) > number else NOWHERE


def _city(place: Place) -> Cell:
    """Return the ilçe where the il is the region (in Turkey), else the city."""
    return place.district if reach.known_district(place) else place.city


def _region(place: Place) -> Cell:
    return place.city if reach.known_district(place) else place.region


def _further(place: Place) -> Cell:
    return None if reach.known_district(place) else place.district


def _address(number: int) -> list[Field]:
    place, group = _place(number), f"Address {number + 1} - "

    def of(value: Callable[[Place], Cell]) -> Callable[[Person], Cell]:
        return lambda person: value(place(person))

    return [
        field(f"{group}Label", of(lambda told: _LABELS.get(told.kind or "")), 12),
        field(f"{group}Street", of(reach.street), 36),
        field(f"{group}City", of(_city), 18),
        field(f"{group}Region", of(_region), 18),
        field(f"{group}Postal Code", of(attrgetter("postal_code"))),
        field(f"{group}Country", of(attrgetter("country"))),
        field(f"{group}Extended Address", of(_further), 18),
    ]


_FIELDS: Final = (
    field("First Name", reach.first_name, 18),
    field("Last Name", attrgetter("last_name"), 18),
    field("Organization Name", attrgetter("company"), 22),
    field("Birthday", attrgetter("birthday"), 12),
    field("Notes", attrgetter("note"), 36),
    field("Gender", attrgetter("gender"), 10),
    field("Language", attrgetter("language"), 10),
    field("Labels", _labels, 20),
    *_numbered("E-mail", reach.emails, _EMAILS, 30, _labels_of(reach.emails)),
    *_numbered("Phone", _dialled, _PHONES, 18, _labels_of(attrgetter("phones"))),
    *(one for number in range(_ADDRESSES) for one in _address(number)),
    *_numbered("Website", _pages, _PAGES, 30),
)

contacts: Final = of_fields(reader, _FIELDS, reach.has_contact)
