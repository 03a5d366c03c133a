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


@pytest.mark.feature("E12")
def test_product_lists_yield_products_and_what_is_bought_of_them(staged, fixture_file):
    trendyol = staged(fixture_file("products/tr_trendyol_urunler_RECONSTRUCTED.xlsx"))
    assert trendyol.all("SELECT number, brand, barcode, sku, price, list_price FROM products JOIN variants v "
                        "ON v.product_key = products.key ORDER BY v.row") == [
        {"number": "KG", "brand": "ÖRNEK", "barcode": "8690000000017", "sku": "KG-0017", "price": 124990,
         "list_price": 149990},
        {"number": "SAL", "brand": "ÖRNEK", "barcode": "0690000000024", "sku": "0042", "price": 19995,
         "list_price": 29995},
    ]  # fmt: skip
    presta = staged(fixture_file("products/prestashop_products_import.csv"))
    assert presta.column("SELECT price FROM variants ORDER BY row") == [10_000, 6_000, 150_000]
    woo = staged(fixture_file("products/woocommerce_sample_products_excerpt.csv"))
    assert (woo.one("SELECT count(*) FROM products"), woo.one("SELECT count(*) FROM variants")) == (5, 5)
    assert woo.one("SELECT product_key FROM variants WHERE sku = 'woo-vneck-tee-red'") == "44"


@pytest.mark.feature("E10")
def test_discount_codes_that_differ_in_case_are_two(staged, fixture_file):
    found = staged(fixture_file("coupons/shopify_discounts_export_RECONSTRUCTED.csv"))
    assert found.all("SELECT code, kind, value, minimum, usage_limit, status FROM coupons ORDER BY row") == [
        {"code": "HOSGELDIN10", "kind": "percent", "value": 10_000_000, "minimum": None, "usage_limit": None,
         "status": "active"},
        {"code": "KIS50", "kind": "amount", "value": 50_000_000, "minimum": 40_000, "usage_limit": 100,
         "status": "expired"},
        {"code": "hosgeldin10", "kind": "percent", "value": 10_000_000, "minimum": None, "usage_limit": None,
         "status": "active"},
    ]  # fmt: skip


@pytest.mark.feature("D8")
def test_reviews_are_kept_with_their_stars_and_spam_makes_no_customer(staged, fixture_file):
    judgeme = staged(fixture_file("reviews/judgeme_export.csv"))
    assert judgeme.column("SELECT stars FROM reviews ORDER BY row") == [5, 2, 5]
    assert judgeme.column("SELECT status FROM reviews ORDER BY row") == ["published", "published", "spam"]
    assert judgeme.column("SELECT name FROM people ORDER BY row") == ["Camille Rousseau", "Marc"]
    shopify = staged(fixture_file("reviews/shopify_product_reviews_export.csv"))
    assert shopify.column("SELECT product || ' ' || stars FROM reviews ORDER BY row") == ["savon-bio 4", "savon-bio 1"]


def test_a_list_of_payments_is_refused_whole(staged, fixture_file):
    with pytest.raises(FileRefused, match="payments"):
        staged(fixture_file("payments/paypal_activity_en.csv"))
