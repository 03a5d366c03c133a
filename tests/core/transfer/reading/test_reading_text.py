"""Text files come out with right letters, right columns and the row numbers Excel shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_crm.platform.errors import FileRefused
from desktop_crm.transfer.reading import text
from desktop_crm.transfer.types import Cell, Sheet

TURKISH = "Sipariş No;Alıcı;İl\n1;Şükrü İnce;Iğdır\n2;Gülşen Öztürk;İzmir\n"


def read(tmp_path: Path, content: str | bytes, encoding: str = "utf-8") -> Sheet:
    path = tmp_path / "liste.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return text.read(path)[0]


def cells(sheet: Sheet) -> list[list[Cell]]:
    return [row for _number, row in sheet.rows]


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
        ("utf-32-be", "utf-32-be"),
        ("cp1254", "windows-1254"),
        ("iso8859-9", "windows-1254"),
        ("cp857", "cp857"),
    ],
)
def test_turkish_names_survive_every_encoding(tmp_path: Path, encoding: str, shown: str) -> None:
    sheet = read(tmp_path, TURKISH, encoding)
    assert cells(sheet)[1] == ["1", "Şükrü İnce", "Iğdır"]
    assert (sheet.encoding, sheet.delimiter) == (shown, ";")


@pytest.mark.parametrize("name", ["Gül Öz", "Çağla Işık", "ÖRNEK TİCARET LTD. ŞTİ.", "Ayşe", "Tuğba", "İpek", "Ümit"])
def test_a_single_turkish_name_is_enough_to_know_the_encoding(tmp_path: Path, name: str) -> None:
    sheet = read(tmp_path, f"Ad;Telefon\n{name};5321112233\nAli;5321112234\n", "cp1254")
    assert cells(sheet)[1][0] == name
    assert sheet.encoding == "windows-1254"


@pytest.mark.parametrize(
    ("encoding", "shown", "content"),
    [
        ("cp1252", "windows-1252", "Nom;Ville\nHélène Lefèvre;Besançon\nChloé;Nîmes\nAgnès;Sète\n"),
        ("cp1250", "windows-1250", "Imię;Miasto\nŁukasz Wąż;Łódź\nŻaneta;Częstochowa\nGrażyna;Świdnik\n"),
    ],
)
def test_names_of_other_countries_are_not_bent_to_turkish(
    tmp_path: Path, encoding: str, shown: str, content: str
) -> None:
    sheet = read(tmp_path, content, encoding)
    assert cells(sheet) == [line.split(";") for line in content.splitlines()]
    assert sheet.encoding == shown


def test_one_letter_cut_in_two_does_not_spoil_a_utf8_file(tmp_path: Path) -> None:
    content = (TURKISH * 5).encode() + "9;Ayş".encode()[:-1]
    sheet = read(tmp_path, content)
    assert sheet.encoding == "utf-8"
    assert cells(sheet)[1][1] == "Şükrü İnce"
    assert cells(sheet)[-1] == ["9", "Ay\ufffd"]


@pytest.mark.parametrize(
    ("delimiter", "content"),
    [
        (";", "Ad;Tutar\nAyşe;1249,90\nAli;12,5\n"),
        (";", "1;12,50;3,5\n2;99,90;4,25\n3;1,00;6,00\n"),
        (";", "Ürün;Fiyat;Not\nŞal, Tek Ebat;199,95;a, b, c\nGömlek, M;1.249,90;\n"),
        (",", 'Ad,Tutar,Adres\n"Yılmaz, Ayşe","1.249,90","Örnek Mah.; No:3"\nAli,"12,50",Sk\n'),
        (",", 'a,b\n1,"x;y;z"\n2,"p;q;r"\n'),
        ("\t", "Ad\tTutar\nAyşe, Yılmaz\t12,50\nAli\t1,00\n"),
        ("|", "Ad|Tutar\nAyşe|12,50\nAli|1,00\n"),
        (" ", " 00004 0001 19970101  2   29.33\n 00021 0002 19970118 12    9.73\n"),
        ("", "E-posta\nayse@example.com\nali@example.com\n"),
        ("", "Açıklama\nİki kelime\nBir, iki\nÜç dört beş\n"),
        (",", "Rapor\n\nAd,Soyad,Telefon\nAyşe,Yılmaz,1\nAli,Veli,2\nCan,Er,3\n"),
        (";", "Ad;Not\nAyşe;1,2,3,4\nAli;5,6,7,8\n"),
    ],
)
def test_the_separator_is_found_beside_decimal_commas(tmp_path: Path, delimiter: str, content: str) -> None:
    assert read(tmp_path, content).delimiter == delimiter


def test_a_sep_line_is_obeyed_and_is_no_row(tmp_path: Path) -> None:
    sheet = read(tmp_path, "sep=;\r\nAd;Not\r\nAyşe;a,b,c\r\n")
    assert sheet.rows == [(1, ["Ad", "Not"]), (2, ["Ayşe", "a,b,c"])]
    assert read(tmp_path, "\ufeffsep=\t\nAd\tNot\n").delimiter == "\t"


def test_rows_are_numbered_as_excel_shows_them(tmp_path: Path) -> None:
    sheet = read(tmp_path, 'Ad,Adres\n\nAyşe,"Örnek Mah.\r\nNo:3\r\nİzmir"\n,\nAli,Sk\n\n\n')
    assert sheet.rows == [
        (1, ["Ad", "Adres"]),
        (2, []),
        (3, ["Ayşe", "Örnek Mah.\nNo:3\nİzmir"]),
        (4, [None, None]),
        (5, ["Ali", "Sk"]),
    ]


def test_ragged_rows_keep_their_own_lengths(tmp_path: Path) -> None:
    assert cells(read(tmp_path, "a,b,c\n1\n1,2,3,4,5\n1,2,3\n")) == [
        ["a", "b", "c"],
        ["1"],
        ["1", "2", "3", "4", "5"],
        ["1", "2", "3"],
    ]


def test_old_mac_line_ends_part_rows_too(tmp_path: Path) -> None:
    assert cells(read(tmp_path, b"A,1\r2,3\r")) == [["A", "1"], ["2", "3"]]


def test_quotes_of_a_marketplace_are_letters_and_quotes_of_excel_are_not(tmp_path: Path) -> None:
    amazon = read(tmp_path, 'order-id\tproduct-name\n1\t"Vintage" lamp 3" tall\n2\t"Soft" pillow"s"\n')
    assert cells(amazon)[1][1] == '"Vintage" lamp 3" tall'
    excel = read(tmp_path, 'Ad\tNot\nAyşe\t"iki\nsatır ""tırnak"""\nAli\tdüz\n', "utf-16")
    assert excel.rows[1] == (2, ["Ayşe", 'iki\nsatır "tırnak"'])
    assert excel.rows[2] == (3, ["Ali", "düz"])


def test_a_quote_that_nobody_closed_does_not_swallow_the_rest(tmp_path: Path) -> None:
    lines = "".join(f'{number},"ad {number}",x\n' for number in range(1, 6))
    sheet = read(tmp_path, f'no,ad,not\n{lines}6,"açık kaldı,x\n7,son,x\n')
    assert cells(sheet)[1] == ["1", "ad 1", "x"]
    assert cells(sheet)[-1] == ["7", "son", "x"]
    assert len(sheet.rows) == 8


def test_two_quotes_that_nobody_closed_do_not_swallow_the_rows_between(tmp_path: Path) -> None:
    sheet = read(tmp_path, 'no,ad,not\n1,"açık kaldı,x\n2,"Örnek, A.Ş.",y\n3,"yine açık,z\n4,son,t\n')
    assert cells(sheet)[1:] == [
        ["1", '"açık kaldı', "x"],
        ["2", "Örnek, A.Ş.", "y"],
        ["3", '"yine açık', "z"],
        ["4", "son", "t"],
    ]


def test_a_file_of_separators_alone_holds_nothing(tmp_path: Path) -> None:
    for content in (";;;;\n;;;;\n", '"",""\n', " \t \n\n "):
        with pytest.raises(FileRefused, match=r"liste\.csv has no filled cell"):
            read(tmp_path, content)


def test_the_reasons_name_what_they_rest_on(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(TURKISH.encode("cp1254"))
    _sheet, (letters, columns) = text.read(path)
    assert (letters.decided, letters.because_args) == ("windows-1254", {"count": 9})
    assert (columns.decided, columns.because_args) == ("semicolon", {"rows": 3, "columns": 3})
