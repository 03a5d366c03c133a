"""Very large sheets are read cell by cell, and say the same as when they are read whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineError

from desktop_crm.platform.errors import FileRefused
from desktop_crm.transfer.reading import preflight, source, streaming, tables, text, workbook
from desktop_crm.transfer.reading.kept import Kept, KeptRows
from desktop_crm.transfer.reading.types import FileKind
from desktop_crm.transfer.types import Cell, Sheet
from desktop_crm.transfer.understanding import mapping
from tests.core.transfer.reading import sheet_files

FIXTURES = Path(__file__).resolve().parents[5] / "shared" / "fixtures"


def bare(rows: list[Cell]) -> list[tuple[type, Cell]]:
    """Return cells with their types, without the blank ones at the end."""
    cells = list(rows)
    while cells and cells[-1] is None:
        cells.pop()
    return [(type(cell), cell) for cell in cells]


def told(sheets: list[Sheet]) -> list[tuple[str, dict[int, list[tuple[type, Cell]]]]]:
    return [(sheet.name, {row: bare(cells) for row, cells in sheet.rows if bare(cells)}) for sheet in sheets]


@pytest.mark.feature("E2")
@pytest.mark.skipif(not FIXTURES.is_dir(), reason="the shared fixtures are not here")
def test_every_workbook_gives_the_same_cells_by_either_way() -> None:
    compared = 0
    for path in sorted(FIXTURES.rglob("*.xls*")):
        try:
            look = preflight.look(path)
            whole = workbook.read_whole(path, look) if look.kind is FileKind.XLSX else None
        except (FileRefused, CalamineError):
            continue
        if whole is None:
            continue
        try:
            by_cell = streaming.read(path, workbook.clock_time)
        except streaming.UnusualError:
            continue  # calamine reads it, however large it is
        assert told(by_cell[0]) == told(whole[0]), path.name
        assert by_cell[1] == whole[1], path.name
        compared += 1
    assert compared > 50


def test_a_large_sheet_gives_the_table_a_small_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[list[Cell]] = [["Rapor"], [], ["Ad Soyad", "", "Telefon", "E-posta", "Not"]]
    rows += [
        [f"Kişi {n}", None, f"0532 111 {n:04}", f"k{n}@example.com", "aynı" if n % 3 else None] for n in range(2500)
    ]
    rows += [[], ["Toplam", None, 2500]]
    path = tmp_path / "buyuk.xlsx"
    sheet_files.workbook(path, {"Müşteriler": rows})
    small = tables.find_table(source.read(path).sheets, known=mapping.is_known)
    monkeypatch.setattr(streaming, "LARGE", 1)
    read = source.read(path)
    assert isinstance(read.sheets[0].rows, KeptRows)
    large = tables.find_table(read.sheets, known=mapping.is_known)
    assert (large.headers, large.skipped, large.header_row) == (small.headers, small.skipped, small.header_row)
    assert [(row, cells[:4]) for row, cells in large.rows] == [(row, cells[:4]) for row, cells in small.rows]
    assert large.rows[1234][0] == 1234 + 4
    columns = large.rows.cells_of([0, 3]) if isinstance(large.rows, KeptRows) else {}
    assert columns[3] == [None if n % 3 == 0 else "aynı" for n in range(2500)]


def test_what_is_kept_on_disk_comes_back_in_any_order() -> None:
    kept = Kept(held=2, block=7)
    for number in range(100):
        kept.append((number, [str(number), None]))
    rows = KeptRows(kept, range(100))
    assert [rows[place][1][0] for place in (99, 0, 50, 51, 7, 6, 98)] == ["99", "0", "50", "51", "7", "6", "98"]
    assert [number for number, _cells in rows[10:20][::2]] == [10, 12, 14, 16, 18]
    assert rows.only([3, 5])[1:].shaped([1, 0], 2)[0] == (5, [None, "5"])
    with pytest.raises(IndexError):
        rows[100]


def test_a_large_text_gives_the_rows_a_small_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "buyuk.csv"
    rows = "".join(f'Kişi {n};0532 111 {n:04};"{n}. not\nikinci satır"\n' for n in range(1200))
    path.write_text(f"Ad Soyad;Telefon;Not\n{rows}\n\n", encoding="utf-8")
    small = source.read(path).sheets[0].rows
    monkeypatch.setattr(text, "LARGE", 10)
    large = source.read(path).sheets[0].rows
    assert isinstance(large, KeptRows)
    assert list(large) == list(small)
