"""How a file is read can be changed, and what was changed can be taught for every file of its shape."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.orders import queries as orders
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.transfer import queries
from desktop_crm.transfer.choices import Choices, Decided, Options, Taught, fitting
from desktop_crm.transfer.service import ImportService
from desktop_crm.transfer.types import ColumnSeen, FileReport
from tests.core.transfer.conftest import counts, stage_here
from tests.dump import logical_dump

N11 = "Sipariş Kodu;Tarih;Kime;Kanal;Ürün;Kaç Tane;Ödenen"
N11_ROWS = ("N-1;03.04.2026;Ayşe Öz;web;Çorap;2;1.250", "N-2;05.04.2026;Ali Can;web;Atkı;1;99")


@pytest.fixture
def service(app: App) -> ImportService:
    return ImportService(app.db, app.shops, stage_here)


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str, *lines: str) -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def looked(service: ImportService, path: Path, choices: Choices | None = None) -> FileReport:
    decided = {path: Decided(choices)} if choices is not None else None
    report = service.preview([path], decided=decided)
    assert not report.refused, report.refused
    return report.files[0]


def column(file: FileReport, header: str) -> ColumnSeen:
    return next(one for one in file.columns if one.header == header)


@pytest.mark.feature("E3")
def test_a_column_shows_its_values_its_field_and_why_and_another_field_can_be_chosen(
    service: ImportService, written: Callable[..., Path]
) -> None:
    path = written("liste.csv", "Ad;Kod;Telefon", "Ayşe;K-7;05321112233", "Ali;K-8;05321112234")
    before = column(looked(service, path), "Kod")
    assert before.samples == ("K-7", "K-8")
    chosen = looked(service, path, Choices(columns={"Kod": "person.note"}))
    after = column(chosen, "Kod")
    assert (after.target, after.field, after.because) == ("person.note", "Note", "you chose it")
    left = looked(service, path, Choices(columns={"Telefon": "ignore"}))
    assert column(left, "Telefon").target == ""
    assert column(left, "Ad").because == "by its title"


def test_a_field_of_one_column_leaves_the_column_that_had_it(
    service: ImportService, written: Callable[..., Path]
) -> None:
    path = written("liste.csv", "Ad Soyad;Takma Ad;Telefon", "Ayşe Öz;Ayşecik;05321112233", "Ali Can;Alico;05321112234")
    file = looked(service, path, Choices(columns={"Takma Ad": "person.name"}))
    assert [one.target for one in file.columns] == ["", "person.name", "person.phone"]


@pytest.mark.feature("E3")
def test_dates_decimals_and_currency_are_read_as_chosen(
    app: App, service: ImportService, written: Callable[..., Path]
) -> None:
    path = written("s.csv", N11, *N11_ROWS)
    named = {"Sipariş Kodu": "order.number", "Kime": "person.name", "Ödenen": "order.total", "Tarih": "order.date"}
    as_found = looked(service, path, Choices(kind="orders", columns=named))
    assert column(as_found, "Tarih").code == "day"
    choices = Choices(kind="orders", columns=named, dates={"Tarih": "month"}, decimals={"Ödenen": "."}, currency="EUR")
    file = looked(service, path, choices)
    assert (column(file, "Tarih").code, column(file, "Ödenen").code, file.currency) == ("month", ".", "EUR")
    service.run([path], decided={path: Decided(choices)})
    found = app.read(lambda s: orders.by_ids(s, [1]))[1]
    assert (found.currency, found.total) == ("EUR", 125)


def test_sheet_titles_encoding_and_separator_are_taken_as_chosen(service: ImportService, tmp_path: Path) -> None:
    path = tmp_path / "eski.csv"
    path.write_bytes("Rapor|2026\nAd|Telefon\nŞükrü|05321112233\n".encode("windows-1254"))
    choices = Choices(kind="customers", header_row=2, encoding="windows-1252", delimiter="|")
    file = looked(service, path, choices)
    assert (file.header_row, file.encoding, file.delimiter) == (2, "windows-1252", "|")
    assert column(file, "Ad").samples == ("Þükrü",)
    reasons = {reason.topic: reason.because for reason in file.reasons}
    assert reasons["encoding"] == reasons["column separator"] == reasons["column titles"] == "you chose it"


def test_a_list_that_nothing_is_known_of_can_be_given_a_kind_and_taught(
    service: ImportService, written: Callable[..., Path]
) -> None:
    path = written("x.csv", "A1;B1", "foo;bar", "baz;qux")
    assert service.preview([path]).refused
    file = looked(service, path, Choices(kind="customers", columns={"A1": "person.name"}))
    assert counts(file, "customers") == (2, 0, 0)


@pytest.mark.feature("E3")
def test_a_layout_is_taught_once_and_used_for_the_next_file_even_with_more_columns(
    app: App, service: ImportService, written: Callable[..., Path]
) -> None:
    path = written("n11-mart.csv", N11, *N11_ROWS)
    choices = Choices(
        kind="orders", shop="N11",
        columns={"Sipariş Kodu": "order.number", "Kime": "person.name", "Ödenen": "order.total", "Kanal": "ignore"},
    )  # fmt: skip
    empty = logical_dump(app.db.path)
    file = looked(service, path, choices)
    assert file.shop == "N11"
    service.teach("  N11  siparişleri ", file, choices)
    again = looked(service, written("n11-nisan.csv", N11.upper() + ";Kupon", "N-3;01.05.2026;Eda;web;Şal;1;10;YAZ"))
    assert (again.taught_name, again.shop, again.kind) == ("N11 siparişleri", "N11", "orders")
    assert again.reasons[0].decided == "N11 siparişleri" or any(r.decided == "N11 siparişleri" for r in again.reasons)
    assert column(again, "KIME").because == "as you taught it"
    assert column(again, "KIME").target == "person.name"
    report = service.run([path])
    assert report.files[0].things["orders"].created == 2
    (taught,) = app.read(lambda s: queries.taught(s, "Europe/Istanbul"))
    service.forget(taught.id)
    assert not looked(service, path, Choices(kind="orders")).taught_name
    with pytest.raises(NotFound):
        service.forget(taught.id)
    for _ in range(3):
        app.undo()
    assert logical_dump(app.db.path) == empty


def test_teaching_the_same_name_again_replaces_and_needs_a_name(
    app: App, service: ImportService, written: Callable[..., Path]
) -> None:
    path = written("n11.csv", N11, *N11_ROWS)
    file = looked(service, path, Choices(kind="orders"))
    first = service.teach("N11", file, Choices())
    assert service.teach("N11", file, Choices(currency="EUR")) == first
    (taught,) = app.read(lambda s: queries.taught(s, "Europe/Istanbul"))
    assert taught.choices.currency == "EUR"
    with pytest.raises(UserError):
        service.teach(" ", file, Choices())


def test_a_taught_layout_fits_only_what_is_much_alike() -> None:
    layout = Taught(1, "N11", "orders", ("kod", "tarih", "kime", "tutar"), ("kod", "kime", "tutar"), Choices(), "")
    assert fitting([layout], ["kod", "tarih", "kime", "tutar", "kupon"]) is layout
    assert fitting([layout], ["kod", "kime", "tutar"]) is layout
    assert fitting([layout], ["kod", "ad", "telefon"]) is None
    assert fitting([layout], ["kod", "kime", "tutar", *"abcdefgh"]) is None


def test_options_come_back_from_their_file_as_they_were(tmp_path: Path) -> None:
    choices = Choices(kind="orders", columns={"Ürün": "line.name"}, dates={"Tarih": "month"})
    options = Options(choices, (Taught(3, "Ö", "orders", ("a",), ("a",), choices, "1.1.2026"),), "UTC", "EUR", "DE")
    options.write(tmp_path / "o.json")
    assert Options.read(tmp_path / "o.json") == options


def test_the_child_is_told_what_was_chosen(app: App, written: Callable[..., Path]) -> None:
    path = written("liste.csv", "Ad;Kod;Telefon", "Ayşe;K-7;05321112233")
    file = looked(app.transfer, path, Choices(columns={"Kod": "person.note"}))
    assert column(file, "Kod").target == "person.note"
