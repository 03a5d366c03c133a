"""Reading customers as our own list has them, cell by cell: what a hundred thousand of them cost is decided here.

`people` reads the same with all parts; this reads each table once, keeps nothing but the cells of some thousands, and
makes no object of anything.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from desktop_crm.consents.rules import UNKNOWN, ConsentEvent, effective
from desktop_crm.platform import settings
from desktop_crm.transfer.understanding.contact_cells import quoted
from desktop_crm.transfer.writing.columns import Cell, Column, Kind, Reader

COLUMNS: Final = (
    Column("id", 8),
    Column("name", 26),
    Column("first_name", 18),
    Column("last_name", 18),
    Column("company", 22),
    Column("emails", 30),
    Column("phones", 18),
    Column("city"),
    Column("district"),
    Column("postal_code", 11),
    Column("country", 10),
    Column("tags", 20),
    Column("birthday", 12),
    Column("tax_number"),
    Column("email_consent"),
    Column("sms_consent"),
    Column("call_consent"),
    Column("source"),
    Column("created_at", 20, Kind.MOMENT),
)
JOINED_BY: Final = ";"
_CUSTOMERS: Final = (
    "SELECT id, name, first_name, last_name, company, birthday, tax_number, source, created_at FROM customers "
    "WHERE deleted_at IS NULL AND id {which}"
)
_OF_THEM: Final = "WHERE p.deleted_at IS NULL AND p.customer_id {which}"
_REACHING: Final = f"{_OF_THEM} AND NOT p.gone"
_EMAILS: Final = f"SELECT p.customer_id, p.position, p.id, p.address FROM customer_emails p {_REACHING}"
_PHONES: Final = f"SELECT p.customer_id, p.position, p.id, p.number FROM customer_phones p {_REACHING}"
_ADDRESSES: Final = (
    "SELECT p.customer_id, p.city, p.district, p.postal_code, p.country, p.position, p.id "
    f"FROM customer_addresses p {_REACHING}"
)
_TAGS: Final = (
    "SELECT p.customer_id, turkish_order(t.name), t.id, t.name "
    f"FROM customer_tags p JOIN tags t ON t.id = p.tag_id {_OF_THEM}"
)
_CONSENTS: Final = (
    f"SELECT p.customer_id, p.channel, p.state, p.at, p.source FROM consent_events p {_OF_THEM} ORDER BY p.at, p.id"
)
_DENSE: Final = 2
_CHANNELS: Final = ("email", "sms", "call")
_NOWHERE: Final = (0, None, None, None, None, 0, 0)
_NOTHING_SAID: Final = (0, UNKNOWN, UNKNOWN, UNKNOWN)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def reader(session: Session) -> Reader:
    """Return what reads rows of the list: as many cells as COLUMNS, several values of a kind joined in one."""
    raw: Any = session.connection().connection.driver_connection
    zone = ZoneInfo(settings.value(session, settings.ZONE))

    def read(ids: Sequence[int]) -> list[tuple[Cell, ...]]:
        which, given = _which(ids)

        def rows_of(statement: str) -> list[tuple[Any, ...]]:
            return raw.execute(statement.format(which=which), given).fetchall()

        known = rows_of(_CUSTOMERS)
        there = [row[0] for row in known]
        if there != list(ids):
            found = set(there)
            there = [id_ for id_ in ids if id_ in found]
        if not there:
            return []
        people, places = _columns(there, known), _columns(there, _firsts(rows_of(_ADDRESSES)), _NOWHERE)
        emails, phones = _joined(rows_of(_EMAILS), _plain), _joined(rows_of(_PHONES), _plain)
        tags = _joined(rows_of(_TAGS), quoted)
        said = _columns(there, _consents(rows_of(_CONSENTS)), _NOTHING_SAID)
        rows = zip(
            map(str, there), *people[1:5], map(emails.get, there), map(phones.get, there), *places[1:5],
            map(tags.get, there), *people[5:7], *said[1:], people[7],
            [(_EPOCH + timedelta(seconds=at // 1000)).astimezone(zone) for at in people[8]], strict=True,
        )  # fmt: skip
        return list(rows)

    return read


def _which(ids: Sequence[int]) -> tuple[str, tuple[Any, ...]]:
    """Return SQL for the given ids and its values: a range where they stand close together, which reads faster."""
    low, high = min(ids), max(ids)
    if high - low < _DENSE * len(ids):
        return "BETWEEN ? AND ?", (low, high)
    return "IN (SELECT value FROM json_each(?))", (json.dumps(ids),)


def _plain(value: str) -> str:
    return value.replace(JOINED_BY, ",")


def _joined(rows: list[tuple[int, Any, int, str]], written: Callable[[str], str]) -> dict[int, str]:
    """Return the values of each customer, in their order, as one cell, each as it is `written` among others.

    Most customers have one of a kind: only where some have more is anything sorted.
    """
    found = {row[0]: written(row[3]) for row in rows}
    if len(found) == len(rows):
        return found
    found.clear()
    for customer, _position, _id, value in sorted(rows):
        text = written(value)
        found[customer] = f"{found[customer]}{JOINED_BY}{text}" if customer in found else text
    return found


def _firsts(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the first part of each customer, as it was read: (customer, …, position, id)."""
    firsts: dict[int, tuple[Any, ...]] = {row[0]: row for row in rows}
    if len(firsts) < len(rows):
        firsts = {row[0]: row for row in sorted(rows, key=_place, reverse=True)}
    return [firsts[customer] for customer in sorted(firsts)]


def _place(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return row[0], row[-2], row[-1]


def _consents(rows: Iterable[tuple[int, str, str, int, str]]) -> list[tuple[Any, ...]]:
    """Return (customer, e-mail, SMS, calls): what holds of each; nothing said twice is what was said."""
    events: dict[int, list[ConsentEvent]] = {}
    for customer, channel, state, at, source in rows:
        events.setdefault(customer, []).append(ConsentEvent(channel, state, at, source))
    found: list[tuple[Any, ...]] = []
    for customer, said in events.items():
        once = {event.channel: event.state for event in said}
        states = once if len(once) == len(said) else effective(said)
        found.append((customer, *(states.get(channel, UNKNOWN) for channel in _CHANNELS)))
    return found


def _columns(ids: list[int], rows: list[tuple[Any, ...]], blank: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return rows that begin with an id column by column, one for each of `ids`, `blank` where there is none.

    Mostly the rows are those of the ids already: what is done with a whole column at once costs little.
    """
    if [row[0] for row in rows] != ids:
        by_id = {row[0]: row for row in rows}
        rows = [by_id.get(id_, blank) for id_ in ids]
    return list(zip(*rows, strict=True))
