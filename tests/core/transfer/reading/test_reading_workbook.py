"""Workbooks of every kind come out as the same sheets of typed cells."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop_crm.platform.errors import FileRefused
from desktop_crm.transfer.reading import source
from desktop_crm.transfer.reading.types import FileKind
from desktop_crm.transfer.types import Cell
from tests.core.transfer.reading import sheet_files


def test_cells_keep_their_types_and_whole_numbers_are_ints(tmp_path: Path) -> None:
    moment = datetime(2026, 9, 3, 14, 5)
    path = sheet_files.workbook(
        tmp_path / "a.xlsx",
        {
            "S": [
                [
                    "001",
                    1002,
                    12800.5,
                    True,
                    moment,
                    date(2026, 9, 1),
                    time(8, 30),
                    timedelta(hours=36, minutes=30),
                    None,
                    "x",
                ]
            ]
        },
    )
    row = source.read(path).sheets[0].rows[0]
    assert row == (1, ["001", 1002, 12800.5, True, moment, date(2026, 9, 1), time(8, 30), "36:30:00", None, "x"])
    assert isinstance(row[1][1], int)


def test_rows_and_columns_keep_their_places_when_the_table_begins_lower(tmp_path: Path) -> None:
    book = Workbook()
    book.active["C4"] = "Ad"
    book.active["C6"] = "Ayşe"
    book.save(tmp_path / "a.xlsx")
    assert source.read(tmp_path / "a.xlsx").sheets[0].rows == [
        (1, [None, None, None]),
        (2, [None, None, None]),
        (3, [None, None, None]),
        (4, [None, None, "Ad"]),
        (5, [None, None, None]),
        (6, [None, None, "Ayşe"]),
    ]


def test_error_cells_show_what_excel_shows(tmp_path: Path) -> None:
    path = sheet_files.raw_xlsx(
        tmp_path / "a.xlsx",
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Tutar</t></is></c></row>'
        '<row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B2"><v>5</v></c></row>'
        '<row r="4"><c r="C4" s="0" t="e"><v>#REF!</v></c></row>',
    )
    rows = dict(source.read(path).sheets[0].rows)
    assert (rows[1][0], rows[2][:2], rows[4][2]) == ("Tutar", ["#DIV/0!", 5], "#REF!")


def test_hidden_sheets_are_known_and_passed_over(tmp_path: Path) -> None:
    path = sheet_files.workbook(tmp_path / "a.xlsx", {"Gizli": [["x"]], "Liste": [["Ad"], ["Ali"]]}, hidden=["Gizli"])
    read = source.read(path)
    assert [sheet.name for sheet in read.sheets] == ["Liste"]
    assert read.hidden == ["Gizli"]


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"a\.xlsx has no filled cell"):
        source.read(sheet_files.workbook(tmp_path / "a.xlsx", {"S": [], "T": []}))


def test_a_parser_that_gives_up_becomes_one_sentence(tmp_path: Path) -> None:
    broken = sheet_files.raw_xlsx(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</v></row>')
    with pytest.raises(FileRefused) as caught:
        source.read(broken)
    assert str(caught.value) == "a.xlsx could not be read: it is damaged, or written in a way that is not known."


XML_2003 = """<?xml version="1.0"{declared}?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Satış"><Table>
<Row><Cell><Data ss:Type="String">Ad</Data></Cell><Cell ss:MergeAcross="1"><Data ss:Type="String">Adres</Data></Cell>
<Cell><Data ss:Type="String">Son</Data></Cell></Row>
<Row ss:Index="4"><Cell ss:Index="2"><Data ss:Type="Number">12.5</Data></Cell>
<Cell><Data ss:Type="Number">7</Data></Cell>
<Cell><Data ss:Type="DateTime">2026-09-03T14:05:00.000</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell>
<Cell><Data ss:Type="Error">#REF!</Data></Cell></Row>{more}
</Table></Worksheet>
<Worksheet ss:Name="Gizli"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
</Worksheet></Workbook>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-9"])
def test_the_xml_of_excel_2003_is_read_like_a_workbook(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.xls"
    declared = f' encoding="{encoding}"'
    path.write_bytes(XML_2003.format(declared=declared, more="").encode(encoding))
    read = source.read(path)
    assert (read.kind, read.hidden) == (FileKind.SPREADSHEETML, ["Gizli"])
    assert read.sheets[0].name == "Satış"
    moment = datetime(2026, 9, 3, 14, 5)
    assert read.sheets[0].rows == [
        (1, ["Ad", "Adres", None, "Son"]),
        (4, [None, 12.5, 7, moment, True, "#REF!"]),
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('<Row ss:Index="2000000"><Cell><Data ss:Type="String">x</Data></Cell></Row>', "outside of what a sheet"),
        ('<Row><Cell ss:Index="99999"><Data ss:Type="String">x</Data></Cell></Row>', "outside of what a sheet"),
        ('<Row ss:Index="2"><Cell><Data ss:Type="String">x</Data></Cell></Row>', "outside of what a sheet"),
        ('<Row><Cell><Data ss:Type="Number">on iki</Data></Cell></Row>', "damaged"),
        ("<Row>", "damaged"),
    ],
)
def test_odd_xml_of_excel_2003_is_refused(tmp_path: Path, more: str, said: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(XML_2003.format(declared="", more=more), encoding="utf-8")
    with pytest.raises(FileRefused, match=said):
        source.read(path)


def test_an_entity_bomb_in_xml_of_excel_2003_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><Workbook'
    path = tmp_path / "a.xml"
    path.write_text(XML_2003.format(declared="", more="").replace("<Workbook", bomb, 1), encoding="utf-8")
    with pytest.raises(FileRefused, match=r"a\.xml is damaged"):
        source.read(path)


def page(tmp_path: Path, body: str, encoding: str = "utf-8") -> list[list[tuple[int, list[Cell]]]]:
    path = tmp_path / "siparisler.xls"
    path.write_bytes(body.encode(encoding))
    return [sheet.rows for sheet in source.read(path).sheets]


def test_a_table_of_a_web_page_is_read_with_its_merged_cells(tmp_path: Path) -> None:
    body = """<html><head><meta charset="windows-1254"><title>Rapor</title><style>td {x: y}</style></head><body>
    <table border=1><tr><th colspan=3>Siparişler<tr><td rowspan="2">A &amp; B</td><td>1.249,90<br>TL<td>Iğdır</tr>
    <tr><td></td><td>&nbsp;İzmir&nbsp;</td></tr><tr><td></td></tr><tr><td>son</table></body></html>"""
    assert page(tmp_path, body, "cp1254") == [
        [
            (1, ["Siparişler", None, None]),
            (2, ["A & B", "1.249,90\nTL", "Iğdır"]),
            (3, [None, None, "İzmir"]),
            (5, ["son"]),
        ]
    ]


def test_a_table_inside_a_layout_table_is_a_sheet_of_its_own(tmp_path: Path) -> None:
    body = "<table><tr><td>Menü<table><tr><td>Ad</td></tr><tr><td>Ayşe</td></tr></table></td></tr></table>"
    assert page(tmp_path, body) == [[(1, ["Menü"])], [(1, ["Ad"]), (2, ["Ayşe"])]]


def test_a_web_page_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="web page without a table"):
        page(tmp_path, "<html><body><p>Oturumunuz kapandı</p></body></html>")
