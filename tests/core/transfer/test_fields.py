"""What becomes of fields the store has already is shown before it happens, and can be chosen field by field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import NewCustomer
from desktop_crm.transfer.choices import Decided
from desktop_crm.transfer.service import ImportService
from desktop_crm.transfer.types import Example, FieldChange, FileReport
from tests.core.transfer.conftest import counts, stage_here
from tests.dump import logical_dump

Sheet = Callable[..., Path]
OLD = "Ayşe Öz;;ayse@example.com;;;;eski not"
NEW = "Ayşe Öz;;ayse@example.com;;;;yeni not"


@pytest.fixture
def service(app: App) -> ImportService:
    return ImportService(app.db, app.shops, stage_here)


def looked(service: ImportService, path: Path, **rules: str) -> FileReport:
    return service.preview([path], decided={path: _decided(**rules)}).files[0]


def _decided(**rules: str) -> Decided:
    return Decided(rules={f"customers.{name}": rule for name, rule in rules.items()})


def change(file: FileReport, name: str) -> FieldChange:
    return next(one for one in file.changes if one.name == name)


def note(app: App) -> str | None:
    return app.read(lambda s: customers.card(s, 1)).note


@pytest.mark.feature("E3")
def test_a_change_is_counted_by_field_with_what_stands_there_and_what_would(
    service: ImportService, sheet: Sheet
) -> None:
    service.run([sheet(OLD)])
    found = change(looked(service, sheet(NEW)), "customers.note")
    assert (found.label, found.rule, found.taken, found.kept) == ("Note", "", 1, 0)
    assert found.examples == [Example("Ayşe Öz", "eski not", "yeni not")]


@pytest.mark.feature("E3")
def test_a_field_that_was_edited_by_hand_is_kept_unless_the_files_is_chosen(
    app: App, service: ImportService, sheet: Sheet
) -> None:
    service.run([sheet(OLD)])
    app.customers.edit(1, NewCustomer(name="Ayşe Öz", emails=("ayse@example.com",), note="elle"))
    path = sheet(NEW)
    usual = change(looked(service, path), "customers.note")
    assert (usual.taken, usual.kept) == (0, 1)
    theirs = change(looked(service, path, note="theirs"), "customers.note")
    assert (theirs.rule, theirs.taken, theirs.kept) == ("theirs", 1, 0)
    service.run([path], decided={path: _decided(note="theirs")})
    assert note(app) == "yeni not"
    assert service.run([path]).run is None


@pytest.mark.feature("E3")
def test_ours_stays_where_it_was_chosen_and_nobody_is_asked_again(
    app: App, service: ImportService, sheet: Sheet
) -> None:
    service.run([sheet(OLD)])
    before = logical_dump(app.db.path)
    path = sheet(NEW)
    assert counts(looked(service, path, note="mine"), "customers") == (0, 0, 1)
    run = service.run([path], decided={path: _decided(note="mine")})
    assert (note(app), counts(run.files[0], "customers")) == ("eski not", (0, 0, 1))
    assert run.run is not None, "that the file's word was turned down is kept"
    again = service.run([path])
    assert (again.run, counts(again.files[0], "customers")) == (None, (0, 0, 1))
    app.undo()
    assert logical_dump(app.db.path) == before


@pytest.mark.feature("E3")
def test_only_blanks_are_filled_where_that_was_chosen(app: App, service: ImportService, sheet: Sheet) -> None:
    service.run([sheet("Ayşe Öz;;ayse@example.com;;;;eski not", "Ali Can;;ali@example.com;;;;")])
    path = sheet("Ayşe Öz;;ayse@example.com;;;;yeni not", "Ali Can;;ali@example.com;;;;ilk not")
    found = change(looked(service, path, note="blanks"), "customers.note")
    assert (found.taken, found.kept) == (1, 1)
    service.run([path], decided={path: _decided(note="blanks")})
    assert [app.read(lambda s, one=one: customers.card(s, one)).note for one in (1, 2)] == ["eski not", "ilk not"]
    assert service.run([path]).run is None


def test_money_and_moments_are_shown_as_people_read_them(service: ImportService, tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    header = "Sipariş No;Sipariş Tarihi;Müşteri Adı;E-posta;Durum;Tutar"
    path.write_text(f"{header}\nS-1;03.11.2026 10:00;Ayşe Öz;a@example.com;Hazırlanıyor;1.250,50", encoding="utf-8")
    service.run([path])
    path.write_text(f"{header}\nS-1;03.11.2026 11:30;Ayşe Öz;a@example.com;Teslim Edildi;1.300,00", encoding="utf-8")
    found = {one.name: one.examples[0] for one in looked(service, path).changes}
    assert found["orders.total"] == Example("S-1", "₺1,250.50", "₺1,300.00")
    assert found["orders.ordered_at"] == Example("S-1", "03/11/2026 10:00", "03/11/2026 11:30")
    assert found["orders.status"] == Example("S-1", "Hazırlanıyor", "Teslim Edildi")


def test_the_status_of_orders_stays_ours_with_its_words(app: App, service: ImportService, tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    header = "Sipariş No;Sipariş Tarihi;Müşteri Adı;E-posta;Durum;Tutar"
    path.write_text(f"{header}\nS-1;03.11.2026;Ayşe Öz;a@example.com;Hazırlanıyor;10", encoding="utf-8")
    service.run([path])
    before = logical_dump(app.db.path)
    path.write_text(f"{header}\nS-1;03.11.2026;Ayşe Öz;a@example.com;Teslim Edildi;10", encoding="utf-8")
    decided = {path: Decided(rules={"orders.status": "mine"})}
    assert counts(service.preview([path], decided=decided).files[0], "orders") == (0, 0, 1)
    service.run([path], decided=decided)
    app.undo()
    assert logical_dump(app.db.path) == before
