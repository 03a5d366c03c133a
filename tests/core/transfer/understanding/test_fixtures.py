"""The shared collection of store files against what a correct import of each yields."""

from __future__ import annotations

import pytest

from desktop_crm.platform.errors import FileRefused


def counts(found) -> tuple[int, int, int]:
    return tuple(found.one(f"SELECT count(*) FROM {table}") for table in ("orders", "lines", "people"))


def amounts(found) -> dict[str, int]:
    return {row["number"]: row["total"] for row in found.all("SELECT number, total FROM orders")}


@pytest.mark.feature("E1")
def test_shopify_orders_yield_what_was_expected(staged, fixture_file):
    found = staged(fixture_file("orders/shopify_orders_export_invai.csv"))
    assert counts(found) == (3, 4, 3)
    assert amounts(found) == {"#5001": 6950, "#5002": 3640, "#5003": 3041}
    assert found.all("SELECT status, payment FROM orders WHERE key = '#5003'") == [
        {"status": "cancelled", "payment": "voided"}
    ]
    assert found.all("SELECT order_key, amount FROM refunds") == [{"order_key": "#5003", "amount": 3041}]
    assert found.column("SELECT postal_code FROM order_addresses WHERE kind = 'delivery' ORDER BY 1") == [
        "85003", "85201", "86040",
    ]  # fmt: skip
    assert found.one("SELECT ordered_at FROM orders WHERE key = '#5001'") == 1_790_093_560_000


def test_shopify_orders_of_2026_are_in_euro(staged, fixture_file):
    found = staged(fixture_file("orders/shopify_orders_export_eu_2026.csv"))
    assert counts(found) == (4, 10, 4)
    assert sum(amounts(found).values()) == 117_737
    assert found.one("SELECT quantity FROM lines WHERE order_key = '#1550' AND position = 3") == 2_000_000
    consents = found.column("SELECT state FROM consents JOIN orders USING (person_key) ORDER BY number")
    assert consents == ["refused", "granted", "granted", "granted"]


def test_etsy_items_add_up_to_orders(staged, fixture_file):
    found = staged(fixture_file("orders/etsy_sold_order_items.csv"))
    assert counts(found)[:2] == (4, 5)
    assert found.column("SELECT row FROM problems") == [7]
    assert set(found.column("SELECT local_date FROM orders")) == {"2026-09-22", "2026-09-23"}


def test_etsy_orders_keep_their_zip(staged, fixture_file):
    found = staged(fixture_file("orders/etsy_sold_orders.csv"))
    order = found.all("SELECT number, total, currency, local_date FROM orders")[0]
    assert order == {"number": "11223344", "total": 5500, "currency": "USD", "local_date": "2026-09-25"}
    assert found.one("SELECT postal_code FROM order_addresses WHERE kind = 'delivery'") == "02108"


def test_squarespace_orders_are_counted_once(staged, fixture_file):
    found = staged(fixture_file("orders/squarespace_orders.csv"))
    assert counts(found) == (4, 6, 3)
    assert sum(amounts(found).values()) == 34_000
    assert found.all("SELECT order_key, amount FROM refunds") == [{"order_key": "2", "amount": 2000}]
    assert found.outcomes() == {"good": 6, "skipped": 2}


def test_wix_reports_an_unreadable_quantity(staged, fixture_file):
    found = staged(fixture_file("orders/wix_orders_edge_cases.csv"))
    assert amounts(found) == {"EDGE001": 1898}
    assert found.column('SELECT "column" FROM problems ORDER BY id') == ["Qty", "Price"]
    assert found.one("SELECT digits FROM phones").endswith("15200000016")


def test_ebay_orders_are_found_without_their_number(staged, fixture_file):
    found = staged(fixture_file("orders/ebay_seller_hub_orders.csv"))
    assert amounts(found) == {"12-34567-89012": 5799}
    assert found.column("SELECT local_date FROM orders") == ["2025-07-21"]
    blank = staged(fixture_file("orders/ebay_uk_blank_order_number.csv"))
    assert sorted(amounts(blank)) == ["1001", "1002"]


def test_amazon_orders_have_no_customer(staged, fixture_file):
    found = staged(fixture_file("orders/amazon_all_orders.tsv"))
    assert counts(found) == (2, 2, 0)


@pytest.mark.feature("E1")
def test_trendyol_yields_what_was_expected(staged, fixture_file):
    found = staged(fixture_file("orders/tr_trendyol_tum_siparisler_RECONSTRUCTED.xlsx"))
    assert counts(found) == (4, 5, 3)
    assert found.one("SELECT count(*) FROM packages") == 4
    assert found.one("SELECT sum(total) FROM orders WHERE status != 'cancelled'") == 297_965
    assert found.one("SELECT sum(total) FROM orders WHERE status = 'cancelled'") == 245_000
    assert "0123456789" in found.column("SELECT tax_number FROM order_addresses")
    assert {"0042", "0007"} <= set(found.column("SELECT sku FROM lines"))


@pytest.mark.feature("E1")
def test_hepsiburada_yields_what_was_expected(staged, fixture_file):
    found = staged(fixture_file("orders/tr_hepsiburada_siparisler_RECONSTRUCTED.csv"))
    assert amounts(found) == {"4330000001": 54_000, "4330000002": 460_200}
    assert found.column("SELECT vat_rate FROM lines ORDER BY row") == [20_000_000, 10_000_000, 20_000_000]
    assert found.column("SELECT local_date FROM orders ORDER BY number") == ["2026-08-15", "2026-08-16"]
    assert found.outcomes() == {"good": 3, "skipped": 1}


def test_prestashop_and_magento_people_without_their_passwords(staged, fixture_file):
    shop = staged(fixture_file("customers/prestashop_customers_import.csv"))
    assert shop.one("SELECT count(*) FROM people") == 9
    granted = shop.column("SELECT person_key FROM consents WHERE state = 'granted' ORDER BY 1")
    assert granted == ["id:1", "id:2", "id:3", "id:5", "id:6"]
    assert "123456789" not in "".join(shop.column("SELECT sample FROM columns"))
    magento = staged(fixture_file("customers/magento_customers_to_import.csv"))
    assert magento.one("SELECT count(*) FROM people") == 6
    assert magento.one("SELECT count(*) FROM columns WHERE sample LIKE '%6a9c9bfb%'") == 0


def test_shopify_customers_keep_id_and_consent(staged, fixture_file):
    found = staged(fixture_file("customers/shopify_customers_export.csv"))
    assert found.column("SELECT key FROM people ORDER BY key") == ["id:7210448301122", "id:7210448301123"]
    assert found.column("SELECT state FROM consents WHERE channel = 'email' ORDER BY key") == ["refused", "granted"]


def test_one_guest_at_two_events_is_one_person(staged, fixture_file):
    found = staged(fixture_file("customers/eventbrite_it_totals_row.csv"))
    assert found.one("SELECT count(*) FROM people") == 1
    assert found.outcomes() == {"good": 2, "skipped": 1}


def test_turkish_hand_made_lists(staged, fixture_file):
    bad = staged(fixture_file("customers/tr_musteri_hatali_satirlar.csv"))
    assert set(bad.column("SELECT row FROM problems")) == {3, 6}
    titled = staged(fixture_file("customers/tr_cari_satis_baslik_blogu.xlsx"))
    assert titled.column("SELECT key FROM people ORDER BY key") == ["id:001", "id:1002"]
    consents = staged(fixture_file("customers/tr_iys_toplu_izin.csv"))
    assert consents.all("SELECT channel, state FROM consents ORDER BY row") == [
        {"channel": "sms", "state": "granted"},
        {"channel": "call", "state": "refused"},
    ]


def test_mautic_people_and_rows_that_name_nobody(staged, fixture_file):
    found = staged(fixture_file("customers/mautic_fake_leads.csv"))
    assert found.one("SELECT count(*) FROM people") == 50
    assert sum(found.outcomes().values()) == 54


def test_contacts_of_other_programs(staged, fixture_file):
    assert staged(fixture_file("contacts/google_contacts_other.csv")).one("SELECT count(*) FROM people") == 5
    for name in ("contacts/hubspot_contacts.csv", "contacts/zoho_crm_leads.csv"):
        found = staged(fixture_file(name))
        names = " ".join(found.column("SELECT name FROM people") + found.column("SELECT address FROM emails"))
        assert "felix@pullup" not in names
        assert "Rahul" not in names


def test_survey_scores_are_read_as_nps(staged, fixture_file):
    found = staged(fixture_file("survey/surveymonkey_condensed.csv"))
    scores = found.column("SELECT score FROM answers WHERE kind = 'nps'")
    assert (sum(score >= 9 for score in scores), sum(score <= 6 for score in scores), len(scores)) == (4, 2, 10)
    assert found.one("SELECT avg(score) FROM answers WHERE kind = 'csat'") == pytest.approx(3.6)
    likert = staged(fixture_file("survey/surveymonkey_likert_text.csv"))
    assert likert.one("SELECT count(DISTINCT row) FROM answers") == 10


@pytest.mark.parametrize(
    "name",
    [
        "payments/paypal_activity_en.csv",
        "coupons/shopify_discounts_export_RECONSTRUCTED.csv",
        "products/tr_trendyol_urunler_RECONSTRUCTED.xlsx",
        "products/prestashop_products_import.csv",
        "products/woocommerce_sample_products_excerpt.csv",
        "reviews/judgeme_export.csv",
        "reviews/shopify_product_reviews_export.csv",
    ],
)
def test_files_that_are_no_orders_are_refused_whole(staged, fixture_file, name):
    with pytest.raises(FileRefused):
        staged(fixture_file(name))
