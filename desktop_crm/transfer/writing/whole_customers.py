"""The customers with everything that stands on their cards, the shop's own fields too: a row each, as we read it back.

The titles are those of our own list, so that it is known by sight; what that has no column for comes between.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop_crm.consents.rules import UNKNOWN
from desktop_crm.fields import queries as fields
from desktop_crm.platform.clock import Clock
from desktop_crm.transfer.understanding.card_cells import written
from desktop_crm.transfer.understanding.contact_cells import quoted
from desktop_crm.transfer.understanding.fields import OURS_OWN
from desktop_crm.transfer.writing.columns import Cell, Column, Field, Kind, field
from desktop_crm.transfer.writing.lists import moment
from desktop_crm.transfer.writing.people import NOWHERE, Person, Place, reader
from desktop_crm.transfer.writing.shape import Shape

_JOINED_BY: Final = ";"
_PLACES: Final = 2
_VALUES: Final = (
    "SELECT p.customer_id, p.field_id, p.text FROM json_each(?) w CROSS JOIN custom_values p "
    "ON p.customer_id = w.value WHERE p.deleted_at IS NULL"
)
_of: Final = attrgetter


def _plain(value: str) -> str:
    return value.replace(_JOINED_BY, ",")


def _emails(person: Person) -> Cell:
    return _JOINED_BY.join(_plain(address) for address, _masked in person.emails)


def _phones(person: Person) -> Cell:
    return _JOINED_BY.join(map(_plain, person.phones))


def _kinds(ways: Callable[[Person], Sequence[str]]) -> Callable[[Person], Cell]:
    """Return what tells the kind of each way in turn, blank where none is known; nothing where no kind is."""

    def value(person: Person) -> Cell:
        kinds = [person.kinds.get(way, "") for way in ways(person)] if person.kinds else []
        return _JOINED_BY.join(kinds) if any(kinds) else None

    return value


def _traits(kind: str) -> Callable[[Person], Cell]:
    return lambda person: _JOINED_BY.join(quoted(text) for told, text in person.traits if told == kind)


def _tags(person: Person) -> Cell:
    return _JOINED_BY.join(map(quoted, person.tags))


def _handles(person: Person) -> Cell:
    return _JOINED_BY.join(written(network, handle) for network, handle in person.handles)


def _consent(channel: str) -> Callable[[Person], Cell]:
    return lambda person: person.consents.get(channel, UNKNOWN)


def _place(number: int, prefix: str = "") -> list[Field]:
    def of(part: Callable[[Place], Cell]) -> Callable[[Person], Cell]:
        return lambda person: part(person.places[number] if len(person.places) > number else NOWHERE)

    return [
        field(f"{prefix}street", of(_of("line")), 36),
        field(f"{prefix}neighbourhood", of(_of("neighbourhood")), 18),
        field(f"{prefix}district", of(_of("district"))),
        field(f"{prefix}city", of(_of("city"))),
        field(f"{prefix}region", of(_of("region"))),
        field(f"{prefix}postal_code", of(_of("postal_code")), 11),
        field(f"{prefix}country", of(_of("country")), 10),
        field(f"{prefix or 'address_'}kind", of(_of("kind"))),
    ]


_FIELDS: Final = (
    field("id", lambda person: str(person.id), 8),
    field("name", _of("name"), 26),
    field("first_name", _of("first_name"), 18),
    field("last_name", _of("last_name"), 18),
    field("company", _of("company"), 22),
    field("emails", _emails, 30),
    field("email_kinds", _kinds(lambda person: [address for address, _masked in person.emails])),
    field("phones", _phones, 18),
    field("phone_kinds", _kinds(_of("phones"))),
    *_place(0),
    *(one for number in range(1, _PLACES) for one in _place(number, f"address{number + 1}_")),
    field("tags", _tags, 20),
    field("birthday", _of("birthday"), 12),
    field("gender", _of("gender"), 10),
    field("language", _of("language"), 10),
    field("address_as", _of("address_as"), 18),
    field("preferred_channel", _of("preferred_channel")),
    field("tax_number", _of("tax_number")),
    field("tax_office", _of("tax_office"), 18),
    field("heard_from", _of("heard_from"), 18),
    field("handles", _handles, 26),
    field("sizes", _traits("size")),
    field("tastes", _traits("taste"), 20),
    field("interests", _traits("interest"), 20),
    field("bonds", _traits("bond"), 20),
    field("note", _of("note"), 36),
    field("email_consent", _consent("email")),
    field("sms_consent", _consent("sms")),
    field("call_consent", _consent("call")),
    field("source", _of("source")),
    field("created_at", lambda person: moment(person.created_at, person.zone), 20, Kind.MOMENT),
)


def make(session: Session, _clock: Clock) -> Shape:
    """Return the shape: a row a customer, at its end a column for each of the shop's own fields."""
    own = fields.defined(session)
    raw: Any = session.connection().connection.driver_connection
    read_people = reader(session)
    values = [one.value for one in _FIELDS]

    def read(ids: Sequence[int]) -> list[tuple[Person, dict[int, str]]]:
        filled: dict[int, dict[int, str]] = {}
        if own:
            for customer, field_id, text in raw.execute(_VALUES, (json.dumps(ids),)):
                filled.setdefault(customer, {})[field_id] = text
        return [(person, filled.get(person.id, {})) for person in read_people(ids)]

    def rows(things: Sequence[Any]) -> list[list[Cell]]:
        return [
            [*(value(person) for value in values), *(filled.get(one.id) for one in own)] for person, filled in things
        ]

    return Shape(read, [*(one.column for one in _FIELDS), *(Column(f"{OURS_OWN}{one.name}", 18) for one in own)], rows)
