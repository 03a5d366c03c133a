"""Files in and out from the command line, and taking imports back."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_crm.app import App
from desktop_crm.cli import main
from desktop_crm.platform.store import backup_folder
from desktop_crm.transfer.service import ImportService
from desktop_crm.transfer.types import RunReport
from tests.clock import FakeClock
from tests.core.cli.conftest import Cli

HEADER = "Ad Soyad;Telefon;E-posta;İl;İlçe\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Write a customer list as a Turkish Excel would."""

    def write(*rows: str, name: str = "musteriler.csv") -> Path:
        path = tmp_path / name
        path.write_text(HEADER + "\n".join(rows), encoding="windows-1254")
        return path

    return write


TWO = ("Şükrü İnce;0532 111 22 33;sukru@ornek.com;Iğdır;Merkez", "Ece Öz;0533 111 22 33;ece@ornek.com;İzmir;Konak")


@pytest.mark.feature("E3")
def test_an_import_reports_run_files_rows_and_things(cli: Cli, sheet: Callable[..., Path]) -> None:
    printed = cli("import", sheet(*TWO), "--json")
    assert (printed.code, printed.err) == (0, "")
    report = printed.json
    assert report["run"] == 1
    (file,) = report["files"]
    assert {"file", "kind", "profile", "encoding", "sheet", "rows", "things", "errors", "reasons"} == set(file)
    assert (file["file"], file["kind"], file["encoding"]) == ("musteriler.csv", "customers", "windows-1254")
    assert file["rows"] == {"read": 2, "taken": 2, "unchanged": 0, "skipped": 0, "refused": 0}
    assert file["things"]["customers"] == {"created": 2, "updated": 0, "unchanged": 0}
    assert "\\u" not in printed.out


@pytest.mark.feature("E4")
def test_the_same_file_twice_changes_nothing_and_leaves_no_step(cli: Cli, sheet: Callable[..., Path]) -> None:
    path = sheet(*TWO)
    cli("import", path)
    again = cli("import", path, "--json").json
    assert again["run"] is None
    assert again["files"][0]["rows"]["unchanged"] == 2
    assert len(cli("runs", "--json").json["runs"]) == 1
    assert cli("import", path).out.splitlines()[-1] == "Nothing new: everything is there already."


@pytest.mark.feature("E5")
def test_undo_takes_an_import_back_and_then_has_nothing_left(cli: Cli, sheet: Callable[..., Path]) -> None:
    cli("import", sheet(*TWO))
    assert cli("stats", "--json").json["customers"] == 2
    undone = cli("undo")
    assert undone.code == 0
    assert undone.out.startswith("Undone: Import musteriler.csv (")
    assert not any(cli("stats", "--json").json.values())
    nothing = cli("undo")
    assert (nothing.code, nothing.out, nothing.err) == (1, "", "There is nothing to undo.\n")
    assert cli("runs", "--json").json["runs"][0]["undone"] is True


@pytest.mark.feature("E5")
def test_an_older_run_is_taken_back_by_its_number_and_what_was_used_since_stays(
    cli: Cli, sheet: Callable[..., Path]
) -> None:
    cli("import", sheet(*TWO))
    cli("import", sheet("Can Ak;0535 999 88 77;can@ornek.com;Bursa;Nilüfer", name="yeni.csv"))
    (hit,) = cli("search", "sukru", "--json").json["hits"]
    cli("log", "--customer", hit["id"], "--channel", "phone", "--direction", "in", "--text", "Aradı")
    undone = cli("undo", 1)
    assert undone.code == 0
    assert f"Customer {hit['id']} stays: something newer refers to it" in undone.out
    assert cli("stats", "--json").json["customers"] == 2
    assert cli("undo", 1).code == 1
    assert cli("undo", 99).err == "There is no import number 99.\n"


def test_runs_are_listed_newest_first_with_their_counts(cli: Cli, sheet: Callable[..., Path]) -> None:
    assert cli("runs").out == "Nothing was imported yet.\n"
    cli("import", sheet(*TWO))
    cli("import", sheet("Can Ak;0535 999 88 77;can@ornek.com;Bursa;Nilüfer", name="yeni.csv"))
    first, second = cli("runs", "--json").json["runs"]
    assert (first["run"], second["run"]) == (2, 1)
    assert (first["at"], first["undone"]) == ("2026-11-21T12:00:00+03:00", False)
    assert second["files"][0]["rows"]["taken"] == 2
    assert second["files"][0]["errors"] == 0
    assert cli("runs").out.splitlines()[0] == "2  21.11.2026 12:00  yeni.csv"


def test_a_refused_file_is_one_sentence_and_the_others_are_still_taken(
    cli: Cli, sheet: Callable[..., Path], tmp_path: Path
) -> None:
    empty = tmp_path / "bos.csv"
    empty.write_bytes(b"")
    printed = cli("import", empty, tmp_path / "yok.xlsx", sheet(*TWO), "--json")
    assert printed.code == 1
    assert len(printed.err.splitlines()) == 2
    assert "bos.csv" in printed.err.splitlines()[0]
    assert "yok.xlsx" in printed.err.splitlines()[1]
    assert [file["file"] for file in printed.json["files"]] == ["musteriler.csv"]
    assert [file["file"] for file in printed.json["refused"]] == ["bos.csv", "yok.xlsx"]


def test_a_dry_run_writes_nothing_and_makes_no_store(
    sheet: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "none.crm"
    assert main(["--store", str(path), "import", str(sheet(*TWO)), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "2 rows: 2 taken" in said
    assert said.splitlines()[-1] == "Nothing was saved: this was a dry run."
    assert list(tmp_path.glob("none.crm*")) == []


@pytest.mark.feature("E3")
def test_a_dry_run_says_what_an_import_would_do(cli: Cli, sheet: Callable[..., Path]) -> None:
    cli("import", sheet(TWO[0]))
    would = cli("import", sheet(*TWO), "--dry-run", "--json").json
    assert would["run"] is None
    assert would["files"][0]["things"]["customers"] == {"created": 1, "updated": 0, "unchanged": 1}
    assert cli("stats", "--json").json["customers"] == 1


def test_an_import_makes_a_missing_store(
    sheet: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new" / "shop.crm"
    assert main(["--store", str(path), "import", str(sheet(*TWO))]) == 0
    capsys.readouterr()
    assert main(["--store", str(path), "stats", "--json"]) == 0
    assert '"customers": 2' in capsys.readouterr().out


@pytest.mark.feature("I2")
def test_an_import_into_a_used_store_is_preceded_by_a_backup(
    cli: Cli, store: Path, sukru: int, sheet: Callable[..., Path]
) -> None:
    cli("import", sheet("Can Ak;0535 999 88 77;can@ornek.com;Bursa;Nilüfer"))
    assert [path.name for path in backup_folder(store).iterdir()] == ["test-20261121-120000.crm"]


def test_the_import_for_people_shows_counts_and_the_row_of_each_error(cli: Cli, sheet: Callable[..., Path]) -> None:
    said = cli("import", sheet(TWO[0], "Ece Öz;telefonu yok;ece@ornek.com;İzmir;Konak")).out.splitlines()
    assert said[0].startswith("musteriler.csv (")
    assert "2 rows: 2 taken" in said[0]
    assert any(line.split() == ["Customers", "2", "0", "0"] for line in said)
    assert any(line.strip().startswith("row 3: Telefon “telefonu yok”: ") for line in said)
    assert said[-1] == "Import 1; `undo 1` takes it back."
    turkish = cli("--lang", "tr", "import", sheet(TWO[0])).out.splitlines()
    assert any(line.split() == ["Müşteriler", "0", "0", "1"] for line in turkish)


def test_the_options_of_an_import_reach_it(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def run(_self: ImportService, files: list[Path], **named: str | None) -> RunReport:
        asked.append((files, named))
        return RunReport(None)

    monkeypatch.setattr(ImportService, "run", run)
    monkeypatch.chdir(tmp_path)
    cli("import", "-x.csv", "--kind", "orders")
    assert asked == []
    cli("import", "./-x.csv", "--kind", "orders", "--profile", "trendyol-orders", "--sheet", "Sipariş")
    assert asked == [
        ([tmp_path / "-x.csv"], {"kind": "orders", "profile": "trendyol-orders", "sheet": "Sipariş"}),
    ]


@pytest.mark.feature("E3")
def test_the_rows_with_errors_go_where_they_are_asked_to(cli: Cli, sheet: Callable[..., Path], tmp_path: Path) -> None:
    out = tmp_path / "hatalar.xlsx"
    assert cli("import", sheet(*TWO), "--errors-to", out).code == 0
    assert not out.exists(), "no row has an error"
    path = sheet(TWO[0], "Can Ak;telefonu yok;can@ornek.com;Bursa;Nilüfer", name="iki.csv")
    assert cli("import", path, "--errors-to", out, "--json").code == 0
    header, row = openpyxl.load_workbook(out).active.iter_rows(values_only=True)
    assert header[:2] == ("Ad Soyad", "Telefon")
    assert row[:2] == ("Can Ak", "telefonu yok")


def test_errors_that_cannot_be_written_do_not_hide_what_was_taken(
    cli: Cli, sheet: Callable[..., Path], tmp_path: Path
) -> None:
    bad = "Can Ak;telefonu yok;can@ornek.com;Bursa;Nilüfer"
    printed = cli("import", sheet(bad), "--errors-to", tmp_path / "no" / "e.xlsx", "--json")
    assert printed.code == 1
    assert printed.json["run"] == 1
    assert "e.xlsx" in printed.err


@pytest.mark.feature("E6")
def test_an_export_comes_back_as_the_same_customers(cli: Cli, store: Path, sukru: int, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert cli("export", "customers", out).out == "out.csv: 1 row\n"
    with out.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["phones"] == "'+905321112233"

    other = tmp_path / "other.crm"
    assert main(["--store", str(other), "import", str(out)]) == 0
    with App.open(other, FakeClock()) as app:
        (hit,) = app.search("sukru")
        assert "0532 111 22 33" in hit.why


def test_what_cannot_be_exported_is_exit_1_and_wrong_usage_exit_2(cli: Cli, tmp_path: Path) -> None:
    assert cli("export", "customers", tmp_path / "a.csv", "--for", "etsy").err.startswith(
        "There is no export for “etsy”"
    )
    missing = cli("export", "customers", tmp_path / "a.csv", "--view", "Olmayan")
    assert (missing.code, missing.err) == (1, "There is no saved view called “Olmayan”.\n")
    assert cli("export", "orders", tmp_path / "a.csv", "--view", "VIP").err == "Saved views are views of customers.\n"
    assert cli("export", "customers", tmp_path / "a.ods").code == 2
    assert cli("export", "wishes", tmp_path / "a.csv").code == 2
    assert not list(tmp_path.glob("a.*"))


@pytest.mark.feature("J6")
def test_a_saved_view_and_a_shape_decide_who_is_written_and_who_is_counted(cli: Cli, tmp_path: Path) -> None:
    sheet = tmp_path / "liste.csv"
    sheet.write_text(
        "Ad Soyad;E-posta;Telefon\nEce Öz;ece@ornek.test;0532 111 22 33\nCan Su;can@ornek.test;\n", "utf-8"
    )
    cli("import", sheet)
    assert cli("export", "customers", tmp_path / "v.csv", "--view", "no_phone").out == "v.csv: 1 row\n"
    told = cli("export", "customers", tmp_path / "m.csv", "--for", "mailchimp")
    assert told.out == "m.csv: 0 rows\n  2 have not allowed e-mail and are left out\n"
    assert cli("export", "customers", tmp_path / "c.vcf", "--for", "vcard").out == "c.vcf: 2 rows\n"


def test_the_real_shopify_file_counts_as_it_should(cli: Cli, shared: Path) -> None:
    path = shared / "fixtures" / "orders" / "shopify_orders_export_invai.csv"
    assert cli("import", path, "--json").json["files"][0]["things"]["orders"]["created"] == 3
    stats = cli("stats", "--json").json
    assert (stats["customers"], stats["orders"], stats["lines"]) == (3, 3, 4)
    assert (stats["revenue"], stats["refunds"]) == ({"USD": "105.90"}, {"USD": "30.41"})
