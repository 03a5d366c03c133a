"""Who is who: finds the customers a file speaks of, by strong evidence and by what somebody decided."""

from __future__ import annotations

from typing import Any, Final

from desktop_crm.transfer.scope import NEW, OUR_LIST, UPDATED, Scope
from desktop_crm.transfer.staged import stands_in

_LIVES_ON: Final = (
    "coalesce((SELECT m.into_id FROM {S}.customers_merged m WHERE m.customer_id = {id} AND m.deleted_at IS NULL), {id})"
)
_MERGES_FOLLOWED: Final = 4


def _lives_on(row: str) -> str:
    return _LIVES_ON.replace("{id}", row)


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
_BY_OUR_NUMBER: Final = (
    "SELECT c.id FROM {T}.person_keys k "
    f"JOIN {{S}}.customers c ON c.id = {_lives_on('CAST(k.value AS INTEGER)')} AND c.deleted_at IS {{living}} "
    "WHERE k.person_key = s.key AND k.kind = 'ours' AND c.name_folded = s.name_folded"
)
"""In our own list the number is that of the store it was written from, if the name is still theirs."""
_IDENTITY: Final = (
    "SELECT c.id FROM {T}.person_keys k JOIN {S}.source_records r ON r.shop_id = :shop AND r.profile = '' "
    "AND r.entity = 'identity' AND r.key = k.kind || ':' || k.value "
    f"JOIN {{S}}.customers c ON c.id = {_lives_on('r.entity_id')} AND c.deleted_at IS {{living}} "
    "WHERE k.person_key = s.key AND k.kind = '{kind}' ORDER BY c.id LIMIT 1"
)
_BY_EMAIL: Final = (
    "SELECT e.customer_id FROM {T}.person_keys k JOIN {S}.customer_emails e ON e.folded = k.value AND NOT e.masked "
    "JOIN {S}.customers c ON c.id = e.customer_id AND c.deleted_at IS {living} "
    "WHERE k.person_key = s.key AND k.kind = 'email' ORDER BY c.name_folded IS NOT s.name_folded, c.id LIMIT 1"
)
_BY_PHONE: Final = (
    "SELECT n.customer_id FROM {T}.person_keys k "
    "JOIN {S}.customer_phones n ON n.number = substr(k.value, 1, instr(k.value, '|') - 1) "
    "JOIN {S}.customers c ON c.id = n.customer_id AND c.deleted_at IS {living} "
    "AND (c.name_folded = s.name_folded OR ltrim(c.name_folded, char(39)) = s.name_folded) "
    "WHERE k.person_key = s.key AND k.kind = 'phone' ORDER BY c.name_folded IS NOT s.name_folded, c.id LIMIT 1"
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
    "SELECT min(c.id) FROM {S}.customers c WHERE c.deleted_at IS NULL AND c.name_folded = s.name_folded "
    "AND NOT EXISTS (SELECT 1 FROM {T}.person_keys k WHERE k.person_key = s.key AND k.kind IN ('email', 'phone')) "
    "AND NOT EXISTS (SELECT 1 FROM {T}.addresses a WHERE a.person_key = s.key AND NOT EXISTS (SELECT 1 "
    "FROM {S}.customer_addresses t WHERE t.customer_id = c.id AND substr(t.folded, -length(a.folded)) = a.folded))"
)
"""In our own list, one of whom only the name and perhaps a place is told is the first who is called so (there)."""


def recognise(scope: Scope, values: dict[str, Any]) -> None:
    """Find people the store knows, those with a record of this file's kind already having its customer.

    By the number in our own list, the shop's number, e-mail, phone and name, the shop's weak key, phone alone; then as
    somebody decided, and last those in the bin who buy again.
    """
    _follow_merges(scope)
    if not scope.meta("shop"):
        _doubt_numbers(scope)
    by_number, by_place = _IDENTITY.replace("{kind}", "id"), _IDENTITY.replace("{kind}", "place")
    ways = (by_number, _BY_EMAIL, _BY_PHONE, by_place, _BY_PHONE_ALONE, _BY_NAMELESS)
    for way in (_BY_OUR_NUMBER, *ways, _BY_NAME) if scope.meta("profile") == OUR_LIST else ways:
        _find(scope, way.replace("{living}", "NULL"), values)
        if way is by_number and not scope.meta("shop"):
            _doubt_numbers(scope)
    _take_verdicts(scope)
    if scope.meta("kind") == "consents":
        _share_refusals(scope)
    _look_in_the_bin(scope, (by_number, _BY_EMAIL, _BY_PHONE), values)


def _find(scope: Scope, way: str, values: dict[str, Any], only: str = "1") -> None:
    scope.sql(f"UPDATE {{T}}.people AS s SET _id = ({way}) WHERE _id IS NULL AND {only}", **values)


def _follow_merges(scope: Scope) -> None:
    """Let a card that was merged be the one it lives on as."""
    for _ in range(_MERGES_FOLLOWED):
        moved = scope.sql(
            f"UPDATE {{T}}.people AS s SET _id = {_lives_on('s._id')} WHERE _id IN "
            "(SELECT m.customer_id FROM {S}.customers_merged m WHERE m.deleted_at IS NULL)"
        )
        if not moved.rowcount:
            return


def _doubt_numbers(scope: Scope) -> None:
    """Forget who has a number where nothing else agrees: two programs a shop used both have a customer 1."""
    scope.sql(
        "UPDATE {T}.people AS s SET _id = NULL, _record = NULL "
        f"WHERE _id IS NOT NULL AND (s.key LIKE 'id:%' OR s.key LIKE 'ours:%') AND NOT ({_AGREES})"
    )


def _take_verdicts(scope: Scope) -> None:
    """Take over what somebody decided: this is that customer, or the same person as another of the file."""
    scope.fresh_table("joined", "key TEXT PRIMARY KEY, other TEXT NOT NULL")
    scope.fresh_table("apart", "key TEXT NOT NULL, customer INTEGER, other TEXT NOT NULL")
    scope.fresh_table("decided", "key TEXT PRIMARY KEY")
    for verdict in scope.verdicts:
        asked = {"key": verdict.key, "customer": verdict.customer, "other": verdict.other}
        if not verdict.same:
            scope.sql("INSERT INTO {T}.apart SELECT :key, :customer, :other", **asked)
        elif verdict.customer is not None:
            scope.sql(
                "INSERT OR IGNORE INTO {T}.decided SELECT key FROM {T}.people WHERE key = :key AND _id IS NULL "
                "AND EXISTS (SELECT 1 FROM {S}.customers c WHERE c.id = :customer AND c.deleted_at IS NULL)",
                **asked,
            )
            scope.sql(
                "UPDATE {T}.people SET _id = :customer WHERE key = :key AND key IN (SELECT key FROM {T}.decided) "
                "AND _id IS NULL",
                **asked,
            )
    for verdict in scope.verdicts:
        if verdict.same and verdict.customer is None:
            _join(scope, verdict.key, verdict.other)
    scope.sql(
        "UPDATE {T}.people AS s SET _id = (SELECT p._id FROM {T}.joined j JOIN {T}.people p ON p.key = j.other "
        "WHERE j.key = s.key) WHERE _id IS NULL AND key IN (SELECT key FROM {T}.joined)"
    )


def _join(scope: Scope, one: str, other: str) -> None:
    """Let two people of the file be one, with all who were joined to them before; a customer of the store stays."""
    found = [scope.sql(_STANDS_FOR, key=key).fetchone() for key in (one, other)]
    if None in found or found[0] == found[1]:
        return
    (part, known), (whole, _) = found
    if known is not None:
        part, whole = whole, part
    scope.sql("UPDATE {T}.joined SET other = :whole WHERE other = :part", part=part, whole=whole)
    scope.sql("INSERT INTO {T}.joined VALUES (:part, :whole)", part=part, whole=whole)


_STANDS_FOR: Final = (
    "SELECT p.key, p._id FROM {T}.people p "
    "WHERE p.key = coalesce((SELECT j.other FROM {T}.joined j WHERE j.key = :key), :key)"
)


_HOLDERS: Final = (
    "SELECT s.key AS consent, t.customer_id AS customer FROM {T}.consents s JOIN {T}.emails e "
    "ON e.person_key = s.person_key JOIN {S}.customer_emails t ON t.folded = e.folded AND NOT t.masked "
    "JOIN {S}.customers c ON c.id = t.customer_id AND c.deleted_at IS NULL "
    "WHERE s.state = 'refused' AND s.channel = 'email' UNION "
    "SELECT s.key, t.customer_id FROM {T}.consents s JOIN {T}.phones n ON n.person_key = s.person_key "
    "JOIN {S}.customer_phones t ON t.number = n.number "
    "JOIN {S}.customers c ON c.id = t.customer_id AND c.deleted_at IS NULL "
    "WHERE s.state = 'refused' AND s.channel <> 'email'"
)


def _share_refusals(scope: Scope) -> None:
    """Let a refusal hold for all who have the number or address: nobody of them may be written to there."""
    scope.fresh_table("holders", "consent TEXT NOT NULL, customer INTEGER NOT NULL, PRIMARY KEY (consent, customer)")
    scope.sql(f"INSERT INTO {{T}}.holders {_HOLDERS}")
    scope.sql(
        "UPDATE {T}.people AS s SET _id = (SELECT min(h.customer) FROM {T}.holders h JOIN {T}.consents c "
        f"ON c.key = h.consent WHERE c.person_key = s.key) WHERE _id IS NULL AND {stands_in('s')}"
    )


_BUYS: Final = (
    "EXISTS (SELECT 1 FROM {T}.orders o WHERE o.person_key = s.key AND NOT EXISTS (SELECT 1 FROM {S}.orders t "
    "WHERE t.shop_id = :shop AND t.number = o.number AND t.deleted_at IS NULL))"
)


def _look_in_the_bin(scope: Scope, ways: tuple[str, ...], values: dict[str, Any]) -> None:
    """List who comes back from the bin: customers of this file who are there and have a new order."""
    scope.fresh_table("coming_back", "key TEXT PRIMARY KEY, customer INTEGER NOT NULL")
    if scope.sql("SELECT 1 FROM {S}.customers WHERE deleted_at IS NOT NULL LIMIT 1").fetchone() is None:
        return
    for way in ways:
        _find(scope, way.replace("{living}", "NOT NULL"), values, _BUYS)
    scope.sql(
        "INSERT OR IGNORE INTO {T}.coming_back SELECT s.key, s._id FROM {T}.people s JOIN {S}.customers c "
        f"ON c.id = s._id AND c.deleted_at IS NOT NULL WHERE {_BUYS}",
        **values,
    )


def mark_decided(scope: Scope) -> None:
    """Count those who were decided by hand or come back from the bin as changed, so that it is kept."""
    scope.sql(
        f"UPDATE {{T}}.people SET _fate = '{UPDATED}' WHERE key IN (SELECT key FROM {{T}}.coming_back) "
        "OR (_record IS NULL AND key IN (SELECT key FROM {T}.decided)) "
        f"OR (_fate = '{NEW}' AND key IN (SELECT key FROM {{T}}.joined))"
    )
