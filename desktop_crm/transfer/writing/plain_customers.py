"""Reading customers as our own list has them, cell by cell: what a hundred thousand of them cost is decided here.

`people` reads the same with all parts; this reads each table once, keeps nothing but the cells of some thousands, and
makes no object of anything.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import repeat
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
_PLACE: Final = "p.city, p.district, p.postal_code, p.country"
_CUSTOMERS: Final = (
    "SELECT c.id, c.name, c.first_name, c.last_name, c.company, c.birthday, c.tax_number, c.source, c.created_at, "
    f"{_PLACE} FROM customers c LEFT JOIN customer_addresses p ON p.customer_id = c.id AND p.deleted_at IS NULL "
    "AND NOT p.gone WHERE c.deleted_at IS NULL AND c.id {which} ORDER BY c.id"
)
_WITHOUT_PLACE: Final = 9
_OF_THEM: Final = "p.deleted_at IS NULL AND p.customer_id {which}"
_REACHING: Final = f"{_OF_THEM} AND NOT p.gone"
_IN_ORDER: Final = " ORDER BY p.customer_id, p.position, p.id"
_EMAILS: Final = f"SELECT p.customer_id, p.address FROM customer_emails p WHERE {_REACHING}"
_PHONES: Final = f"SELECT p.customer_id, p.number FROM customer_phones p WHERE {_REACHING}"
_PLACES: Final = f"SELECT p.customer_id, {_PLACE} FROM customer_addresses p WHERE {_REACHING}"
_TAGS: Final = f"SELECT p.customer_id, t.name FROM customer_tags p JOIN tags t ON t.id = p.tag_id WHERE {_OF_THEM}"
_TAGS_IN_ORDER: Final = " ORDER BY p.customer_id, turkish_order(t.name), t.id"
_CONSENTS: Final = (
    f"SELECT p.customer_id, p.channel, p.state, p.at, p.source FROM consent_events p WHERE {_OF_THEM} "
    "ORDER BY p.at, p.id"
)
_DENSE: Final = 2
_CHANNELS: Final = ("email", "sms", "call")
_Rows = Callable[[str, Sequence[int]], list[tuple[Any, ...]]]
"""Runs a statement over some ids."""


def reader(session: Session) -> Reader:
    """Return what reads rows of the list: as many cells as COLUMNS, several values of a kind joined in one."""
    raw: Any = session.connection().connection.driver_connection
    moment = datetime.fromtimestamp
    zone = ZoneInfo(settings.value(session, settings.ZONE))

    def rows_of(statement: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        which, given = _which(ids)
        return raw.execute(statement.replace("{which}", which), given).fetchall()

    def read(ids: Sequence[int]) -> list[tuple[Cell, ...]]:
        people = list(zip(*rows_of(_CUSTOMERS, ids), strict=True))
        if not people:
            return []
        if list(people[0]) != list(ids):
            people = list(zip(*_each_once(ids, people, rows_of), strict=True))
        there: tuple[int, ...] = people[0]
        emails = _joined(rows_of, there, _EMAILS, _IN_ORDER)
        phones = _joined(rows_of, there, _PHONES, _IN_ORDER)
        tags = _joined(rows_of, there, _TAGS, _TAGS_IN_ORDER, quoted)
        said = _states(there, _consents(rows_of(_CONSENTS, there)))
        rows = zip(
            map(str, there), *people[1:5], map(emails.get, there), map(phones.get, there), *people[_WITHOUT_PLACE:],
            map(tags.get, there), *people[5:7], *said, people[7], [moment(at // 1000, zone) for at in people[8]],
            strict=False,
        )  # fmt: skip
        return list(rows)

    return read


def _which(ids: Sequence[int]) -> tuple[str, tuple[Any, ...]]:
    """Return SQL for the given ids and its values: a range where they stand close together, which reads faster."""
    low, high = min(ids), max(ids)
    if high - low < _DENSE * len(ids):
        return "BETWEEN ? AND ?", (low, high)
    return "IN (SELECT value FROM json_each(?))", (json.dumps(ids),)


def _each_once(ids: Sequence[int], people: list[tuple[Any, ...]], rows_of: _Rows) -> list[tuple[Any, ...]]:
    """Return the rows of the given ids in their order, those with several addresses once, with the first of them."""
    rows = list(zip(*people, strict=True))
    by_id = {row[0]: row for row in rows}
    if len(by_id) < len(rows):
        several = [id_ for id_, count in Counter(people[0]).items() if count > 1]
        for id_, *place in reversed(rows_of(_PLACES + _IN_ORDER, several)):
            if id_ in by_id:
                by_id[id_] = (*by_id[id_][:_WITHOUT_PLACE], *place)
    return [by_id[id_] for id_ in ids if id_ in by_id]


def _plain(value: str) -> str:
    return value.replace(JOINED_BY, ",")


def _joined(
    rows_of: _Rows, ids: Sequence[int], statement: str, in_order: str, written: Callable[[str], str] = _plain
) -> dict[int, str]:
    """Return the values of each customer as one cell, each as it is `written` among others.

    Most customers have one of a kind: only those who have more are asked for again, in their order.
    """
    rows = rows_of(statement, ids)
    found: dict[int, str] = dict(rows)  # type: ignore[arg-type]  # of two columns
    if len(found) < len(rows):
        several = [id_ for id_, count in Counter(row[0] for row in rows).items() if count > 1]
        many: dict[int, list[str]] = {}
        for customer, value in rows_of(statement + in_order, several):
            many.setdefault(customer, []).append(written(value))
    else:
        many = {}
    whole = "".join(found.values())
    if JOINED_BY in whole or (written is not _plain and ("," in whole or '"' in whole)):
        found = {customer: written(value) for customer, value in found.items()}
    return found | {customer: JOINED_BY.join(values) for customer, values in many.items()} if many else found


def _consents(rows: Iterable[tuple[Any, ...]]) -> dict[int, tuple[str, ...]]:
    """Return what holds of each customer for e-mail, SMS and calls; nothing said twice is what was said."""
    events: dict[int, list[ConsentEvent]] = {}
    for customer, channel, state, at, source in rows:
        events.setdefault(customer, []).append(ConsentEvent(channel, state, at, source))
    found: dict[int, tuple[str, ...]] = {}
    for customer, said in events.items():
        once = {event.channel: event.state for event in said}
        states = once if len(once) == len(said) else effective(said)
        found[customer] = tuple(states.get(channel, UNKNOWN) for channel in _CHANNELS)
    return found


def _states(ids: Sequence[int], said: dict[int, tuple[str, ...]]) -> Sequence[Iterable[str]]:
    """Return the columns of what was said to each channel."""
    if not said:
        return [repeat(UNKNOWN)] * len(_CHANNELS)
    nothing = (UNKNOWN,) * len(_CHANNELS)
    return list(zip(*(said.get(id_, nothing) for id_ in ids), strict=True))
