"""A file is judged by its content before anything parses it."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from desktop_crm.platform.errors import FileRefused
from desktop_crm.transfer.reading import bounds, package, source
from desktop_crm.transfer.reading.preflight import look
from desktop_crm.transfer.reading.types import FileKind
from tests.core.transfer.reading import sheet_files

LIST = "Ad;Telefon\nAyşe Yılmaz;0532 111 22 33\n"


def refusal(path: Path) -> str:
    with pytest.raises(FileRefused) as caught:
        look(path)
    assert path.name in str(caught.value)
    assert str(path.parent) not in str(caught.value)
    return str(caught.value)


def test_the_content_decides_whatever_the_name_says(tmp_path: Path) -> None:
    book = sheet_files.workbook(tmp_path / "liste.csv", {"Sayfa1": [["Ad"], ["Ayşe"]]})
    assert look(book).kind is FileKind.XLSX
    text = tmp_path / "liste.xlsx"
    text.write_text(LIST, encoding="utf-8")
    assert look(text).kind is FileKind.TEXT
    page = tmp_path / "siparisler.xls"
    page.write_text("\n <html><body><table><tr><td>1</td></tr></table></body></html>", encoding="utf-8")
    assert look(page).kind is FileKind.HTML
    old_xml = tmp_path / "eski.xls"
    old_xml.write_text(
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>', "utf-8"
    )
    assert look(old_xml).kind is FileKind.SPREADSHEETML
    card = tmp_path / "kisiler.csv"
    card.write_bytes("BEGIN:VCARD\r\nFN:Ayşe\r\nEND:VCARD\r\n".encode("utf-16"))
    assert look(card).kind is FileKind.VCARD
    assert look(sheet_files.ods(tmp_path / "liste.zip", "")).kind is FileKind.ODS
    assert look(sheet_files.ole(tmp_path / "liste.doc", ["Workbook"])).kind is FileKind.XLS


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"MZ\x90\x00", "program"),
        (b"ID;PWXL;N;E\r\n", "SYLK"),
        (b"SQLite format 3\x00...", "database"),
        (b"\x1f\x8b\x08\x00", "archive"),
        (b"{\\rtf1 hello}", "text document"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "calendar"),
        (b'[{"name": "x"}]', "JSON"),
        (b"<?xml version='1.0'?><orders/>", "XML"),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook\n", "web archive"),
        (b"\x09\x02\x06\x00\x00\x00", "very old Excel"),
        (bytes(range(256)) * 20, "neither a spreadsheet nor"),
        (b"\x03\x7c\x01\x0f" + b"\x01\x00\x00\x00\x61\x00\x20\x00" + b"\x00" * 60, "dBase"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 short", "damaged"),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "müşteri {0} listesi.xlsx"
    path.write_bytes(content)
    assert said in refusal(path)


def test_a_missing_file_a_folder_and_a_pipe_are_told_apart(tmp_path: Path) -> None:
    assert "is not there" in refusal(tmp_path / "yok.csv")
    folder = tmp_path / "klasör.csv"
    folder.mkdir()
    assert "is a folder" in refusal(folder)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "boru.csv")
        assert "ordinary" in refusal(tmp_path / "boru.csv")


def test_a_file_nobody_may_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gizli.csv"
    path.write_text(LIST, encoding="utf-8")

    def forbidden(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", forbidden)
    assert "not allowed" in refusal(path)


def test_locked_workbooks_ask_for_a_copy_without_the_password(tmp_path: Path) -> None:
    assert "password" in refusal(sheet_files.ole(tmp_path / "a.xlsx", ["EncryptionInfo", "EncryptedPackage"]))
    locked = b"\x09\x08\x10\x00" + b"\x00" * 16 + b"\x2f\x00\x36\x00"  # BOF, then FILEPASS
    assert "password" in refusal(sheet_files.ole(tmp_path / "b.xls", ["Workbook"], locked))
    assert "password" in refusal(sheet_files.ods(tmp_path / "c.ods", "", "<manifest:encryption-data/>"))


def test_other_office_documents_are_called_by_their_name(tmp_path: Path) -> None:
    assert "text document" in refusal(sheet_files.ole(tmp_path / "a.xls", ["WordDocument"]))
    assert "presentation" in refusal(sheet_files.ole(tmp_path / "b.xls", ["PowerPoint Document"]))
    types = b'<Types><Override ContentType="application/vnd.ms-word.wordprocessingml.document.main+xml"/></Types>'
    assert "text document" in refusal(sheet_files.packed(tmp_path / "c.xlsx", {"[Content_Types].xml": types}))
    assert "archive" in refusal(sheet_files.packed(tmp_path / "d.xlsx", {"subscribed.csv": b"Email\n"}))


def test_a_cell_at_the_end_of_the_world_is_named_and_refused(tmp_path: Path) -> None:
    far = sheet_files.raw_xlsx(
        tmp_path / "uzak.xlsx",
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
    )
    assert far.stat().st_size < 5_000
    assert "XFD1048576" in refusal(far)
    long = sheet_files.raw_xlsx(
        tmp_path / "uzun.xlsx",
        '<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1"><v>1</v></c></row>'
        '<row r="1048576"><c r="A1048576"><v>2</v></c></row>',
    )
    assert "A1048576" in refusal(long)


def test_formatted_blank_cells_far_away_do_no_harm(tmp_path: Path) -> None:
    path = sheet_files.raw_xlsx(
        tmp_path / "biçimli.xlsx",
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row><row r="1048576"><c r="A1048576" s="0"/></row>',
    )
    assert look(path).kind is FileKind.XLSX
    assert source.read(path).sheets[0].rows == [(1, [1])]


def test_documents_with_a_doctype_are_not_opened(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    assert "DOCTYPE" in refusal(sheet_files.raw_xlsx(tmp_path / "bomba.xlsx", "", head=bomb))
    wide = f'<?xml version="1.0" encoding="UTF-16"?>{bomb}<sst/>'.encode("utf-16")
    path = sheet_files.raw_xlsx(tmp_path / "bomba16.xlsx", "", more={"xl/sharedStrings.xml": wide})
    assert "DOCTYPE" in refusal(path)


def test_a_zip_bomb_is_refused_by_its_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "ALWAYS_FINE", 1_000_000)
    bomb = sheet_files.raw_xlsx(tmp_path / "bomba.xlsx", "", more={"xl/media/image1.png": bytes(2_000_000)})
    assert "far more data" in refusal(bomb)
    many = sheet_files.raw_xlsx(tmp_path / "parça.xlsx", "", more={f"xl/p{n}.xml": b"<a/>" for n in range(2_001)})
    assert "too many parts" in refusal(many)


def test_a_real_export_of_half_a_million_rows_is_within_the_bounds(tmp_path: Path) -> None:
    """Measured on rows as shops have them; the whole file would be 25 times this part, packed and unpacked alike."""
    cell = '<c r="{column}{row}" t="inlineStr"><is><t>{number} Örnek Mah.</t></is></c>'
    rows = "".join(
        f'<row r="{row}">'
        + "".join(cell.format(column=chr(65 + place), row=row, number=row * 37 % 9973) for place in range(20))
        + "</row>"
        for row in range(1, 20_001)
    )
    path = sheet_files.raw_xlsx(tmp_path / "büyük.xlsx", rows)
    with zipfile.ZipFile(path) as parts:
        unpacked = sum(part.file_size for part in parts.infolist()) * 25
        packed = sum(part.compress_size for part in parts.infolist()) * 25
    assert package.ALWAYS_FINE < unpacked < package.MOST_UNPACKED
    assert unpacked < package.MOST_RATIO * packed
    assert look(path).kind is FileKind.XLSX


def test_a_package_cut_short_is_called_damaged(tmp_path: Path) -> None:
    whole = sheet_files.workbook(tmp_path / "a.xlsx", {"S": [["Ad"], ["Ayşe"]]}).read_bytes()
    for part in (len(whole) // 3, len(whole) - 10):
        cut = tmp_path / "kesik.xlsx"
        cut.write_bytes(whole[:part])
        assert "damaged" in refusal(cut)
    spoiled = bytearray(whole)
    place = whole.index(b"xl/worksheets/sheet1.xml") + 40
    spoiled[place : place + 30] = b"\xff" * 30
    bad = tmp_path / "bozuk.xlsx"
    bad.write_bytes(spoiled)
    assert "damaged" in refusal(bad)


def test_a_repeat_bomb_is_refused_and_the_usual_blank_repeats_are_not(tmp_path: Path) -> None:
    one = '<table:table-cell office:value-type="string"><text:p>X</text:p></table:table-cell>'
    cell = one.replace(" office", ' table:number-columns-repeated="99999" office')
    row = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
    assert "repeats" in refusal(sheet_files.ods(tmp_path / "a.ods", row.format(1, cell)))
    assert "repeats" in refusal(sheet_files.ods(tmp_path / "b.ods", row.format(999_999_999, one)))
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    usual = sheet_files.ods(tmp_path / "c.ods", row.format(1, one) + row.format(1_048_575, blank))
    assert look(usual).kind is FileKind.ODS
    assert source.read(usual).sheets[0].rows == [(1, ["X"])]


def test_column_letters_and_numbers_are_each_others_inverse() -> None:
    assert [bounds.column_letters(number) for number in (1, 26, 27, 702, 703, 16_384)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
    assert all(bounds.column_number(bounds.column_letters(number)) == number for number in range(1, 2_000))
