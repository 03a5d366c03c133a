"""Decides what a staged file would do to a store: who is who, what is new, changed, or already there.

Everything is worked out in SQL inside the staging file; the store is only read. The preview stops here, an import
goes on with `apply` in the same transaction.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold
from desktop_crm.transfer.staged import ENTITIES, LINES, PARTS, PEOPLE, Entity, Part, any_differs, stands_in
from desktop_crm.transfer.understanding.words import order_status

NEW: Final = "new"
UPDATED: Final = "updated"
UNCHANGED: Final = "unchanged"
OUR_LIST: Final = "desktop-crm-customers"
"""The profile of the list of customers that this program writes."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the SQL runs: `run` executes one statement; `store` and `staging` are the names of the two databases."""

    run: Callable[[str, dict[str, Any]], Any]
    store: str
    staging: str
    now: int

    def sql(self, statement: str, **values: Any) -> Any:
        """Execute a statement with {S} and {T} standing for store and staging; returns its result."""
        return self.run(statement.replace("{S}", self.store).replace("{T}", self.staging), values)

    def meta(self, key: str) -> str:
        """Return what the staging file says of itself under `key`, '' where nothing."""
        row = self.sql("SELECT value FROM {T}.meta WHERE key = :key", key=key).fetchone()
        return str(row[0]) if row else ""


def decide(scope: Scope) -> None:
    """Fill the `_id`, `_record` and `_fate` columns of all staged things, and the tables of parts to be added."""
    shop = scope.sql(
        "SELECT id FROM {S}.shops WHERE deleted_at IS NULL AND (name_folded = :name OR (:name = '' AND kind = 'own')) "
        "ORDER BY id LIMIT 1",
        name=fold(scope.meta("shop")),
    ).fetchone()
    values = {"shop": shop[0] if shop else -1, "profile": scope.meta("profile"), "now": scope.now}
    _find_records(scope, PEOPLE, values)
    if not scope.meta("shop"):
        _doubt_numbers(scope)
    _recognise(scope, values)
    for part in PARTS:
        _find_parts(scope, part)
    _find_tags(scope)
    _find_consents(scope)
    _set_fates(scope, PEOPLE, extra=_HAS_ADDITIONS)
    for entity in ENTITIES[1:]:
        _find_records(scope, entity, values)
        if entity.known_by:
            scope.sql(f"UPDATE {{T}}.{entity.staged} AS s SET _id = ({entity.known_by}) WHERE _id IS NULL", **values)
        if entity is LINES and scope.meta("totals") == "lines":
            _complete_orders(scope, values)
    for entity in ENTITIES[1:]:
        _set_fates(scope, entity)


def changes_nothing(scope: Scope) -> bool:
    """Return whether the store would stay as it is."""
    found = " UNION ALL ".join(
        f"SELECT 1 FROM {{T}}.{name} WHERE _fate IN ('{NEW}', '{UPDATED}')"
        for name in (*(entity.staged for entity in ENTITIES), "consents")
    )
    return scope.sql(f"SELECT 1 FROM ({found}) LIMIT 1").fetchone() is None


def _find_records(scope: Scope, entity: Entity, values: dict[str, Any]) -> None:
    """Find what this kind of file said last time, and so the rows it spoke of."""
    scope.sql(
        f"UPDATE {{T}}.{entity.staged} AS s SET _record = r.id, _id = r.entity_id FROM {{S}}.source_records r "
        f"WHERE r.shop_id = :shop AND r.profile = :profile AND r.entity = '{entity.staged}' AND r.key = s.key "
        f"AND EXISTS (SELECT 1 FROM {{S}}.{entity.table.name} t WHERE t.id = r.entity_id)",
        **values,
    )


_AGREES: Final = (
    "EXISTS (SELECT 1 FROM {S}.customers c WHERE c.id = s._id AND (c.name_folded = s.name_folded "
    "OR fold(c.first_name) = fold(s.first_name) OR fold(c.last_name) = fold(s.last_name))) "
    "OR EXISTS (SELECT 1 FROM {S}.source_records r WHERE r.id = s._record "
    "AND fold(json_extract(r.last, '$.name')) = s.name_folded) "
    "OR EXISTS (SELECT 1 FROM {T}.emails e JOIN {S}.customer_emails k ON k.folded = e.folded "
    "WHERE e.person_key = s.key AND k.customer_id = s._id) "
    "OR EXISTS (SELECT 1 FROM {T}.phones n JOIN {S}.customer_phones k ON k.number = n.number "
    "WHERE n.person_key = s.key AND k.customer_id = s._id)"
)


def _doubt_numbers(scope: Scope) -> None:
    """Forget who has a number where nothing else agrees: two programs a shop used both have a customer 1."""
    scope.sql(
        "UPDATE {T}.people AS s SET _id = NULL, _record = NULL "
        f"WHERE _id IS NOT NULL AND s.key LIKE 'id:%' AND NOT ({_AGREES})"
    )


_IDENTITY: Final = (
    "SELECT r.entity_id FROM {T}.person_keys k JOIN {S}.source_records r ON r.shop_id = :shop AND r.profile = '' "
    "AND r.entity = 'identity' AND r.key = k.kind || ':' || k.value "
    "JOIN {S}.customers c ON c.id = r.entity_id AND c.deleted_at IS NULL "
    "WHERE k.person_key = s.key AND k.kind = '{kind}' ORDER BY r.entity_id LIMIT 1"
)
_BY_EMAIL: Final = (
    "SELECT e.customer_id FROM {T}.person_keys k JOIN {S}.customer_emails e ON e.folded = k.value AND NOT e.masked "
    "JOIN {S}.customers c ON c.id = e.customer_id AND c.deleted_at IS NULL "
    "WHERE k.person_key = s.key AND k.kind = 'email' ORDER BY c.name_folded IS NOT s.name_folded, c.id LIMIT 1"
)
_BY_PHONE: Final = (
    "SELECT n.customer_id FROM {T}.person_keys k "
    "JOIN {S}.customer_phones n ON n.number = substr(k.value, 1, instr(k.value, '|') - 1) "
    "JOIN {S}.customers c ON c.id = n.customer_id AND c.deleted_at IS NULL AND c.name_folded = s.name_folded "
    "WHERE k.person_key = s.key AND k.kind = 'phone' ORDER BY c.id LIMIT 1"
)
_BY_PHONE_ALONE: Final = (
    "SELECT CASE WHEN count(DISTINCT c.id) = 1 THEN min(c.id) END FROM {T}.person_keys k "
    "JOIN {S}.customer_phones n ON n.number = substr(k.value, 1, length(k.value) - 1) "
    "JOIN {S}.customers c ON c.id = n.customer_id AND c.deleted_at IS NULL "
    "WHERE k.person_key = s.key AND k.kind = 'phone' AND substr(k.value, -1) = '|'"
)
"""A number without a name, as consent lists bring it, is the one customer who has it."""
_BY_NAMELESS: Final = (
    "SELECT min(c.id) FROM {T}.person_keys k "
    "JOIN {S}.customer_phones n ON n.number = substr(k.value, 1, instr(k.value, '|') - 1) "
    f"JOIN {{S}}.customers c ON c.id = n.customer_id AND c.deleted_at IS NULL AND {stands_in('c')} "
    "WHERE k.person_key = s.key AND k.kind = 'phone' AND NOT EXISTS (SELECT 1 FROM {T}.person_keys o "
    "WHERE o.kind = 'phone' AND o.value >= n.number || '|' AND o.value < n.number || '}' AND o.person_key <> s.key)"
)
"""A customer of whom only the number was known is whoever brings it with a name, if only one in the file does."""
_BY_NAME: Final = (
    "SELECT CASE WHEN count(*) = 1 THEN min(c.id) END FROM {S}.customers c WHERE c.deleted_at IS NULL "
    "AND c.name_folded = s.name_folded "
    "AND NOT EXISTS (SELECT 1 FROM {T}.person_keys k WHERE k.person_key = s.key AND k.kind IN ('email', 'phone')) "
    "AND NOT EXISTS (SELECT 1 FROM {T}.addresses a WHERE a.person_key = s.key AND NOT EXISTS (SELECT 1 "
    "FROM {S}.customer_addresses t WHERE t.customer_id = c.id AND substr(t.folded, -length(a.folded)) = a.folded))"
)
"""In our own list, one of whom only the name and perhaps a place is told is the only one called so (there)."""


def _recognise(scope: Scope, values: dict[str, Any]) -> None:
    """Find people the store knows: by the shop's number, e-mail, phone and name, the shop's weak key, phone alone."""
    by_number, by_place = _IDENTITY.replace("{kind}", "id"), _IDENTITY.replace("{kind}", "place")
    ways = (by_number, _BY_EMAIL, _BY_PHONE, by_place, _BY_PHONE_ALONE, _BY_NAMELESS)
    for way in (*ways, _BY_NAME) if scope.meta("profile") == OUR_LIST else ways:
        scope.sql(f"UPDATE {{T}}.people AS s SET _id = ({way}) WHERE _id IS NULL", **values)
        if way is by_number and not scope.meta("shop"):
            _doubt_numbers(scope)


def _find_parts(scope: Scope, part: Part) -> None:
    """List the addresses, phones and e-mails to be added: not there, and not said before (then they were removed)."""
    columns = ", ".join(f"s.{column}" for column in part.columns)
    there = part.there or f"t.{part.key} = s.{part.key}"
    scope.sql(f"DROP TABLE IF EXISTS {{T}}.add_{part.staged}")
    scope.sql(
        f"CREATE TABLE {{T}}.add_{part.staged} AS SELECT s.person_key, {columns} FROM {{T}}.{part.staged} s "
        "JOIN {T}.people p ON p.key = s.person_key LEFT JOIN {S}.source_records r ON r.id = p._record "
        f"WHERE p._id IS NULL OR (NOT EXISTS (SELECT 1 FROM {{S}}.{part.table.name} t "
        f"WHERE t.customer_id = p._id AND {there}) AND (r.id IS NULL OR NOT EXISTS "
        f"(SELECT 1 FROM json_each(r.last, '$.{part.last}') j WHERE fold(j.value) = fold(s.{part.key}))))"
    )
    scope.sql(f"CREATE INDEX {{T}}.add_{part.staged}_by_person ON add_{part.staged} (person_key)")


def _find_tags(scope: Scope) -> None:
    scope.sql("DROP TABLE IF EXISTS {T}.add_tags")
    scope.sql(
        "CREATE TABLE {T}.add_tags AS SELECT s.person_key, s.name, s.folded FROM {T}.tags s "
        "JOIN {T}.people p ON p.key = s.person_key LEFT JOIN {S}.source_records r ON r.id = p._record "
        "WHERE p._id IS NULL OR (NOT EXISTS (SELECT 1 FROM {S}.customer_tags k JOIN {S}.tags t ON t.id = k.tag_id "
        "WHERE k.customer_id = p._id AND t.folded = s.folded) AND (r.id IS NULL OR NOT EXISTS "
        "(SELECT 1 FROM json_each(r.last, '$.tags') j WHERE fold(j.value) = s.folded)))"
    )
    scope.sql("CREATE INDEX {T}.add_tags_by_person ON add_tags (person_key)")


def _find_consents(scope: Scope) -> None:
    """A consent is new unless the newest event of its source and channel says the same, or it is there with its time.

    A list of no known shop that gives no time may be an old one: it takes no refusal back. Our own list repeats what
    any source said.
    """
    of_anybody = (
        "FROM {S}.consent_events e JOIN {T}.people p ON p._id = e.customer_id "
        "WHERE p.key = s.person_key AND e.channel = s.channel"
    )
    of_source = f"{of_anybody} AND e.source = :source"
    newest = f"(SELECT e.state {of_source} ORDER BY e.at DESC, e.id DESC LIMIT 1)"
    scope.sql(
        f"UPDATE {{T}}.consents AS s SET _fate = CASE WHEN {newest} IS s.state "
        f"OR EXISTS (SELECT 1 {of_source} AND e.state = s.state AND e.at = s.at) "
        f"OR (:profile = '{OUR_LIST}' AND EXISTS (SELECT 1 {of_anybody} AND e.state = s.state)) "
        f"OR (:shop = '' AND s.at IS NULL AND {newest} IS 'refused') THEN '{UNCHANGED}' ELSE '{NEW}' END",
        source=source(scope),
        shop=scope.meta("shop"),
        profile=scope.meta("profile"),
    )


def source(scope: Scope) -> str:
    """Return what customers and consents of this file are said to come from."""
    return scope.meta("shop") or scope.meta("profile")


_HAS_ADDITIONS: Final = "s.key IN (SELECT person_key FROM {T}.consents WHERE _fate = 'new') OR " + " OR ".join(
    f"s.key IN (SELECT person_key FROM {{T}}.add_{name})" for name in (*(part.staged for part in PARTS), "tags")
)


_LEFT_OUT: Final = (
    "FROM {T}.orders o JOIN {S}.order_lines t ON t.order_id = o._id AND t.deleted_at IS NULL "
    "WHERE o._record IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM {T}.lines l WHERE l.order_key = o.key AND l._id = t.id)"
)
"""The store's lines `t` of orders `o` that this file leaves out."""
_TAKEN_BACK: Final = {"cancelled": N_("the line was cancelled"), "returned": N_("the line was returned")}


def _complete_orders(scope: Scope, values: dict[str, Any]) -> None:
    """Add to orders what earlier files said of lines that this one leaves out: it may list one package of several."""
    partial = scope.sql(
        "SELECT o.key, o.total + coalesce(sum(t.total), 0), json_group_array(t.status), "
        "(SELECT json_group_array(l.status) FROM {T}.lines l WHERE l.order_key = o.key) "
        f"{_LEFT_OUT} GROUP BY o.key"
    ).fetchall()
    for key, total, known, told in partial:
        states = [state for state in (*json.loads(known), *json.loads(told)) if state]
        status = order_status(states) if states else None
        scope.sql(
            "UPDATE {T}.orders SET total = :total, status = coalesce(:status, status), "
            "last = json_set(last, '$.total', :total, '$.status', coalesce(:status, status)) WHERE key = :key",
            key=key,
            total=total,
            status=status,
        )
        if status != "cancelled":
            _give_back(scope, key, values)


def _give_back(scope: Scope, order: str, values: dict[str, Any]) -> None:
    """Refund the lines of an order that were cancelled or returned while others of it live on."""
    for status, reason in _TAKEN_BACK.items():
        scope.sql(
            "INSERT OR IGNORE INTO {T}.refunds (key, row, order_key, amount, reason, last) "
            "SELECT key || '|refund', row, :order, total, :reason, "
            "json_object('amount', total, 'order_key', :order, 'reason', :reason) FROM ("
            "SELECT l.key, l.row, l.total FROM {T}.lines l WHERE l.order_key = :order AND l.status = :status UNION ALL "
            "SELECT (SELECT r.key FROM {S}.source_records r WHERE r.entity = 'lines' AND r.entity_id = t.id "
            f"AND r.shop_id = :shop AND r.profile = :profile), o.row, t.total {_LEFT_OUT} "
            "AND o.key = :order AND t.status = :status) WHERE key IS NOT NULL AND total <> 0",
            order=order,
            status=status,
            reason=reason,
            **values,
        )


def _set_fates(scope: Scope, entity: Entity, extra: str = "0") -> None:
    scope.sql(
        f"UPDATE {{T}}.{entity.staged} AS s SET _fate = CASE "
        f"WHEN _id IS NULL AND ({entity.held_back}) THEN '{UNCHANGED}' WHEN _id IS NULL THEN '{NEW}' "
        f"WHEN EXISTS (SELECT 1 FROM {{S}}.{entity.table.name} t LEFT JOIN {{S}}.source_records r ON r.id = s._record "
        f"WHERE t.id = s._id AND ({any_differs(entity)} OR {extra})) THEN '{UPDATED}' ELSE '{UNCHANGED}' END"
    )
