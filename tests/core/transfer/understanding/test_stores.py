"""Our own small store files, invented people in real shapes."""

from __future__ import annotations

import pytest


@pytest.mark.feature("E1")
def test_shopify_order_rows_become_orders_whose_totals_are_taken_once(staged, store_file):
    found = staged(store_file("shopify_orders.csv"))
    assert found.meta("profile") == "shopify-orders"
    assert found.all("SELECT number, total, status, payment FROM orders ORDER BY number") == [
        {"number": "#1001", "total": 28000, "status": "shipped", "payment": "paid"},
        {"number": "#1002", "total": 10000, "status": "new", "payment": "partially_refunded"},
    ]
    assert found.column("SELECT quantity FROM lines ORDER BY order_key, position") == [2_000_000, 1_000_000, 1_000_000]
    assert found.column("SELECT amount FROM refunds") == [4000]
    assert found.outcomes() == {"good": 3}


def test_shopify_places_are_put_into_il_and_ilce(staged, store_file):
    found = staged(store_file("shopify_orders.csv"))
    address = found.all("SELECT * FROM order_addresses WHERE order_key = '#1001' AND kind = 'delivery'")[0]
    assert (address["city"], address["district"], address["postal_code"]) == ("İstanbul", "Kadıköy", "34710")


@pytest.mark.feature("E1")
def test_a_refusal_anywhere_in_the_file_wins_over_an_agreement(staged, store_file):
    found = staged(store_file("shopify_customers.csv"))
    isil = "id:7210000000003"
    assert found.one(f"SELECT state FROM consents WHERE person_key = '{isil}' AND channel = 'email'") == "refused"
    assert found.one(f"SELECT note FROM people WHERE key = '{isil}'") == "ikinci satır"
    assert found.column("SELECT number FROM phones ORDER BY number") == ["+905321112233", "+905321234567"]


def test_guards_of_spreadsheets_are_taken_off_and_zeros_kept(staged, store_file):
    found = staged(store_file("shopify_customers.csv"))
    sukru = found.all("SELECT * FROM people WHERE key = 'id:7210000000001'")[0]
    assert (sukru["name"], sukru["name_folded"], sukru["note"]) == ("Şükrü İnce", "sukru ince", "Kapıcıya bırakın")
    assert found.one("SELECT postal_code FROM addresses WHERE person_key = 'id:7210000000001'") == "06040"
    assert found.column("SELECT name FROM tags ORDER BY name") == ["kupa", "vip"]


@pytest.mark.feature("E1")
def test_hepsiburada_in_windows_1254_keeps_a_product_called_toplam_and_skips_the_totals(staged, store_file):
    found = staged(store_file("hepsiburada_siparisler.csv"))
    assert found.meta("profile") == "hepsiburada-orders"
    assert found.outcomes() == {"good": 3, "skipped": 1}
    assert found.all("SELECT number, total, status FROM orders ORDER BY number") == [
        {"number": "4330000101", "total": 254000, "status": "delivered"},
        {"number": "4330000102", "total": 460200, "status": "cancelled"},
    ]
    assert "Toplam Bakım Seti" in found.column("SELECT name FROM lines")
    assert found.column("SELECT vat_rate FROM lines ORDER BY key") == [20_000_000, 10_000_000, 20_000_000]


@pytest.mark.feature("E1")
def test_a_returned_line_becomes_a_refund_and_a_wholly_cancelled_order_has_none(staged, store_file):
    found = staged(store_file("hepsiburada_siparisler.csv"))
    assert found.all("SELECT order_key, amount, reason FROM refunds") == [
        {"order_key": "4330000101", "amount": 230000, "reason": "the line was returned"}
    ]


def test_a_relay_address_is_kept_but_identifies_nobody(staged, store_file):
    found = staged(store_file("hepsiburada_siparisler.csv"))
    assert found.all("SELECT address, masked FROM emails ORDER BY address") == [
        {"address": "alici@mail.hepsiburada.com", "masked": 1},
        {"address": "gulsen@example.com", "masked": 0},
    ]
    assert found.column("SELECT value FROM person_keys WHERE kind = 'email'") == ["gulsen@example.com"]


def test_synonyms_of_provinces_are_written_officially(staged, store_file):
    found = staged(store_file("hepsiburada_siparisler.csv"))
    assert set(found.column("SELECT city FROM addresses")) == {"Iğdır", "Kahramanmaraş"}


@pytest.mark.feature("E2")
def test_headers_with_lost_letters_are_recognised(staged, store_file):
    found = staged(store_file("trendyol_kisa.csv"))
    assert found.meta("profile") == "trendyol-orders"
    assert found.targets()["Sipari? Numaras?"] == "order.number"
    assert found.targets()["?lçe"] == "delivery.district"


def test_an_exact_repeat_is_skipped_and_the_sum_is_not_doubled(staged, store_file):
    found = staged(store_file("trendyol_kisa.csv"))
    assert found.one("SELECT total FROM orders WHERE key = '10500000101'") == 19000
    assert found.one("SELECT why FROM rows WHERE row = 4") == "an exact repeat of a row above"
    assert found.column("SELECT key FROM packages WHERE order_key = '10500000101' ORDER BY key") == [
        "10500000101|2900000101",
        "10500000101|2900000102",
    ]


def test_bad_cells_are_reported_with_their_row_and_column_and_the_rest_is_taken(staged, store_file):
    found = staged(store_file("trendyol_kisa.csv"))
    problems = {(row["row"], row["column"]): row for row in found.all("SELECT * FROM problems")}
    shortened = problems[(5, "Barkod")]
    assert (shortened["value"], shortened["taken"]) == ("1.05E+10", 1)
    assert found.one("SELECT barcode FROM lines WHERE order_key = '10500000102'") is None


def test_a_line_without_quantity_refuses_its_row_and_keeps_the_original(staged, store_file):
    found = staged(store_file("trendyol_kisa.csv"))
    assert found.outcomes() == {"good": 3, "skipped": 1, "refused": 1}
    assert found.one("SELECT count(*) FROM orders WHERE key = '10500000103'") == 0
    assert "32.11.2026 14:05" in found.one("SELECT cells FROM originals WHERE row = 6")
    taken = found.column("SELECT taken FROM problems WHERE row = 6")
    assert taken == [0, 0]


@pytest.mark.feature("E2")
def test_a_sheet_of_unknown_layout_is_understood_by_headers_and_values(staged, store_file):
    found = staged(store_file("genel_siparisler.csv"))
    assert (found.meta("profile"), found.meta("kind")) == ("general", "orders")
    assert found.all("SELECT number, total, local_date, status FROM orders ORDER BY number") == [
        {"number": "A-1", "total": 37000, "local_date": "2026-04-03", "status": "preparing"},
        {"number": "A-2", "total": 125000, "local_date": "2026-04-25", "status": "shipped"},
    ]
    assert set(found.column("SELECT city FROM addresses")) == {"Kahramanmaraş", "Afyonkarahisar"}


@pytest.mark.feature("E3")
def test_the_reasons_say_what_was_decided_and_because_of_what(staged, store_file):
    reasons = staged(store_file("genel_siparisler.csv")).all("SELECT * FROM reasons")
    dates = next(row for row in reasons if row["about"] == "dates")
    assert (dates["decided"], dates["because_args"]) == ("day first", '{"count":1,"total":3}')
    totals = next(row for row in reasons if row["about"] == "totals")
    assert totals["decided"] == "the amounts are those of lines and are added up"


def test_passwords_and_staff_are_stored_nowhere(staged, store_file):
    found = staged(store_file("genel_siparisler.csv"))
    assert found.targets()["Şifre"] == ""
    assert found.targets()["Müşteri Temsilcisi"] == ""
    everything = [
        str(list(row.values()))
        for table in found.column("SELECT name FROM sqlite_master WHERE type = 'table'")
        for row in found.all(f"SELECT * FROM {table}")
    ]
    assert not any("gizli" in row for row in everything)


def test_the_same_file_gives_the_same_staging_file(staged, store_file):
    first, second = (staged(store_file("trendyol_kisa.csv")) for _ in range(2))
    for table in ("people", "orders", "packages", "lines", "refunds", "person_keys", "row_things", "problems"):
        assert first.all(f"SELECT * FROM {table}") == second.all(f"SELECT * FROM {table}")
