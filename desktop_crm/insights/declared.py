"""The stored figures of each customer as data: what is kept, and which tables change it.

Another figure is one line in `FIGURES`, and a line in `FEEDS` where it comes from a table that is not there yet;
stores have it from their next opening on, since what is derived is made anew where it is declared otherwise.

Figures that change alone, and often for many at once, are a `part`: then they alone are worked out again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

TAG_SEPARATOR: Final = "\x1f"
"""Stands between the names in `tags`."""
TABLE: Final = "customer_figures"


@dataclass(frozen=True, slots=True)
class Figure:
    """A column of the derived row: its SQL type and where it comes from, SQL over `c` (customers) and `o` (orders).

    A figure with `after` set is worked out of the other figures by their names. `order` says how lists are ordered by
    it: "name" with the name after it where many share a value, "id" where hardly any do, "" for a figure that no list
    is ordered by. Those of one `part`, "" for none, are worked out alone where nothing else changed; not over `o`.
    """

    key: str
    type: str
    value: str
    order: str = ""
    after: bool = False
    part: str = ""

    @property
    def always(self) -> bool:
        """Whether every customer has one."""
        return self.type.endswith("NOT NULL")


def _first(column: str, table: str, more: str = "") -> str:
    return (
        f"(SELECT {column} FROM {table} WHERE customer_id = c.id AND deleted_at IS NULL AND NOT gone{more} "
        "ORDER BY preferred DESC, position, id LIMIT 1)"
    )


def _living(what: str, table: str, more: str = "") -> str:
    return f"(SELECT {what} FROM {table} WHERE customer_id = c.id AND deleted_at IS NULL{more})"


_GOOD: Final = " AND NOT gone"
_MOBILE: Final = "number LIKE '+905%' OR number NOT LIKE '+90%'"
_REACH: Final = (
    "concat_ws(' ', CASE WHEN by_email = 2 THEN 'email' END, CASE WHEN by_phone = 2 THEN 'sms' END, "
    "CASE WHEN by_phone THEN 'call' END, CASE WHEN by_email = 1 AND by_phone IS NULL THEN 'market' END)"
)
_ORDER_BEFORE: Final = (
    "(SELECT local_date FROM orders WHERE customer_id = c.id AND deleted_at IS NULL AND status <> 'cancelled' "
    "AND local_date IS NOT NULL ORDER BY local_date DESC LIMIT 1 OFFSET 1)"
)
_IN_A_CITY: Final = " AND city <> ''"
_OPEN: Final = " AND +state = 'open'"
_TAGS: Final = (
    f"(SELECT group_concat(t.name, char({ord(TAG_SEPARATOR)}) ORDER BY turkish_order(t.name)) FROM customer_tags k "
    "JOIN tags t ON t.id = k.tag_id WHERE k.customer_id = c.id AND k.deleted_at IS NULL AND t.deleted_at IS NULL)"
)
_SCORE: Final = (
    "(SELECT score FROM answers WHERE customer_id = c.id AND kind = 'nps' AND score IS NOT NULL "
    "AND deleted_at IS NULL ORDER BY answered_at DESC, id DESC LIMIT 1)"
)
_OWNER: Final = "(SELECT name FROM staff WHERE id = c.owner_id)"


def _consent(channel: str) -> str:
    """Return the state of a channel as `consents.rules.effective` decides it; null where nobody said anything.

    Of each source the newest event counts; a refusal wins over all that was not allowed by hand after it.
    """
    newest = (
        "SELECT source, state, at, row_number() OVER (PARTITION BY source ORDER BY at DESC, id DESC) AS n "
        f"FROM consent_events WHERE customer_id = c.id AND channel = '{channel}' AND deleted_at IS NULL"
    )
    refused = "max(CASE WHEN state = 'refused' THEN at END)"
    by_hand = "max(CASE WHEN state = 'granted' AND source = 'hand' THEN at END)"
    return (
        f"(SELECT CASE WHEN count(*) = 0 THEN NULL WHEN {refused} >= coalesce({by_hand}, {refused}) THEN 'refused' "
        f"ELSE 'granted' END FROM ({newest}) WHERE n = 1)"
    )


def _basket(what: str) -> str:
    return _living(what, "orders", " AND status = 'cancelled'")


def _said(what: str) -> str:
    """Return what was said last of a customer's stage."""
    return (
        f"(SELECT {what} FROM stage_marks WHERE customer_id = c.id AND deleted_at IS NULL "
        "ORDER BY at DESC, id DESC LIMIT 1)"
    )


FIGURES: Final = (
    Figure("sort_key", "TEXT NOT NULL", "c.sort_key", "id"),
    Figure("kind", "TEXT NOT NULL", "c.kind", "name"),
    Figure("created_at", "INTEGER NOT NULL", "c.created_at", "id"),
    Figure("phone", "TEXT", _first("number", "customer_phones"), "id"),
    Figure("email", "TEXT", _first("address", "customer_emails")),
    Figure("email_key", "TEXT", _first("folded", "customer_emails"), "id"),
    Figure("city", "TEXT", _first("city", "customer_addresses", _IN_A_CITY)),
    Figure("city_folded", "TEXT", "fold(city)", after=True),
    Figure("city_key", "TEXT", "turkish_order(city)", "name", after=True),
    Figure("tags", "TEXT", _TAGS, part="tags"),
    Figure("tags_key", "TEXT", "turkish_order(tags)", "name", after=True, part="tags"),
    Figure("owner", "TEXT", _OWNER, part="owner"),
    Figure("owner_key", "TEXT", "turkish_order(owner)", "name", after=True, part="owner"),
    Figure("orders", "INTEGER NOT NULL", "coalesce(o.orders, 0)", "name"),
    Figure("revenue", "INTEGER", "o.revenue", "id"),
    Figure("currency", "TEXT", "substr(o.currencies, 1, instr(o.currencies || ',', ',') - 1)"),
    Figure("first_order", "TEXT", "o.first_order", "name"),
    Figure("last_order", "TEXT", "o.last_order", "name"),
    Figure("talks", "INTEGER NOT NULL", _living("count(*)", "interactions"), "name"),
    Figure("last_talk", "INTEGER", _living("max(at)", "interactions"), "id"),
    Figure("ratio", "REAL", "nullif(orders, 0) * 1.0 / nullif(talks, 0)", "name", after=True),
    Figure("next_due", "TEXT", _living("min(due_date)", "followups", _OPEN), "name"),
    Figure("score", "INTEGER", _SCORE, "name"),
    Figure("consent_email", "TEXT", _consent("email"), part="consent"),
    Figure("consent_sms", "TEXT", _consent("sms"), part="consent"),
    Figure("consent_call", "TEXT", _consent("call"), part="consent"),
    Figure("by_email", "INTEGER", _living("max(2 - masked)", "customer_emails", _GOOD)),
    Figure("by_phone", "INTEGER", _living(f"max(1 + ({_MOBILE}))", "customer_phones", f"{_GOOD} AND number LIKE '+%'")),
    Figure("reach", "TEXT NOT NULL", _REACH, after=True),
    Figure("points", "INTEGER", _living("sum(points)", "loyalty_points"), "name", part="points"),
    Figure("points_given", "INTEGER", _living("sum(max(points, 0))", "loyalty_points"), part="points"),
    Figure("undated", "INTEGER", "o.undated"),
    Figure("order_before", "TEXT", f"CASE WHEN o.orders > 1 THEN {_ORDER_BEFORE} END"),
    Figure("basket", "TEXT", f"CASE WHEN o.orders IS NULL THEN {_basket('max(local_date)')} END"),
    Figure("basket_undated", "INTEGER", f"CASE WHEN o.orders IS NULL THEN {_basket('max(local_date IS NULL)')} END"),
    Figure("first_talk", "INTEGER", f"CASE WHEN o.orders IS NULL THEN {_living('min(at)', 'interactions')} END"),
    Figure("said", "TEXT", _said("stage"), part="said"),
    Figure("said_day", "TEXT", _said("day"), part="said"),
    Figure("said_pinned", "INTEGER", _said("pinned"), part="said"),
    Figure("lost_reason", "TEXT", _said("CASE WHEN stage = 'lost' THEN reason END"), part="said"),
)
"""What is kept of each customer. Money is in minor units of `currency`, the one that brought most (currencies are
never added); orders that were cancelled count nowhere; `ratio` is orders per conversation. `by_email` is 2 with an
address of their own, 1 with a marketplace's alone; `by_phone` 2 where messages arrive, 1 where only calls do. From
`undated` on stands what a stage is told by, on whatever day: of orders without a day how many, the newest day but one,
what was said last; baskets left and the first talk only of those who never ordered."""

BY_FIGURE: Final = {figure.key: figure for figure in FIGURES}


class Feed(NamedTuple):
    """A table whose rows change figures: a SELECT of the ids of the customers that a row concerns, and which part of
    their figures, "" for all of them."""

    concerned: str
    part: str = ""


_OF_CUSTOMER: Final = "SELECT {row}.customer_id AS id"
FEEDS: Final = {
    "customers": Feed("SELECT {row}.id AS id"),
    "customer_emails": Feed(_OF_CUSTOMER),
    "customer_phones": Feed(_OF_CUSTOMER),
    "customer_addresses": Feed(_OF_CUSTOMER),
    "customer_tags": Feed(_OF_CUSTOMER, "tags"),
    "tags": Feed("SELECT customer_id AS id FROM customer_tags WHERE tag_id = {row}.id", "tags"),
    "staff": Feed("SELECT id FROM customers WHERE owner_id = {row}.id", "owner"),
    "orders": Feed(_OF_CUSTOMER),
    "refunds": Feed("SELECT customer_id AS id FROM orders WHERE id = {row}.order_id"),
    "interactions": Feed(_OF_CUSTOMER),
    "followups": Feed(_OF_CUSTOMER),
    "answers": Feed(_OF_CUSTOMER),
    "consent_events": Feed(_OF_CUSTOMER, "consent"),
    "loyalty_points": Feed(_OF_CUSTOMER, "points"),
    "stage_marks": Feed(_OF_CUSTOMER, "said"),
}
PARTS: Final = tuple(dict.fromkeys(figure.part for figure in FIGURES if figure.part))
