"""Weak evidence is put before a person; what they decide is kept, done in the same run, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop_crm.app import App
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import Address, NewCustomer
from desktop_crm.duplicates.tables import ApartTable
from desktop_crm.insights import customer_list
from desktop_crm.orders import queries as orders
from desktop_crm.transfer.choices import Decided, Verdict
from desktop_crm.transfer.service import ImportService
from desktop_crm.transfer.types import MaybeSame
from tests.core.transfer.conftest import counts, stage_here
from tests.dump import logical_dump

Sheet = Callable[..., Path]
ORDER = "Sipariş No;Sipariş Tarihi;Müşteri Adı;E-posta;Telefon;Ürün;Adet;Tutar"


@pytest.fixture
def service(app: App) -> ImportService:
    return ImportService(app.db, app.shops, stage_here)


def pairs(service: ImportService, path: Path) -> list[MaybeSame]:
    return service.preview([path]).files[0].pairs


def verdict(pair: MaybeSame, *, same: bool) -> Verdict:
    return Verdict(pair.key, pair.customer, pair.other, same)


def names(app: App) -> list[str]:
    return app.read(lambda s: [row.name for row in customer_list.rows(s, customer_list.ids(s))])


def apart(app: App) -> set[tuple[int, int]]:
    chosen = select(ApartTable.first_id, ApartTable.second_id)
    return app.read(lambda s: {(one, other) for one, other in s.execute(chosen)})


@pytest.mark.feature("E4")
def test_a_phone_alone_is_a_question_and_a_new_customer_where_nobody_answers(
    app: App, service: ImportService, sheet: Sheet
) -> None:
    ayse = app.customers.add(NewCustomer(name="Ayşe Yılmaz", phones=("0532 111 22 33",), emails=("a@example.com",)))
    path = sheet("Hasan Yılmaz;0532 111 22 33;;;;;")
    (pair,) = pairs(service, path)
    assert (pair.customer, pair.other) == (ayse, "")
    assert "same_phone" in pair.evidence
    assert (pair.theirs.name, pair.ours.name, pair.ours.emails) == ("Hasan Yılmaz", "Ayşe Yılmaz", ["a@example.com"])
    assert counts(service.run([path]).files[0], "customers") == (1, 0, 0)
    assert pairs(service, path) == []


@pytest.mark.feature("E4")
def test_the_same_name_in_the_same_town_is_a_question(app: App, service: ImportService, sheet: Sheet) -> None:
    home = Address(city="İzmir", district="Bornova")
    app.customers.add(NewCustomer(name="Şükrü İnce", addresses=(home,)))
    app.customers.add(NewCustomer(name="Mehmet Demir", addresses=(Address(city="Ankara"),)))
    path = sheet("ŞÜKRÜ İNCE;0532 111 22 33;;İzmir;Bornova;Kazım Dirik Mah. 3;", "Mehmet Demir;;m@example.com;İzmir;;;")
    (pair,) = pairs(service, path)
    assert (pair.theirs.name, pair.ours.name, pair.ours.place) == ("ŞÜKRÜ İNCE", "Şükrü İnce", "İzmir / Bornova")
    assert pair.score > 50


@pytest.mark.feature("E4")
def test_whom_somebody_took_for_the_same_person_is_that_customer_now_and_ever_after(
    app: App, service: ImportService, sheet: Sheet
) -> None:
    ayse = app.customers.add(NewCustomer(name="Ayşe Yılmaz", phones=("0532 111 22 33",)))
    before = logical_dump(app.db.path)
    path = sheet("Ayşe Nur Öz;0532 111 22 33;ayse@example.com;;;;Düğün")
    decided = {path: Decided(verdicts=tuple(verdict(pair, same=True) for pair in pairs(service, path)))}
    assert counts(service.preview([path], decided=decided).files[0], "customers") == (0, 1, 0)
    report = service.run([path], decided=decided)
    assert counts(report.files[0], "customers") == (0, 1, 0)
    card = app.read(lambda s: customers.card(s, ayse))
    assert (card.name, card.note, [e.address for e in card.emails]) == ("Ayşe Yılmaz", "Düğün", ["ayse@example.com"])
    assert counts(service.run([path]).files[0], "customers") == (0, 0, 1)
    app.undo()
    assert logical_dump(app.db.path) == before
    assert len(pairs(service, path)) == 1


def test_a_decision_alone_is_kept_though_the_file_says_nothing_new(
    app: App, service: ImportService, sheet: Sheet
) -> None:
    app.customers.add(NewCustomer(name="Ayşe Yılmaz", phones=("0532 111 22 33",)))
    path = sheet("Ayşe Öz;0532 111 22 33;;;;;")
    decided = {path: Decided(verdicts=tuple(verdict(pair, same=True) for pair in pairs(service, path)))}
    assert service.run([path], decided=decided).run is not None
    assert names(app) == ["Ayşe Yılmaz"]
    assert service.run([path]).run is None


@pytest.mark.feature("E4")
def test_whom_somebody_told_apart_are_two_customers_nobody_is_asked_about_again(
    app: App, service: ImportService, sheet: Sheet
) -> None:
    ayse = app.customers.add(NewCustomer(name="Ayşe Yılmaz", phones=("0532 111 22 33",)))
    before = logical_dump(app.db.path)
    path = sheet("Hasan Yılmaz;0532 111 22 33;;;;;")
    decided = {path: Decided(verdicts=tuple(verdict(pair, same=False) for pair in pairs(service, path)))}
    service.run([path], decided=decided)
    assert apart(app) == {(ayse, ayse + 1)}
    assert service.run([path], decided=decided).run is None
    app.undo()
    assert logical_dump(app.db.path) == before


@pytest.mark.feature("E4")
def test_two_of_one_file_become_one_customer_with_what_both_rows_say(
    app: App, service: ImportService, sheet: Sheet
) -> None:
    path = sheet("Ayşe Yılmaz;0532 111 22 33;;;;;", "A. Yılmaz;0532 111 22 33;ay@example.com;Muş;;;Not")
    (pair,) = pairs(service, path)
    assert pair.customer is None
    decided = {path: Decided(verdicts=(verdict(pair, same=True),))}
    service.run([path], decided=decided)
    (only,) = app.read(customer_list.ids)
    card = app.read(lambda s: customers.card(s, only))
    assert ([p.number for p in card.phones], [e.address for e in card.emails], card.note) == (
        ["+905321112233"], ["ay@example.com"], "Not",
    )  # fmt: skip
    assert service.run([path]).run is None
    app.undo()
    assert names(app) == []


def test_two_of_one_file_told_apart_stay_apart(app: App, service: ImportService, sheet: Sheet) -> None:
    path = sheet("Ayşe Yılmaz;0532 111 22 33;;;;;", "Can Yılmaz;0532 111 22 33;;;;;")
    (pair,) = pairs(service, path)
    service.run([path], decided={path: Decided(verdicts=(verdict(pair, same=False),))})
    assert apart(app) == {(1, 2)}


def test_one_phone_on_every_row_of_a_file_asks_nothing(service: ImportService, sheet: Sheet) -> None:
    path = sheet(*(f"Kişi {chr(65 + number)}aaa;0532 111 22 33;;;;;" for number in range(20)))
    assert pairs(service, path) == []


@pytest.mark.feature("E4")
def test_who_buys_again_comes_back_from_the_bin_and_undo_puts_the_card_back(
    app: App, service: ImportService, tmp_path: Path
) -> None:
    ayse = app.customers.add(NewCustomer(name="Ayşe Öz", emails=("ayse@example.com",), note="eski"))
    app.customers.delete([ayse])
    before = logical_dump(app.db.path)
    path = tmp_path / "siparisler.csv"
    path.write_text(f"{ORDER}\nS-1;03.11.2026;Ayşe Öz;ayse@example.com;;Çorap;1;99,90", encoding="utf-8")
    file = service.preview([path]).files[0]
    told = next(reason for reason in file.reasons if reason.topic == "from the bin")
    assert "Ayşe Öz" in told.because
    assert logical_dump(app.db.path) == before
    service.run([path])
    assert names(app) == ["Ayşe Öz"]
    assert app.read(lambda s: orders.by_ids(s, [1]))[1].customer_id == ayse
    assert service.run([path]).run is None
    app.undo()
    assert logical_dump(app.db.path) == before


def test_a_list_of_customers_brings_nobody_back_from_the_bin(app: App, service: ImportService, sheet: Sheet) -> None:
    path = sheet("Ayşe Öz;0532 111 22 33;ayse@example.com;;;;")
    service.run([path])
    app.customers.delete([1])
    assert service.run([path]).run is None
    assert names(app) == []


AYSES = (
    "Ayşe Yılmaz;0532 111 22 33;ayse1@ornek.test;;;;",
    "Ayse Yilmazz;0532 111 22 33;ayse2@ornek.test;;;;",
    "Ayşe Yılmas;0532 111 22 33;ayse3@ornek.test;;;;",
)
FIRST, SECOND, THIRD = (f"email:ayse{number}@ornek.test" for number in (1, 2, 3))


@pytest.mark.feature("E4")
@pytest.mark.parametrize("answers", [((FIRST, SECOND), (SECOND, THIRD)), ((SECOND, THIRD), (FIRST, SECOND))])
def test_three_of_one_file_become_one_in_whatever_order_they_are_said_to_be(
    app: App, service: ImportService, sheet: Sheet, answers: tuple[tuple[str, str], ...]
) -> None:
    path = sheet(*AYSES)
    said = tuple(Verdict(one, None, other, same=True) for one, other in answers)
    with service.sitting([path]) as sitting:
        sitting.preview()
        sitting.decide({path: Decided(verdicts=said)})
        sitting.run()
    (only,) = app.read(customer_list.ids)
    mails = {mail.address for mail in app.read(lambda s: customers.card(s, only)).emails}
    assert mails == {f"ayse{number}@ornek.test" for number in (1, 2, 3)}


@pytest.mark.feature("E4")
def test_whoever_is_the_same_as_a_customer_of_the_file_is_that_customer(
    app: App, service: ImportService, sheet: Sheet
) -> None:
    known = app.customers.add(NewCustomer(name="Ayşe Yılmazer"))
    path = sheet(*AYSES[:2])
    said = (Verdict(FIRST, known, "", same=True), Verdict(FIRST, None, SECOND, same=True))
    with service.sitting([path]) as sitting:
        sitting.preview()
        sitting.decide({path: Decided(verdicts=said)})
        sitting.run()
    assert list(app.read(customer_list.ids)) == [known]
    assert len(app.read(lambda s: customers.card(s, known)).emails) == 2


@pytest.mark.feature("E4")
def test_the_same_as_somebody_an_earlier_file_brings_is_them_whoever_else_comes_meanwhile(
    app: App, service: ImportService, sheet: Sheet
) -> None:
    place = "İzmir;Karşıyaka;Deniz Sk. 1;"
    one = sheet(
        f"Berk Öz;;berk@ornek.test;{place}", f"Ayşe Yılmaz;0532 111 22 33;ayse1@ornek.test;{place}", name="1.csv"
    )
    other = sheet(f"Ayse Yilmazz;0532 111 22 33;ayse2@ornek.test;{place}", name="2.csv")
    with service.sitting([one, other]) as sitting:
        (pair,) = sitting.preview().files[1].pairs
        assert pair.ours.name == "Ayşe Yılmaz"
        sitting.decide({other: Decided(verdicts=(verdict(pair, same=True),))})
        assert counts(sitting.preview().files[1], "customers") == (0, 1, 0)
        app.customers.add(NewCustomer(name="Mehmet Demir"))
        sitting.run()
    mails = {
        card.name: {mail.address for mail in card.emails}
        for card in (
            app.read(lambda s, row_id=row_id: customers.card(s, row_id)) for row_id in app.read(customer_list.ids)
        )
    }
    assert mails["Mehmet Demir"] == set()
    assert mails["Berk Öz"] == {"berk@ornek.test"}
    assert {"ayse1@ornek.test", "ayse2@ornek.test"} in mails.values()
