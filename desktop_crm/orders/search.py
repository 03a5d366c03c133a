"""How orders are found: number, tracking number, products, and the buyer where nobody was recognised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop_crm.orders.types import STATUS_NAMES, OrderStatus
from desktop_crm.platform.excerpts import excerpt, first_holding
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.lookup import by_id
from desktop_crm.platform.money import shown
from desktop_crm.platform.plugs import Asked, Hit, Ref, Searchable


def _parts(what: str, table: str, separator: str = "' '") -> str:
    return f"(SELECT group_concat({what}, {separator}) FROM {table} WHERE order_id = o.id AND deleted_at IS NULL)"


_LINES: Final = "char(10)"
_PRODUCT: Final = "concat_ws(' ', name, variant, sku, barcode)"
_PARCEL: Final = "concat_ws(' ', carrier, tracking)"
_WORDS: Final = f"""
SELECT o.id, fold(concat_ws(' ', o.number, o.buyer, o.coupon, o.note,
    {_parts("concat_ws(' ', number, tracking)", "packages")}, {_parts(_PRODUCT, "order_lines")})), ''
FROM orders o WHERE o.deleted_at IS NULL AND o.id IN ({{ids}})
"""
_SHOWN: Final = f"""
SELECT o.id, o.number, s.name, coalesce(c.name, o.buyer, ''), o.status, o.total, o.currency,
    {_parts(_PARCEL, "packages", _LINES)}, {_parts("tracking", "packages", _LINES)},
    {_parts("number", "packages", _LINES)}, {_parts(_PRODUCT, "order_lines", _LINES)}, o.buyer, o.coupon, o.note
FROM orders o JOIN shops s ON s.id = o.shop_id LEFT JOIN customers c ON c.id = o.customer_id
WHERE o.deleted_at IS NULL AND o.id IN (SELECT value FROM json_each(?))
"""
_FIELDS: Final = (N_("Parcel"), N_("Product"), N_("Buyer"), N_("Coupon"), N_("Note"))
"""What the columns after the tracking number are called, in their order."""


def _describe(session: Session, ids: Sequence[int], asked: Asked) -> list[Hit]:
    found = by_id(session, _SHOWN, ids)
    return [_hit(found[row_id], asked) for row_id in ids if row_id in found]


def _hit(row: tuple[Any, ...], asked: Asked) -> Hit:
    """Tell the order's state first, since that is what people ask for, unless something else made it match."""
    row_id, number, shop, buyer, status, total, currency, parcels, trackings, *texts = row
    parcel = _best(parcels, asked)
    state = ", ".join(filter(None, (_(STATUS_NAMES[OrderStatus(status)]), parcel)))
    field, text = _speaking(asked, (number, parcel, buyer), texts)
    said = (text, buyer, state, shop, shown(total, currency))
    tracking = _best(trackings, asked)
    return Hit(Ref("order", row_id), number, " · ".join(filter(None, said)), field, tracking or number)


def _best(lines: str | None, asked: Asked) -> str:
    """Return the line that was looked for, else the first one."""
    each = [line for line in (lines or "").split("\n") if line]
    return first_holding(each, asked) or next(iter(each), "")


def _speaking(asked: Asked, told: Sequence[str], texts: Sequence[str | None]) -> tuple[str, str]:
    """Return the name and the part of the first text that holds a word looked for, where what is told holds none."""
    if first_holding(told, asked):
        return "", ""
    for field, text in zip(_FIELDS, texts, strict=True):
        holding = first_holding((text or "").split("\n"), asked)
        if holding:
            return _(field), excerpt(holding, asked)
    return "", ""


_OF_ORDER: Final = "SELECT {row}.order_id AS id"
_IN_ANY_SHOP: Final = "deleted_at IS NULL AND shop_id IN (SELECT id FROM shops)"

ORDER_SEARCH: Final = Searchable(
    kind="order",
    table="orders",
    words=_WORDS,
    feeds={"packages": _OF_ORDER, "order_lines": _OF_ORDER},
    describe=_describe,
    title="number",
    titled=(
        f"SELECT id FROM (SELECT id FROM orders WHERE {_IN_ANY_SHOP} AND number >= :typed AND number < :typed_end "
        f"LIMIT 50) UNION SELECT id FROM (SELECT id FROM orders WHERE {_IN_ANY_SHOP} AND number >= :capital "
        "AND number < :capital_end LIMIT 50)"
    ),
    of_customer=(
        "SELECT id FROM orders WHERE customer_id = :customer AND deleted_at IS NULL ORDER BY id DESC LIMIT :limit"
    ),
)
