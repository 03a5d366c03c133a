"""What the page of orders offers to be written to a file: its lists as they stand, amounts a column a currency."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from desktop_crm.insights.coupon_use import CouponUse
from desktop_crm.insights.deliveries import DAY, CarrierTimes, LateParcel
from desktop_crm.insights.products import SoldProduct
from desktop_crm.platform import clock
from desktop_crm.platform.i18n import _
from desktop_crm.transfer.writing.columns import Cell, Column, Kind
from desktop_crm.transfer.writing.lists import amount
from desktop_crm.transfer.writing.shown import in_hand
from ui.kit.exporting import Offer
from ui.orders import coupons_tab, deliveries_tab

_HUNDRED: Final = Decimal(100)
Rows = Sequence[Sequence[Cell]]


def products(shown: Sequence[SoldProduct], chosen: Sequence[int]) -> Offer:
    """Return the products as the list shows them; a return rate only where enough was sold to tell one."""
    codes = sorted({one.currency for product in shown for one in product.brought})
    columns = [
        Column(_("Product"), 34), Column(_("Brand"), 18), Column(_("Sold"), 10, Kind.NUMBER),
        Column(_("Returns"), 14, Kind.NUMBER), Column(_("Return rate (%)"), 14, Kind.NUMBER),
        Column(_("Cancellations"), 14, Kind.NUMBER),
        *(Column(_("Revenue ({currency})").format(currency=code), 16, Kind.MONEY) for code in codes),
        Column(_("Stock"), 10, Kind.NUMBER), Column(_("Mean stars"), 12, Kind.NUMBER),
        Column(_("Reviews"), 10, Kind.WHOLE),
    ]  # fmt: skip
    rows = [
        [
            one.name, one.brand, one.pieces.sold, one.pieces.returned, _percent(one.pieces.return_rate),
            one.pieces.cancelled, *_by_currency({part.currency: part.revenue for part in one.brought}, codes),
            one.stock, _rounded(one.stars), one.reviews,
        ]
        for one in shown
    ]  # fmt: skip
    return _offer("products", _("Products"), columns, rows, _places([one.id for one in shown], chosen))


def carriers(shown: Sequence[CarrierTimes], chosen: Sequence[int]) -> Offer:
    """Return what the parcels of each carrier took."""
    columns = [
        Column(_("Carrier"), 30), Column(_("Parcels"), 10, Kind.WHOLE),
        Column(_("Days to hand over"), 18, Kind.NUMBER), Column(_("Days under way"), 16, Kind.NUMBER),
        Column(_("Days in all"), 14, Kind.NUMBER), Column(_("Known to be delivered"), 20, Kind.WHOLE),
        Column(_("Had a day to be shipped by"), 24, Kind.WHOLE), Column(_("Handed over late"), 18, Kind.WHOLE),
    ]  # fmt: skip
    rows = [
        [
            one.carrier, one.parcels, _rounded(one.to_ship), _rounded(one.under_way), _rounded(one.in_all),
            one.delivered, one.judged, one.late,
        ]
        for one in shown
    ]  # fmt: skip
    ids = [deliveries_tab.id_of(one) for one in shown]
    return _offer("carriers", _("Carriers"), columns, rows, _places(ids, chosen))


def late_parcels(shown: Sequence[LateParcel], now: int, zone: str) -> Offer:
    """Return the parcels that are late at an instant, with their customers."""
    columns = [
        Column(_("Customer"), 26), Column(_("Order number"), 16), Column(_("Sales channel"), 18),
        Column(_("Carrier"), 24), Column(_("Tracking number"), 22), Column(_("Why"), 40),
        Column(_("Days late"), 12, Kind.WHOLE),
    ]  # fmt: skip
    rows = [
        [
            one.name, one.number, one.shop, one.carrier, one.tracking, deliveries_tab.why(one, zone),
            (now - one.since) // DAY,
        ]
        for one in shown
    ]  # fmt: skip
    return _offer("late_parcels", _("Late now"), columns, rows, ())


def coupons(shown: Sequence[CouponUse], chosen: Sequence[int], zone: str) -> Offer:
    """Return the discount codes with what they gave and brought; `zone` is the shop's."""
    given = sorted({code for one in shown for code, _minor in one.given})
    codes = sorted({total.currency for one in shown for total in one.totals})
    columns = [
        Column(_("Discount code"), 20), Column(_("Sales channel"), 18), Column(_("What it gives"), 24),
        Column(_("Valid until"), 14, Kind.DAY), Column(_("Orders"), 10, Kind.WHOLE),
        Column(_("Cancelled"), 12, Kind.WHOLE),
        *(Column(_("Discount given ({currency})").format(currency=code), 20, Kind.MONEY) for code in given),
        *(Column(_("Revenue ({currency})").format(currency=code), 16, Kind.MONEY) for code in codes),
    ]  # fmt: skip
    rows = [
        [
            one.code, one.shop, None if one.kind is None else coupons_tab.gives(one),
            None if one.ends_at is None else clock.local_date(one.ends_at, zone), one.orders, one.cancelled,
            *_by_currency(dict(one.given), given),
            *_by_currency({total.currency: total.revenue for total in one.totals}, codes),
        ]
        for one in shown
    ]  # fmt: skip
    return _offer("coupon_use", _("Discount codes"), columns, rows, _places([one.id for one in shown], chosen))


def _offer(name: str, title: str, columns: Sequence[Column], rows: Rows, chosen: Sequence[int]) -> Offer:
    return Offer(name, title, lambda _session: range(len(rows)), chosen, in_hand(columns, rows))


def _places(ids: Sequence[int], chosen: Sequence[int]) -> list[int]:
    places = {id_: place for place, id_ in enumerate(ids)}
    return [places[id_] for id_ in chosen if id_ in places]


def _by_currency(sums: dict[str, int], codes: Sequence[str]) -> list[Cell]:
    return [amount(sums.get(code), code) for code in codes]


def _percent(part: float | None) -> Cell:
    return None if part is None else round(Decimal(str(part)) * _HUNDRED, 1)


def _rounded(number: float | None) -> Cell:
    return None if number is None else Decimal(str(round(number, 2)))
