"""Every file of the shared fixtures is read, or refused with one sentence, within its limits."""

from __future__ import annotations

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop_crm.platform.errors import FileRefused
from desktop_crm.platform.progress import silent
from desktop_crm.transfer.reading import source
from desktop_crm.transfer.reading.child import run_child
from desktop_crm.transfer.reading.tables import find_table
from tests.core.transfer.reading import reader

FIXTURES = Path(__file__).resolve().parents[5] / "shared" / "fixtures"
LOCKED = {
    "calamine_pass_protected.ods",
    "poi_encrypted_passtika.xlsx",
    "poi_password.xls",
    "sheetjs_biff5_password_xor.xls",
}
REFUSED = LOCKED | {
    "calamine_OOM_alloc3.xls",
    "calamine_empty_sheet.xlsx",
    "calamine_issue_594_dos.ods",
    "exceljs_duplicateRowTest.xlsx",
    "exceljs_missing-bits.xlsx",
    "phpss_NotASpreadsheetFile.doc",
    "phpss_empty.csv",
    "phpss_maccentraleurope.biff5.xls",
    "phpss_utf16be.xlsx",
    "poi_BrNotClosed.xlsx",
    "poi_DBCSSheetName.xls",
    "poi_Simple.xlsb",
    "poi_duplicate-filename.xlsx",
    "poi_fuzz_5636439151607808.xlsx",
    "poi_fuzz_6448258963341312.xlsx",
    "poi_poc-xmlbomb.xlsx",
    "poi_xlsx-corrupted.xlsx",
    "sheetjs_1904.slk",
    "sheetjs_BlankSheetTypes.xlsb",
    "sheetjs_vfp3.dbf",
    "tablib_unknown_value_type.ods",
    "tr_bos_noktali_virgul.csv",
}

pytestmark = pytest.mark.skipif(not FIXTURES.is_dir(), reason="the shared fixtures are not here")


def outcome(path: Path) -> str:
    """Return the sentence that refuses the file when read in a child, '' when it gives a table."""
    command = [sys.executable, str(Path(reader.__file__))]
    try:
        run_child(["read", str(path)], progress=silent, timeout=20, file=path.name, command=command)
    except FileRefused as refused:
        return str(refused)
    return ""


def test_no_nasty_file_crashes_hangs_or_is_left_without_a_word() -> None:
    paths = sorted((FIXTURES / "nasty").iterdir())
    with ThreadPoolExecutor(3) as pool:
        said = dict(zip((path.name for path in paths), pool.map(outcome, paths), strict=True))
    refused = {name: words for name, words in said.items() if words}
    assert len(said) > 100
    assert set(refused) == REFUSED
    for name, words in refused.items():
        assert name in words
        assert re.fullmatch(r"[^\n/\\]{20,160}", words), words
        assert ("password" in words) == (name in LOCKED)


@pytest.mark.parametrize(
    ("file", "sheet", "header_row", "rows", "skipped"),
    [
        ("orders/tr_trendyol_tum_siparisler_RECONSTRUCTED.xlsx", "Tüm Siparişler", 2, 5, 1),
        ("orders/tr_hepsiburada_siparisler_RECONSTRUCTED.csv", "", 1, 3, 1),
        ("orders/shopify_orders_export_invai.csv", "", 1, 4, 0),
        ("orders/shopify_orders_export_eu_2026.csv", "", 1, 10, 0),
        ("orders/squarespace_orders.csv", "", 1, 6, 2),
        ("orders/amazon_all_orders.tsv", "", 1, 2, 0),
        ("orders/etsy_sold_order_items.csv", "", 1, 6, 0),
        ("customers/tr_cari_satis_baslik_blogu.xlsx", "Satışlar", 4, 2, 3),
        ("customers/eventbrite_it_totals_row.csv", "", 1, 2, 1),
        ("customers/tr_musteri_hatali_satirlar.csv", "", 1, 5, 0),
        ("customers/mautic_fake_leads.csv", "", 1, 54, 0),
        ("survey/surveymonkey_condensed.csv", "", 1, 10, 1),
        ("clv/CDNOW_sample.txt", "", 0, 6919, 0),
    ],
)
def test_the_tables_of_real_exports_are_found(file: str, sheet: str, header_row: int, rows: int, skipped: int) -> None:
    table = find_table(source.read(FIXTURES / file).sheets)
    assert (table.sheet, table.header_row, len(table.rows), len(table.skipped)) == (sheet, header_row, rows, skipped)
    assert all(len(cells) >= len(table.headers) for _number, cells in table.rows)


def test_every_export_has_its_titles_in_the_row_where_a_person_sees_them() -> None:
    later = {"tr_trendyol_tum_siparisler_RECONSTRUCTED.xlsx": 2, "tr_cari_satis_baslik_blogu.xlsx": 4}
    later["CDNOW_sample.txt"] = 0
    folders = ("orders", "customers", "contacts", "products", "coupons", "reviews", "payments", "survey", "clv")
    paths = [path for folder in folders for path in sorted((FIXTURES / folder).iterdir()) if path.suffix != ".vcf"]
    found = {path.name: find_table(source.read(path).sheets).header_row for path in paths}
    assert len(found) > 30
    assert found == {path.name: later.get(path.name, 1) for path in paths}
