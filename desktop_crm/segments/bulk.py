"""One thing done to many customers at once: what it would do is shown first, and it is one step to undo."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop_crm.customers.rows import ensure_tag
from desktop_crm.customers.tables import CustomerTable, CustomerTagTable
from desktop_crm.customers.types import FIELD_NAMES, GENDER_NAMES, LANGUAGE_NAMES, REACHED_BY, CustomerKind
from desktop_crm.platform.changes import EDIT
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.progress import Progress, silent
from desktop_crm.platform.text import fold, squeeze
from desktop_crm.platform.transaction import Transaction
from desktop_crm.staff import queries as staff

STEP: Final = 10_000
"""Customers changed between two looks at whether to stop."""
_SHOWN: Final = 8


class Verb(StrEnum):
    """What can be done to many."""

    TAG = "tag"
    UNTAG = "untag"
    SET = "set"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Changeable:
    """A field of the card that can be set for many: its column, its title (a message id), and its fixed values."""

    column: str
    title: str
    choices: tuple[tuple[str, str], ...] = ()
    people: bool = False


CHANGEABLE: Final = (
    Changeable("owner_id", N_("Looked after by"), people=True),
    Changeable("heard_from", FIELD_NAMES["heard_from"]),
    Changeable("preferred_channel", FIELD_NAMES["preferred_channel"], tuple(REACHED_BY.items())),
    Changeable("language", FIELD_NAMES["language"], tuple(LANGUAGE_NAMES.items())),
    Changeable("gender", FIELD_NAMES["gender"], tuple(GENDER_NAMES.items())),
    Changeable(
        "kind", FIELD_NAMES["kind"], ((CustomerKind.PERSON, N_("Person")), (CustomerKind.COMPANY, N_("Company")))
    ),
)
"""What can be set for many, in the order in which it is offered."""
BY_COLUMN: Final = {one.column: one for one in CHANGEABLE}


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be done: a tag by its name, or a column set to a value (None empties it)."""

    verb: Verb
    column: str = ""
    value: str | int | None = None


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One customer before and after."""

    id: int
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a deed would do: how many it changes, what stands there now by how many, and who is left out, and why.

    Values are as kept, names of people of the shop as written; reasons are message ids.
    """

    total: int
    changing: int
    after: str
    before: tuple[tuple[str, int], ...]
    left_out: tuple[tuple[str, int], ...]
    rows: tuple[PreviewRow, ...]


ALREADY: Final = N_("are so already")
GONE: Final = N_("are not there any more")
NO_NAME: Final = N_("have only the name of a company")

_LIVING: Final = "c.deleted_at IS NULL AND c.id IN (SELECT value FROM json_each(?))"
_HAS_TAG: Final = (
    "EXISTS (SELECT 1 FROM customer_tags k JOIN tags t ON t.id = k.tag_id WHERE k.customer_id = c.id "
    "AND k.deleted_at IS NULL AND t.deleted_at IS NULL AND t.folded = ?)"
)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A deed as SQL over `c`: who it changes, what stands there now, and what holds some back."""

    changes: str
    values: tuple[Any, ...]
    now: str
    held: str = "0"


def preview(session: Session, ids: Sequence[int], deed: Deed) -> Preview:
    """Return what a deed would do to those customers. Raises UserError for a blank tag or a value that does not fit."""
    check(deed)
    plan, chosen = _plan(deed), json.dumps(list(ids))
    ask = session.connection().exec_driver_sql
    living, held, changing = ask(
        f"SELECT count(*), coalesce(sum({plan.held}), 0), coalesce(sum(NOT ({plan.held}) AND ({plan.changes})), 0) "
        f"FROM customers c WHERE {_LIVING}",
        (*plan.values, chosen),
    ).one()
    who = f"FROM customers c WHERE {_LIVING} AND NOT ({plan.held}) AND ({plan.changes})"
    names = staff.names(session)
    counts = ask(f"SELECT {plan.now}, count(*) {who} GROUP BY 1 ORDER BY 2 DESC LIMIT {_SHOWN}", (chosen, *plan.values))
    before = tuple((_words(deed, value, names), number) for value, number in counts)
    first = ask(f"SELECT c.id, c.name, {plan.now} {who} ORDER BY c.sort_key LIMIT {_SHOWN}", (chosen, *plan.values))
    after = _words(deed, None if deed.verb is Verb.UNTAG else deed.value, names)
    rows = tuple(PreviewRow(row_id, name, _words(deed, now, names), after) for row_id, name, now in first)
    left = ((ALREADY, living - held - changing), (NO_NAME, held), (GONE, len(ids) - living))
    return Preview(len(ids), changing, after, before, tuple((why, many) for why, many in left if many), rows)


def check(deed: Deed) -> None:
    """Refuse a deed that cannot be done. Raises UserError naming the field."""
    if deed.verb in (Verb.TAG, Verb.UNTAG) and not squeeze(str(deed.value or "")):
        raise UserError(N_("Write a tag."), field="tag")
    if deed.verb is Verb.SET:
        asked = BY_COLUMN[deed.column]
        if deed.value is None and asked.column == "kind":
            raise UserError(N_("Choose a value."), field="value")


class BulkService:
    """The verbs on many customers."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def do(self, deed: Deed, ids: Sequence[int], progress: Progress = silent) -> int:
        """Do one thing to customers, as one step; returns how many were changed. Raises UserError, Cancelled."""
        check(deed)
        label, said = _label(deed, len(ids))
        with self._db.transaction(EDIT, label, said) as running:
            begin = _BEGIN[deed.verb](running, deed, self._db.clock.now())
            changed = 0
            for first in range(0, len(ids), STEP):
                progress(first, len(ids))
                changed += begin(json.dumps(list(ids[first : first + STEP])))
            progress(len(ids), len(ids))
            return changed


def _label(deed: Deed, count: int) -> tuple[str, dict[str, object]]:
    if deed.verb is Verb.TAG:
        return N_("Tag {name}"), {"name": deed.value}
    if deed.verb is Verb.UNTAG:
        return N_("Remove tag {name}"), {"name": deed.value}
    if deed.verb is Verb.DELETE:
        return N_("Delete one customer") if count == 1 else N_("Delete {count} customers"), {"count": count}
    return N_("Change one customer") if count == 1 else N_("Change {count} customers"), {"count": count}


def _plan(deed: Deed) -> _Plan:
    if deed.verb is Verb.DELETE:
        return _Plan("1", (), "NULL")
    if deed.verb is Verb.SET:
        person = deed.column == "kind" and deed.value == CustomerKind.PERSON
        column = f"c.{BY_COLUMN[deed.column].column}"
        return _Plan(f"{column} IS NOT ?", (deed.value,), column, "c.first_name IS NULL" if person else "0")
    folded = fold(squeeze(str(deed.value)))
    tags = (
        "(SELECT group_concat(name, ', ') FROM (SELECT t.name FROM customer_tags k JOIN tags t ON t.id = k.tag_id "
        "WHERE k.customer_id = c.id AND k.deleted_at IS NULL ORDER BY turkish_order(t.name)))"
    )
    return _Plan(_HAS_TAG if deed.verb is Verb.UNTAG else f"NOT {_HAS_TAG}", (folded,), tags)


def _words(deed: Deed, value: Any, people: dict[int, str]) -> str:
    if value is None:
        return ""
    asked = BY_COLUMN.get(deed.column)
    return people.get(value, "") if asked is not None and asked.people else str(value)


def _tagging(running: Transaction, deed: Deed, _now: int) -> Any:
    tag_id = ensure_tag(running.session, str(deed.value))
    running.session.flush()
    without = (
        f"FROM customers c WHERE {_LIVING} AND c.id NOT IN (SELECT customer_id FROM customer_tags WHERE tag_id = ? "
        "AND deleted_at IS NULL)"
    )

    def do(chosen: str) -> int:
        count = running.connection.exec_driver_sql(f"SELECT count(*) {without}", (chosen, tag_id)).scalar_one()
        first = running.block(_TAGS, count)
        running.connection.exec_driver_sql(
            "INSERT INTO customer_tags (id, customer_id, tag_id, change_id) "
            f"SELECT ? - 1 + row_number() OVER (ORDER BY c.id), c.id, ?, ? {without}",
            (first, tag_id, running.change_id, chosen, tag_id),
        )
        return count

    return do


def _untagging(running: Transaction, deed: Deed, _now: int) -> Any:
    folded = fold(squeeze(str(deed.value)))
    rows = (
        "SELECT id FROM customer_tags WHERE customer_id IN (SELECT value FROM json_each(?)) "
        "AND tag_id IN (SELECT id FROM tags WHERE folded = ? AND deleted_at IS NULL)"
    )

    def do(chosen: str) -> int:
        if not _any(running, rows, (chosen, folded)):
            return 0
        running.touch(_TAGS, rows, (chosen, folded))
        gone = f"DELETE FROM customer_tags WHERE id IN ({rows})"
        return running.connection.exec_driver_sql(gone, (chosen, folded)).rowcount

    return do


def _setting(running: Transaction, deed: Deed, _now: int) -> Any:
    plan = _plan(deed)
    who = f"SELECT c.id FROM customers c WHERE {_LIVING} AND NOT ({plan.held}) AND ({plan.changes})"
    return _changing(running, who, plan.values, BY_COLUMN[deed.column].column, deed.value)


def _deleting(running: Transaction, _deed: Deed, now: int) -> Any:
    return _changing(running, f"SELECT c.id FROM customers c WHERE {_LIVING}", (), "deleted_at", now)


def _changing(running: Transaction, who: str, values: tuple[Any, ...], column: str, value: Any) -> Any:
    def do(chosen: str) -> int:
        if not _any(running, who, (chosen, *values)):
            return 0
        running.touch(_CUSTOMERS, who, (chosen, *values))
        statement = f"UPDATE customers SET {column} = ?, change_id = ? WHERE id IN ({who})"
        return running.connection.exec_driver_sql(statement, (value, running.change_id, chosen, *values)).rowcount

    return do


def _any(running: Transaction, who: str, values: tuple[Any, ...]) -> bool:
    """Return whether anything is to be done, so that what changes nothing leaves no step."""
    return bool(running.connection.exec_driver_sql(f"SELECT EXISTS ({who})", values).scalar_one())


_CUSTOMERS: Final[Any] = CustomerTable.__table__
_TAGS: Final[Any] = CustomerTagTable.__table__
_BEGIN: Final = {Verb.TAG: _tagging, Verb.UNTAG: _untagging, Verb.SET: _setting, Verb.DELETE: _deleting}
