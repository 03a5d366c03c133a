"""Rules of understanding, each on a sheet of a few rows."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_crm.platform.errors import FileRefused, UserError

ORDERS = ["Sipariş No", "Sipariş Tarihi", "Müşteri", "Telefon", "E-posta", "Toplam"]


def test_a_repeated_order_total_is_not_multiplied_by_its_lines(staged_rows):
    found = staged_rows(
        [*ORDERS, "Ürün Adı", "Adet"],
        ["1", "01.02.2026", "Ali Can", "05321112233", None, "100,00", "Kupa", "1"],
        ["1", "01.02.2026", "Ali Can", "05321112233", None, "100,00", "Tabak", "3"],
    )
    assert found.column("SELECT total FROM orders") == [10000]
    assert found.one("SELECT count(*) FROM lines") == 2


def test_different_amounts_in_one_order_are_those_of_its_lines(staged_rows):
    found = staged_rows(
        [*ORDERS, "Ürün Adı", "Adet"],
        ["1", "01.02.2026", "Ali Can", "05321112233", None, "100,00", "Kupa", "1"],
        ["1", "01.02.2026", "Ali Can", "05321112233", None, "50,50", "Tabak", "3"],
    )
    assert found.column("SELECT total FROM orders") == [15050]


@pytest.mark.feature("E8")
def test_the_reason_of_a_return_and_of_a_cancellation_is_kept(staged_rows):
    headers = ["Sipariş No", "Ad Soyad", "Ürün", "Adet", "Tutar", "Sipariş Durumu", "İade/İptal Nedeni"]
    found = staged_rows(
        headers,
        ["1001", "Ece Demir", "Şal", 1, 250, "İade Edildi", "Rengi beğenilmedi"],
        ["1002", "Ali Kaya", "Şal", 1, 250, "İptal Edildi", "Stokta yok"],
        ["1003", "Can Ak", "Şal", 1, 250, "İade Edildi", None],
        ["1004", "Su Er", "Şal", 1, 250, "Teslim Edildi", None],
    )
    assert found.targets()["İade/İptal Nedeni"] == "order.refund_reason"
    assert found.all("SELECT order_key, amount, reason FROM refunds ORDER BY order_key") == [
        {"order_key": "1001", "amount": 25000, "reason": "Rengi beğenilmedi"},
        {"order_key": "1002", "amount": 0, "reason": "Stokta yok"},
        {"order_key": "1003", "amount": 25000, "reason": "the order was returned"},
    ]


def test_the_same_product_twice_in_an_order_makes_two_lines(staged_rows):
    found = staged_rows(
        ["Sipariş No", "Müşteri", "Ürün Adı", "Stok Kodu", "Adet", "Satır Tutarı"],
        ["1", "Ali", "Kupa", "K1", "1", "10,00"],
        ["1", "Ali", "Kupa", "K1", "2", "20,00"],
    )
    assert found.column("SELECT key FROM lines ORDER BY key") == ["1|K1|1", "1|K1|2"]


def test_a_buyer_known_only_by_name_makes_no_customer_but_stays_on_the_order(staged_rows):
    found = staged_rows(ORDERS, ["1", "01.02.2026", "Ali Can", None, None, "100,00"])
    assert found.all("SELECT person_key, buyer FROM orders") == [{"person_key": None, "buyer": "Ali Can"}]
    assert found.one("SELECT count(*) FROM people") == 0


def test_one_phone_with_two_names_stays_two_people(staged_rows):
    found = staged_rows(
        ["Ad Soyad", "Telefon"], ["Ali Can", "0532 111 22 33"], ["ALİ CAN", "+905321112233"], ["Ece Can", "5321112233"]
    )
    assert found.column("SELECT name FROM people ORDER BY name") == ["Ali Can", "Ece Can"]


def test_one_email_makes_one_person_unless_the_shop_knows_two(staged_rows):
    joined = staged_rows(["Ad Soyad", "E-posta"], ["Ali Can", "ALI@x.com"], ["A. Can", "ali@x.com"])
    assert joined.one("SELECT count(*) FROM people") == 1
    apart = staged_rows(["Müşteri No", "Ad Soyad", "E-posta"], ["1", "Ali Can", "a@x.com"], ["2", "Ece Can", "a@x.com"])
    assert apart.one("SELECT count(*) FROM people") == 2


def test_names_at_one_address_are_joined_where_nothing_stronger_is_known(staged_rows):
    found = staged_rows(
        ["Ad Soyad", "İl", "İlçe", "Adres", "Not"],
        ["Ali Can", "İstanbul", "Eyüp", "Gül Sk. 1", "bir"],
        ["ALİ CAN", "ISTANBUL", "Eyüpsultan", "gül sk. 1", "iki"],
        ["Ali Can", "Ankara", "Çankaya", "Gül Sk. 1", "üç"],
    )
    assert found.one("SELECT count(*) FROM people") == 2
    assert found.column("SELECT value FROM person_keys WHERE kind = 'place' ORDER BY value") == [
        "ali can|ankara|cankaya|gul sk. 1",
        "ali can|istanbul|eyupsultan|gul sk. 1",
    ]


def test_a_person_without_anything_to_know_them_by_is_refused(staged_rows):
    found = staged_rows(["Ad Soyad", "E-posta", "Adres"], ["Ali", "ali@x.com", "A"], [None, None, "Gül Sk. 1"])
    assert found.outcomes() == {"good": 1, "refused": 1}


def test_codes_that_a_workbook_made_numbers_become_text_again(staged_rows):
    found = staged_rows(
        ["Sipariş No", "Tarih", "Müşteri", "Telefon", "Barkod", "Adet", "Birim Fiyat"],
        [10500000001.0, date(2026, 9, 1), "Ali", 5321112233.0, 8690000000017.0, 2.0, 12.5],
    )
    line = found.all("SELECT * FROM lines")[0]
    assert (line["order_key"], line["barcode"], line["total"]) == ("10500000001", "8690000000017", 2500)
    assert found.column("SELECT number FROM phones") == ["+905321112233"]
    assert found.column("SELECT local_date FROM orders") == ["2026-09-01"]


def test_placeholder_identity_numbers_are_never_kept(staged_rows):
    found = staged_rows(["Ad Soyad", "TCKN", "Telefon"], ["Ali Can", "11111111111", "05321112233"])
    assert found.column("SELECT tax_number FROM people") == [None]


def test_a_tax_number_that_lost_its_zero_gets_it_back(staged_rows):
    found = staged_rows(["Firma Adı", "Vergi No"], ["Örnek Ltd. Şti.", 123456789.0])
    assert found.all("SELECT kind, tax_number FROM people") == [{"kind": "company", "tax_number": "0123456789"}]


def test_the_owner_of_a_contact_is_no_customer(staged_rows):
    found = staged_rows(
        ["Name", "E-mail", "Lead Owner", "To Email Address"], ["Ali Can", "ali@x.com", "boss@x.com", "shop@x.com"]
    )
    assert found.column("SELECT address FROM emails") == ["ali@x.com"]


def test_an_address_header_can_hold_a_name(staged_rows):
    headers = ["Sipariş Numarası", "Paket No", "Alıcı", "Faturalanacak Tutar", "Adet", "Alıcı - Fatura Adresi"]
    found = staged_rows(headers, ["1", "2", "Ali Can", "10,00", "1", "Can Ltd. Şti."])
    assert found.column("SELECT name FROM order_addresses WHERE kind = 'invoice'") == ["Can Ltd. Şti."]


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        (["Date", "Gross", "Fee", "Net", "Transaction ID"], "payments"),
        (["Sipariş No", "Gönderi Kargo Bedeli", "Net Tutar"], "commissions"),
    ],
)
def test_other_kinds_of_files_are_refused_with_the_reason(staged_rows, headers, words):
    with pytest.raises(FileRefused, match=words):
        staged_rows(headers, ["1", "2", "3"], file="a.csv")


def test_a_sheet_that_speaks_of_nobody_is_refused(staged_rows):
    with pytest.raises(FileRefused, match="neither customers nor orders"):
        staged_rows(["Renk", "Ağırlık"], ["mavi", "3"], file="a.csv")


def test_an_unknown_kind_or_profile_is_an_error_of_the_user(staged_rows):
    with pytest.raises(UserError):
        staged_rows(["Ad"], ["Ali"], kind="goods")
    with pytest.raises(UserError):
        staged_rows(["Ad"], ["Ali"], profile="nowhere")


def test_the_name_of_a_mailchimp_file_says_whether_its_people_agreed(staged_rows):
    headers = ["Email Address", "First Name", "MEMBER_RATING", "Birthday"]
    found = staged_rows(headers, ["a@x.com", "Ali", "4", "04/12"], file="unsubscribed_email_audience_export_1.csv")
    assert found.column("SELECT state FROM consents") == ["refused"]
    assert found.column("SELECT birthday FROM people") == ["--04-12"]


def test_consents_of_iys_name_the_channel_and_the_time(staged_rows):
    headers = ["IZIN TURU", "ALICI", "ONAY(1)-RET(0)", "IZIN KAYNAGI", "IZIN TARIHI"]
    found = staged_rows(
        headers,
        ["MESAJ", "5321112233", "1", "HS_WEB", "2026-06-20 14:00:00"],
        ["ARAMA", "5321112233", "0", "HS_WEB", "2026-06-20 14:00:00"],
        ["FAKS", "5321112233", "0", "HS_WEB", "2026-06-20 14:00:00"],
    )
    assert found.all("SELECT channel, state, text FROM consents ORDER BY channel") == [
        {"channel": "call", "state": "refused", "text": "HS_WEB"},
        {"channel": "sms", "state": "granted", "text": "HS_WEB"},
    ]
    assert found.outcomes() == {"good": 2, "refused": 1}


def test_an_unknown_status_word_is_kept_and_told(staged_rows):
    found = staged_rows([*ORDERS, "Durum"], ["1", "01.02.2026", "Ali", "05321112233", None, "5", "Uzayda"])
    assert found.all("SELECT status, status_text FROM orders") == [{"status": "unknown", "status_text": "Uzayda"}]
    assert "Uzayda" in found.one("SELECT because_args FROM reasons WHERE about = 'statuses'")


def test_every_row_is_accounted_for_and_good_rows_name_their_things(staged_rows):
    found = staged_rows(
        ORDERS,
        ["1", "01.02.2026", "Ali", "05321112233", None, "5"],
        [None, "01.02.2026", "Ece", "05321112234", None, "5"],
        ["2", "01.02.2026", "Can", "05321112235", None, "yok gibi"],
        [None, None, "  ", None, None, None],
    )
    assert found.outcomes() == {"good": 1, "refused": 2, "skipped": 1}
    assert found.column("SELECT DISTINCT row FROM row_things") == [2]
