"""Hepsiburada's order list: a `;` CSV with a byte order mark, one row a product line, and a Toplam row at the end."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

from desktop_crm.demo.sales import CANCELLED, DELIVERED, NEW, PREPARING, RETURNED, SHIPPED, Item, Sale

NAME: Final = "hepsiburada-siparisler.csv"
COLUMNS: Final = (
    "Barkod", "Paket Numarası", "Kargo Firması", "Sipariş Tarihi", "Kargoya Son Teslim Tarihi", "Kargo Takip No",
    "Desi", "Kargo Kabul Tarihi", "Sipariş Numarası", "Kalem Numarası", "Alıcı", "Teslimat Adresi", "Şehir", "Semt",
    "Hepsiburada Ürün Kodu", "Satıcı Stok Kodu", "Ürün Adı", "Kategori", "Adet", "Birim Listeleme Fiyatı",
    "Faturalandırılacak Birim Satış Fiyatı", "Faturalandırılacak Satış Fiyatı", "KDV(%)",
    "Komisyon Tutarı (KDV Dahil)", "Fatura Adresi", "Paket Durumu", "Teslim Tarihi", "Alıcı Mail Adresi",
    "Müşteri Tipi", "ETGB Numarası", "ETGB Tarihi ", "Uluslararası Sipariş mi?",
)  # fmt: skip
_STATES: Final = {
    NEW: "Yeni", PREPARING: "Gönderime Hazır", SHIPPED: "Kargoda", DELIVERED: "Teslim Edildi",
    RETURNED: "İade Edildi", CANCELLED: "İptal Edildi",
}  # fmt: skip
_COMMISSION: Final = Decimal("0.18")


def write(folder: Path, sales: Sequence[Sale]) -> Path:
    """Write the orders into a new file in `folder` and return its path."""
    path = folder / NAME
    total = Decimal(0)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\r\n")
        out.writerow(COLUMNS)
        for sale in sales:
            for place, item in enumerate(sale.items, start=1):
                values = _line(sale, item, place)
                total += item.total
                out.writerow([values.get(column, "") for column in COLUMNS])
        totals = {"Sipariş Numarası": "Toplam", "Faturalandırılacak Satış Fiyatı": _lira(total)}
        out.writerow([totals.get(column, "") for column in COLUMNS])
    return path


def _line(sale: Sale, item: Item, place: int) -> dict[str, str]:
    person, variant = sale.person, item.variant
    kept = item.state not in {NEW, PREPARING, CANCELLED}
    paid = (item.total / item.quantity).quantize(Decimal("0.01"))
    return {
        "Barkod": variant.barcode, "Paket Numarası": f"{item.package:012d}", "Kargo Firması": "hepsiJET",
        "Sipariş Tarihi": _moment(sale.at), "Kargoya Son Teslim Tarihi": _moment(sale.at + timedelta(days=2)),
        "Kargo Takip No": f"{item.package % 10_000_000_000:010d}" if kept else "", "Desi": "1,5",
        "Kargo Kabul Tarihi": _moment(sale.shipped_at), "Sipariş Numarası": str(sale.number),
        "Kalem Numarası": f"SP{sale.number}{place}", "Alıcı": person.name, "Teslimat Adresi": person.line,
        "Şehir": person.city, "Semt": person.district, "Hepsiburada Ürün Kodu": f"HBV{variant.barcode[-9:]}",
        "Satıcı Stok Kodu": variant.sku, "Ürün Adı": variant.full_name, "Kategori": variant.group,
        "Adet": str(item.quantity), "Birim Listeleme Fiyatı": _lira(item.price),
        "Faturalandırılacak Birim Satış Fiyatı": _lira(paid), "Faturalandırılacak Satış Fiyatı": _lira(item.total),
        "KDV(%)": str(variant.vat), "Komisyon Tutarı (KDV Dahil)": _lira(item.total * _COMMISSION),
        "Fatura Adresi": person.line, "Paket Durumu": _STATES[item.state], "Teslim Tarihi": _moment(sale.delivered_at),
        "Alıcı Mail Adresi": person.email, "Müşteri Tipi": "Kurumsal" if person.company else "Bireysel",
        "Uluslararası Sipariş mi?": "Hayır",
    }  # fmt: skip


def _moment(at: datetime | None) -> str:
    return f"{at:%d-%m-%Y %H:%M:%S}" if at else ""


def _lira(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")
