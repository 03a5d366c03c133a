"""The demo shop's spreadsheets: each as its store would export it, and the same bytes each time."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from desktop_crm.demo.sheets import (
    SAMPLE_CUSTOMERS,
    SAMPLE_DAY,
    handmade,
    hepsiburada,
    shelf,
    shopify,
    trendyol,
    write_sheets,
)
from desktop_crm.platform import i18n, phones
from desktop_crm.platform.paths import resource

SAMPLES = resource("demo", "sheets")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The spreadsheets of the sample's day and size, written anew, in Turkish as the samples are."""
    folder = tmp_path_factory.mktemp("sheets")
    i18n.use("tr")
    write_sheets(folder, SAMPLE_DAY, SAMPLE_CUSTOMERS)
    i18n.use("en")
    return folder


def _rows(path: Path, delimiter: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def test_the_samples_are_what_the_program_writes(written: Path) -> None:
    assert sorted(path.name for path in SAMPLES.iterdir()) == sorted(path.name for path in written.iterdir())
    for path in written.glob("*.csv"):
        assert (SAMPLES / path.name).read_bytes() == path.read_bytes()
    with ZipFile(written / trendyol.NAME) as new, ZipFile(SAMPLES / trendyol.NAME) as kept:
        assert new.namelist() == kept.namelist()
        assert all(new.read(name) == kept.read(name) for name in new.namelist())


def test_writing_twice_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    i18n.use("tr")
    again = write_sheets(tmp_path, SAMPLE_DAY, SAMPLE_CUSTOMERS)
    assert len(again) == 8
    assert all(path.read_bytes() == (written / path.name).read_bytes() for path in again)


def test_another_day_moves_every_order(tmp_path: Path) -> None:
    write_sheets(tmp_path, date(2027, 3, 1), 20)
    days = [row["Created at"][:10] for row in _rows(tmp_path / shopify.ORDERS, ",")]
    assert max(days) == "2027-02-26"
    assert min(days) >= "2025-03-01"


def test_trendyol_is_a_workbook_of_text_with_a_title_above_52_columns(written: Path) -> None:
    sheet = openpyxl.load_workbook(written / trendyol.NAME).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert sheet.title == "Tüm Siparişler"
    assert str(rows[0][0]).startswith("Tüm Siparişler - ")
    assert rows[1] == trendyol.COLUMNS
    assert len(trendyol.COLUMNS) == 52
    assert all(cell is None or isinstance(cell, str) for row in rows for cell in row)
    line = dict(zip(rows[1], rows[2], strict=True))
    amounts = [
        Decimal(str(line[name]).replace(",", "."))
        for name in ("Satış Tutarı", "İndirim Tutarı", "Trendyol İndirim Tutarı", "Faturalanacak Tutar")
    ]
    assert amounts[0] - amounts[1] - amounts[2] == amounts[3]


def test_hepsiburada_ends_with_a_total_of_all_lines(written: Path) -> None:
    assert (written / hepsiburada.NAME).read_bytes().startswith(b"\xef\xbb\xbfBarkod;")
    *lines, last = _rows(written / hepsiburada.NAME, ";")
    assert last["Sipariş Numarası"] == "Toplam"
    paid = [Decimal(row["Faturalandırılacak Satış Fiyatı"].replace(",", ".")) for row in (*lines, last)]
    assert sum(paid[:-1]) == paid[-1] > 0


def test_shopify_repeats_an_orders_number_and_leaves_the_rest_of_further_lines_blank(written: Path) -> None:
    rows = _rows(written / shopify.ORDERS, ",")
    further = [row for row, before in zip(rows[1:], rows, strict=False) if row["Name"] == before["Name"]]
    assert further
    assert all(row["Email"] and row["Lineitem sku"] and not row["Total"] for row in further)
    first = next(row for row in rows if row["Discount Code"])
    assert Decimal(first["Subtotal"]) + Decimal(first["Shipping"]) == Decimal(first["Total"])
    assert first["Phone"].startswith("'+90")


def test_shopify_counts_what_each_customer_bought(written: Path) -> None:
    orders = [row for row in _rows(written / shopify.ORDERS, ",") if row["Total"]]
    ece = next(row for row in _rows(written / shopify.CUSTOMERS, ",") if row["First Name"] == "Ece")
    assert int(ece["Total Orders"]) == sum(row["Email"] == ece["Email"] for row in orders) == 21
    assert ece["Tags"] == "VIP, Instagram"


@pytest.mark.parametrize("style", range(5))
def test_a_scribbled_phone_is_still_the_same_phone(style: int) -> None:
    read = phones.normal(handmade.scribbled("+905320001234", style))
    assert read is not None
    assert read.number == "+905320001234"


def test_products_are_one_row_a_variant_with_a_stock_and_what_was_sold_stands_on_the_shelf(written: Path) -> None:
    rows = _rows(written / shelf.PRODUCTS, ",")
    stock = {row["Variant SKU"]: int(row["Variant Inventory Qty"]) for row in rows}
    assert len(stock) == len(rows) > 300
    assert min(stock.values()) == 0
    assert {row["Lineitem sku"] for row in _rows(written / shopify.ORDERS, ",")} <= stock.keys()
    assert {row["Title"] for row in rows if row["Option1 Name"]} >= {"Keten Gömlek"}


def test_discount_codes_say_how_often_the_orders_used_them(written: Path) -> None:
    used = {row["Name"]: int(row["Times Used In Total"]) for row in _rows(written / shelf.DISCOUNTS, ",")}
    orders = [row["Discount Code"] for row in _rows(written / shopify.ORDERS, ",") if row["Discount Code"]]
    assert sum(used.values()) == len(orders) > 0
    assert all(used[code] == orders.count(code) for code in orders)


def test_reviews_are_of_products_that_the_reviewer_bought(written: Path) -> None:
    rows = _rows(written / shelf.REVIEWS, ",")
    handles = {row["Handle"] for row in _rows(written / shelf.PRODUCTS, ",")}
    buyers = {row["Email"] for row in _rows(written / shopify.ORDERS, ",")}
    assert rows
    assert {row["product_handle"] for row in rows} <= handles
    assert {row["reviewer_email"] for row in rows} <= buyers
    assert {row["rating"] for row in rows} <= set("12345")
