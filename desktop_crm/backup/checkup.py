"""Looking a store over: SQLite's own check, and what must be true of our rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_crm.customers import queries as customers
from desktop_crm.orders import queries as orders
from desktop_crm.platform import backup
from desktop_crm.platform.columns import business_tables
from desktop_crm.platform.database import Database
from desktop_crm.platform.i18n import N_, _, counted
from desktop_crm.platform.ids import COUNTER_BITS, IdCounterTable
from desktop_crm.platform.plugs import Searchable
from desktop_crm.search import queries as search


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found wrong, in words for people (nothing where the store is whole), and how much the store holds."""

    problems: tuple[str, ...]
    customers: int
    orders: int


_COUNTER: Final = N_("The next number of {table} would be one that is used already.")
_DAMAGED: Final = N_("The file is damaged: {problem}")


def check(db: Database, kinds: Sequence[Searchable]) -> Checkup:
    """Check the whole store: every page, every reference, the ids to come, and that search finds everything.

    Raises StoreError where it cannot be read at all.
    """
    damage = [_(_DAMAGED).format(problem=problem) for problem in backup.check(db.path)]
    with db.read() as session:
        own = [*_counters(session), *_search(session, kinds)]
        return Checkup((*damage, *own), customers.count(session), orders.count(session))


def _counters(session: Session) -> list[str]:
    """Return the tables whose next id is not above all that were given on this station."""
    station_ids = 1 << COUNTER_BITS
    following = {row.table_name: row.next for row in session.scalars(select(IdCounterTable))}
    wrong: list[str] = []
    for table in business_tables():
        last = session.scalar(select(func.max(table.c.id)).where(table.c.id < station_ids))
        if last is not None and last >= following.get(table.name, 0):
            wrong.append(_(_COUNTER).format(table=table.name))
    return wrong


def _search(session: Session, kinds: Sequence[Searchable]) -> list[str]:
    lost = sum(search.unfindable(session, kind) for kind in kinds)
    if not lost:
        return []
    return [
        counted("{count} thing cannot be found by searching.", "{count} things cannot be found by searching.", lost)
    ]
