"""Deliveries: what the parcels of each carrier took, and those that are late now with their customers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from zlib import crc32

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_crm.insights import deliveries
from desktop_crm.insights.deliveries import DAY, CarrierTimes, LateParcel
from desktop_crm.platform import clock, settings
from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.i18n import N_, _, counted, whole
from desktop_crm.platform.text import fold, sort_key
from ui.kit.buttons import IconButton
from ui.kit.cards import Card
from ui.kit.chips import Chip
from ui.kit.context import Context
from ui.kit.exporting import Offer, export, offer
from ui.kit.labels import small
from ui.kit.paging import Pages, Sort
from ui.kit.row_paint import Lead, Row
from ui.kit.rows import RowList
from ui.kit.tables import Cells, Column, Kind
from ui.kit.theme import theme
from ui.orders.columns import FittingTable
from ui.orders.in_hand import InHand, Known
from ui.orders.opening import open_order
from ui.orders.words import NOTHING, days, share

TABLES: Final = ("packages", "orders", "customers", "shops")
COLUMNS: Final = (
    Column("carrier", N_("Carrier"), 180, Kind.STRONG, stretch=True),
    Column("parcels", N_("Parcels"), 84, Kind.NUMBER),
    Column("to_ship", N_("Days to hand over"), 130, Kind.NUMBER),
    Column("under_way", N_("Days under way"), 124, Kind.NUMBER),
    Column("in_all", N_("Days in all"), 100, Kind.NUMBER),
    Column("on_way", N_("On its way"), 96, Kind.NUMBER),
    Column("late", N_("Handed over late"), 130, Kind.NUMBER),
)
_LEAST_NEEDED: Final = ("on_way", "in_all")


class DeliveriesTab(QWidget):
    """The carriers above, the parcels that are late below."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._late: Sequence[LateParcel] = ()
        self._zone = clock.DEFAULT_ZONE
        self.source = InHand(Known(self._read, id_of, _cells, _ORDERS))
        self.pages: Pages[Cells] = Pages(ctx, self.source)
        self.pages.sort = Sort("parcels", descending=True)
        self.table = FittingTable(COLUMNS, self.pages, _("Carriers"), _LEAST_NEEDED)
        self.late = RowList(_("Late now"))
        self._late_card = Card(_("Late now"), icon="warning", padded=False)
        self._build()
        self.late.opened.connect(self._open)
        self.pages.replaced.connect(self._came)
        ctx.watch(self, TABLES, lambda _changed: self._again())
        self.setFocusProxy(self.table)
        self.pages.begin()
        self._load_late()

    def _build(self) -> None:
        px, margin = theme().px, theme().size("page")
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, px(14), margin, px(12))
        column.setSpacing(theme().size("gap"))
        carriers = Card(_("Carriers"), icon="send", padded=False)
        carriers.corner.addWidget(IconButton("export", _("Export the carriers"), lambda: self._export(self.table)))
        carriers.add(self.table, 1)
        offer(carriers, self._offer_carriers)
        column.addWidget(carriers, 1)
        notes = QVBoxLayout()
        notes.setSpacing(px(2))
        notes.addWidget(small(_("Days are medians: half of the parcels took longer."), elide=True))
        late = _("Late: handed to the carrier after the day it was to be shipped by.")
        notes.addWidget(small(late, elide=True))
        column.addLayout(notes)
        out = IconButton("export", _("Export the late parcels"), lambda: self._export(self.late))
        self._late_card.corner.addWidget(out)
        self._late_card.add(self.late, 1)
        offer(self._late_card, self._offer_late)
        column.addWidget(self._late_card, 1)

    def _read(self, session: Any) -> Sequence[CarrierTimes]:
        return deliveries.carriers(session, self._ctx.app.db.clock.now())

    def _again(self) -> None:
        self.source.forget()
        self.pages.refresh()
        self._load_late()

    def _load_late(self) -> None:
        now = self._ctx.app.db.clock.now()
        if not self._late:
            self.late.overlay.loading()
        self._ctx.load(
            self,
            lambda session: (deliveries.late_now(session, now), settings.value(session, settings.ZONE)),
            self._show_late,
            self._fail,
            slot="late",
        )

    def _show_late(self, answer: tuple[list[LateParcel], str]) -> None:
        self._late, self._zone = answer
        now = self._ctx.app.db.clock.now()
        self.late.overlay.clear()
        self.late.show_rows([_row(one, now, self._zone) for one in self._late])
        self._late_card.set_count(whole(len(self._late)) if self._late else "")
        if not self._late:
            self.late.overlay.empty(
                _("No parcel is late"),
                _("A parcel not sent by its day, or under way for twice the usual time, stands here."),
                icon="success",
            )

    def _fail(self, error: BaseException) -> None:
        self.late.overlay.error(str(error), self._load_late)

    def _came(self) -> None:
        if not self.pages.ids:
            self.table.overlay.empty(
                _("No parcels yet"),
                _("Parcels come with the orders of a marketplace, or of a store that ships by parcel."),
                _("Bring in a spreadsheet"),
                lambda: self._ctx.go.to("transfer"),
                "send",
            )

    def _open(self, parcel_id: int) -> None:
        found = next((one for one in self._late if one.id == parcel_id), None)
        if found is not None:
            open_order(self._ctx, found.order_id, found.customer_id)

    def _export(self, listed: QWidget) -> None:
        """Ask where one of the two lists is to be written: what somebody works in is offered first."""
        listed.setFocus()
        export(self._ctx)

    def _offer_carriers(self) -> Offer:
        from ui.orders import exporting

        return exporting.carriers(self.source.shown, self.table.selected_ids)

    def _offer_late(self) -> Offer:
        from ui.orders import exporting

        return exporting.late_parcels(self._late, self._ctx.app.db.clock.now(), self._zone)


_ORDERS: Final = {
    "carrier": lambda one: sort_key(one.carrier) if one.carrier else None,
    "parcels": lambda one: one.parcels,
    "to_ship": lambda one: one.to_ship,
    "under_way": lambda one: one.under_way,
    "in_all": lambda one: one.in_all,
    "on_way": lambda one: one.on_way if one.delivered else None,
    "late": lambda one: one.late_share,
}


def id_of(carrier: CarrierTimes) -> int:
    """Return the id of a carrier: of its name as it is compared."""
    return crc32(fold(carrier.carrier).encode())


def _cells(carrier: CarrierTimes) -> Cells:
    return [
        carrier.carrier or _("carrier not told"),
        whole(carrier.parcels),
        days(carrier.to_ship),
        days(carrier.under_way),
        days(carrier.in_all),
        whole(carrier.on_way) if carrier.delivered else NOTHING,
        share(carrier.late, carrier.judged),
    ]


def _row(parcel: LateParcel, now: int, zone: str) -> Row:
    late = (now - parcel.since) // DAY
    chip = Chip(counted("{count} day late", "{count} days late", late) if late else _("late today"), "red")
    title = " · ".join((parcel.name or _("no name"), parcel.number))
    second = " · ".join(filter(None, (why(parcel, zone), parcel.carrier, parcel.tracking, parcel.shop)))
    return Row(parcel.id, title, second, Lead("avatar", parcel.name or "?"), (chip,))


def why(parcel: LateParcel, zone: str) -> str:
    """Return why a parcel is late, in words."""
    if parcel.shipped_at is not None:
        day = shown_date(clock.local_date(parcel.shipped_at, zone))
        return _("shipped {day}, usually there in {days} days").format(day=day, days=days(parcel.usual))
    return _("to be shipped by {day}").format(day=shown_date(clock.local_date(parcel.due_at or parcel.since, zone)))
