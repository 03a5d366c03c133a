"""How orders are found: number, tracking number, products, and the buyer where nobody was recognised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.customers import queries as customers
from desktop_crm.orders import queries
from desktop_crm.orders.types import STATUS_NAMES
from desktop_crm.platform.i18n import _
from desktop_crm.platform.money import shown
from desktop_crm.platform.plugs import Hit, Ref, Searchable

_WORDS: Final = """
SELECT o.id, fold(o.number || ' ' || coalesce(o.buyer, '') || ' ' || coalesce(o.coupon, '') || ' ' ||
    coalesce(o.note, '') || ' ' ||
    coalesce((SELECT group_concat(number || ' ' || coalesce(tracking, ''), ' ')
              FROM packages WHERE order_id = o.id), '') || ' ' ||
    coalesce((SELECT group_concat(name || ' ' || coalesce(variant, '') || ' ' || coalesce(sku, '') || ' ' ||
              coalesce(barcode, ''), ' ') FROM order_lines WHERE order_id = o.id), ''))
FROM orders o
WHERE o.deleted_at IS NULL AND o.id IN (SELECT id FROM search_stale WHERE kind = 'order')
"""


def _describe(session: Session, ids: Sequence[int], words: Sequence[str]) -> list[Hit]:  # noqa: ARG001
    found = queries.by_ids(session, ids)
    names = customers.names(session, [row.customer_id for row in found.values() if row.customer_id is not None])
    hits: list[Hit] = []
    for row_id in ids:
        row = found.get(row_id)
        if row is None:
            continue
        buyer = names.get(row.customer_id or 0, row.buyer)
        said = (row.shop, buyer, _(STATUS_NAMES[row.status]), shown(row.total, row.currency))
        hits.append(Hit(Ref("order", row_id), row.number, " · ".join(filter(None, said))))
    return hits


ORDER_SEARCH: Final = Searchable(
    kind="order",
    table="orders",
    words=_WORDS,
    feeds={"packages": "order_id", "order_lines": "order_id"},
    describe=_describe,
    title="number",
)
