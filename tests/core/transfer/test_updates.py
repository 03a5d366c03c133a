"""Importing again: newer files, several files of one run, and stores that changed in between."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from desktop_crm.app import App
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import NewCustomer
from desktop_crm.orders import queries as orders
from desktop_crm.orders.tables import OrderLineTable, OrderTable, PackageTable
from desktop_crm.orders.types import NewLine, NewOrder
from desktop_crm.platform import settings
from desktop_crm.shops import queries as shops
from desktop_crm.transfer import queries
from desktop_crm.transfer.service import ImportService
from desktop_crm.transfer.types import FileReport
from tests.core.transfer.conftest import counts, stage_here
from tests.dump import logical_dump

Bring = Callable[[Path], FileReport]
Sheet = Callable[..., Path]
AYSE = "Ayşe Yılmaz;0532 111 22 33;ayse@ornek.test;İzmir;Karşıyaka;Deniz Sk. 1;"


@pytest.fixture
def shopify(tmp_path: Path) -> Path:
    """A customer list of another store: Ayşe again, and Veli."""
    header = (
        "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,"
        "Default Address Address1,Default Address City,Default Address Zip,Phone,Total Spent,Total Orders,Note,"
        "Tax Exempt,Tags"
    )
    rows = ("1,Ayşe,Yılmaz,ayse@ornek.test,,,,,,,0,0,,no,", "2,Veli,Kaya,veli@ornek.test,,,,,,,0,0,,no,")
    path = tmp_path / "customers_export.csv"
    path.write_text("\n".join((header, *rows)), encoding="utf-8")
    return path


@pytest.mark.feature("E5")
def test_a_run_whose_second_file_changes_what_its_first_made_is_undone_whole(app: App, sheet: Sheet) -> None:
    before = logical_dump(app.db.path)
    files = [sheet(AYSE, name="ocak.csv"), sheet(f"{AYSE}yeni not", name="subat.csv")]
    report = ImportService(app.db, app.shops, stage_here).run(files)
    assert [counts(one, "customers") for one in report.files] == [(1, 0, 0), (0, 1, 0)]
    after = logical_dump(app.db.path)
    assert app.undo().kept_count == 0
    assert logical_dump(app.db.path) == before
    app.redo()
    assert logical_dump(app.db.path) == after


@pytest.mark.feature("E4")
def test_a_file_comes_in_again_after_the_undo_of_the_import_that_brought_its_people(
    app: App, bring: Bring, sheet: Sheet, shopify: Path
) -> None:
    bring(sheet(AYSE))
    bring(shopify)
    first = app.read(queries.runs)[-1]
    app.undo(first.change_id)
    assert app.search("ayse") == []
    assert counts(bring(shopify), "customers") == (1, 0, 1)
    (ayse,) = app.search("ayse")
    assert app.read(lambda s: customers.card(s, ayse.ref.id)).emails[0].address == "ayse@ornek.test"
    assert counts(bring(shopify), "customers") == (0, 0, 2)


@pytest.mark.feature("E4")
def test_a_customer_known_by_e_mail_alone_gets_the_name_another_store_brings(
    app: App, bring: Bring, tmp_path: Path, shopify: Path
) -> None:
    letters = tmp_path / "bulten.csv"
    letters.write_text("E-posta\nayse@ornek.test\n", encoding="utf-8")
    bring(letters)
    bring(shopify)
    (ayse,) = app.search("ayse")
    card = app.read(lambda s: customers.card(s, ayse.ref.id))
    assert (card.name, card.first_name, card.last_name) == ("Ayşe Yılmaz", "Ayşe", "Yılmaz")
    assert counts(bring(letters), "customers") == (0, 0, 1)
    assert app.read(lambda s: customers.card(s, ayse.ref.id)).name == "Ayşe Yılmaz"


@pytest.mark.feature("E4")
def test_a_name_written_by_hand_is_never_taken_for_a_missing_one(app: App, bring: Bring, sheet: Sheet) -> None:
    customer = app.customers.add(NewCustomer(name="444", emails=("ayse@ornek.test",)))
    bring(sheet(AYSE))
    assert app.read(lambda s: customers.card(s, customer)).name == "444"


@pytest.mark.feature("E1")
def test_a_sheet_of_unknown_layout_is_read_as_the_settings_of_the_store_say(app: App, tmp_path: Path) -> None:
    for setting, value in ((settings.ZONE, "Europe/Berlin"), (settings.CURRENCY, "EUR"), (settings.REGION, "DE")):
        settings.put(app.db, setting, value)
    path = tmp_path / "orders.csv"
    path.write_text(
        "Order Number,Order Date,Customer,Phone,Total\n7,2026-07-01 00:30,Anna Krüger,030 123456,12.50\n",
        encoding="utf-8",
    )
    report = app.transfer.run([path])
    assert not report.refused
    assert app.transfer.preview([path]).files[0].rows.unchanged == 1
    (anna,) = [hit.ref.id for hit in app.search("anna") if hit.ref.kind == "customer"]
    (order,) = app.read(lambda s: orders.of_customer(s, anna))
    assert (order.currency, order.local_date, order.ordered_at) == ("EUR", "2026-07-01", 1782858600000)
    assert app.read(lambda s: customers.card(s, anna)).phones[0].number == "+4930123456"
    (own,) = app.read(shops.everyone)
    assert (own.currency, own.zone) == ("EUR", "Europe/Berlin")


@pytest.mark.feature("E1")
def test_nobody_is_born_in_the_future(app: App, bring: Bring, tmp_path: Path) -> None:
    path = tmp_path / "kisiler.csv"
    rows = ("Ayşe Öz;ayse@ornek.test;15.03.87", "Can Er;can@ornek.test;15.03.30", "Ece Su;ece@ornek.test;15.03.2087")
    path.write_text("\n".join(("Ad Soyad;E-posta;Doğum Tarihi", *rows)), encoding="utf-8")
    report = bring(path)
    born = [app.read(lambda s, row=row: customers.card(s, row)).birthday for row in (1, 2, 3)]
    assert born == ["1987-03-15", "1930-03-15", ""]
    assert [(error.row, error.value) for error in report.errors] == [(4, "15.03.2087")]


@pytest.mark.feature("E4")
def test_a_new_sales_channel_of_the_shop_does_not_make_it_forget_its_files(
    app: App, bring: Bring, sheet: Sheet
) -> None:
    customer = app.customers.add(NewCustomer(name="Elden Satış"))
    app.orders.take(NewOrder(customer, "Instagram", (NewLine("Mum", Decimal(1), Decimal(90)),)))
    bring(sheet("Adı Var Kendi Yok;;;;;;"))
    app.orders.take(NewOrder(customer, "Atölye", (NewLine("Mum", Decimal(1), Decimal(90)),)))
    assert counts(bring(sheet("Adı Var Kendi Yok;;;;;;")), "customers") == (0, 0, 1)


TRENDYOL = (
    "Barkod;Paket No;Kargo Firması;Sipariş Tarihi;Sipariş Numarası;Alıcı;Teslimat Adresi;İl;İlçe;Ürün Adı;"
    "Sipariş Statüsü;E-Posta;Stok Kodu;Adet;Birim Fiyatı;Satış Tutarı;İndirim Tutarı;Trendyol İndirim Tutarı;"
    "Faturalanacak Tutar;Komisyon Oranı;Marka;Kargo Kodu"
)


@pytest.fixture
def trendyol(tmp_path: Path) -> Callable[..., Path]:
    """Write an order list of Trendyol: lines of one order as (barcode, package, status, amount)."""

    def write(*lines: tuple[str, str, str, str]) -> Path:
        path = tmp_path / "siparisler.csv"
        rows = (
            f"{barcode};{package};Aras;21.09.2026 10:00;77;Ayşe Yılmaz;Deniz Sk 1;İzmir;Karşıyaka;Ürün;{status};"
            f"ayse@ornek.test;S{barcode};1;{amount};{amount};0;0;{amount};10;Marka;K{package}"
            for barcode, package, status, amount in lines
        )
        path.write_text("\n".join((TRENDYOL, *rows)), encoding="utf-8")
        return path

    return write


@pytest.mark.feature("E4")
def test_a_list_of_some_packages_of_an_order_does_not_shrink_it(
    app: App, bring: Bring, trendyol: Callable[..., Path]
) -> None:
    def order() -> tuple[int, str, int]:
        found = app.read(lambda s: orders.of_customer(s, 1))[0]
        return found.total, found.status, len(found.lines)

    bring(trendyol(("111", "P1", "Yeni", "100,00"), ("222", "P2", "Yeni", "50,00")))
    on_its_way = ("111", "P1", "Kargoya Verildi", "100,00")
    bring(trendyol(on_its_way))
    assert order() == (15000, "new", 2)
    bring(trendyol(("222", "P2", "İptal Edildi", "50,00")))
    assert order() == (15000, "shipped", 2)
    (total,) = app.read(orders.totals)
    assert (total.revenue, total.refunds) == (10000, 5000)
    bring(trendyol(on_its_way))
    assert order() == (15000, "shipped", 2)
    before = logical_dump(app.db.path)
    assert counts(bring(trendyol(on_its_way)), "orders") == (0, 0, 1)
    assert logical_dump(app.db.path) == before


@pytest.mark.feature("E4")
def test_an_order_known_by_its_cancelled_package_first_counts_what_comes_after(
    app: App, bring: Bring, trendyol: Callable[..., Path]
) -> None:
    bring(trendyol(("222", "P2", "İptal Edildi", "50,00")))
    assert app.read(orders.totals)[0].revenue == 0
    bring(trendyol(("111", "P1", "Teslim Edildi", "100,00")))
    (total,) = app.read(orders.totals)
    assert (total.revenue, total.refunds, total.orders) == (10000, 5000, 1)


@pytest.fixture
def lived(tmp_path: Path) -> Callable[..., Path]:
    """Write a list of where Ayşe lives: one street and number, as (neighbourhood, postal code)."""

    def write(*places: tuple[str, str]) -> Path:
        path = tmp_path / "adresler.csv"
        rows = (f"Ayşe;a@ornek.test;{place};Atatürk Cad. 5;Merkez;Bartın;{code}" for place, code in places)
        path.write_text("\n".join(("Ad Soyad;E-posta;Mahalle;Adres;İlçe;İl;Posta Kodu", *rows)), encoding="utf-8")
        return path

    return write


def places(app: App) -> list[tuple[str, str]]:
    """Return neighbourhood and postal code of every address of Ayşe's card."""
    return [(one.neighbourhood, one.postal_code) for one in app.read(lambda s: customers.card(s, 1)).addresses]


HERE, THERE = ("Cumhuriyet Mah.", "74100"), ("Kırtepe Mah.", "74110")


@pytest.mark.feature("E4")
@pytest.mark.parametrize("files", [((HERE, THERE),), ((HERE,), (THERE,)), ((HERE,), (HERE, THERE))])
def test_one_street_and_number_in_two_neighbourhoods_is_two_addresses(
    app: App, bring: Bring, lived: Callable[..., Path], files: tuple[tuple[tuple[str, str], ...], ...]
) -> None:
    for file in files:
        bring(lived(*file))
    assert places(app) == [HERE, THERE]
    for again in (
        ("CUMHURİYET MAH.", "74 100"),
        ("Cumhuriyet Mahallesi", ""),
        ("Kırtepe", "74110"),
        ("", "74110"),
        ("", ""),
        THERE,
    ):
        bring(lived(again))
        assert places(app) == [HERE, THERE]


@pytest.mark.feature("E4")
def test_an_address_taken_away_by_hand_does_not_come_back_with_another_that_is_new(
    app: App, bring: Bring, lived: Callable[..., Path]
) -> None:
    bring(lived(HERE))
    app.customers.edit(1, NewCustomer(name="Ayşe", emails=("a@ornek.test",)))
    bring(lived(HERE, THERE))
    assert places(app) == [THERE]


@pytest.fixture
def sent(tmp_path: Path) -> Callable[..., Path]:
    """Write an order list of the shop's own: parcels of order 77 as (day it was sent, carrier, tracking number)."""

    def write(*parcels: tuple[str, str, str]) -> Path:
        path = tmp_path / "kargo.csv"
        header = "Sipariş No;Sipariş Tarihi;Müşteri;E-posta;Toplam Tutar;Kargo Tarihi;Kargo Firması;Kargo Takip No"
        rows = (f"77;21.09.2026;Ayşe Yılmaz;ayse@ornek.test;100,00;{';'.join(parcel)}" for parcel in parcels)
        path.write_text("\n".join((header, *rows)), encoding="utf-8")
        return path

    return write


def parcels(app: App) -> list[tuple[str | None, str | None]]:
    """Return carrier and tracking number of every parcel."""
    with app.db.read() as session:
        return [(one.carrier, one.tracking) for one in session.scalars(select(PackageTable).order_by(PackageTable.id))]


@pytest.mark.feature("E4")
def test_a_tracking_number_that_comes_later_is_that_of_the_parcel_that_had_none(
    app: App, bring: Bring, sent: Callable[..., Path]
) -> None:
    bring(sent(("22.09.2026", "Aras", "")))
    assert parcels(app) == [("Aras", None)]
    report = bring(sent(("22.09.2026", "Aras", "K1")))
    assert counts(report, "packages") == (0, 1, 0)
    assert parcels(app) == [("Aras", "K1")]
    later = app.read(queries.runs)[0]
    for again in ("K1", ""):
        assert counts(bring(sent(("22.09.2026", "Aras", again))), "packages") == (0, 0, 1)
    assert parcels(app) == [("Aras", "K1")]
    app.undo(later.change_id)
    assert parcels(app) == [("Aras", None)]


@pytest.mark.feature("E4")
def test_a_tracking_number_is_a_parcel_of_its_own_where_another_has_one(
    app: App, bring: Bring, sent: Callable[..., Path]
) -> None:
    bring(sent(("22.09.2026", "Aras", "K1")))
    bring(sent(("23.09.2026", "Aras", "K2")))
    assert parcels(app) == [("Aras", "K1"), ("Aras", "K2")]


@pytest.mark.feature("E4")
def test_of_two_tracking_numbers_one_is_that_of_the_parcel_that_had_none(
    app: App, bring: Bring, sent: Callable[..., Path]
) -> None:
    bring(sent(("22.09.2026", "Aras", "")))
    report = bring(sent(("22.09.2026", "Aras", "K1"), ("23.09.2026", "Aras", "K2")))
    assert counts(report, "packages") == (1, 1, 0)
    assert parcels(app) == [("Aras", "K1"), ("Aras", "K2")]


@pytest.mark.feature("E4")
def test_a_parcel_that_the_file_still_lists_without_a_number_stays_without(
    app: App, bring: Bring, sent: Callable[..., Path]
) -> None:
    bring(sent(("22.09.2026", "Aras", "")))
    bring(sent(("22.09.2026", "Aras", ""), ("23.09.2026", "Aras", "0")))
    assert parcels(app) == [("Aras", None), ("Aras", "0")]


@pytest.mark.feature("E4")
def test_a_line_follows_its_order_into_another_package(app: App, bring: Bring, trendyol: Callable[..., Path]) -> None:
    bring(trendyol(("111", "P1", "Yeni", "100,00")))
    assert counts(bring(trendyol(("111", "P2", "Yeni", "100,00"))), "lines") == (0, 1, 0)
    with app.db.read() as session:
        (line,) = session.scalars(select(OrderLineTable))
        assert session.get_one(PackageTable, line.package_id).number == "P2"


@pytest.mark.feature("E4")
def test_two_programs_that_both_have_a_customer_1_are_not_mixed_up(app: App, bring: Bring, tmp_path: Path) -> None:
    def numbered(name: str, *rows: str) -> Path:
        path = tmp_path / name
        path.write_text("\n".join(("Müşteri No;Ad Soyad;E-posta", *rows)), encoding="utf-8")
        return path

    old, new = numbered("eski.csv", "1;Ali Can;ali@ornek.test"), numbered("yeni.csv", "1;Ece Su;ece@ornek.test")
    bring(old)
    assert counts(bring(new), "customers") == (1, 0, 0)
    assert [counts(bring(path), "customers") for path in (old, new, new)] == [(0, 0, 1)] * 3
    assert counts(bring(numbered("duzeltilmis.csv", "1;Ece Sulu;ece@ornek.test")), "customers") == (0, 1, 0)
    assert [hit.title for hit in app.search("e")] == ["Ece Sulu"]
    assert [hit.title for hit in app.search("ali")] == ["Ali Can"]


@pytest.mark.feature("E4")
def test_two_rows_that_mean_one_customer_bring_their_address_once(app: App, bring: Bring, sheet: Sheet) -> None:
    customer = app.customers.add(
        NewCustomer(name="Ayşe Yılmaz", emails=("ayse@ornek.test",), phones=("0532 111 22 33",))
    )
    bring(sheet("Ayşe Yılmaz;0532 111 22 33;;İzmir;Konak;X Sk. 1;", "A. Yılmaz;;ayse@ornek.test;İzmir;Konak;X Sk. 1;"))
    assert len(app.read(lambda s: customers.card(s, customer)).addresses) == 1


def _totals(app: App) -> list[tuple[str, int]]:
    return app.read(lambda s: [tuple(row) for row in s.execute(select(OrderTable.number, OrderTable.total))])


@pytest.mark.feature("E5")
@pytest.mark.parametrize(
    ("when", "morning", "evening"),
    [
        (
            "Tarih;Müşteri Adı;Telefon;Tutar",
            "15.08.2026 10:05;Ayşe Öz;{p};100,00",
            "15.08.2026 18:40;Ayşe Öz;{p};70,00",
        ),
        ("Tarih;Saat;Müşteri Adı;Tutar", "15.08.2026;10:05;Ayşe Öz;100,00", "15.08.2026;18:40;Ayşe Öz;100,00"),
        ("Tarih;Ürün;Adet;Tutar", "15.08.2026;Fincan;1;100,00", "15.08.2026;Kase;1;70,00"),
        ("Tarih;Müşteri Adı;Tutar", "15.08.2026;Ayşe Öz;100,00", "15.08.2026;Ayşe Öz;70,00"),
    ],
)
def test_a_later_sale_of_the_day_stands_beside_the_earlier_one_where_there_are_no_order_numbers(
    app: App, tmp_path: Path, when: str, morning: str, evening: str
) -> None:
    service = ImportService(app.db, app.shops, stage_here)
    for name, row in (("sabah.csv", morning), ("aksam.csv", evening)):
        (tmp_path / name).write_text(f"{when}\n{row.format(p='0532 111 22 33')}\n", encoding="utf-8")
        service.run([tmp_path / name], kind="orders")
    before = _totals(app)
    assert [total for _number, total in before] == [10_000, 10_000 if "Saat" in when else 7_000]
    rows = "\n".join(row.format(p="0532 111 22 33") for row in (evening, morning))
    (tmp_path / "gun.csv").write_text(f"{when}\n{rows}\n", encoding="utf-8")
    (report,) = service.run([tmp_path / "gun.csv"], kind="orders").files
    assert counts(report, "orders") == (0, 0, 2)
    assert _totals(app) == before


@pytest.mark.feature("E8")
def test_a_row_that_was_corrected_and_comes_back_alone_is_added_to_its_order(app: App, tmp_path: Path) -> None:
    service = ImportService(app.db, app.shops, stage_here)
    header = "Sipariş No;Tarih;Ad Soyad;E-posta;Ürün;Adet;Tutar"
    rows = (
        "A1;15.08.2026;Ali Can;ali@ornek.test;Fincan;1;100,00",
        "A1;15.08.2026;Ali Can;ali@ornek.test;Tabak;iki;50,00",
        "A1;15.08.2026;Ali Can;ali@ornek.test;Kase;iki;50,00",
        "A2;16.08.2026;Veli Er;veli@ornek.test;Tabak;1;50,00",
        "A2;16.08.2026;Veli Er;veli@ornek.test;Kase;1;20,00",
    )
    path = tmp_path / "siparisler.csv"
    path.write_text("\n".join((header, *rows)), encoding="utf-8")
    report = service.run([path])
    assert _totals(app) == [("A1", 10_000), ("A2", 7_000)]
    (errors,) = service.errors_sheet(report, tmp_path / "hatalar.xlsx")
    book = openpyxl.load_workbook(errors)
    book.active["F2"], book.active["F3"] = "2", "1"
    book.save(errors)
    for _again in range(2):
        service.run([errors])
        assert _totals(app) == [("A1", 20_000), ("A2", 7_000)]
    lines = app.read(lambda s: s.execute(select(OrderLineTable.name, OrderLineTable.total)).all())
    assert sorted(tuple(line) for line in lines) == [
        ("Fincan", 10_000), ("Kase", 2_000), ("Kase", 5_000), ("Tabak", 5_000), ("Tabak", 5_000),
    ]  # fmt: skip
    service.run([path])
    assert _totals(app)[0][0] == "A1"


@pytest.mark.feature("E8")
def test_a_fraction_in_a_row_that_comes_back_corrected_is_still_the_same(app: App, tmp_path: Path) -> None:
    service = ImportService(app.db, app.shops, stage_here)
    book = openpyxl.Workbook()
    book.active.append(["Sipariş No", "Tarih", "E-posta", "Ürün", "Adet", "Birim Fiyat"])
    book.active.append(["A1", "15.08.2026", "ali@ornek.test", "Kumaş", "iki", 10.125])
    book.active.append(["A2", "15.08.2026", "bozuk", "Kumaş", 1.375, 100])
    path = tmp_path / "siparisler.xlsx"
    book.save(path)
    report = service.run([path])
    (errors,) = service.errors_sheet(report, tmp_path / "hatalar.xlsx")
    book = openpyxl.load_workbook(errors)
    book.active["E2"], book.active["C3"] = 2, "veli@ornek.test"
    book.save(errors)
    service.run([errors])
    assert sorted(_totals(app)) == [("A1", 2_025), ("A2", 13_750)]


@pytest.mark.feature("E4")
@pytest.mark.parametrize("titles", ["Sipariş Durumu", "Satır Durumu"])
def test_a_return_that_was_turned_down_refunds_nothing(app: App, bring: Bring, tmp_path: Path, titles: str) -> None:
    path = tmp_path / "siparisler.csv"
    refunded: list[int] = []
    for status in ("Teslim Edildi", "İade Edildi", "Teslim Edildi", "Teslim Edildi", "İade Edildi"):
        row = f"A1;15.08.2026;Ali Can;ali@ornek.test;Fincan;1;100,00;{status}"
        path.write_text(f"Sipariş No;Tarih;Ad Soyad;E-posta;Ürün;Adet;Satır Tutarı;{titles}\n{row}", encoding="utf-8")
        bring(path)
        refunded.append(app.read(lambda s: orders.by_ids(s, [1])[1].refunded))
    assert refunded == [0, 10_000, 0, 0, 10_000]
