"""Products, discount codes and reviews come in, are told apart from what is there, and go again with an undo."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.catalogue import queries as catalogue
from desktop_crm.insights.products import products
from desktop_crm.surveys import queries as surveys
from desktop_crm.transfer import queries
from desktop_crm.transfer.types import FileReport
from tests.core.transfer.conftest import counts
from tests.dump import logical_dump

STORES = Path(__file__).parents[2] / "data" / "stores"
Bring = Callable[[Path], FileReport]

SHOPIFY = (STORES / "shopify_products.csv").read_text(encoding="utf-8")
TICIMAX = (STORES / "ticimax_urunler.csv").read_text(encoding="utf-8")
ORDERS = """Sipariş No;Sipariş Tarihi;Müşteri;E-posta;Ürün Adı;Barkod;Stok Kodu;Adet;Satır Toplamı;Kupon Kodu
1;01.10.2026;Ayşe Yılmaz;ayse@example.com;Keten Gömlek M;8690000000017;;1;1.249,90;YAZ10
2;02.10.2026;Şükrü İnce;sukru@example.com;Şal;;SAL-1;1;199,95;
3;03.10.2026;Berk Uğurlu;berk@example.com;Bilinmeyen;123;;1;10,00;
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.feature("E12")
def test_a_product_keeps_its_variants_and_leaves_its_pictures_rows_out(app: App, bring: Bring, tmp_path: Path) -> None:
    report = bring(write(tmp_path, "products.csv", SHOPIFY))
    assert (report.kind, report.profile) == ("products", "shopify-products")
    assert (counts(report, "products"), counts(report, "variants")) == ((2, 0, 0), (3, 0, 0))
    assert (report.rows.read, report.rows.taken) == (4, 4)
    shirt, shawl = app.read(catalogue.products)
    assert (shirt.name, shirt.status, [one.name for one in shirt.variants]) == ("Keten Gömlek", "active", ["M", "L"])
    assert (shirt.variants[0].price, shirt.variants[0].stock) == (124_990, Decimal(12))
    assert (shawl.status, [one.name for one in shawl.variants]) == ("hidden", [""])


@pytest.mark.feature("E12")
def test_a_reduced_price_is_the_price_and_a_reduction_to_nothing_is_none(
    app: App, bring: Bring, tmp_path: Path
) -> None:
    assert bring(write(tmp_path, "urunler.csv", TICIMAX)).profile == "ticimax-products"
    (slippers,) = app.read(catalogue.products)
    assert [(one.name, one.price, one.list_price, one.cost) for one in slippers.variants] == [
        ("Mavi / 36", 14_990, 19_990, 8_000), ("Mavi / 37", 19_990, None, 8_000),
    ]  # fmt: skip


@pytest.mark.feature("E4")
def test_the_same_list_changes_nothing_and_a_newer_one_only_what_changed(
    app: App, bring: Bring, tmp_path: Path
) -> None:
    bring(write(tmp_path, "products.csv", SHOPIFY))
    before = logical_dump(app.db.path)
    again = bring(write(tmp_path, "products.csv", SHOPIFY))
    assert (counts(again, "products"), counts(again, "variants")) == ((0, 0, 2), (0, 0, 3))
    assert logical_dump(app.db.path) == before
    newer = bring(write(tmp_path, "products.csv", SHOPIFY.replace("1249.90,12", "1349.90,7")))
    assert (counts(newer, "products"), counts(newer, "variants")) == ((0, 0, 2), (0, 1, 2))
    assert app.read(catalogue.products)[0].variants[0].price == 134_990


@pytest.mark.feature("E5")
def test_undoing_takes_products_codes_and_reviews_away_again(app: App, bring: Bring, tmp_path: Path) -> None:
    app.shops.ensure_own()
    before = logical_dump(app.db.path)
    bring(write(tmp_path, "urunler.csv", "Ürün Adı;Barkod;Fiyat;Stok\nŞal;0690000000024;199,95;3\n"))
    bring(write(tmp_path, "kupon.csv", "Kupon Kodu;İndirim Tipi;İndirim;Bitiş Tarihi\nYAZ10;Yüzde;10;30.08.2026\n"))
    bring(
        write(tmp_path, "yorum.csv", "Ürün Adı;Puan;Yorum;Ad Soyad;E-posta\nŞal;5;Çok güzel;Ayşe Y;ayse@example.com\n")
    )
    counted = (app.read(catalogue.count), app.read(catalogue.count_coupons), app.read(surveys.count_reviews))
    assert counted == (1, 1, 1)
    (review,) = app.read(surveys.reviews)
    assert (review.stars, review.text, review.author, review.customer_id is not None) == (
        5,
        "Çok güzel",
        "Ayşe Y",
        True,
    )
    for run in app.read(queries.runs):
        app.undo(run.change_id)
    assert logical_dump(app.db.path) == before


def stocks(app: App) -> dict[tuple[str, str], Decimal | None]:
    """Return the catalogue's stock of what was sold, by product and variant: None where the line is none of it."""
    return {
        (one.name, each.name): each.stock for one in app.read(products) for each in one.variants if each.pieces.sold
    }


@pytest.mark.feature("E12")
def test_lines_of_orders_know_their_product_by_barcode_or_stock_code(app: App, bring: Bring, tmp_path: Path) -> None:
    bring(write(tmp_path, "siparis.csv", ORDERS))
    bring(write(tmp_path, "products.csv", SHOPIFY))
    assert stocks(app) == {("Keten Gömlek", "M"): Decimal(12), ("Şal", ""): Decimal(3), ("Bilinmeyen", ""): None}


def test_a_code_that_stands_on_two_variants_names_neither(app: App, bring: Bring, tmp_path: Path) -> None:
    bring(write(tmp_path, "siparis.csv", ORDERS))
    twice = SHOPIFY.replace("8690000000024", "8690000000017")
    bring(write(tmp_path, "products.csv", twice))
    assert stocks(app) == {("Keten Gömlek", ""): None, ("Şal", ""): Decimal(3), ("Bilinmeyen", ""): None}


def test_a_row_that_names_no_product_and_a_star_too_many_are_reported(bring: Bring, tmp_path: Path) -> None:
    goods = bring(write(tmp_path, "urunler.csv", "Ürün Adı;Barkod;Fiyat;Stok\nŞal;069;199,95;3\n;;5,00;1\n"))
    assert (goods.rows.taken, goods.rows.refused) == (1, 1)
    told = bring(write(tmp_path, "yorum.csv", "Ürün Adı;Puan;Yorum\nŞal;9;Çok güzel\nŞal;;\nŞal;4;İyi\n"))
    assert [(one.row, one.column, one.taken) for one in told.errors] == [(2, "Puan", True), (3, "", False)]
    assert (told.rows.taken, told.rows.refused) == (2, 1)
