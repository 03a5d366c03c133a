"""Decides what a staged file would do to a store: who is who, what is new, changed, or already there.

Everything is worked out in SQL inside the staging file; the store is only read. The preview stops here, an import
goes on with `apply` in the same transaction.
"""

from __future__ import annotations

import json
from typing import Any, Final

from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold
from desktop_crm.transfer.scope import NEW, OUR_LIST, UNCHANGED, UPDATED, Scope
from desktop_crm.transfer.staged import ENTITIES, LINES, PARTS, PEOPLE, REFUNDS, Entity, Part, any_differs, follows
from desktop_crm.transfer.understanding.words import order_status
from desktop_crm.transfer.who import mark_decided, recognise


def decide(scope: Scope) -> None:
    """Fill the `_id`, `_record` and `_fate` columns of all staged things, and the tables of parts to be added."""
    shop = scope.sql(
        "SELECT id FROM {S}.shops WHERE deleted_at IS NULL AND (name_folded = :name OR (:name = '' AND kind = 'own')) "
        "ORDER BY id LIMIT 1",
        name=fold(scope.meta("shop")),
    ).fetchone()
    values = {"shop": shop[0] if shop else -1, "profile": scope.meta("profile"), "now": scope.now}
    _find_records(scope, PEOPLE, values)
    recognise(scope, values)
    for part in PARTS:
        _find_parts(scope, part)
        if part.kinds:
            _find_kinds(scope, part)
    _find_tags(scope)
    _find_customs(scope)
    _find_consents(scope)
    _set_fates(scope, PEOPLE, extra=_HAS_ADDITIONS)
    mark_decided(scope)
    for entity in ENTITIES[1:]:
        if entity is REFUNDS:
            _take_refunds_back(scope, values)
        _find_records(scope, entity, values)
        if entity.known_by:
            scope.sql(f"UPDATE {{T}}.{entity.staged} AS s SET _id = ({entity.known_by}) WHERE _id IS NULL", **values)
        if entity is LINES and scope.meta("totals"):
            _complete_orders(scope, values)
    for entity in ENTITIES[1:]:
        _set_fates(scope, entity)


def changes_nothing(scope: Scope) -> bool:
    """Return whether the store would stay as it is."""
    found = " UNION ALL ".join(
        f"SELECT 1 FROM {{T}}.{name} WHERE _fate IN ('{NEW}', '{UPDATED}')"
        for name in (*(entity.staged for entity in ENTITIES), "consents")
    )
    return scope.sql(f"SELECT 1 FROM ({found}) LIMIT 1").fetchone() is None and not _was_answered(scope)


def _was_answered(scope: Scope) -> bool:
    """Return whether somebody chose to leave what the file says now: that is kept, so that it is not asked again."""
    return bool(scope.rules) and any(
        scope.sql(
            f"SELECT 1 FROM {{T}}.{entity.staged} s LEFT JOIN {{S}}.source_records r ON r.id = s._record "
            "WHERE s._id IS NOT NULL AND r.last IS NOT s.last LIMIT 1"
        ).fetchone()
        for entity in ENTITIES
    )


def _find_records(scope: Scope, entity: Entity, values: dict[str, Any]) -> None:
    """Find what this kind of file said last time, and so the rows it spoke of."""
    scope.sql(
        f"UPDATE {{T}}.{entity.staged} AS s SET _record = r.id, _id = r.entity_id FROM {{S}}.source_records r "
        f"WHERE r.shop_id = :shop AND r.profile = :profile AND r.entity = '{entity.staged}' AND r.key = s.key "
        f"AND EXISTS (SELECT 1 FROM {{S}}.{entity.table.name} t WHERE t.id = r.entity_id)",
        **values,
    )


_WITH_RECORD: Final = "JOIN {T}.people p ON p.key = s.person_key LEFT JOIN {S}.source_records r ON r.id = p._record"
"""Whose part `s` a staged row is, and what was said of them last time."""


def _find_parts(scope: Scope, part: Part) -> None:
    """List the parts of people to be added: not there, and not said before (then they were removed)."""
    columns = ", ".join(f"s.{column}" for column in part.columns)
    scope.sql(f"DROP TABLE IF EXISTS {{T}}.add_{part.staged}")
    scope.sql(
        f"CREATE TABLE {{T}}.add_{part.staged} AS SELECT s.person_key, s.{part.key} AS mark, {columns} "
        f"FROM {{T}}.{part.staged} s {_WITH_RECORD} "
        f"WHERE p._id IS NULL OR (r.last IS NOT p.last AND NOT EXISTS (SELECT 1 FROM {{S}}.{part.table.name} t "
        f"WHERE t.customer_id = p._id AND {part.is_there}) AND (r.id IS NULL OR NOT EXISTS "
        f"(SELECT 1 FROM json_each(r.last, '$.{part.staged}') j WHERE fold(j.value) = fold(s.{part.key}))))"
    )
    scope.sql(f"CREATE INDEX {{T}}.add_{part.staged}_by_person ON add_{part.staged} (person_key)")


_KIND_SAYS: Final = {
    "emails": "s.kind IS NOT NULL",
    "phones": "s.kind IS NOT NULL AND NOT (s.kind = 'mobile' AND s.number LIKE '+905%')",
    "addresses": "s.kind IS NOT NULL",
}
"""Where a kind tells something: that a Turkish mobile is a mobile its number says."""


def _find_kinds(scope: Scope, part: Part) -> None:
    """List the phones, e-mails and addresses of which the file tells a kind, while nobody has given them one."""
    scope.fresh_table(f"kinds_{part.staged}", "row_id INTEGER PRIMARY KEY, person_key TEXT NOT NULL, kind TEXT")
    if scope.sql(f"SELECT 1 FROM {{T}}.{part.staged} WHERE kind IS NOT NULL LIMIT 1").fetchone() is None:
        return
    scope.sql(
        f"INSERT OR IGNORE INTO {{T}}.kinds_{part.staged} SELECT t.id, s.person_key, s.kind "
        f"FROM {{T}}.{part.staged} s {_WITH_RECORD} "
        f"JOIN {{S}}.{part.table.name} t ON t.customer_id = p._id AND t.deleted_at IS NULL AND {part.is_there} "
        f"WHERE {_KIND_SAYS[part.staged]} AND t.kind IS NULL AND r.last IS NOT p.last AND (r.id IS NULL OR NOT EXISTS "
        "(SELECT 1 FROM json_each(r.last, '$.kinds') j "
        f"WHERE j.value = s.kind AND fold(j.key) = fold(s.{part.key})))"
    )


def _find_customs(scope: Scope) -> None:
    """List what is to stand in the shop's own fields: new ones, and those in which the file's last word stands."""
    scope.fresh_table("add_customs", "person_key TEXT, field_id INTEGER, text TEXT, folded TEXT")
    scope.fresh_table(
        "set_customs", "row_id INTEGER PRIMARY KEY, person_key TEXT, field_id INTEGER, text TEXT, folded TEXT"
    )
    said = "json_extract(r.last, '$.custom.\"' || s.field_id || '\"')"
    kept = "{S}.custom_values t WHERE t.customer_id = p._id AND t.field_id = s.field_id AND t.deleted_at IS NULL"
    living = f"{_WITH_RECORD} JOIN {{S}}.custom_fields f ON f.id = s.field_id AND f.deleted_at IS NULL"
    told = "s.person_key, s.field_id, s.text, s.folded"
    scope.sql(
        f"INSERT INTO {{T}}.add_customs SELECT {told} FROM {{T}}.customs s {living} WHERE p._id IS NULL "
        f"OR (r.last IS NOT p.last AND {said} IS NOT s.text AND NOT EXISTS (SELECT 1 FROM {kept}))"
    )
    scope.sql(
        f"INSERT OR IGNORE INTO {{T}}.set_customs SELECT t.id, {told} FROM {{T}}.customs s {living} JOIN {kept} "
        f"AND r.id IS NOT NULL AND r.last IS NOT p.last AND {said} IS NOT s.text AND t.text IS {said}"
    )


_NO_COMMAS: Final = "replace(replace(replace(t.folded, ', ', ' '), ',', ' '), '\"', '')"
"""A tag as it comes back from shops that part theirs by commas."""


def _find_tags(scope: Scope) -> None:
    scope.sql("DROP TABLE IF EXISTS {T}.add_tags")
    scope.sql(
        f"CREATE TABLE {{T}}.add_tags AS SELECT s.person_key, s.name, s.folded FROM {{T}}.tags s {_WITH_RECORD} "
        "WHERE p._id IS NULL OR (r.last IS NOT p.last AND NOT EXISTS "
        "(SELECT 1 FROM {S}.customer_tags k JOIN {S}.tags t ON t.id = k.tag_id "
        f"WHERE k.customer_id = p._id AND (t.folded = s.folded OR {_NO_COMMAS} = s.folded)) "
        "AND (r.id IS NULL OR NOT EXISTS "
        "(SELECT 1 FROM json_each(r.last, '$.tags') j WHERE fold(j.value) = s.folded)))"
    )
    scope.sql("CREATE INDEX {T}.add_tags_by_person ON add_tags (person_key)")


_NEWEST: Final = (
    "(SELECT e.state FROM {S}.consent_events e WHERE e.customer_id = {customer} AND e.channel = s.channel "
    "AND e.source = :source ORDER BY e.at DESC, e.id DESC LIMIT 1)"
)
"""What the source of the file said last of a customer and the channel of a staged consent `s`."""


def _find_consents(scope: Scope) -> None:
    """A consent is new unless the newest event of its source and channel says the same, or it is there with its time.

    The same answer of the same second is one answer, whoever tells of it; and a source that never spoke of a channel
    adds nothing by repeating, without a time, what was said last. A list of no known shop that gives no time may be an
    old one: it takes no refusal back. Our own list repeats what any source said. A refusal that others of the number
    or address have not heard of is kept for them too.
    """
    of_anybody = (
        "FROM {S}.consent_events e JOIN {T}.people p ON p._id = e.customer_id "
        "WHERE p.key = s.person_key AND e.channel = s.channel"
    )
    of_source = f"{of_anybody} AND e.source = :source"
    newest = f"(SELECT e.state {of_source} ORDER BY e.at DESC, e.id DESC LIMIT 1)"
    values = {"source": scope.source(), "shop": scope.meta("shop"), "profile": scope.meta("profile")}
    scope.sql(
        f"UPDATE {{T}}.consents AS s SET _fate = CASE WHEN {newest} IS s.state "
        f"OR EXISTS (SELECT 1 {of_anybody} AND e.state = s.state AND e.at / 1000 = s.at / 1000) "
        f"OR (s.at IS NULL AND {newest} IS NULL "
        f"AND (SELECT e.state {of_anybody} ORDER BY e.at DESC, e.id DESC LIMIT 1) IS s.state) "
        f"OR (:profile = '{OUR_LIST}' AND EXISTS (SELECT 1 {of_anybody} AND e.state = s.state)) "
        f"OR (:shop = '' AND s.at IS NULL AND {newest} IS 'refused') THEN '{UNCHANGED}' ELSE '{NEW}' END",
        **values,
    )
    if scope.meta("kind") != "consents":
        return
    scope.sql(
        "DELETE FROM {T}.holders WHERE EXISTS (SELECT 1 FROM {T}.consents s JOIN {T}.people p ON p.key = s.person_key "
        f"WHERE s.key = holders.consent AND (p._id IS holders.customer OR "
        f"{_NEWEST.replace('{customer}', 'holders.customer')} IS s.state))",
        source=values["source"],
    )
    scope.sql(
        f"UPDATE {{T}}.consents SET _fate = '{UPDATED}' WHERE _fate = '{UNCHANGED}' "
        "AND key IN (SELECT consent FROM {T}.holders)"
    )


_ADDED_TO: Final = (
    *(f"add_{part.staged}" for part in PARTS),
    *(f"kinds_{part.staged}" for part in PARTS if part.kinds),
    "add_tags",
    "add_customs",
    "set_customs",
)
_HAS_ADDITIONS: Final = "s.key IN (SELECT person_key FROM {T}.consents WHERE _fate = 'new') OR " + " OR ".join(
    f"s.key IN (SELECT person_key FROM {{T}}.{name})" for name in _ADDED_TO
)


_LEFT_OUT: Final = (
    "FROM {T}.orders o JOIN {S}.order_lines t ON t.order_id = o._id AND t.deleted_at IS NULL "
    "WHERE o._record IS NOT NULL AND (:totals = 'lines' OR json_extract(o.last, '$.added')) "
    "AND NOT EXISTS (SELECT 1 FROM {T}.lines l WHERE l.order_key = o.key AND l._id = t.id)"
)
"""The store's lines `t` of orders `o` that this file leaves out."""
_TAKEN_BACK: Final = {"cancelled": N_("the line was cancelled"), "returned": N_("the line was returned")}


def _complete_orders(scope: Scope, values: dict[str, Any]) -> None:
    """Add to orders what earlier files said of lines that this one leaves out: it may list one package of several."""
    values = {**values, "totals": scope.meta("totals")}
    if values["totals"] == "rows":
        _add_up_rows(scope)
    partial = scope.sql(
        "SELECT o.key, o.total + coalesce(sum(t.total), 0), json_group_array(t.status), "
        "(SELECT json_group_array(l.status) FROM {T}.lines l WHERE l.order_key = o.key) "
        f"{_LEFT_OUT} GROUP BY o.key",
        totals=values["totals"],
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


_ADDED_UP: Final = (
    "SELECT o.key FROM {T}.orders o JOIN {S}.source_records r ON r.id = o._record "
    "JOIN {T}.lines l ON l.order_key = o.key WHERE json_extract(r.last, '$.added')"
)
"""Orders whose amounts an earlier file showed to be those of lines."""


def _add_up_rows(scope: Scope) -> None:
    """Take the amounts of rows for those of lines in orders of which that is known: the file shows too few to tell."""
    amount, total = "json_extract(last, '$.amount')", "(SELECT sum(l.total) FROM {T}.lines l WHERE l.order_key = o.key)"
    scope.sql(
        f"UPDATE {{T}}.lines SET total = {amount}, last = json_set(last, '$.total', {amount}) "
        f"WHERE total IS NULL AND {amount} IS NOT NULL AND order_key IN ({_ADDED_UP})"
    )
    scope.sql(
        f"UPDATE {{T}}.orders AS o SET total = coalesce({total}, total), "
        f"last = json_set(last, '$.total', coalesce({total}, total), '$.added', json('true')) "
        f"WHERE key IN ({_ADDED_UP})"
    )


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


def _take_refunds_back(scope: Scope, values: dict[str, Any]) -> None:
    """Give nothing back any more for what the last file called returned or cancelled and this one says lives on."""
    for things, order in (("orders", "s.key"), ("lines", "s.order_key")):
        scope.sql(
            "INSERT OR IGNORE INTO {T}.refunds (key, row, order_key, amount, last) "
            f"SELECT f.key, s.row, {order}, 0, json_object('amount', 0, 'order_key', {order}) FROM {{T}}.{things} s "
            "JOIN {S}.source_records r ON r.id = s._record "
            "JOIN {S}.source_records f ON f.shop_id = :shop AND f.profile = :profile AND f.entity = 'refunds' "
            "AND f.key = s.key || '|refund' AND json_extract(f.last, '$.amount') IS json_extract(r.last, '$.total') "
            "WHERE s.status NOT IN ('unknown', 'returned', 'cancelled') "
            "AND json_extract(r.last, '$.status') IN ('returned', 'cancelled')",
            **values,
        )


def _set_fates(scope: Scope, entity: Entity, extra: str = "0") -> None:
    """Set what becomes of each thing; one of which the file says the same as last time follows its links alone."""
    spoken = any_differs(entity, scope.rules)
    heard = spoken if scope.rules else f"((r.last IS NOT s.last AND {spoken}) OR {follows(entity)})"
    scope.sql(
        f"UPDATE {{T}}.{entity.staged} AS s SET _fate = CASE "
        f"WHEN _id IS NULL AND ({entity.held_back}) THEN '{UNCHANGED}' WHEN _id IS NULL THEN '{NEW}' "
        f"WHEN EXISTS (SELECT 1 FROM {{S}}.{entity.table.name} t LEFT JOIN {{S}}.source_records r ON r.id = s._record "
        f"WHERE t.id = s._id AND ({heard} OR {extra})) THEN '{UPDATED}' ELSE '{UNCHANGED}' END"
    )
