"""Reading customers whole, thousands at a time: one statement for each kind of part, whatever they have."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy.orm import Session

from desktop_crm.consents.rules import ConsentEvent, effective
from desktop_crm.platform import settings
from desktop_crm.transfer.writing.columns import Reader

_GIVEN: Final = "FROM json_each(?) w CROSS JOIN "
_CUSTOMERS: Final = (
    "SELECT c.id, c.name, c.first_name, c.last_name, c.company, c.kind, c.birthday, c.gender, c.language, "
    "c.address_as, c.preferred_channel, c.tax_number, c.tax_office, c.heard_from, c.note, c.source, c.created_at "
    f"{_GIVEN} customers c ON c.id = w.value WHERE c.deleted_at IS NULL"
)
_PARTS: Final = "p ON p.customer_id = w.value WHERE p.deleted_at IS NULL ORDER BY p.customer_id,"
_WAYS: Final = "p ON p.customer_id = w.value WHERE p.deleted_at IS NULL AND NOT p.gone ORDER BY p.customer_id,"
_EMAILS: Final = f"SELECT p.customer_id, p.address, p.masked, p.kind {_GIVEN} customer_emails {_WAYS} p.position, p.id"
_PHONES: Final = f"SELECT p.customer_id, p.number, p.kind {_GIVEN} customer_phones {_WAYS} p.position, p.id"
_ADDRESSES: Final = (
    "SELECT p.customer_id, p.line, p.neighbourhood, p.district, p.city, p.region, p.postal_code, p.country, p.kind "
    f"{_GIVEN} customer_addresses {_WAYS} p.position, p.id"
)
_HANDLES: Final = f"SELECT p.customer_id, p.kind, p.handle {_GIVEN} customer_handles {_WAYS} p.position, p.id"
_TRAITS: Final = f"SELECT p.customer_id, p.kind, p.text {_GIVEN} customer_traits {_PARTS} p.position, p.id"
_TAGS: Final = f"SELECT p.customer_id, p.tag_id {_GIVEN} customer_tags {_PARTS} p.tag_id"
_TAG_NAMES: Final = "SELECT id, name FROM tags ORDER BY turkish_order(name), id"
_CONSENTS: Final = (
    "SELECT p.customer_id, p.channel, p.state, p.at, p.source, coalesce(p.text, '') "
    f"{_GIVEN} consent_events {_PARTS} p.at, p.id"
)


class Place(NamedTuple):
    """A postal address; in Turkey `city` is the il and `district` the ilçe."""

    line: str | None
    neighbourhood: str | None
    district: str | None
    city: str | None
    region: str | None
    postal_code: str | None
    country: str | None
    kind: str | None = None


_NOTHING_SAID: Final[Mapping[str, str]] = {}
NOWHERE: Final = Place(None, None, None, None, None, None, None)


class Person(NamedTuple):
    """A customer with all parts, the ways that lead nowhere any more left out.

    E-mails are (address, masked), `kinds` those of e-mails and phones where they are known, `place` the first address;
    handles are (network, name), traits (kind, text). `consents` is what holds for each channel spoken of; `created_at`
    is in UTC ms, `zone` is the shop's.
    """

    id: int
    name: str
    first_name: str | None
    last_name: str | None
    company: str | None
    kind: str
    birthday: str | None
    gender: str | None
    language: str | None
    address_as: str | None
    preferred_channel: str | None
    tax_number: str | None
    tax_office: str | None
    heard_from: str | None
    note: str | None
    source: str | None
    created_at: int
    emails: Sequence[tuple[str, bool]]
    phones: Sequence[str]
    kinds: Mapping[str, str]
    handles: Sequence[tuple[str, str]]
    traits: Sequence[tuple[str, str]]
    place: Place
    places: Sequence[Place]
    tags: Sequence[str]
    consents: Mapping[str, str]
    said: Sequence[ConsentEvent]
    zone: str


def reader(session: Session) -> Reader:
    """Return what reads customers as `Person`."""
    raw: Any = session.connection().connection.driver_connection
    zone = settings.value(session, settings.ZONE)
    words = raw.execute(_TAG_NAMES).fetchall()
    rank, name = {row[0]: place for place, row in enumerate(words)}, [row[1] for row in words]

    def read(ids: Sequence[int]) -> list[Person]:
        given = (json.dumps(ids),)
        mails, numbers = raw.execute(_EMAILS, given).fetchall(), raw.execute(_PHONES, given).fetchall()
        emails = _grouped((row[0], row[1:3]) for row in mails)
        phones = _grouped(row[:2] for row in numbers)
        kinds: dict[int, dict[str, str]] = {}
        for row in (*mails, *numbers):
            if row[-1]:
                kinds.setdefault(row[0], {})[row[1]] = row[-1]
        handles, traits = (_grouped((row[0], row[1:]) for row in raw.execute(of, given)) for of in (_HANDLES, _TRAITS))
        places = _grouped((row[0], Place._make(row[1:])) for row in raw.execute(_ADDRESSES, given))
        tagged = _grouped((row[0], rank[row[1]]) for row in raw.execute(_TAGS, given))
        said = _grouped((row[0], ConsentEvent(*row[1:])) for row in raw.execute(_CONSENTS, given))
        people: list[Person] = []
        for row in raw.execute(_CUSTOMERS, given):
            id_ = row[0]
            lived, tags, events = places.get(id_, ()), tagged.get(id_, ()), said.get(id_, ())
            parts = (
                emails.get(id_, ()), phones.get(id_, ()), kinds.get(id_, _NOTHING_SAID), handles.get(id_, ()),
                traits.get(id_, ()), lived[0] if lived else NOWHERE, lived,
                [name[place] for place in sorted(tags)] if tags else (), _states(events) if events else _NOTHING_SAID,
                events, zone,
            )  # fmt: skip
            people.append(Person._make(row + parts))
        return people

    return read


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    """Return what belongs to each customer, in the order it came."""
    found: dict[int, list[Any]] = {}
    for customer, part in pairs:
        parts = found.get(customer)
        if parts is None:
            found[customer] = [part]
        else:
            parts.append(part)
    return found


def _states(events: Sequence[ConsentEvent]) -> dict[str, str]:
    """Return what holds for each channel; where nothing was said twice, that is what was said."""
    once = {event.channel: event.state for event in events}
    return once if len(once) == len(events) else effective(events)
