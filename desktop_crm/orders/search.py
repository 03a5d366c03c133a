"""How orders are found: number, tracking number, products, and the buyer where nobody was recognised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.orders.types import STATUS_NAMES, OrderStatus
from desktop_crm.platform.i18n import _
from desktop_crm.platform.lookup import by_id
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


_SHOWN: Final = """
SELECT o.id, o.number, s.name, coalesce(c.name, o.buyer, ''), o.status, o.total, o.currency
FROM orders o JOIN shops s ON s.id = o.shop_id LEFT JOIN customers c ON c.id = o.customer_id
WHERE o.deleted_at IS NULL AND o.id IN (SELECT value FROM json_each(?))
"""


def _describe(session: Session, ids: Sequence[int], words: Sequence[str]) -> list[Hit]:  # noqa: ARG001
    found = by_id(session, _SHOWN, ids)
    hits: list[Hit] = []
    for _id, number, shop, buyer, status, total, currency in (found[i] for i in ids if i in found):
        said = (shop, buyer, _(STATUS_NAMES[OrderStatus(status)]), shown(total, currency))
        hits.append(Hit(Ref("order", _id), number, " · ".join(filter(None, said))))
    return hits


ORDER_SEARCH: Final = Searchable(
    kind="order",
    table="orders",
    words=_WORDS,
    feeds={"packages": "order_id", "order_lines": "order_id"},
    describe=_describe,
    title="number",
)
