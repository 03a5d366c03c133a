"""Moves everything that refers to merged customers onto the cards that stay, whatever tables there are.

What refers to what is read from the metadata, so that a new table cannot be forgotten. Pairs (row that goes, row that
stays) stand in a temporary table; customers come first, and parts that both cards have join them as they are met.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Boolean, Table
from sqlalchemy.sql.elements import TextClause

from desktop_crm.customers.rules import TELLS_APART
from desktop_crm.platform.columns import TOLD_ONCE, business_tables
from desktop_crm.platform.images import quoted
from desktop_crm.platform.plugs import Pointer
from desktop_crm.platform.transaction import Transaction

CUSTOMERS: Final = "customers"
KEPT_BY_THE_PROGRAM: Final = frozenset({"id", "change_id", "run_id", "deleted_at"})
SAME_BY: Final[dict[str, tuple[str, ...]]] = {
    "customer_emails": ("folded",),
    "customer_phones": ("digits",),
    "customer_addresses": ("folded",),
    "customer_handles": ("kind", "folded"),
    "customer_traits": ("kind", "folded"),
}
"""By which columns two lines of a card are the same; lists not named here go by everything written in the line."""
UNLESS: Final[dict[str, tuple[str, ...]]] = {"customer_addresses": TELLS_APART}
"""In which columns two such lines may still contradict each other, so that both stay."""
_POSITION, _PREFERRED = "position", "preferred"

Link = tuple[str, str]
"""A column and the table it refers to."""


class Mover:
    """One moving inside a writing transaction; `pairs` are (customer that goes, customer that stays)."""

    def __init__(self, running: Transaction, pointers: Sequence[Pointer]) -> None:
        self._running = running
        self._pointers = pointers
        self._tables: list[Table] = business_tables()
        self._joined: set[str] = {CUSTOMERS}

    def move(self, pairs: Iterable[tuple[int, int]], left_out: Iterable[tuple[str, int]]) -> None:
        """Move all that refers to the customers that go; lines left out stay there, or go from the card that stays."""
        self._begin(pairs, left_out)
        for table in self._tables:
            self._remove_left_out(table)  # before what takes its place comes
        for table in self._tables:
            links = self._links(table)
            if links:
                self._move_rows(table, links)
        for pointer in self._pointers:
            self._point(pointer)
        for table in reversed(self._tables):
            if table.name in self._joined and table.name != CUSTOMERS:
                self._remove(table, f"SELECT gone FROM temp.merging WHERE tbl = '{table.name}'")
        for name in ("merging", "leaving", "moved"):
            self._sql(f"DROP TABLE temp.{name}")

    def _begin(self, pairs: Iterable[tuple[int, int]], left_out: Iterable[tuple[str, int]]) -> None:
        self._sql("CREATE TEMP TABLE merging (tbl TEXT, gone INTEGER, kept INTEGER, PRIMARY KEY (tbl, gone))")
        self._sql("CREATE TEMP TABLE leaving (tbl TEXT, id INTEGER, PRIMARY KEY (tbl, id))")
        self._sql("CREATE TEMP TABLE moved (id INTEGER PRIMARY KEY)")
        self._sql("CREATE INDEX temp.merging_kept ON merging (tbl, kept)")
        for gone, kept in pairs:
            self._sql("INSERT INTO temp.merging VALUES (?, ?, ?)", (CUSTOMERS, gone, kept))
        for table, row_id in left_out:
            self._sql("INSERT OR IGNORE INTO temp.leaving VALUES (?, ?)", (table, row_id))

    def _links(self, table: Table) -> list[Link]:
        return [
            (key.parent.name, key.column.table.name)
            for key in table.foreign_keys
            if key.column.table.name in self._joined
        ]

    def _move_rows(self, table: Table, links: list[Link]) -> None:
        self._drop_loops(table, links)
        for columns, condition in (*_unique(table, links), *_told_once(table), *_lines(table, links)):
            self._join_same(table, links, columns, condition)
        name, moving = quoted(table.name), _moving(table, links)
        self._sql("DELETE FROM temp.moved")
        self._sql(f"INSERT INTO temp.moved SELECT t.id FROM {name} t WHERE {moving}")
        self._running.touch(table, "SELECT id FROM temp.moved")
        values = ", ".join(f"{quoted(column)} = {_mapped(column, parent)}" for column, parent in links)
        self._sql(
            f"UPDATE {name} AS t SET change_id = ?, {values} WHERE id IN (SELECT id FROM temp.moved)",
            (self._running.change_id,),
        )
        if _POSITION in table.c:
            self._put_behind(table, links[0][0])
        if _PREFERRED in table.c:
            self._prefer_one(table, links[0][0])

    def _drop_loops(self, table: Table, links: list[Link]) -> None:
        """Remove rows that would tie a card to itself: `not the same`, `brought by`, between cards now one."""
        for place, (column, parent) in enumerate(links):
            for other, of in links[place + 1 :]:
                if of == parent:
                    self._remove(
                        table,
                        f"SELECT t.id FROM {quoted(table.name)} t WHERE ({_moving(table, links)}) AND "
                        f"t.{quoted(column)} <> t.{quoted(other)} AND {_mapped(column, parent)} = {_mapped(other, of)}",
                    )

    def _join_same(self, table: Table, links: list[Link], columns: Sequence[str], condition: str) -> None:
        """Note which moving rows are the same as a row that is there, or as another moving one."""
        near = " OR ".join(
            f"t.{quoted(column)} IN (SELECT gone FROM temp.merging WHERE tbl = '{parent}' "
            f"UNION SELECT kept FROM temp.merging WHERE tbl = '{parent}')"
            for column, parent in links
        )
        alike = _alike("t", columns, links)
        parts = {f"part{place}": part for place, part in enumerate(alike + told_apart(table.name, "t", alike))}
        told = ", ".join(f"{part} AS {name}" for name, part in parts.items())
        count = self._sql(
            f"INSERT OR IGNORE INTO temp.merging SELECT '{table.name}', id, same FROM ("
            f"SELECT id, moves, first_value(id) OVER (PARTITION BY {', '.join(parts)} ORDER BY moves, id) AS same "
            f"FROM (SELECT t.id AS id, {_moving(table, links)} AS moves, {told} FROM {quoted(table.name)} t "
            f"WHERE ({near}) AND ({condition}) AND {_not_leaving(table)})) WHERE moves AND id <> same"
        ).rowcount
        if count:
            self._joined.add(table.name)
            if _POSITION in table.c or TOLD_ONCE in table.info:
                self._fill_blanks(table, links)

    def _fill_blanks(self, table: Table, links: list[Link]) -> None:
        """Let a row that stays know what only its double said, where the double speaks of the same others."""
        fixed = KEPT_BY_THE_PROGRAM | {column for column, _ in links}
        name = quoted(table.name)
        ends = [column for column, _ in links]
        ours, theirs = (", ".join(_alike(row, ends, links)) for row in ("t", "d"))
        doubles = (
            f"FROM {name} d JOIN temp.merging m ON m.tbl = '{table.name}' AND m.gone = d.id "
            f"WHERE m.kept = t.id AND ({theirs}) IS ({ours})"
        )
        values = {
            quoted(c.name): f"coalesce(t.{quoted(c.name)}, (SELECT d.{quoted(c.name)} {doubles} "
            f"AND d.{quoted(c.name)} IS NOT NULL ORDER BY d.id LIMIT 1))"
            for c in table.c
            if c.nullable and c.name not in fixed
        }
        if _PREFERRED in table.c:
            owner = links[0][0]
            others = f"SELECT 1 FROM {name} k WHERE k.{owner} = t.{owner} AND k.preferred AND k.deleted_at IS NULL"
            values[_PREFERRED] = (
                f"(t.preferred OR (EXISTS (SELECT 1 {doubles} AND d.preferred) AND NOT EXISTS ({others})))"
            )
        if not values:
            return
        differs = " OR ".join(f"t.{column} IS NOT {value}" for column, value in values.items())
        chosen = (
            f"SELECT t.id FROM {name} t WHERE t.id IN (SELECT kept FROM temp.merging WHERE tbl = '{table.name}') "
            f"AND ({differs})"
        )
        self._running.touch(table, chosen)
        changed = ", ".join(f"{column} = {value}" for column, value in values.items())
        self._sql(
            f"UPDATE {name} AS t SET change_id = ?, {changed} WHERE t.id IN ({chosen})", (self._running.change_id,)
        )

    def _put_behind(self, table: Table, owner: str) -> None:
        """Let lines that came stand after those that were there."""
        name = quoted(table.name)
        self._sql(
            f"UPDATE {name} SET position = n.place FROM (SELECT t.id AS row, coalesce((SELECT max(k.position) + 1 "
            f"FROM {name} k WHERE k.{owner} = t.{owner} AND k.id NOT IN (SELECT id FROM temp.moved)), 0) - 1 "
            f"+ row_number() OVER (PARTITION BY t.{owner} ORDER BY t.position, t.id) AS place "
            f"FROM {name} t WHERE t.id IN (SELECT id FROM temp.moved)) n WHERE n.row = {name}.id"
        )

    def _prefer_one(self, table: Table, owner: str) -> None:
        """Let the mark of preference of the card that stays win over those that came."""
        name = quoted(table.name)
        self._sql(
            f"UPDATE {name} AS t SET preferred = 0 WHERE t.id IN (SELECT id FROM temp.moved) AND t.preferred "
            f"AND EXISTS (SELECT 1 FROM {name} k WHERE k.{owner} = t.{owner} AND k.preferred AND k.deleted_at IS NULL "
            "AND (k.id NOT IN (SELECT id FROM temp.moved) OR k.id < t.id))"
        )

    def _point(self, pointer: Pointer) -> None:
        """Let what names a customer without a foreign key name the card that stays."""
        table = next(one for one in self._tables if one.name == pointer.table)
        chosen = (
            f"SELECT t.id FROM {quoted(table.name)} t WHERE ({pointer.condition}) "
            f"AND t.{pointer.column} IN (SELECT gone FROM temp.merging WHERE tbl = '{CUSTOMERS}')"
        )
        self._running.touch(table, chosen)
        self._sql(
            f"UPDATE {quoted(table.name)} AS t SET change_id = ?, {pointer.column} = "
            f"{_mapped(pointer.column, CUSTOMERS)} WHERE t.id IN ({chosen})",
            (self._running.change_id,),
        )

    def _remove_left_out(self, table: Table) -> None:
        owners = [key.parent.name for key in table.foreign_keys if key.column.table.name == CUSTOMERS]
        if owners and self._sql("SELECT 1 FROM temp.leaving WHERE tbl = ?", (table.name,)).first():
            self._remove(
                table,
                f"SELECT t.id FROM {quoted(table.name)} t JOIN temp.leaving l ON l.tbl = '{table.name}' "
                f"AND l.id = t.id WHERE t.{owners[0]} IN (SELECT kept FROM temp.merging WHERE tbl = '{CUSTOMERS}')",
            )

    def _remove(self, table: Table, chosen: str) -> None:
        """Delete rows with their parts; what else refers to them refers to nothing."""
        if not self._sql(f"SELECT 1 FROM ({chosen}) LIMIT 1").first():
            return
        for child in self._tables:
            for key in child.foreign_keys:
                if key.column.table is not table:
                    continue
                column = quoted(key.parent.name)
                rows = f"SELECT id FROM {quoted(child.name)} WHERE {column} IN ({chosen})"
                if key.ondelete == "CASCADE":
                    self._remove(child, rows)
                else:
                    self._running.touch(child, rows)
                    self._sql(
                        f"UPDATE {quoted(child.name)} SET change_id = ?, {column} = NULL WHERE id IN ({rows})",
                        (self._running.change_id,),
                    )
        self._running.touch(table, chosen)
        self._sql(f"DELETE FROM {quoted(table.name)} WHERE id IN ({chosen})")

    def _sql(self, statement: str, values: Sequence[Any] = ()) -> Any:
        return self._running.connection.exec_driver_sql(statement, tuple(values))


def told_apart(table: str, row: str, alike: Iterable[str]) -> list[str]:
    """Return the SQL of what tells rows apart that are `alike`; one that is silent says what another of them does."""
    words = [f"nullif(fold({row}.{quoted(column)}), '')" for column in UNLESS.get(table, ())]
    return [f"coalesce({word}, min({word}) OVER (PARTITION BY {', '.join(alike)}))" for word in words]


def _alike(row: str, columns: Iterable[str], links: Iterable[Link]) -> list[str]:
    """Return the SQL by which rows are the same; of two columns that refer to one table either may come first."""
    parents = dict(links)
    ends = [name for name in columns if name in parents]
    mapped = [_mapped(name, parents[name], row) for name in ends]
    if len(ends) == 2 and parents[ends[0]] == parents[ends[1]]:
        mapped = [f"{which}({', '.join(mapped)})" for which in ("min", "max")]
    return mapped + [f"{row}.{quoted(name)}" for name in columns if name not in parents]


def _mapped(column: str, parent: str, row: str = "t") -> str:
    """Return the SQL of where a column will point."""
    own = f"{row}.{quoted(column)}"
    return f"coalesce((SELECT m.kept FROM temp.merging m WHERE m.tbl = '{parent}' AND m.gone = {own}), {own})"


def _moving(table: Table, links: Iterable[Link]) -> str:
    """Return the SQL of whether a row of `t` is to be moved."""
    refers = " OR ".join(
        f"t.{quoted(column)} IN (SELECT gone FROM temp.merging WHERE tbl = '{parent}')" for column, parent in links
    )
    stays = f"t.id NOT IN (SELECT gone FROM temp.merging WHERE tbl = '{table.name}')"
    return f"(({refers}) AND {stays} AND {_not_leaving(table)})"


def _not_leaving(table: Table) -> str:
    return f"t.id NOT IN (SELECT id FROM temp.leaving WHERE tbl = '{table.name}')"


def _unique(table: Table, links: Sequence[Link]) -> Iterable[tuple[tuple[str, ...], str]]:
    """Yield the columns and the condition of each unique index that moving could break."""
    moved = {column for column, _ in links}
    for index in table.indexes:
        columns = tuple(column.name for column in index.columns)
        if index.unique and moved.intersection(columns):
            where: TextClause | None = index.dialect_options["sqlite"]["where"]
            filled = " AND ".join(f"t.{quoted(name)} IS NOT NULL" for name in columns)
            yield columns, filled if where is None else f"{filled} AND ({where})"


def _told_once(table: Table) -> Iterable[tuple[tuple[str, ...], str]]:
    """Yield by what living rows are the same, where the table says so."""
    if TOLD_ONCE in table.info:
        yield table.info[TOLD_ONCE], "t.deleted_at IS NULL"


def _lines(table: Table, links: Sequence[Link]) -> Iterable[tuple[tuple[str, ...], str]]:
    """Yield by what two lines of a card are the same, where the table is a list on the card."""
    if _POSITION not in table.c or links[0][1] != CUSTOMERS:
        return
    owner = links[0][0]
    spoken = [
        c.name for c in table.c
        if c.name not in KEPT_BY_THE_PROGRAM | {owner, _POSITION, _PREFERRED} and not isinstance(c.type, Boolean)
    ]  # fmt: skip
    yield (owner, *SAME_BY.get(table.name, tuple(spoken))), "t.deleted_at IS NULL"
