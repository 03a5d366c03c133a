"""Every file of the shared collection comes in whole: the counts worked out by hand, every row accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.orders import queries as orders
from desktop_crm.transfer.service import ImportService
from desktop_crm.transfer.types import FileReport
from tests.core.transfer.conftest import stage_here

FIXTURES = Path(__file__).resolve().parents[4] / "shared" / "fixtures"
FOLDERS = ("orders", "customers", "contacts", "products", "coupons", "reviews", "survey", "clv")

pytestmark = pytest.mark.skipif(not FIXTURES.is_dir(), reason="the shared fixtures are not here")

# file → rows read, skipped, refused; things created; by currency, revenue and what was refunded, in minor units
EXPECTED: dict[str, tuple[tuple[int, int, int], dict[str, int], dict[str, int]]] = {
    "orders/shopify_orders_export_invai.csv": ((4, 0, 0), {"orders": 3, "lines": 4, "customers": 3, "refunds": 1},
                                               {"USD": 6950 + 3640 + 3041}),
    "orders/shopify_orders_export_eu_2026.csv": ((10, 0, 0), {"orders": 4, "lines": 10, "customers": 4},
                                                 {"EUR": 117_737}),
    "orders/etsy_sold_order_items.csv": ((6, 0, 1), {"orders": 4, "lines": 5}, {"USD": 16_591}),
    "orders/etsy_sold_orders.csv": ((1, 0, 0), {"orders": 1}, {"USD": 5_500}),
    "orders/squarespace_orders.csv": ((8, 2, 0), {"orders": 4, "lines": 6, "customers": 3}, {"USD": 34_000}),
    "orders/wix_orders_edge_cases.csv": ((1, 0, 0), {"orders": 1}, {"EUR": 1_898}),
    "orders/ebay_seller_hub_orders.csv": ((1, 0, 0), {"orders": 1}, {"USD": 5_799}),
    "orders/ebay_uk_blank_order_number.csv": ((2, 0, 0), {"orders": 2}, {}),
    "orders/amazon_all_orders.tsv": ((2, 0, 0), {"orders": 2, "lines": 2}, {}),
    "orders/tr_trendyol_tum_siparisler_RECONSTRUCTED.xlsx": (
        (6, 1, 0), {"orders": 4, "lines": 5, "packages": 4, "customers": 3}, {"TRY": 297_965}),
    "orders/tr_hepsiburada_siparisler_RECONSTRUCTED.csv": ((4, 1, 0), {"orders": 2, "lines": 3}, {"TRY": 514_200}),
    "customers/prestashop_customers_import.csv": ((9, 0, 0), {"customers": 9, "consents": 9}, {}),
    "customers/magento_customers_to_import.csv": ((6, 0, 0), {"customers": 6}, {}),
    "customers/shopify_customers_export.csv": ((2, 0, 0), {"customers": 2}, {}),
    "customers/eventbrite_it_totals_row.csv": ((3, 1, 0), {"customers": 1}, {}),
    "customers/tr_musteri_hatali_satirlar.csv": ((5, 0, 0), {"customers": 5}, {}),
    "customers/tr_cari_satis_baslik_blogu.xlsx": ((5, 3, 0), {"customers": 2, "orders": 2}, {"TRY": 7_680_050}),
    "customers/tr_iys_toplu_izin.csv": ((2, 0, 0), {"customers": 2, "consents": 2}, {}),
    "customers/mautic_fake_leads.csv": ((54, 3, 1), {"customers": 50}, {}),
    "contacts/google_contacts_other.csv": ((5, 0, 0), {"customers": 5}, {}),
    "contacts/gmail-list.vcf": ((3, 0, 0), {"customers": 3}, {}),
    "contacts/rfc2426.vcf": ((2, 0, 0), {"customers": 2}, {}),
    "survey/surveymonkey_condensed.csv": ((11, 1, 0), {"answers": 30}, {}),
    "survey/surveymonkey_likert_text.csv": ((11, 1, 0), {"answers": 30}, {}),
    "clv/CDNOW_sample.txt": ((6919, 0, 0), {"customers": 2357, "orders": 6919}, {"TRY": 24_409_194}),
    "coupons/shopify_discounts_export_RECONSTRUCTED.csv": ((3, 0, 0), {"coupons": 3}, {}),
    "products/tr_trendyol_urunler_RECONSTRUCTED.xlsx": ((2, 0, 0), {"products": 2, "variants": 2}, {}),
    "products/prestashop_products_import.csv": ((3, 0, 0), {"products": 3, "variants": 3}, {}),
    "products/woocommerce_sample_products_excerpt.csv": ((6, 0, 0), {"products": 5, "variants": 5}, {}),
    "reviews/judgeme_export.csv": ((3, 0, 0), {"reviews": 3}, {}),
    "reviews/shopify_product_reviews_export.csv": ((2, 0, 0), {"reviews": 2}, {}),
}  # fmt: skip
NOTHING_TO_TAKE = {"clv/cdnow_customers_summary.csv"}
"""A table of figures about numbered customers: neither people nor purchases stand in it."""


def files() -> list[str]:
    return [
        str(path.relative_to(FIXTURES)).replace("\\", "/")
        for folder in FOLDERS
        for path in sorted((FIXTURES / folder).glob("*"))
    ]


def assert_every_row_is_accounted_for(report: FileReport) -> None:
    rows = report.rows
    assert rows.read == rows.taken + rows.unchanged + rows.skipped + rows.refused
    assert rows.read > 0


@pytest.mark.feature("E2")
@pytest.mark.parametrize("name", files())
def test_a_file_of_the_collection_yields_what_was_worked_out(app: App, name: str) -> None:
    report = ImportService(app.db, app.shops, stage_here).run([FIXTURES / name])
    if name in NOTHING_TO_TAKE:
        assert [refused.file for refused in report.refused] == [Path(name).name]
        return
    assert not report.refused, report.refused
    (file,) = report.files
    assert_every_row_is_accounted_for(file)
    if name not in EXPECTED:
        assert file.rows.taken > 0
        assert file.rows.unchanged == 0
        return
    (read, skipped, refused), things, sums = EXPECTED[name]
    assert (file.rows.read, file.rows.skipped, file.rows.refused) == (read, skipped, refused)
    assert {kind: file.things[kind].created for kind in things} == things
    if sums:
        found = app.read(orders.totals)
        assert {one.currency: one.revenue + one.refunds for one in found} == sums


@pytest.mark.feature("E4")
@pytest.mark.parametrize("name", sorted(set(EXPECTED) - {"clv/CDNOW_sample.txt"}))
def test_a_file_of_the_collection_comes_in_once(app: App, name: str) -> None:
    service = ImportService(app.db, app.shops, stage_here)
    service.run([FIXTURES / name])
    again = service.run([FIXTURES / name])
    assert again.run is None
    assert again.files[0].rows.taken == 0


@pytest.mark.parametrize("folder", ["nasty", "calendar", "payments"])
def test_what_holds_nothing_of_ours_is_refused_in_a_sentence_or_accounted_for(app: App, folder: str) -> None:
    service = ImportService(app.db, app.shops)
    paths = sorted((FIXTURES / folder).iterdir())
    if folder == "nasty":  # the others are read in children of their own by the tests of reading
        paths = [path for path in paths if path.suffix in (".csv", ".xml", ".slk", ".dbf")]
    for path in paths:
        report = service.preview([path])
        for refused in report.refused:
            assert path.name in refused.message
            assert "\n" not in refused.message
        for file in report.files:
            assert_every_row_is_accounted_for(file)
        assert len(report.refused) + len(report.files) == 1, path.name
