"""What discount codes gave and brought: each code of the catalogue or of an order, with the orders it was used in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from desktop_crm.orders.types import OrderStatus, Totals
from desktop_crm.platform.exact import decimal
from desktop_crm.platform.text import fold


@dataclass(frozen=True, slots=True)
class CouponUse:
    """A code of one shop: what it gives, how long, and the orders that name it.

    `id` is unlike that of every other code shown. `kind` is percent, amount or shipping, `value` the percent or whole
    units of `currency`, both None where only orders tell of the code; `minimum` in minor units of `currency`,
    `ends_at` UTC ms. `orders` are not cancelled, `cancelled` are. `totals` are revenue and refunds of `orders`,
    `given` what was taken off their prices as (currency, minor units); currencies are never added.
    """

    id: int
    code: str
    shop: str
    kind: str | None = None
    value: Decimal | None = None
    currency: str = ""
    minimum: int | None = None
    ends_at: int | None = None
    orders: int = 0
    cancelled: int = 0
    totals: tuple[Totals, ...] = ()
    given: tuple[tuple[str, int], ...] = ()


def coupons(session: Session) -> list[CouponUse]:
    """Return every discount code, those in most orders first.

    An order belongs to the code of its own shop that is written as on the order, else to one that differs only in its
    letters' case. Revenue = Σ(total − refunded) over orders not cancelled.
    """
    ask = session.connection().exec_driver_sql
    known = [
        (row[0], row[1], CouponUse(row[2], row[1], row[3], row[4], _decimal(row[5]), row[6], row[7], row[8]))
        for row in ask(
            "SELECT k.shop_id, k.code, k.id, s.name, k.kind, k.value, k.currency, k.minimum, k.ends_at "
            "FROM coupons k JOIN shops s ON s.id = k.shop_id WHERE k.deleted_at IS NULL ORDER BY k.id"
        )
    ]
    exact = {(shop, code): place for place, (shop, code, _use) in enumerate(known)}
    alike = {(shop, fold(code)): place for place, (shop, code, _use) in reversed(list(enumerate(known)))}
    used: dict[tuple[int, int | str], list[Any]] = defaultdict(list)
    for row in ask(
        "SELECT o.shop_id, trim(o.coupon), o.currency, o.status = ?, min(o.id), count(*), sum(o.total), "
        "sum(coalesce(o.discount, 0)), sum(coalesce((SELECT sum(r.amount) FROM refunds r WHERE r.order_id = o.id "
        "AND r.deleted_at IS NULL), 0)), (SELECT name FROM shops WHERE id = o.shop_id) "
        "FROM orders o WHERE o.deleted_at IS NULL AND trim(o.coupon) <> '' GROUP BY 1, 2, 3, 4",
        (OrderStatus.CANCELLED.value,),
    ):
        shop, code = row[0], row[1]
        place = exact.get((shop, code), alike.get((shop, fold(code))))
        used[(shop, fold(code) if place is None else place)].append(row)
    found = [_with(use, used.get((shop, place), [])) for place, (shop, _code, use) in enumerate(known)]
    for (_shop, place), rows in used.items():
        if isinstance(place, str):
            first = min(rows, key=lambda row: row[4])
            found.append(_with(CouponUse(-first[4], first[1], first[9]), rows))
    return sorted(found, key=lambda use: (-use.orders, fold(use.code), use.id))


def _with(use: CouponUse, rows: list[Any]) -> CouponUse:
    sums: dict[str, list[int]] = {}
    for _shop, _code, currency, cancelled, _first, count, total, given, refunded, _name in rows:
        if not cancelled:
            counted = sums.setdefault(currency, [0, 0, 0, 0])
            for place, value in enumerate((count, total, refunded, given)):
                counted[place] += value
    return replace(
        use,
        orders=sum(row[5] for row in rows if not row[3]),
        cancelled=sum(row[5] for row in rows if row[3]),
        totals=tuple(Totals(code, total - back, back, count) for code, (count, total, back, _) in sorted(sums.items())),
        given=tuple((code, given) for code, (_count, _total, _back, given) in sorted(sums.items()) if given),
    )


def _decimal(millionths: int | None) -> Decimal | None:
    return None if millionths is None else decimal(millionths)
