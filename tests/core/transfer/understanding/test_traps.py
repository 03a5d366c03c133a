"""What files of stores do to an importer, trap by trap; those not here are proven beside what they concern."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.core.transfer.reading import sheet_files


def text(folder: Path, content: str, name: str = "liste.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content.encode(encoding))
    return path


TRENDYOL = "Sipariş Numarası;Paket No;Alıcı;Faturalanacak Tutar;Adet;Ürün Adı;İl;Sipariş Statüsü"


@pytest.mark.feature("E2")
def test_a_trimmed_shop_file_that_repeats_only_the_number_makes_no_new_people(staged_rows):
    found = staged_rows(
        ["Name", "Email", "Total", "Lineitem quantity", "Lineitem name", "Lineitem price"],
        ["#1", "ayse@example.com", "30", 1, "Şal", "10"], ["#1", None, None, 2, "Kolye", "10"],
    )  # fmt: skip
    assert (found.one("SELECT count(*) FROM orders"), found.one("SELECT count(*) FROM people")) == (1, 1)
    assert found.one("SELECT total FROM orders") == 3_000


def test_help_above_the_table_and_a_narrower_blank_row_are_no_records(staged, tmp_path):
    help_ = (
        "Bu satırı silmeyin. Müşterilerinizi aşağıdaki tabloya yazıp dosyayı yükleyin; örnek kayıtları silebilirsiniz."
    )
    path = sheet_files.workbook(
        tmp_path / "sablon.xlsx",
        {
            "Müşteriler": [
                [""],
                [help_],
                [],
                ["Ad Soyad", "Telefon", "E-posta"],
                ["Ayşe", "0532 111 22 33", "a@example.com"],
            ]
        },
    )
    found = staged(path)
    assert found.column("SELECT name FROM people") == ["Ayşe"]


@pytest.mark.parametrize("last", ["Toplam;;;20,00;;;;", "GENEL TOPLAM;;;20,00;;;;", "Toplam: 1 kayıt;;;;;;;"])
def test_a_sum_in_the_column_of_the_order_number_is_no_order(staged, tmp_path, last):
    found = staged(text(tmp_path, f"{TRENDYOL}\n1;9;Ayşe;20,00;1;Toplam Bakım Seti;Ankara;Yeni\n{last}\n"))
    assert found.column("SELECT number FROM orders") == ["1"]
    assert found.column("SELECT name FROM lines") == ["Toplam Bakım Seti"]


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1254", "utf-8-sig", "windows-1250"])
def test_names_come_out_right_whatever_wrote_them(staged, tmp_path, encoding):
    name = "Zoë Müller" if encoding == "windows-1250" else "Şükrü Işık"
    body = "Ad Soyad\tTelefon\tE-posta\n" if encoding == "utf-16" else "Ad Soyad;Telefon;E-posta\n"
    row = f"{name};0532 111 22 33;a@example.com\n".replace(";", "\t" if encoding == "utf-16" else ";")
    found = staged(text(tmp_path, body + row, encoding=encoding))
    assert found.column("SELECT name FROM people") == [name]


def test_amounts_of_both_kinds_in_one_column_are_each_read_as_they_can_only_be(staged_rows):
    given = ["1.249,90", "1,250.00", "64.000,00", "$45.99", "899kr", "12,5", "1.250"]
    found = staged_rows(["Sipariş No", "Tutar"], *([str(number), amount] for number, amount in enumerate(given)))
    totals = dict(zip(given, found.column("SELECT total FROM orders ORDER BY row"), strict=True))
    assert totals == {
        "1.249,90": 124_990, "1,250.00": 125_000, "64.000,00": 6_400_000, "$45.99": 4_599, "899kr": 89_900,
        "12,5": 1_250, "1.250": 125_000,
    }  # fmt: skip


def test_the_whole_column_tells_the_month_from_the_day(staged_rows):
    found = staged_rows(["Order Number", "Order Date", "Total"], ["1", "03/04/2026", "5"], ["2", "10/13/2026", "5"])
    assert found.column("SELECT local_date FROM orders ORDER BY row") == ["2026-03-04", "2026-10-13"]


def test_long_numbers_keep_every_digit_and_lost_ones_are_said(staged_rows):
    found = staged_rows(
        ["Sipariş No", "Tutar", "Ürün Adı", "Barkod", "Adet", "Posta Kodu"],
        ["576461413038785752", "5", "Şal", 8690000000017, 1, "'06690"],
        ["11223344556", "5", "Şal", "8.69E+12", 1, '"06690"'],
    )
    assert found.column("SELECT number FROM orders ORDER BY row") == ["576461413038785752", "11223344556"]
    assert found.column("SELECT barcode FROM lines ORDER BY row") == ["8690000000017", None]
    assert found.column("SELECT postal_code FROM order_addresses") == ["06690", "06690"]
    assert found.all('SELECT row, "column" FROM problems') == [{"row": 3, "column": "Barkod"}]


def test_phones_of_every_spelling_are_one_number_and_extensions_fall_away(staged_rows):
    given = ["0532 111 22 33", "+90 532 111 22 33", "905321112233", "5321112233", "p:+905321112233", "'+905321112233"]
    found = staged_rows(["Ad Soyad", "Telefon"], *([f"Kişi {n}", phone] for n, phone in enumerate(given)))
    assert set(found.column("SELECT number FROM phones")) == {"+905321112233"}
    assert found.one("SELECT count(*) FROM people") == len(given), "one number under many names merged strangers"


def test_a_phone_is_of_the_country_beside_it_and_a_word_that_is_no_country_says_nothing(staged_rows):
    found = staged_rows(
        ["Ad Soyad", "Telefon", "Ülke"],
        ["Kenji", "03-3224-9999", "Japonya"],
        ["Ayşe", "0532 111 22 33", "Türkye"],
        ["Jonas", "4915112345678", "Türkye"],
        ["Lena", "4915112345679", "Türkiye"],
        ["Ömer", "(216) 555 00", "Bilinmez"],
    )  # fmt: skip
    assert set(found.column("SELECT number FROM phones")) == {
        "+4915112345678", "+4915112345679", "+81332249999", "+905321112233", "(216) 555 00",
    }  # fmt: skip


def test_a_masked_marketplace_customer_is_neither_new_each_time_nor_mixed_up(staged, tmp_path):
    rows = (
        "1;9;Ayşe Yılmaz;20,00;1;Şal;Ankara;Yeni",
        "2;8;AYŞE YILMAZ;30,00;1;Şal;ANKARA;Yeni",
        "3;7;Ayşe Yılmaz;5,00;1;Şal;İzmir;Yeni",
    )
    found = staged(text(tmp_path, "\n".join((TRENDYOL, *rows))))
    assert found.one("SELECT count(*) FROM people") == 2


def test_equal_titles_are_both_read(staged_rows):
    found = staged_rows(
        ["Sipariş No", "Tutar", "Teslimat Adresi", "Teslimat Adresi (2)"], ["1", "5", "Bağdat Cad. 5", "Kat 3"]
    )
    assert found.one("SELECT line FROM order_addresses").startswith("Bağdat Cad. 5")


@pytest.mark.parametrize(
    ("word", "state"), [("Evet", "granted"), ("Sì", "granted"), ("RET", "refused"), ("0", "refused")]
)
def test_consent_is_understood_in_the_words_of_the_file(staged_rows, word, state):
    found = staged_rows(["Ad Soyad", "E-posta", "E-posta İzni"], ["Ayşe", "a@example.com", word])
    assert found.column("SELECT state FROM consents") == [state]


def test_a_list_without_a_word_on_consent_gives_none(staged_rows):
    found = staged_rows(["Ad Soyad", "E-posta"], ["Ayşe", "a@example.com"])
    assert found.one("SELECT count(*) FROM consents") == 0


def test_what_looks_like_a_formula_is_data(staged_rows):
    found = staged_rows(
        ["Ad Soyad", "Telefon", "Not"], ["=SUM(A1)", "+44 20 7946 0018", "-5"], ["@handle", None, "'=1+1"]
    )
    assert found.column("SELECT name FROM people ORDER BY row") == ["=SUM(A1)", "@handle"]
    assert found.column("SELECT note FROM people ORDER BY row") == ["-5", "=1+1"]


def test_a_web_page_called_xls_is_read_as_what_it_is(staged, tmp_path):
    head, row = "<tr><th>Ad Soyad</th><th>Telefon</th></tr>", "<tr><td>Şükrü</td><td>0532 111 22 33</td></tr>"
    page = f"<html><meta charset='utf-8'><table>{head}{row}</table></html>"
    found = staged(text(tmp_path, page, "musteriler.xls"))
    assert found.column("SELECT name FROM people") == ["Şükrü"]


def test_turkish_letters_compare_whatever_their_case_composition_or_the_blank_behind(staged, tmp_path):
    header = unicodedata.normalize(
        "NFD", "SİPARİŞ NUMARASI;PAKET NO ;ALICI;FATURALANACAK TUTAR;adet;ÜRÜN ADI;il;Sipariş Statüsü "
    )
    found = staged(text(tmp_path, f"{header}\n1;9;Ayşe;20,00;1;Şal;ISPARTA;Yeni\n"))
    assert found.meta("profile") == "trendyol-orders"
    assert found.one("SELECT city FROM order_addresses") == "Isparta"


@pytest.mark.parametrize(
    ("word", "status"),
    [("Teslim Edildi", "delivered"), ("İPTAL EDİLDİ", "cancelled"), ("iade edildi", "returned"),
     ("Kargoya Verildi", "shipped"), ("wc-completed", "delivered"), ("Canceled", "cancelled"),
     ("Cancelled", "cancelled"), ("Yeni", "new")],
)  # fmt: skip
def test_the_words_of_every_platform_mean_one_life_cycle(staged_rows, word, status):
    found = staged_rows(["Sipariş No", "Tutar", "Sipariş Durumu"], ["1", "5", word])
    assert found.column("SELECT status FROM orders") == [status]


def test_currencies_stand_in_a_column_in_a_title_or_behind_the_amount(staged_rows):
    by_row = staged_rows(["Order Number", "Total", "Currency"], ["1", "5", "EUR"], ["2", "5", "try"])
    assert by_row.column("SELECT currency FROM orders ORDER BY row") == ["EUR", "TRY"]
    titled = staged_rows(["Sipariş No", "Sipariş Tutarı, TL"], ["1", "5,00"])
    assert titled.column("SELECT currency FROM orders") == ["TRY"]
    signed = staged_rows(["Sipariş No", "Tutar"], ["1", "5,00 €"])
    assert signed.column("SELECT currency FROM orders") == ["EUR"]


@pytest.mark.feature("E3")
def test_orders_that_name_no_currency_beside_foreign_ones_are_in_the_shops_own(staged_rows):
    headers = ["Sipariş No", "Ürün", "Adet", "Birim Fiyat", "Para Birimi"]
    rows = (
        ["1", "Şal", 1, "10", "EUR"], ["1", "Kolye", 1, "5", None], ["2", "Şal", 1, "100", None],
        ["3", "Şal", 1, "€10", "EUR"],
    )  # fmt: skip
    found = staged_rows(headers, *rows)
    assert found.column("SELECT currency FROM orders ORDER BY row") == ["EUR", "TRY", "EUR"]
    assert (found.meta("currency"), found.column("SELECT total FROM orders ORDER BY row")[0]) == ("TRY", 1500)
    assert "TRY" in found.column(
        "SELECT json_extract(decided_args, '$.currency') FROM reasons WHERE about = 'currency'"
    )
    chosen = staged_rows(headers, *rows, currency="GBP")
    assert chosen.column("SELECT currency FROM orders ORDER BY row") == ["EUR", "GBP", "EUR"]
    repeated = staged_rows(headers, *rows[:2])
    assert repeated.column("SELECT currency FROM orders") == [repeated.meta("currency")] == ["EUR"]


@pytest.mark.feature("E3")
def test_each_amount_is_in_the_currency_of_its_own_sign(staged_rows):
    rows = (["1", "100,00 TL"], ["2", "50,00 €"], ["3", "$20,00"], ["4", "5,00"], ["5", 7.5])
    orders = staged_rows(["Sipariş No", "Tutar"], *rows)
    assert orders.column("SELECT currency FROM orders ORDER BY row") == ["TRY", "EUR", "USD", "TRY", "TRY"]
    assert orders.column("SELECT total FROM orders ORDER BY row") == [10000, 5000, 2000, 500, 750]
    prices = staged_rows(
        ["Ürün Kodu", "Ürün Adı", "Satış Fiyatı", "Stok"], ["K", "Kupa", "₺90", 1], ["T", "Tas", "€3", 1]
    )
    assert prices.column("SELECT currency FROM variants ORDER BY row") == ["TRY", "EUR"]


@pytest.mark.feature("E3")
def test_what_comes_off_or_back_is_the_same_written_with_a_minus(staged_rows):
    headers = ["Sipariş No", "Ürün", "Adet", "Birim Fiyat", "Satır İndirimi", "İndirim", "İade Tutarı"]
    found = staged_rows(
        headers,
        ["1", "Kupa", 1, "100,00", "-10,00", "-10,00", "-20,00"],
        ["2", "Kupa", 1, "100,00", "10,00", "10,00", "20,00"],
    )
    assert found.column("SELECT total FROM lines ORDER BY row") == [9000, 9000]
    assert found.column("SELECT total FROM orders ORDER BY row") == [9000, 9000]
    assert found.column("SELECT discount FROM orders ORDER BY row") == [1000, 1000]
    assert found.column("SELECT amount FROM refunds ORDER BY row") == [2000, 2000]


@pytest.mark.feature("E3")
@pytest.mark.parametrize(
    ("name", "kind"),
    [("Mehmet Şan", "person"), ("Ayşe Nur San", "person"), ("AYŞE SAN", "person"), ("Kaya Tekstil San.", "company"),
     ("Ak Gıda San. ve Tic.", "company"), ("Ak Gıda Tic. ve San", "company"), ("Ak San. Ltd. Şti.", "company")],
)  # fmt: skip
def test_a_surname_is_no_abbreviation_of_industry(staged_rows, name, kind):
    found = staged_rows(["Ad Soyad", "Telefon"], [name, "0532 111 22 33"])
    assert found.column("SELECT kind FROM people") == [kind]


def test_the_sheet_of_data_is_found_behind_a_summary(staged, tmp_path):
    sheets = {
        "Özet": [["Rapor"], ["Toplam sipariş", 2]],
        "Siparişler": [TRENDYOL.split(";"), ["1", "9", "Ayşe", "20,00", 1, "Şal", "Ankara", "Yeni"]],
    }
    found = staged(sheet_files.workbook(tmp_path / "a.xlsx", sheets))
    assert (found.meta("sheet"), found.one("SELECT count(*) FROM orders")) == ("Siparişler", 1)


def test_new_columns_and_another_order_of_columns_change_nothing(staged, tmp_path):
    names, row = TRENDYOL.split(";"), ["1", "9", "Ayşe", "20,00", "1", "Şal", "Ankara", "Yeni"]
    plain = staged(text(tmp_path, f"{';'.join(names)}\n{';'.join(row)}\n"))
    other = f"Müşteriye “Yarın Kapında” gösterildi;{';'.join(reversed(names))}\nEvet;{';'.join(reversed(row))}\n"
    moved = staged(text(tmp_path, other, "yeni.csv"))
    for query in ("SELECT number, total, status FROM orders", "SELECT name, quantity, total FROM lines"):
        assert moved.all(query) == plain.all(query)
