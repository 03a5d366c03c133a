"""Trendyol's "Tüm Siparişler" workbook: a title, 52 columns, one row a product line, every cell text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

from desktop_crm.demo.people import Person
from desktop_crm.demo.sales import CANCELLED, DELIVERED, NEW, PREPARING, RETURNED, SHIPPED, Item, Sale
from desktop_crm.demo.sheets import workbook
from desktop_crm.demo.words import book
from desktop_crm.platform.text import upper_tr

NAME: Final = "trendyol-tum-siparisler.xlsx"
COLUMNS: Final = (
    "Barkod", "Paket No", "Kargo Firması", "Sipariş Tarihi", "Termin Süresinin Bittiği Tarih", "Kargoya Teslim Tarihi",
    "Kargo Kodu", "Sipariş Numarası", "Alıcı", "Teslimat Adresi", "İl", "İlçe", "Ürün Adı", "Fatura Adresi",
    "Alıcı - Fatura Adresi", "Sipariş Statüsü", "E-Posta", "Komisyon Oranı", "Marka", "Stok Kodu", "Adet",
    "Birim Fiyatı", "Satış Tutarı", "İndirim Tutarı", "Trendyol İndirim Tutarı", "Faturalanacak Tutar",
    "Butik Numarası", "Teslim Tarihi", "Kargodan alınan desi", "Hesapladığım desi", "Faturalanan Kargo Tutarı",
    "Alternatif Teslimat Statüsü", "Kurumsal Faturalı Sipariş", "Vergi Kimlik Numarası", "Vergi Dairesi",
    "Şirket İsmi", "Fatura", "Müşteri Sipariş Adedi", "Mikro İhracat", "ETGB No", "ETGB Tarihi", "Yaş", "Cinsiyet",
    "Kargo Partner İsmi", "2.Teslimat Paketi Statüsü", "2.Teslimat Takip Numarası", "Teslimat Numarası", "Fatura No",
    "Fatura Tarihi", "Ülke", "Müşteri Telefon No", "ETGB Statüsü",
)  # fmt: skip
_STATES: Final = {
    NEW: "Yeni", PREPARING: "İşleme Alındı", SHIPPED: "Kargoya Verildi", DELIVERED: "Teslim Edildi",
    RETURNED: "İade Edildi", CANCELLED: "İptal Edildi",
}  # fmt: skip
_AGES: Final = ("18-24", "25-34", "25-34", "35-44", "45-54")
_COMMISSION: Final = "21,5"


def write(folder: Path, sales: Sequence[Sale]) -> Path:
    """Write the orders into a new workbook in `folder` and return its path."""
    path = folder / NAME
    workbook.write(path, "Tüm Siparişler", _rows(sales))
    return path


def _rows(sales: Sequence[Sale]) -> Iterator[Sequence[str]]:
    first, last = (f"{sale.at:%d.%m.%Y}" for sale in (sales[0], sales[-1])) if sales else ("", "")
    yield [f"Tüm Siparişler - {first} / {last}"]
    yield COLUMNS
    for sale in sales:
        for item in sale.items:
            values = _line(sale, item) | _buyer(sale.person, sale)
            yield [values.get(column, "") for column in COLUMNS]


def _line(sale: Sale, item: Item) -> dict[str, str]:
    kept = item.state not in {NEW, PREPARING, CANCELLED}
    price = item.price * item.quantity
    return {
        "Barkod": item.variant.barcode, "Paket No": str(item.package), "Kargo Firması": "Trendyol Express Marketplace",
        "Sipariş Tarihi": _moment(sale.at), "Termin Süresinin Bittiği Tarih": _moment(sale.at + timedelta(days=2)),
        "Kargoya Teslim Tarihi": _moment(sale.shipped_at), "Kargo Kodu": f"727{item.package:013d}" if kept else "",
        "Sipariş Numarası": str(sale.number), "Ürün Adı": item.variant.full_name,
        "Sipariş Statüsü": _STATES[item.state], "Komisyon Oranı": _COMMISSION, "Marka": book("catalogue")["brand"],
        "Stok Kodu": item.variant.sku, "Adet": str(item.quantity), "Birim Fiyatı": _lira(item.price),
        "Satış Tutarı": _lira(price), "İndirim Tutarı": _lira(item.discount), "Trendyol İndirim Tutarı": "0,00",
        "Faturalanacak Tutar": _lira(item.total), "Butik Numarası": "610000",
        "Teslim Tarihi": _moment(sale.delivered_at), "Hesapladığım desi": "1",
        "Faturalanan Kargo Tutarı": "62,40" if kept else "", "Fatura": "Hayır",
        "Mikro İhracat": "Hayır", "Teslimat Numarası": str(7_000_000_000 + item.package % 1_000_000_000),
    }  # fmt: skip


def _buyer(person: Person, sale: Sale) -> dict[str, str]:
    shouted = sale.number % 23 == 0
    name = upper_tr(person.name) if shouted else person.name
    age = _AGES[len(person.name) % len(_AGES)]
    return {
        "Alıcı": name, "Teslimat Adresi": person.line, "İl": upper_tr(person.city) if shouted else person.city,
        "İlçe": person.district, "Fatura Adresi": person.line, "Alıcı - Fatura Adresi": person.company or name,
        "E-Posta": person.relay, "Kurumsal Faturalı Sipariş": "Evet" if person.company else "Hayır",
        "Şirket İsmi": person.company, "Müşteri Sipariş Adedi": _known(sale.seen), "Yaş": age,
        "Cinsiyet": "Kadın" if person.woman else "Erkek", "Ülke": "Türkiye",
        "Müşteri Telefon No": person.phone if person.also else "",
    }  # fmt: skip


def _known(seen: int) -> str:
    return f"{seen}.Sipariş" if seen < 3 else "Devamlı Müşteri(3-30 Sipariş Veren Müşteri)"


def _moment(at: datetime | None) -> str:
    return f"{at:%d.%m.%Y %H:%M}" if at else ""


def _lira(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")
