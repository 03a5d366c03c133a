"""The one table of a file is found, and rows that are no data are named with the reason."""

from __future__ import annotations

import pytest

from desktop_crm.platform.errors import FileRefused
from desktop_crm.transfer.reading import footers, tables
from desktop_crm.transfer.reading.tables import find_table
from desktop_crm.transfer.reading.types import Table
from desktop_crm.transfer.types import Cell, Sheet

HEAD: list[Cell] = ["Sipariş No", "Alıcı", "Tarih", "Adet", "Tutar"]
BODY: list[list[Cell]] = [
    ["1001", "Ayşe Yılmaz", "03.09.2026", 1, 1249.9],
    ["1002", "Ali Toplam", "04.09.2026", 2, 399.9],
    ["1003", "Gülşen Öztürk", "05.09.2026", 1, 12.5],
]


def sheet(*rows: list[Cell], name: str = "") -> Sheet:
    return Sheet(name, [(number, list(row)) for number, row in enumerate(rows, 1)])


def found(*rows: list[Cell]) -> Table:
    return find_table([sheet(*rows)])


@pytest.mark.parametrize(
    "above",
    [
        [],
        [[]],
        [["SATIŞ FATURA SATIRLARI"], ["Dönem: 01.01.2026 - 30.09.2026"], []],
        [["Tüm Siparişler", None, None, None, None]],
        [["Mağaza", "Örnek Butik"], ["Rapor tarihi", "01.10.2026"], [None, None, None, None, None], []],
        [["Bu satırı silmeyin. " * 12]],
        [["Sipariş", None, None, "Ürün", None]],
    ],
)
def test_the_header_is_found_below_titles_and_blanks(above: list[list[Cell]]) -> None:
    table = found(*above, HEAD, *BODY)
    assert table.headers == HEAD
    assert table.header_row == len(above) + 1
    assert [cells for _number, cells in table.rows] == BODY
    assert table.rows[0][0] == len(above) + 2
    assert [number for number, _why in table.skipped] == list(range(1, len(above) + 1))
    assert all(why in (tables.TITLE, tables.BLANK) for _number, why in table.skipped)
    assert not table.headerless


def test_a_summary_sheet_does_not_hide_the_data_sheet() -> None:
    summary = sheet(["Toplam"], [100], name="Özet")
    notes = sheet(*[["Bu dosya size özel hazırlandı."]] * 30, name="Açıklama")
    table = find_table([summary, notes, sheet(["Rapor"], HEAD, *BODY, name="Satışlar")])
    assert (table.sheet, table.header_row, len(table.rows)) == ("Satışlar", 2, 3)
    decision = table.decisions[0]
    assert (decision.decided, decision.because_args) == ("Satışlar", {"count": 3})


def test_known_words_outweigh_the_size_of_a_sheet() -> None:
    spread: list[list[Cell]] = [["a", "b", "c", "d", number] for number in range(40)]
    dimensions = sheet(["Bölge", "Kanal", "Grup", "Dilim", "Oran"], *spread, name="Dağılım")
    orders = sheet(HEAD, *BODY, name="Siparişler")
    assert find_table([dimensions, orders]).sheet == "Dağılım"
    known = {"Sipariş No", "Alıcı", "Tarih", "Adet", "Tutar"}
    assert find_table([dimensions, orders], known=known.__contains__).sheet == "Siparişler"


def test_known_words_make_a_header_of_what_looks_like_values() -> None:
    rows: list[list[Cell]] = [["2024", "2025", "2026"], ["1", "2", "3"], ["4", "5", "6"]]
    assert found(*rows).headerless
    table = find_table([sheet(*rows)], known=lambda text: text.startswith("202"))
    assert (table.headerless, table.headers) == (False, ["2024", "2025", "2026"])


@pytest.mark.parametrize(
    "rows",
    [
        [["Ayşe Yılmaz", "0532 111 22 33", "ayse@example.com"], ["Ali Veli", "0533 222 33 44", "ali@example.com"]],
        [["Ayşe", "Yılmaz", "İstanbul", "5321112233"], ["Ali", "Veli", "İzmir", "5332223344"]],
        [["Ayşe", "İzmir"], ["Ali", "İstanbul"], ["Can", "İzmir"]],
        [[1, 2.5], [3, 4.5]],
    ],
)
def test_a_file_without_a_header_is_told_apart(rows: list[list[Cell]]) -> None:
    table = found(*rows)
    assert table.headerless
    assert (table.header_row, table.headers) == (0, ["A", "B", "C", "D"][: len(rows[0])])
    assert table.rows[0] == (1, rows[0])


def test_a_header_survives_rows_of_words_below_it() -> None:
    table = found(
        ["ad", "telefon", "adres", None],
        ["Ali", "0532 111 22 33", "Sk", "x"],
        ["Can", "yok", "Mah", "evet"],
        ["Ece", "0532 111 22 34", "Sk", "y"],
    )
    assert table.header_row == 1


def test_headers_are_trimmed_and_made_unique_with_their_originals_kept() -> None:
    table = found(
        ["ETGB Tarihi ", "Delivery\nDiscount", "Delivery Discount", "name", "NAME", "", "Name (2)"],
        ["01.01.2026", 1, 2, "x", "y", "değer", "z"],
    )
    assert table.headers[:3] == ["ETGB Tarihi", "Delivery Discount", "Delivery Discount (2)"]
    assert table.headers[3:] == ["name", "NAME (3)", "F", "Name (2)"]
    assert table.originals == ["ETGB Tarihi", "Delivery Discount", "Delivery Discount", "name", "NAME", "", "Name (2)"]


def test_blank_columns_are_left_out_and_the_letters_stay_right() -> None:
    table = found(
        [None, "Ad", None, "Telefon", None],
        [None, "Ali", None, "5321112233"],
        [None, "Can", None, None],
    )
    assert table.headers == ["Ad", "Telefon"]
    assert [cells for _number, cells in table.rows] == [["Ali", "5321112233"], ["Can", None]]


def test_short_rows_are_filled_up_and_long_rows_kept() -> None:
    table = found(["Ad", "Telefon", "Tutar"], ["Ali"], ["Can", "5321112233", "5", "fazla", "hücre"])
    assert [cells for _number, cells in table.rows] == [
        ["Ali", None, None],
        ["Can", "5321112233", "5", "fazla", "hücre"],
    ]


@pytest.mark.parametrize(
    "total",
    [
        ["Toplam", None, None, 4, 1662.3],
        ["TOPLAM", None, None, None, "5142,00"],
        [None, "GENEL TOPLAM:", None, 4, "1.662,30 TL"],
        ["TOTALI", None, None, None, None],
        ["Toplam", "3 kayıt", None, None, 1662.3],
        ["Toplam (3 sipariş)", None, None, None, 1662.3],
        ["Ara Toplam", None, None, None, 1662.3],
        ["Toplam", None, "Genel Toplam", None, 1662.3],
        ["Grand Total", None, None, None, 1662.3],
        ["Toplam", "3", "3", 4, 1662.3],
    ],
)
def test_a_row_of_totals_is_no_order(total: list[Cell]) -> None:
    table = found(HEAD, *BODY, total)
    assert len(table.rows) == 3
    assert table.skipped == [(5, footers.TOTAL)]


@pytest.mark.parametrize(
    "row",
    [
        ["1004", "Toplam Bakım Seti", "05.09.2026", 1, 250],
        ["Toplam Bakım Seti", None, None, 1, 250],
        ["Toplam", "Ayşe", "05.09.2026", 1, 250],
        [None, "Toplam Tekstil A.Ş.", None, None, 250],
        ["Total Care Şampuan", None, None, None, None],
        ["Toplam", "ayse@example.com", None, None, None],
        ["Toplamcı", None, None, 1, 5],
    ],
)
def test_names_that_begin_like_totals_stay(row: list[Cell]) -> None:
    table = found(HEAD, *BODY[:2], row, BODY[2])
    assert len(table.rows) == 4
    assert table.skipped == []


def test_totals_in_the_middle_of_joined_files_are_left_out_too() -> None:
    note: list[Cell] = ["83 record(s) downloaded,", None, None, None, None]
    seller: list[Cell] = ["Seller ID: ornek_butik"]
    table = found(HEAD, *BODY, ["Toplam", None, None, 4, 1662.3], [], note, seller, HEAD, *BODY, note)
    assert len(table.rows) == 6
    assert [why for _number, why in table.skipped] == [
        footers.TOTAL,
        tables.BLANK,
        footers.NOTE,
        footers.NOTE,
        tables.HEADER_AGAIN,
        footers.NOTE,
    ]


def test_a_remark_after_a_blank_row_closes_the_list() -> None:
    table = found(HEAD, *BODY, [], ["Fiyatlara KDV dahildir"])
    assert table.skipped == [(5, tables.BLANK), (6, footers.NOTE)]


def test_a_last_order_with_only_its_number_stays() -> None:
    table = found(HEAD, *BODY, [], ["1004"])
    assert [number for number, _cells in table.rows] == [2, 3, 4, 6]


def test_descriptions_under_the_header_are_left_out() -> None:
    explained: list[Cell] = [
        "Platform unique order ID.",
        "Name of the buyer.",
        "Order created time.",
        "Quantity sold.",
        "Amount paid.",
    ]
    table = found(HEAD, explained, *BODY)
    assert table.skipped == [(2, tables.DESCRIPTION)]
    assert len(table.rows) == 3


def test_choices_under_a_question_become_the_names_of_their_columns() -> None:
    table = found(
        ["Respondent ID", "Start Date", "Which do you use?", None, None, "Age"],
        [None, None, "E-mail", "Phone", "Other", None],
        ["1001", "2026-01-01", "E-mail", None, None, 28],
        ["1002", "2026-01-02", None, "Phone", None, 35],
    )
    assert table.headers[2:] == [
        "Which do you use?: E-mail",
        "Which do you use?: Phone",
        "Which do you use?: Other",
        "Age",
    ]
    assert table.skipped == [(2, tables.DESCRIPTION)]


def test_a_first_row_with_an_unreadable_phone_is_data() -> None:
    table = found(
        ["ad", "telefon", "adres", "bolge"],
        ["Geçerli Üç", "bu telefon değil", "Adres", "Kepez"],
        ["Geçerli Bir", "0532 111 22 33", "Adres", "Lara"],
        ["Geçerli İki", "0533 111 22 33", "Adres", "Lara"],
    )
    assert len(table.rows) == 3


def test_blank_rows_inside_are_counted_and_repeated_rows_are_not_judged_here() -> None:
    table = found(HEAD, BODY[0], [None, " ", None], BODY[0], BODY[0])
    assert [number for number, _cells in table.rows] == [2, 4, 5]
    assert table.skipped == [(3, tables.BLANK)]


def test_a_header_alone_is_a_table_without_rows() -> None:
    table = found(HEAD)
    assert (table.headers, table.rows, table.headerless) == (HEAD, [], False)


def test_sheets_without_anything_are_refused() -> None:
    with pytest.raises(FileRefused, match=r"liste\.csv has no filled cell"):
        find_table([sheet(), sheet([None, " "])], file="liste.csv")


def test_a_first_order_without_number_and_with_words_for_its_date_is_data() -> None:
    table = found(HEAD, [None, "Ayşe Yılmaz", "dün", None, None], *BODY)
    assert len(table.rows) == 4


def test_the_word_response_under_the_questions_is_a_description() -> None:
    table = found(
        ["Respondent ID", "Start Date", "How satisfied are you?", "Why?"],
        [None, None, "Response", "Open-Ended Response"],
        ["1001", "2026-01-01", "Very", "Fast"],
        ["1002", "2026-01-02", "Somewhat", None],
    )
    assert table.skipped == [(2, tables.DESCRIPTION)]
