"""What people and programs put around a table: hidden rows, merged titles, error cells, other calendars, macros."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop_crm.transfer.reading import source, streaming
from desktop_crm.transfer.reading.tables import find_table
from desktop_crm.transfer.reading.types import FileKind
from desktop_crm.transfer.understanding import mapping
from tests.core.transfer.reading import sheet_files

FIXTURES = Path(__file__).resolve().parents[5] / "shared" / "fixtures"
HEAD = ["Ad Soyad", "Telefon", "E-posta"]
AYSE = ["Ayşe Yılmaz", "0532 111 22 33", "ayse@example.com"]
SUKRU = ["Şükrü İnce", "0533 111 22 33", "sukru@example.com"]


def saved(book: Workbook, path: Path) -> Path:
    book.save(path)
    return path


@pytest.mark.feature("E2")
def test_hidden_rows_and_columns_are_read_and_that_is_said(tmp_path: Path) -> None:
    book = Workbook()
    for row in (HEAD, AYSE, SUKRU):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["C"].hidden = True
    read = source.read(saved(book, tmp_path / "a.xlsx"))
    assert [cells for _row, cells in find_table(read.sheets).rows] == [AYSE, SUKRU]
    (said,) = [one for one in read.decisions if one.about == "hidden rows and columns"]
    assert said.because_args == {"rows": 1, "columns": 1}


def test_a_workbook_that_hides_nothing_says_nothing_of_it(tmp_path: Path) -> None:
    path = sheet_files.workbook(tmp_path / "a.xlsx", {"Sayfa1": [HEAD, AYSE]})
    assert source.read(path).decisions == []


def test_a_merged_title_and_merged_groups_above_the_header_are_no_header(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["2026 MÜŞTERİ LİSTESİ"], ["Kişi", None, "İnternet"], HEAD, AYSE, SUKRU):
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("A2:B2")
    table = find_table(source.read(saved(book, tmp_path / "a.xlsx")).sheets, known=mapping.is_known)
    assert (table.header_row, table.headers, len(table.rows)) == (3, HEAD, 2)


def test_a_cell_merged_over_several_rows_stands_in_the_first(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Sipariş No", "Ürün"], ["1", "Şal"], [None, "Kolye"]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    table = find_table(source.read(saved(book, tmp_path / "a.xlsx")).sheets)
    assert [cells for _row, cells in table.rows] == [["1", "Şal"], [None, "Kolye"]]


def content(rows: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="Liste">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    ).encode()


def text_cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def error_cell(text: str) -> str:
    return (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        f'calcext:value-type="error"><text:p>{text}</text:p></table:table-cell>'
    )


def ods(path: Path, rows: str) -> Path:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return sheet_files.packed(
        path, {"mimetype": kind.encode(), "META-INF/manifest.xml": manifest.encode(), "content.xml": content(rows)}
    )


@pytest.mark.feature("E3")
def test_error_cells_of_an_opendocument_keep_their_text_in_their_place(tmp_path: Path) -> None:
    rows = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        f"<table:table-row>{text_cell('Ad Soyad')}{text_cell('Telefon')}{text_cell('Tutar')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f'<table:table-row table:visibility="filter">{text_cell("Ayşe")}<table:table-cell/>{error_cell("#DIV/0!")}'
        f"</table:table-row><table:table-row>{text_cell('Can')}{error_cell('Err:502')}</table:table-row>"
    )
    read = source.read(ods(tmp_path / "a.ods", rows))
    assert read.kind is FileKind.ODS
    found = dict(read.sheets[0].rows)
    assert (found[4][:3], found[5][:2]) == (["Ayşe", None, "#DIV/0!"], ["Can", "#VALUE!"])
    assert [one.because_args for one in read.decisions] == [{"rows": 1, "columns": 1}]


def test_a_workbook_that_counts_from_1904_shows_the_days_excel_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    styles = (
        f'<?xml version="1.0"?><styleSheet xmlns="{sheet_files.MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    links = (
        f'<?xml version="1.0"?><Relationships xmlns="{sheet_files.PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{sheet_files.RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{sheet_files.RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    )
    book = (
        f'<?xml version="1.0"?><workbook xmlns="{sheet_files.MAIN}" xmlns:r="{sheet_files.RELATIONS}">'
        '<workbookPr date1904="1"/><sheets><sheet name="Sayfa1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    path = sheet_files.raw_xlsx(
        tmp_path / "a.xlsx",
        '<row r="1"><c r="A1" s="1"><v>1462</v></c></row>',
        more={
            "xl/styles.xml": styles.encode(), "xl/_rels/workbook.xml.rels": links.encode(),
            "xl/workbook.xml": book.encode(),
        },
    )  # fmt: skip
    assert source.read(path).sheets[0].rows[0][1][0] == date(1908, 1, 2)
    monkeypatch.setattr(streaming, "LARGE", 1)
    assert source.read(path).sheets[0].rows[0][1][0] == date(1908, 1, 2)


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="the shared fixtures are not here")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("calamine_date_1904.xlsx", FileKind.XLSX),
        ("calamine_date_1904.xlsb", FileKind.XLSB),
        ("poi_1904DateWindowing.xls", FileKind.XLS),
        ("sheetjs_number_format_russian.xlsm", FileKind.XLSX),
        ("phpss_excel2003.iso8859-1.xml", FileKind.SPREADSHEETML),
        ("html_table_named_1.xls", FileKind.HTML),
    ],
)
def test_every_container_is_known_by_its_content(name: str, kind: FileKind) -> None:
    read = source.read(FIXTURES / "nasty" / name)
    assert read.kind is kind
    if "1904" in name:
        days = [cell for sheet in read.sheets for _row, cells in sheet.rows for cell in cells if isinstance(cell, date)]
        assert days
        assert all(day.year >= 1904 for day in days), days


def test_titles_that_stand_twice_are_told_apart_and_neither_is_lost(tmp_path: Path) -> None:
    path = sheet_files.workbook(
        tmp_path / "a.xlsx",
        {"Sayfa1": [["Ad Soyad", "Telefon", "telefon", "Not"], ["Ayşe", "0532 1112233", "0212 1112233", "x"]]},
    )
    table = find_table(source.read(path).sheets, known=mapping.is_known)
    assert table.headers == ["Ad Soyad", "Telefon", "telefon (2)", "Not"]
