"""Files in the shapes of stores, forms and customer programs, their people invented: what each must yield."""

from __future__ import annotations

import pytest

from desktop_crm.platform.errors import FileRefused

ORDERS = [
    # file, profile, orders, lines, people, sum of totals in minor units, currency
    ("trendyol_1254.csv", "trendyol-orders", 2, 3, 2, 172_975, "TRY"),
    ("trendyol_damaged.csv", "trendyol-orders", 2, 3, 2, 172_975, "TRY"),
    ("wix.csv", "wix-orders", 2, 3, 2, 5_800, "EUR"),
    ("squarespace.csv", "squarespace-orders", 1, 2, 1, 5_500, "USD"),
    ("etsy_items_uk.csv", "etsy-order-items", 1, 2, 0, 2_500, "GBP"),
    ("amazon_unshipped.txt", "amazon-unshipped", 1, 2, 1, 0, "TRY"),
    ("tiktok.csv", "tiktok-orders", 2, 3, 1, 32_000, "TRY"),
    ("magento_orders.csv", "magento-orders", 2, 0, 2, 134_990, "TRY"),
    ("shopier.csv", "shopier-orders", 2, 3, 2, 80_000, "TRY"),
    ("woocommerce_webtoffee.csv", "woocommerce-orders", 2, 3, 2, 187_950, "TRY"),
    ("woocommerce_skyverge.csv", "woocommerce-orders", 2, 3, 2, 184_960, "TRY"),
    ("bigcommerce_orders.csv", "bigcommerce-orders", 2, 3, 2, 10_500, "USD"),
    ("square_items.csv", "square-items", 1, 2, 0, 1_242, "USD"),
    ("ideasoft.csv", "general", 1, 2, 1, 44_985, "TRY"),
    ("entegra.csv", "general", 2, 2, 0, 59_985, "TRY"),
]


@pytest.mark.feature("E2")
@pytest.mark.parametrize(("file", "profile", "orders", "lines", "people", "total", "currency"), ORDERS)
def test_an_order_list_yields_its_orders_lines_people_and_sum(
    staged, store_file, file, profile, orders, lines, people, total, currency
):
    found = staged(store_file(file))
    assert (found.meta("kind"), found.meta("profile")) == ("orders", profile)
    counted = tuple(found.one(f"SELECT count(*) FROM {table}") for table in ("orders", "lines", "people"))
    assert counted == (orders, lines, people)
    assert found.one("SELECT sum(total) FROM orders") == total
    assert set(found.column("SELECT DISTINCT currency FROM orders")) == {currency}


CONTACTS = [
    ("facebook_leads.csv", "facebook-leads", ["Ayşe Yılmaz", "Şükrü İnce"]),
    ("hubspot.csv", "hubspot-contacts", ["Ayşe Yılmaz", "Şükrü İnce"]),
    ("zoho.csv", "zoho-leads", ["Ayşe Yılmaz", "Şükrü İnce"]),
    ("salesforce.csv", "salesforce-contacts", ["Ayşe Yılmaz", "Şükrü İnce"]),
    ("eventbrite.csv", "eventbrite-attendees", ["Ann Lee", "Bob Lee"]),
    ("outlook_tr.csv", "outlook-contacts", ["Ayşe Yılmaz", "Şükrü İnce"]),
    ("ikas.csv", "ikas-customers", ["Ayşe Yılmaz", "Şükrü İnce"]),
    ("stripe_customers.csv", "general", ["Ayşe Yılmaz"]),
]


@pytest.mark.feature("E2")
@pytest.mark.parametrize(("file", "profile", "names"), CONTACTS)
def test_a_list_of_people_yields_them_and_nobody_of_the_staff(staged, store_file, file, profile, names):
    found = staged(store_file(file))
    assert (found.meta("kind"), found.meta("profile")) == ("customers", profile)
    assert found.column("SELECT name FROM people ORDER BY row") == names
    assert not [address for address in found.column("SELECT address FROM emails") if "magaza" in address]


@pytest.mark.feature("I8")
@pytest.mark.parametrize("file", ["zoho.csv", "salesforce.csv"])
def test_who_opted_out_has_refused_and_who_did_not_has_said_nothing(staged, store_file, file):
    found = staged(store_file(file))
    said = found.all("SELECT p.name, c.channel, c.state FROM consents c JOIN people p ON p.key = c.person_key")
    assert said == [{"name": "Şükrü İnce", "channel": "email", "state": "refused"}]


SURVEYS = [
    # file, profile, respondents, answers, scores of the question of recommending
    ("googleforms_tr.csv", "google-forms", 2, 5, [10, 4]),
    ("surveymonkey_2rows.csv", "surveymonkey", 2, 7, [9, 6]),
    ("typeform.csv", "typeform", 2, 3, [9, 6]),
    ("qualtrics.csv", "qualtrics", 2, 7, [9, 3]),
    ("limesurvey.csv", "limesurvey", 2, 3, []),
]


@pytest.mark.feature("D4")
@pytest.mark.parametrize(("file", "profile", "respondents", "answers", "scores"), SURVEYS)
def test_a_form_yields_its_answers_linked_to_whoever_gave_an_address(
    staged, store_file, file, profile, respondents, answers, scores
):
    found = staged(store_file(file))
    assert (found.meta("kind"), found.meta("profile")) == ("answers", profile)
    assert found.one("SELECT count(DISTINCT row) FROM answers") == respondents
    assert found.one("SELECT count(*) FROM answers") == answers
    assert found.column("SELECT score FROM answers WHERE kind = 'nps' ORDER BY row") == scores
    if profile != "limesurvey":
        assert set(found.column("SELECT DISTINCT person_key FROM answers")) == {"email:ayse@example.com", None}


@pytest.mark.parametrize("file", ["paypal_tr.csv", "stripe_balance.csv", "shopier_payouts.csv"])
def test_lists_of_payments_are_refused_with_the_reason(staged, store_file, file):
    with pytest.raises(FileRefused, match="payments"):
        staged(store_file(f"../refused/{file}"))


def test_half_masked_and_packed_values_are_taken_as_they_are(staged, store_file):
    tiktok = staged(store_file("tiktok.csv"))
    assert tiktok.column("SELECT number FROM orders ORDER BY row")[0] == "576461413038785752"
    assert tiktok.column("SELECT key FROM people") == ["id:user1"]
    packed = staged(store_file("bigcommerce_orders.csv"))
    assert packed.column("SELECT name FROM lines WHERE order_key = '101' ORDER BY position") == [
        "Kupa, büyük",
        "Tişört",
    ]


def test_products_packed_in_json_and_in_numbered_columns_are_unpacked(staged_rows):
    json = '[{"name":"Şal","sku":"SAL","quantity":2,"total":"399.90"},{"name":"Kolye","quantity":1,"total":"50"}]'
    found = staged_rows(["Order Number", "Order Total", "Line Items"], ["7", "449.90", json])
    assert found.all("SELECT name, sku, quantity, total FROM lines ORDER BY position") == [
        {"name": "Şal", "sku": "SAL", "quantity": 2_000_000, "total": 39_990},
        {"name": "Kolye", "sku": None, "quantity": 1_000_000, "total": 5_000},
    ]
    assert found.one("SELECT total FROM orders") == 44_990


def test_two_equal_products_packed_in_one_order_are_two_lines(staged_rows):
    found = staged_rows(
        ["Order Number", "Order Total", "Line Items"],
        ["7", "20", "name:Şal|quantity:1|total:10;name:Şal|quantity:1|total:10"],
    )
    assert found.one("SELECT count(*) FROM lines") == 2
    assert found.outcomes() == {"good": 1}


def test_a_note_with_colons_is_no_packed_product(staged_rows):
    found = staged_rows(
        ["Sipariş No", "Tutar", "Not"],
        ["7", "20,00", "saat: 10:30, kapıcı: Ali, adet: az"],
        ["8", "20,00", "zil: yok|kat: 3"],
    )
    assert found.outcomes() == {"good": 2}
    assert "Not" in found.targets()
