"""Bringing files in: counts that add up, nothing twice, hand edits kept, everything taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.consents import queries as consents
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import Address, NewCustomer
from desktop_crm.followups.types import NewFollowUp
from desktop_crm.orders import queries as orders
from desktop_crm.orders.types import OrderStatus
from desktop_crm.platform.errors import Cancelled
from desktop_crm.transfer import queries
from desktop_crm.transfer.service import ImportService
from desktop_crm.transfer.staged import ENTITIES
from desktop_crm.transfer.types import FileReport
from tests.core.transfer.conftest import counts, stage_here
from tests.dump import logical_dump

Bring = Callable[[Path], FileReport]
Sheet = Callable[..., Path]
STORES = Path(__file__).parents[2] / "data" / "stores"
AYSE = "Ayşe Yılmaz;0532 111 22 33;ayse@ornek.test;İzmir;Karşıyaka;Deniz Sk. 1;"
SUKRU = "Şükrü İnce;0533 222 33 44;sukru@ornek.test;Gaziantep;Şahinbey;Çarşı Cd. 2;Toptan"


def card_of(app: App, text: str) -> int:
    """Return the id of the one customer that `text` finds."""
    found = [hit.ref.id for hit in app.search(text) if hit.ref.kind == "customer"]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.feature("E4")
@pytest.mark.parametrize("name", sorted(path.name for path in STORES.iterdir()))
def test_the_same_file_twice_changes_nothing(app: App, bring: Bring, name: str) -> None:
    first = bring(STORES / name)
    before = logical_dump(app.db.path)
    second = bring(STORES / name)
    assert first.rows.taken > 0
    assert (second.rows.taken, second.rows.unchanged) == (0, first.rows.taken + first.rows.unchanged)
    assert second.rows.read == first.rows.read
    assert logical_dump(app.db.path) == before
    assert len(app.read(queries.runs)) == 1


@pytest.mark.feature("E5")
@pytest.mark.parametrize("name", sorted(path.name for path in STORES.iterdir()))
def test_undoing_an_import_gives_the_store_as_it_was(app: App, bring: Bring, name: str) -> None:
    app.customers.add(NewCustomer(name="Gülşah Işık", emails=("gulsah@ornek.test",)))
    before = logical_dump(app.db.path)
    bring(STORES / name)
    after = logical_dump(app.db.path)
    assert after != before
    report = app.undo()
    assert report.kept_count == 0
    assert logical_dump(app.db.path) == before
    app.redo()
    assert logical_dump(app.db.path) == after
    assert app.read(queries.runs)[0].undone is False


@pytest.mark.feature("E3")
@pytest.mark.parametrize("name", sorted(path.name for path in STORES.iterdir()))
def test_the_preview_counts_what_the_import_does_and_writes_nothing(app: App, name: str) -> None:
    service = ImportService(app.db, app.shops, stage_here)
    before = logical_dump(app.db.path)
    preview = service.preview([STORES / name])
    assert logical_dump(app.db.path) == before
    assert preview.run is None
    assert service.run([STORES / name]).files == preview.files


@pytest.mark.feature("E3")
def test_rows_read_are_the_sum_of_the_four_outcomes(bring: Bring, sheet: Sheet) -> None:
    report = bring(sheet(AYSE, AYSE, ";;;;;;", ";;;;;x;", SUKRU, "TOPLAM;;;;;;2"))
    rows = report.rows
    assert rows.read == rows.taken + rows.unchanged + rows.skipped + rows.refused == 6
    assert (rows.taken, rows.skipped, rows.refused) == (2, 3, 1)


@pytest.mark.feature("E4")
def test_only_the_rows_that_changed_in_a_newer_file_are_updated(app: App, bring: Bring, sheet: Sheet) -> None:
    bring(sheet(AYSE, SUKRU))
    report = bring(sheet(AYSE, SUKRU.replace("Toptan", "Toptan, vadeli")))
    assert counts(report, "customers") == (0, 1, 1)
    assert (report.rows.taken, report.rows.unchanged) == (1, 1)
    assert app.read(lambda s: customers.card(s, card_of(app, "sukru"))).note == "Toptan, vadeli"


@pytest.mark.feature("E4")
def test_a_hand_edit_wins_over_an_old_file_and_over_a_newer_one(app: App, bring: Bring, sheet: Sheet) -> None:
    bring(sheet(SUKRU))
    customer = card_of(app, "sukru")
    app.customers.edit(
        customer,
        NewCustomer(name="Şükrü İnce", phones=("0533 222 33 44",), emails=("sukru@ornek.test",), note="elle yazıldı"),
    )
    bring(sheet(SUKRU))
    bring(sheet(SUKRU.replace("Toptan", "dosyadan")))
    card = app.read(lambda s: customers.card(s, customer))
    assert card.note == "elle yazıldı"
    assert card.addresses == (), "an address taken away by hand came back"


@pytest.mark.feature("E4")
def test_a_person_known_by_e_mail_is_filled_in_not_doubled(app: App, bring: Bring, sheet: Sheet) -> None:
    customer = app.customers.add(NewCustomer(name="Ayse Y.", emails=("AYSE@ornek.test",), note="eski dost"))
    report = bring(sheet(AYSE.replace("1;", "1;yeni not")))
    assert counts(report, "customers") == (0, 1, 0)
    card = app.read(lambda s: customers.card(s, customer))
    assert (card.name, card.note) == ("Ayse Y.", "eski dost")
    assert [phone.number for phone in card.phones] == ["+905321112233"]
    assert card.addresses[0].city == "İzmir"


@pytest.mark.feature("E4")
def test_a_phone_alone_is_no_identity_but_with_the_name_it_is(app: App, bring: Bring, sheet: Sheet) -> None:
    known = app.customers.add(NewCustomer(name="Ayşe Yılmaz", phones=("05321112233",)))
    report = bring(sheet("AYŞE YILMAZ;532 111 22 33;;;;;", "Mehmet Yılmaz;0 532 111 22 33;;;;;"))
    assert counts(report, "customers") == (1, 0, 1)
    assert card_of(app, "ayse yilmaz") == known


@pytest.mark.feature("E5")
def test_undo_keeps_and_lists_what_was_edited_or_used_since(app: App, bring: Bring, sheet: Sheet) -> None:
    bring(sheet(AYSE, SUKRU, "Berk Uğurlu;0534 333 44 55;;Ankara;;;"))
    change = app.read(queries.runs)[0].change_id
    ayse, sukru = card_of(app, "ayse"), card_of(app, "sukru")
    app.customers.tag([ayse], "VIP")
    app.followups.plan(NewFollowUp("Ara", due_date=date(2026, 11, 24), customer_id=sukru))
    report = app.undo(change)
    assert report.kept_count > 0
    assert {kept.row.id for kept in report.kept if kept.row.kind == "customers"} == {ayse, sukru}
    assert app.search("berk") == []
    card = app.read(lambda s: customers.card(s, sukru))
    assert (len(card.phones), len(card.emails), len(card.addresses)) == (1, 1, 1), "a kept customer lost its parts"


@pytest.mark.feature("E3")
def test_cancelling_an_import_leaves_nothing(app: App, sheet: Sheet) -> None:
    service = ImportService(app.db, app.shops, stage_here)
    before = logical_dump(app.db.path)
    calls = 0

    def stop(done: int, total: int | None = None, /) -> None:
        nonlocal calls
        calls += 1
        if total == len(ENTITIES) and done > 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        service.run([sheet(AYSE, SUKRU)], progress=stop)
    assert calls > 3
    assert logical_dump(app.db.path) == before
    assert app.read(queries.runs) == []
    assert service.run([sheet(AYSE, SUKRU)]).run is not None


@pytest.mark.feature("E3")
def test_a_refused_file_leaves_the_others_of_its_run_alone(app: App, sheet: Sheet, tmp_path: Path) -> None:
    empty = tmp_path / "bos.csv"
    empty.write_bytes(b"")
    report = ImportService(app.db, app.shops, stage_here).run([empty, sheet(AYSE)])
    assert [refused.file for refused in report.refused] == ["bos.csv"]
    assert report.files[0].rows.taken == 1
    assert app.search("ayse")


@pytest.mark.feature("E1")
def test_several_files_are_one_run_and_one_undo(app: App, sheet: Sheet) -> None:
    files = [sheet(AYSE, name="bir.csv"), sheet(SUKRU, AYSE, name="iki.csv")]
    report = ImportService(app.db, app.shops, stage_here).run(files)
    assert [counts(one, "customers") for one in report.files] == [(1, 0, 0), (1, 0, 1)]
    assert len(app.read(queries.runs)) == 1
    app.undo()
    assert app.search("yilmaz") == app.search("ince") == []


@pytest.mark.feature("E1")
def test_a_year_of_monthly_files_comes_in_at_once(app: App, sheet: Sheet) -> None:
    files = [sheet(f"Deneme Kişi {n};0532 111 {n:02d} 33;;;;;", AYSE, name=f"{n}.csv") for n in range(14)]
    report = ImportService(app.db, app.shops, stage_here).run(files)
    assert [counts(one, "customers") for one in report.files] == [(2, 0, 0)] + [(1, 0, 1)] * 13
    assert len([hit for hit in app.search("deneme", limit=50) if hit.ref.kind == "customer"]) == 14
    app.undo()
    assert app.search("deneme") == []


@pytest.mark.feature("I8")
def test_a_refusal_in_one_file_stands_beside_an_allowance_of_another_store(app: App, bring: Bring) -> None:
    bring(STORES / "shopify_customers.csv")
    spoken = app.read(lambda s: consents.states(s, list(range(1, 20))))
    assert {state for states in spoken.values() for state in states.values()} <= {"granted", "refused"}
    assert spoken


@pytest.mark.feature("E1")
def test_orders_of_a_marketplace_sum_up_without_the_cancelled_ones(app: App, bring: Bring, shared: Path) -> None:
    bring(shared / "fixtures" / "orders" / "tr_trendyol_tum_siparisler_RECONSTRUCTED.xlsx")
    (total,) = app.read(orders.totals)
    assert (total.currency, total.revenue, total.refunds, total.orders) == ("TRY", 297965, 0, 3)
    ayse = card_of(app, "ayse yilmaz")
    placed = app.read(lambda s: orders.of_customer(s, ayse))
    assert [order.total for order in placed] == [19995, 114990 + 37990]
    assert [len(order.lines) for order in placed] == [1, 2]
    assert placed[0].lines[0].sku == "0042"
    gulsen = app.read(lambda s: orders.of_customer(s, card_of(app, "gulsen")))
    assert (gulsen[0].status, gulsen[0].total) == (OrderStatus.CANCELLED, 245000)


@pytest.mark.feature("E1")
def test_shopify_orders_come_in_with_their_refunds_and_times(app: App, bring: Bring, shared: Path) -> None:
    report = bring(shared / "fixtures" / "orders" / "shopify_orders_export_invai.csv")
    assert counts(report, "orders") == (3, 0, 0)
    assert counts(report, "lines") == (4, 0, 0)
    (total,) = app.read(orders.totals)
    assert (total.revenue, total.refunds) == (6950 + 3640, 3041)
    first = app.read(lambda s: orders.of_customer(s, card_of(app, "emily")))[0]
    assert first.ordered_at == 1790093560000  # 2026-09-22 16:12:40 UTC
    address = app.read(lambda s: customers.card(s, card_of(app, "emily"))).addresses[0]
    assert address == Address(line="200 W Monroe St", city="Phoenix", region="AZ", postal_code="85003", country="US")


@pytest.mark.feature("E1")
def test_hepsiburada_orders_leave_the_totals_row_out(app: App, bring: Bring, shared: Path) -> None:
    report = bring(shared / "fixtures" / "orders" / "tr_hepsiburada_siparisler_RECONSTRUCTED.csv")
    assert (counts(report, "orders"), counts(report, "lines")) == ((2, 0, 0), (3, 0, 0))
    assert report.rows.skipped == 1
    (total,) = app.read(orders.totals)
    assert total.revenue == 54000 + 460200
    placed = app.read(lambda s: orders.of_customer(s, card_of(app, "hulya")))[0]
    assert [line.vat_rate for line in placed.lines] == [20, 10]
    assert placed.local_date == "2026-08-15"
