"""Deciding about customers who look alike: each decision is one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from desktop_crm.customers.service import living
from desktop_crm.customers.tables import CustomerTable
from desktop_crm.duplicates import fields, findings, queries
from desktop_crm.duplicates.merging import Mover
from desktop_crm.duplicates.tables import ApartTable, MergedTable
from desktop_crm.duplicates.types import AS_FOUND, Choices
from desktop_crm.platform.database import Database
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.plugs import Pointer
from desktop_crm.platform.progress import Progress, silent
from desktop_crm.platform.transaction import Transaction

Before = Callable[[Session, int, Sequence[int], int], None]
"""(session, card that stays, cards that go, now): what a feature does just before cards are merged."""


class DuplicateService:
    """The verbs on customers who may be the same."""

    def __init__(self, db: Database, pointers: Sequence[Pointer] = (), before: Sequence[Before] = ()) -> None:
        self._db = db
        self._pointers = tuple(pointers)
        self._before = tuple(before)

    def search(self, progress: Progress = silent) -> int:
        """Compare everybody with whoever may be the same and keep what was found; returns how many pairs.

        Raises Cancelled from `progress`; what was found before then stays.
        """
        from desktop_crm.duplicates import candidates

        with self._db.read() as session:
            known = findings.newest_change(session.connection())
            book = queries.book(session)
        found = candidates.find(book, progress)
        with self._db.write_bulk(N_("Search for duplicates")) as running:
            findings.keep(running.connection, found, known)
        return len(found.pairs)

    def keep_apart(self, one: int, other: int) -> None:
        """Remember that two customers are not the same, so that nobody is asked again. Raises NotFound."""
        with self._db.write(N_("Not the same customer")) as session:
            for customer_id in (one, other):
                living(session, customer_id)
            if one != other and not _decided(session, one, other):
                first, second = sorted((one, other))
                session.add(ApartTable(first_id=first, second_id=second, decided_at=self._db.clock.now()))

    def merge(self, keep: int, others: Sequence[int], choices: Choices = AS_FOUND) -> None:
        """Make one card of several: `keep` stays, the others go into the bin and everything they had comes to it.

        Of fields nobody chose for, the card that stays has its own value, or where that is blank the others'. A
        refused consent on any card stays a refusal. Raises NotFound, UserError where there is nothing to merge.
        """
        with self._db.read() as session:
            name = living(session, keep).name
        with self._db.write_bulk(N_("Merge the cards of {name}"), name=name) as running:
            self._merge(running, [(keep, *others)], choices)

    def merge_sure(self, progress: Progress = silent) -> int:
        """Merge all who are the same beyond doubt into the oldest card of each; returns how many cards went.

        All of it is one step. Raises Cancelled from `progress`.
        """
        with self._db.read() as session:
            groups = queries.sure_groups(session)
        count = sum(len(group) - 1 for group in groups)
        if not groups:
            return 0
        label = N_("Merge one card") if count == 1 else N_("Merge {count} cards")
        with self._db.write_bulk(label, count=count) as running:
            self._merge(running, groups, AS_FOUND, progress)
        return count

    def _merge(
        self, running: Transaction, groups: Sequence[Sequence[int]], choices: Choices, progress: Progress = silent
    ) -> None:
        now = self._db.clock.now()
        for done, (keep, *others) in enumerate(groups):
            progress(done, len(groups))
            if not others or keep in others or len(set(others)) < len(others):
                raise UserError(N_("Choose at least two different customers to merge."))
            for customer_id in (keep, *others):
                living(running.session, customer_id)
            for prepare in self._before:
                prepare(running.session, keep, others, now)
        running.session.flush()
        fields.settle(running, groups, choices)
        pairs = [(gone, keep) for keep, *others in groups for gone in others]
        _forget_earlier(running, pairs)
        Mover(running, self._pointers).move(pairs, choices.left_out)
        _put_away(running, pairs, now)


def _forget_earlier(running: Transaction, pairs: Sequence[tuple[int, int]]) -> None:
    """Forget where cards went that were merged before and taken out of the bin since."""
    for gone, _ in pairs:
        running.touch(_table(MergedTable), "SELECT id FROM customers_merged WHERE customer_id = ?", (gone,))
        running.connection.exec_driver_sql("DELETE FROM customers_merged WHERE customer_id = ?", (gone,))


def _put_away(running: Transaction, pairs: Sequence[tuple[int, int]], now: int) -> None:
    """Put merged cards into the bin, each with the mark of where it went."""
    customers, merged = _table(CustomerTable), _table(MergedTable)
    sql, change = running.connection.exec_driver_sql, running.change_id
    for gone, _ in pairs:
        running.touch(customers, "SELECT ?", (gone,))
        sql("UPDATE customers SET deleted_at = ?, change_id = ? WHERE id = ?", (now, change, gone))
    first = running.block(merged, len(pairs))
    sql(
        "INSERT INTO customers_merged (id, change_id, customer_id, into_id, merged_at) VALUES (?, ?, ?, ?, ?)",
        [(first + place, change, gone, keep, now) for place, (gone, keep) in enumerate(pairs)],
    )


def _decided(session: Session, one: int, other: int) -> bool:
    pairs = ((one, other), (other, one))
    return any(
        session.scalar(
            select(ApartTable.id).where(
                ApartTable.first_id == a, ApartTable.second_id == b, ApartTable.deleted_at.is_(None)
            )
        )
        for a, b in pairs
    )


def _table(mapped: type[CustomerTable] | type[MergedTable]) -> Table:
    table: Table = mapped.__table__  # pyright: ignore[reportAssignmentType]
    return table
