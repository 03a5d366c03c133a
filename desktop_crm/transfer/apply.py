"""Copies what was decided from the staging file into the store, a kind of thing at a time, in a few statements."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table

from desktop_crm.consents.tables import ConsentEventTable
from desktop_crm.customers.tables import CustomerTagTable, TagTable
from desktop_crm.duplicates.tables import ApartTable
from desktop_crm.platform.exact import MILLION
from desktop_crm.platform.progress import Progress
from desktop_crm.platform.transaction import Transaction
from desktop_crm.transfer.scope import NEW, UPDATED, Scope
from desktop_crm.transfer.staged import (
    CUSTOM_VALUES,
    ENTITIES,
    ORDER_ADDRESS_COLUMNS,
    ORDER_ADDRESSES,
    ORDERS,
    PARTS,
    PEOPLE,
    Entity,
    any_differs,
    differs,
    rule_of,
)
from desktop_crm.transfer.tables import SourceRecordTable


class Applier:
    """One staged and decided file on its way into the store, inside the transaction of its run."""

    def __init__(self, scope: Scope, running: Transaction, shop_id: int) -> None:
        self._scope = scope
        self._running = running
        self._values: dict[str, Any] = {
            "change": running.change_id, "run": running.run_id, "shop": shop_id, "now": scope.now,
            "profile": scope.meta("profile"), "source": scope.source(),
        }  # fmt: skip

    def apply(self, progress: Progress) -> None:
        """Write everything. Raises Cancelled from `progress`, which rolls the run back."""
        for step, entity in enumerate(ENTITIES):
            progress(step, len(ENTITIES))
            self._insert(entity)
            if entity is PEOPLE:
                self._join()
            self._update(entity)
            self._note_records(entity)
            if entity is PEOPLE:
                self._bring_back()
                self._insert_parts()
                self._keep_apart()
        progress(len(ENTITIES), len(ENTITIES))

    def _sql(self, statement: str, **more: Any) -> int:
        return int(self._scope.sql(statement, **self._values, **more).rowcount)

    def _count(self, query: str, **more: Any) -> int:
        return int(self._scope.sql(f"SELECT count(*) FROM {query}", **more).fetchone()[0])

    def _insert(self, entity: Entity) -> None:
        count = self._count(f"{{T}}.{entity.staged} WHERE _fate = '{NEW}'")
        if not count:
            return
        first = self._running.block(entity.table, count)
        self._sql(
            f"UPDATE {{T}}.{entity.staged} AS s SET _id = :first - 1 + n.n FROM (SELECT key, row_number() OVER "
            f"(ORDER BY row, rowid) AS n FROM {{T}}.{entity.staged} WHERE _fate = '{NEW}') n WHERE n.key = s.key",
            first=first,
        )
        columns = {column: f"s.{column}" for column in entity.columns} | dict(entity.fixed)
        self._sql(
            f"INSERT INTO {{S}}.{entity.table.name} (id, change_id, run_id, {', '.join(columns)}) "
            f"SELECT s._id, :change, :run, {', '.join(columns.values())} "
            f"FROM {{T}}.{entity.staged} s WHERE s._fate = '{NEW}' ORDER BY s._id"
        )
        if entity is ORDERS:
            self._insert_order_addresses()

    def _update(self, entity: Entity) -> None:
        rules = self._scope.rules
        changing = f"s._fate = '{UPDATED}' AND {any_differs(entity, rules)}"
        joined = (
            f"{{T}}.{entity.staged} s JOIN {{S}}.{entity.table.name} t ON t.id = s._id "
            "LEFT JOIN {S}.source_records r ON r.id = s._record"
        )
        if not self._count(f"{joined} WHERE {changing}"):
            return
        chosen = f"SELECT s._id FROM {joined} WHERE {changing}"
        self._running.touch(entity.table, self._named(chosen))
        values: dict[str, str] = {}
        for column in entity.columns:
            when = differs(entity, column, rule_of(rules, entity, column))
            for written in (column, *entity.twins.get(column, ())):
                values[written] = f"CASE WHEN {when} THEN s.{written} ELSE t.{written} END"
        for column, (when, value) in entity.links.items():
            values[column] = f"CASE WHEN {when} THEN {value} ELSE t.{column} END"
        new_values = ", ".join(f"{value} AS {name}" for name, value in values.items())
        self._sql(
            f"UPDATE {{S}}.{entity.table.name} AS x SET change_id = :change, "
            f"{', '.join(f'{name} = n.{name}' for name in values)} "
            f"FROM (SELECT s._id AS row_id, {new_values} FROM {joined} WHERE {changing}) n WHERE x.id = n.row_id"
        )

    def _note_records(self, entity: Entity) -> None:
        """Keep what the file said of each thing for the next time; a record whose thing is gone is told of the new."""
        records = _table(SourceRecordTable)
        self._sql(
            f"UPDATE {{T}}.{entity.staged} AS s SET _record = r.id FROM {{S}}.source_records r WHERE s._record IS NULL "
            "AND s._id IS NOT NULL AND r.shop_id = :shop AND r.profile = :profile "
            f"AND r.entity = '{entity.staged}' AND r.key = s.key"
        )
        fresh = f"{{T}}.{entity.staged} s WHERE s._record IS NULL AND s._id IS NOT NULL"
        count = self._count(fresh)
        if count:
            first = self._running.block(records, count)
            self._sql(
                "INSERT INTO {S}.source_records "
                "(id, change_id, run_id, shop_id, profile, entity, key, entity_id, last) "
                "SELECT :first - 1 + row_number() OVER (ORDER BY s._id, s.key), :change, :run, :shop, :profile, "
                f"'{entity.staged}', s.key, s._id, s.last FROM {fresh}",
                first=first,
            )
        stale = (
            f"{{T}}.{entity.staged} s JOIN {{S}}.source_records r ON r.id = s._record "
            "WHERE r.last IS NOT s.last OR r.entity_id IS NOT s._id"
        )
        if self._count(stale):
            self._running.touch(records, self._named(f"SELECT r.id FROM {stale}"))
            self._sql(
                "UPDATE {S}.source_records AS x SET last = n.last, entity_id = n._id, change_id = :change FROM "
                f"(SELECT r.id, s.last, s._id FROM {stale}) n WHERE x.id = n.id"
            )

    def _insert_parts(self) -> None:
        for part in PARTS:
            self._insert_all(
                part.table,
                {"customer_id": "p._id"} | {column: f"s.{column}" for column in part.columns},
                f"{{T}}.add_{part.staged} s JOIN {{T}}.people p ON p.key = s.person_key GROUP BY p._id, s.mark",
                "p._id, min(s.position)",
            )
            if part.kinds:
                self._change(part.table, f"kinds_{part.staged}", ("kind",))
        self._insert_customs()
        self._insert_tags()
        self._insert_all(
            _table(ConsentEventTable),
            {"customer_id": "p._id", "channel": "s.channel", "state": "s.state", "at": "coalesce(s.at, :now)",
             "source": ":source", "text": "s.text"},
            f"{{T}}.consents s JOIN {{T}}.people p ON p.key = s.person_key WHERE s._fate = '{NEW}'",
            "p._id, s.key",
        )  # fmt: skip
        if self._scope.meta("kind") == "consents":
            self._share_refusals()
        self._insert_all(
            _table(SourceRecordTable),
            {"shop_id": ":shop", "profile": "''", "entity": "'identity'", "key": "k.kind || ':' || k.value",
             "entity_id": "min(p._id)", "last": "''"},
            "{T}.person_keys k JOIN {T}.people p ON p.key = k.person_key "
            "WHERE k.kind IN ('id', 'place') AND NOT EXISTS (SELECT 1 FROM {S}.source_records r "
            "WHERE r.shop_id = :shop AND r.entity = 'identity' AND r.profile = '' "
            "AND r.key = k.kind || ':' || k.value) GROUP BY k.kind, k.value",
            "k.kind, k.value",
        )  # fmt: skip

    def _insert_customs(self) -> None:
        self._change(CUSTOM_VALUES, "set_customs", ("text", "folded"))
        self._insert_all(
            CUSTOM_VALUES,
            {"customer_id": "p._id", "field_id": "s.field_id", "text": "s.text", "folded": "s.folded"},
            "{T}.add_customs s JOIN {T}.people p ON p.key = s.person_key GROUP BY p._id, s.field_id",
            "p._id, s.field_id",
        )
        self._sql(
            f"UPDATE {{S}}.custom_values SET number = CAST(round(CAST(text AS REAL) * {MILLION}) AS INTEGER) "
            "WHERE change_id = :change AND field_id IN (SELECT id FROM {S}.custom_fields WHERE kind = 'number')"
        )

    def _change(self, table: Table, listed: str, columns: tuple[str, ...]) -> None:
        """Take over columns of rows that are listed beside the staged ones by their ids."""
        if not self._count(f"{{T}}.{listed}"):
            return
        self._running.touch(table, self._named(f"SELECT row_id FROM {{T}}.{listed}"))
        self._sql(
            f"UPDATE {{S}}.{table.name} AS x SET change_id = :change, "
            f"{', '.join(f'{name} = n.{name}' for name in columns)} FROM {{T}}.{listed} n WHERE x.id = n.row_id"
        )

    def _share_refusals(self) -> None:
        """Keep a refusal with everybody else who has the number or address."""
        self._insert_all(
            _table(ConsentEventTable),
            {"customer_id": "h.customer", "channel": "s.channel", "state": "s.state", "at": "coalesce(s.at, :now)",
             "source": ":source", "text": "s.text"},
            "{T}.holders h JOIN {T}.consents s ON s.key = h.consent WHERE 1",
            "h.customer, s.key",
        )  # fmt: skip

    def _join(self) -> None:
        """Let people of the file whom somebody took for one be the one customer that was made of them."""
        self._sql(
            "UPDATE {T}.people AS s SET _id = (SELECT p._id FROM {T}.joined j JOIN {T}.people p ON p.key = j.other "
            "WHERE j.key = s.key) WHERE _id IS NULL AND key IN (SELECT key FROM {T}.joined)"
        )

    def _bring_back(self) -> None:
        """Take customers who buy again out of the bin."""
        if not self._count("{T}.coming_back"):
            return
        chosen = "SELECT customer FROM {T}.coming_back"
        self._running.touch(PEOPLE.table, self._named(chosen))
        self._sql(f"UPDATE {{S}}.customers SET deleted_at = NULL, change_id = :change WHERE id IN ({chosen})")

    def _keep_apart(self) -> None:
        """Keep which people somebody said are different, so that nobody is asked again."""
        pair = "coalesce(a.customer, (SELECT o._id FROM {T}.people o WHERE o.key = a.other))"
        self._insert_all(
            _table(ApartTable),
            {"first_id": f"min(p._id, {pair})", "second_id": f"max(p._id, {pair})", "decided_at": ":now"},
            f"{{T}}.apart a JOIN {{T}}.people p ON p.key = a.key WHERE {pair} IS NOT p._id AND p._id IS NOT NULL "
            f"AND EXISTS (SELECT 1 FROM {{S}}.customers c WHERE c.id = {pair}) "
            "AND NOT EXISTS (SELECT 1 FROM {S}.customers_apart x WHERE x.deleted_at IS NULL "
            f"AND x.first_id IN (p._id, {pair}) AND x.second_id IN (p._id, {pair})) "
            f"GROUP BY min(p._id, {pair}), max(p._id, {pair})",
            "p._id, a.rowid",
        )

    def _insert_tags(self) -> None:
        self._insert_all(
            _table(TagTable),
            {"name": "min(s.name)", "folded": "s.folded"},
            "{T}.add_tags s WHERE s.folded NOT IN (SELECT folded FROM {S}.tags WHERE deleted_at IS NULL) "
            "GROUP BY s.folded",
            "s.folded",
        )
        self._insert_all(
            _table(CustomerTagTable),
            {"customer_id": "p._id", "tag_id": "t.id"},
            "{T}.add_tags s JOIN {T}.people p ON p.key = s.person_key "
            "JOIN {S}.tags t ON t.folded = s.folded AND t.deleted_at IS NULL GROUP BY p._id, t.id",
            "p._id, t.id",
        )

    def _insert_order_addresses(self) -> None:
        self._insert_all(
            ORDER_ADDRESSES,
            {"order_id": "o._id"} | {column: f"s.{column}" for column in ORDER_ADDRESS_COLUMNS},
            f"{{T}}.order_addresses s JOIN {{T}}.orders o ON o.key = s.order_key WHERE o._fate = '{NEW}'",
            "o._id, s.kind",
        )

    def _insert_all(self, table: Table, values: dict[str, str], rows: str, order: str) -> None:
        """Insert one row of `table` for each of `rows` (FROM … WHERE …), numbered from a block of fresh ids."""
        count = int(self._scope.sql(f"SELECT count(*) FROM (SELECT 1 FROM {rows})", **self._values).fetchone()[0])
        if not count:
            return
        first = self._running.block(table, count)
        self._sql(
            f"INSERT INTO {{S}}.{table.name} (id, change_id, run_id, {', '.join(values)}) "
            f"SELECT :first - 1 + row_number() OVER (ORDER BY {order}), :change, :run, {', '.join(values.values())} "
            f"FROM {rows} ORDER BY {order}",
            first=first,
        )

    def _named(self, statement: str) -> str:
        return statement.replace("{S}", self._scope.store).replace("{T}", self._scope.staging)


def _table(mapped: Any) -> Table:
    table: Table = mapped.__table__
    return table
