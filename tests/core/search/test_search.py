"""One box that finds what people type."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.app import SEARCHABLE, App
from desktop_crm.customers.tables import CustomerTable, TagTable
from desktop_crm.customers.types import Address, NewCustomer
from desktop_crm.followups.types import NewFollowUp
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.orders.tables import PackageTable
from desktop_crm.orders.types import NewLine, NewOrder
from desktop_crm.platform.connection import connect
from desktop_crm.platform.errors import Cancelled
from desktop_crm.platform.excerpts import holds
from desktop_crm.platform.plugs import Ref
from desktop_crm.platform.text import fold
from desktop_crm.search import queries
from desktop_crm.search.asking import understood
from desktop_crm.search.stopping import Stop


@pytest.fixture
def shop(app: App) -> App:
    """A shop with three customers, whose phones were typed in three ways."""
    app.customers.add(
        NewCustomer(
            name="Şükrü İnce", phones=("0532 418 27 90",), emails=("sukru.ince@example.com",),
            addresses=(Address(city="Iğdır", district="Aralık"),), note="kışlık mont sordu",
        )
    )  # fmt: skip
    app.customers.add(NewCustomer(name="Işıl Ak", phones=("+90 (533) 111-22-33",), tags=("toptan",)))
    app.customers.add(NewCustomer(company="Ölçü Ltd.", phones=("05051234567",)))
    return app


def titles(app: App, text: str) -> list[str]:
    return [hit.title for hit in app.search(text) if hit.ref.kind == "customer"]


@pytest.mark.parametrize("typed", ["sukru", "ŞÜKRÜ", "İnce", "ince", "INCE", "Şük", "şükrü i", "ince sukru"])
def test_sukru_is_found_by_any_spelling(shop: App, typed: str) -> None:
    assert titles(shop, typed) == ["Şükrü İnce"]


@pytest.mark.parametrize("typed", ["isik", "IŞIK", "ışık", "Işık"])
def test_isik_is_found_in_any_casing(shop: App, typed: str) -> None:
    shop.customers.add(NewCustomer(name="Işık Doğan"))
    assert titles(shop, typed) == ["Işık Doğan"]


@pytest.mark.parametrize("typed", ["isil", "IŞIL", "ışıl", "IS"])
def test_isil_is_found_in_any_casing(shop: App, typed: str) -> None:
    assert titles(shop, typed) == ["Işıl Ak"]


@pytest.mark.parametrize("typed", ["igdir", "IĞDIR", "Iğdır", "aralik"])
def test_people_are_found_by_where_they_live(shop: App, typed: str) -> None:
    assert titles(shop, typed) == ["Şükrü İnce"]


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("4182790", "Şükrü İnce"), ("418 27 90", "Şükrü İnce"), ("0532 418 27 90", "Şükrü İnce"),
        ("+905324182790", "Şükrü İnce"), ("905324182790", "Şükrü İnce"), ("5324182790", "Şükrü İnce"),
        ("2790", "Şükrü İnce"), ("1112233", "Işıl Ak"), ("0533-111-22-33", "Işıl Ak"), ("1234567", "Ölçü Ltd."),
        ("00905051234567", "Ölçü Ltd."), ("0532–418–27–90", "Şükrü İnce"),
        ("\u202a+90 532 418 27 90\u202c", "Şükrü İnce"),
    ],
)  # fmt: skip
def test_people_are_found_by_their_phone_and_its_last_digits(shop: App, typed: str, who: str) -> None:
    assert titles(shop, typed) == [who]


@pytest.mark.parametrize(
    "typed", ["sukru 0532", "532 ince", "sukru 2790", "ukru 0532", "+905324182790 sukru", "90532 igdir"]
)
def test_people_are_found_by_a_name_beside_a_part_of_their_phone(shop: App, typed: str) -> None:
    assert titles(shop, typed) == ["Şükrü İnce"]
    assert titles(shop, f"{typed} 0533") == titles(shop, f"isil {typed}") == []


@pytest.mark.parametrize(
    ("typed", "who"),
    [("sukru.ince@example", "Şükrü İnce"), ("toptan", "Işıl Ak"), ("mont", "Şükrü İnce"), ("olcu", "Ölçü Ltd.")],
)
def test_people_are_found_by_mail_tag_note_and_company(shop: App, typed: str, who: str) -> None:
    assert titles(shop, typed) == [who]


def test_a_hit_says_why(shop: App) -> None:
    (hit,) = shop.search("mont")
    assert "kışlık mont sordu" in hit.why


def test_the_exact_name_comes_first(shop: App) -> None:
    shop.customers.add(NewCustomer(name="İnce Şükrüye"))
    shop.customers.add(NewCustomer(name="Sukru Ince"))
    assert titles(shop, "Şükrü İnce")[0] == "Şükrü İnce"
    assert titles(shop, "Sukru Ince")[0] == "Sukru Ince"


@pytest.mark.parametrize("typed", ["", "   ", "-", "%", "*", '"', "(", "' OR 1=1 --", "NEAR(", "\x00", "AND"])
def test_signs_and_operators_find_nothing_and_harm_nothing(shop: App, typed: str) -> None:
    assert shop.search(typed) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=30))
def test_no_text_makes_the_search_fail(shop: App, typed: str) -> None:
    assert isinstance(shop.search(typed), list)


def test_who_is_in_the_bin_is_not_found(shop: App) -> None:
    shop.customers.delete([1])
    assert titles(shop, "sukru") == []
    shop.undo()
    assert titles(shop, "sukru") == ["Şükrü İnce"]


def test_a_changed_part_is_found_by_its_new_value_only(shop: App) -> None:
    shop.customers.edit(2, NewCustomer(name="Işıl Ak", phones=("0544 765 43 21",)))
    assert titles(shop, "1112233") == []
    assert titles(shop, "7654321") == ["Işıl Ak"]


def test_orders_conversations_and_follow_ups_are_found(shop: App) -> None:
    line = NewLine("Yün Çorap", Decimal(2), Decimal("49.90"), sku="YC-42")
    shop.orders.take(NewOrder(1, "Instagram", (line,), number="E-1001"))
    shop.interactions.log(NewInteraction(1, Channel.PHONE, Direction.IN, "Çorabın rengini değiştirmek istiyor"))
    shop.followups.plan(NewFollowUp("Değişim için ara", date(2026, 11, 23), 1))
    assert [(hit.ref.kind, hit.title) for hit in shop.search("corab")] == [("interaction", "Şükrü İnce")]
    assert [hit.ref.kind for hit in shop.search("yun corap")] == ["order"]
    assert [hit.title for hit in shop.search("E-1001")] == ["E-1001"]
    assert [hit.ref.kind for hit in shop.search("degisim")] == ["followup"]


def test_two_digits_are_too_few_to_be_found_inside_a_phone(shop: App) -> None:
    assert titles(shop, "790") == ["Şükrü İnce"]
    assert titles(shop, "79") == []


def test_the_zero_at_the_beginning_of_a_tail_counts(app: App) -> None:
    app.customers.add(NewCustomer(name="Ayşe", phones=("0532 990 04 11",)))
    app.customers.add(NewCustomer(name="Veli", phones=("0532 990 94 11",)))
    assert titles(app, "0411") == ["Ayşe"]


def test_the_limit_counts_each_kind(app: App) -> None:
    for number in range(5):
        app.customers.add(NewCustomer(name=f"Ayşe {number}"))
    assert len(app.search("ayse", limit=3)) == 3


def hits(app: App, typed: str, kind: str = "") -> list[tuple[str, str]]:
    return [(hit.title, hit.reason) for hit in app.search(typed) if kind in ("", hit.ref.kind)]


@pytest.mark.feature("J1")
@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("kru", "Şükrü İnce"), ("ükr", "Şükrü İnce"), ("NCE", "Şükrü İnce"), ("gdir", "Şükrü İnce"),
        ("41827", "Şükrü İnce"), ("18 27", "Şükrü İnce"), ("532418", "Şükrü İnce"), ("kru ıgd", "Şükrü İnce"),
        ("kru i", "Şükrü İnce"), ("optan", "Işıl Ak"), ("lcu", "Ölçü Ltd."), ("ample", "Şükrü İnce"),
    ],
)  # fmt: skip
def test_three_letters_from_inside_a_word_find_it(shop: App, typed: str, who: str) -> None:
    assert titles(shop, typed) == [who]


def test_beginnings_come_before_insides(app: App) -> None:
    for name in ("Omar Ak", "Marmara Ltd", "Ak Mardin", "Mar"):
        app.customers.add(NewCustomer(name=name))
    assert titles(app, "mar") == ["Mar", "Marmara Ltd", "Ak Mardin", "Omar Ak"]


def test_whole_words_come_before_parts_of_words_and_newer_before_older(app: App) -> None:
    for name in ("Ali Kaya", "Aliye Kaya", "Kaya Ali", "Ali Demir"):
        app.customers.add(NewCustomer(name=name))
    assert titles(app, "ali") == ["Ali Demir", "Ali Kaya", "Aliye Kaya", "Kaya Ali"]


def test_of_people_called_alike_those_last_dealt_with_come_first(app: App) -> None:
    first, second, third = (app.customers.add(NewCustomer(name=f"Ali {name}")) for name in ("Ak", "Boz", "Can"))
    app.interactions.log(NewInteraction(second, Channel.PHONE, Direction.IN, "merhaba", at=1_700_000_000_000))
    app.interactions.log(NewInteraction(first, Channel.PHONE, Direction.IN, "merhaba", at=1_600_000_000_000))
    assert titles(app, "ali") == ["Ali Boz", "Ali Ak", "Ali Can"]
    assert third


def test_a_name_as_typed_is_found_however_many_newer_ones_hold_the_words(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "CAP", 5)
    for name in ["Su", "Suna Ak", *(f"Ak Sudan {number}" for number in range(20))]:
        app.customers.add(NewCustomer(name=name))
    assert titles(app, "su")[:2] == ["Su", "Suna Ak"]


def test_an_order_number_is_found_however_many_newer_ones_begin_with_its_words(
    shop: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "CAP", 3)
    for number in ["E-10", *(f"E-{number}" for number in range(1000, 1020))]:
        shop.orders.take(NewOrder(1, "Instagram", (NewLine("Çorap", Decimal(1), Decimal(9)),), number=number))
    for typed in ("E-10", "e-10", "#E-10"):
        assert hits(shop, typed, "order")[0][0] == "E-10"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("sukru", "0532 418 27 90 · Aralık, Iğdır"),
        ("2790", "0532 418 27 90 · Aralık, Iğdır"),
        ("igdir", "0532 418 27 90 · Aralık, Iğdır"),
        ("mont", "Note: kışlık mont sordu · 0532 418 27 90 · Aralık, Iğdır"),
        ("ont", "Note: kışlık mont sordu · 0532 418 27 90 · Aralık, Iğdır"),
        ("sukru.ince@example", "E-mail: sukru.ince@example.com · 0532 418 27 90 · Aralık, Iğdır"),
        ("sukru kislik", "Note: kışlık mont sordu · 0532 418 27 90 · Aralık, Iğdır"),
    ],
)
def test_a_hit_names_the_field_that_made_it_match(shop: App, typed: str, reason: str) -> None:
    assert hits(shop, typed, "customer") == [("Şükrü İnce", reason)]


def test_the_phone_and_the_place_that_match_are_the_ones_shown(app: App) -> None:
    two = (Address(city="Bursa"), Address(city="Van"))
    app.customers.add(NewCustomer(name="Ada", phones=("0532 111 11 11", "0533 222 22 22"), addresses=two))
    assert hits(app, "22222") == [("Ada", "0533 222 22 22 · Bursa")]
    assert hits(app, "van") == [("Ada", "0532 111 11 11 · Van")]


@pytest.mark.feature("B13")
def test_a_name_a_phone_or_a_tracking_number_tells_where_the_parcel_is(shop: App) -> None:
    line = NewLine("Yün Çorap", Decimal(2), Decimal("49.90"), sku="YC-42")
    order = shop.orders.take(NewOrder(1, "Instagram", (line,), number="E-1001"))
    with shop.db.write("Send") as session:
        session.add(PackageTable(order_id=order, number="P-7", carrier="Yurtiçi", tracking="727001928374"))
    told = "Şükrü İnce · New, Yurtiçi 727001928374 · Instagram · ₺99.80"
    for typed in ("sukru", "2790", "727001928374", "0019283", "e-1001", "p-7"):
        assert told in dict(hits(shop, typed, "order"))["E-1001"], typed
    (product,) = [reason for _, reason in hits(shop, "yc-42", "order")]
    assert product == f"Product: Yün Çorap YC-42 · {told}"
    (hit,) = [hit for hit in shop.search("sukru") if hit.ref.kind == "order"]
    assert hit.copy == "727001928374"


def test_a_tag_renamed_is_found_by_its_new_name(shop: App) -> None:
    with shop.db.write("Rename") as session:
        tag = session.scalars(select(TagTable)).one()
        tag.name, tag.folded = "perakende", "perakende"
    assert titles(shop, "toptan") == []
    assert titles(shop, "perakende") == ["Işıl Ak"]


def test_a_search_given_up_is_ended_and_the_next_one_answers(shop: App) -> None:
    stop = Stop()
    stop.pull()
    with pytest.raises(Cancelled):
        shop.read(lambda session: queries.search(session, SEARCHABLE, "sukru", 5, stop))
    with pytest.raises(Cancelled), shop.db.read() as session, Stop().over(session):
        raise Cancelled
    assert titles(shop, "sukru") == ["Şükrü İnce"]


def _ask(session: Session, statement: str, begun: threading.Event) -> None:
    begun.set()
    session.connection().exec_driver_sql(statement).all()


def test_a_statement_under_way_is_ended_from_another_thread(shop: App) -> None:
    stop = Stop()
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    begun = threading.Event()

    def pull() -> None:
        begun.wait(10)
        while not stopped.is_set():
            stop.pull()

    stopped = threading.Event()
    puller = threading.Thread(target=pull)
    puller.start()
    with pytest.raises(Cancelled), shop.db.read() as session, stop.over(session):
        _ask(session, endless, begun)
    stopped.set()
    puller.join()
    assert titles(shop, "sukru") == ["Şükrü İnce"]


def test_known_things_are_described_as_they_are_now(shop: App) -> None:
    shop.customers.delete([2])
    refs = [Ref("customer", 3), Ref("customer", 2), Ref("customer", 1), Ref("order", 9)]
    found = shop.read(lambda session: queries.described(session, SEARCHABLE, refs))
    assert [hit.title for hit in found] == ["Ölçü Ltd.", "Şükrü İnce"]


def test_a_store_indexed_in_another_way_is_indexed_anew_when_it_is_opened(
    shop: App, reopened: Callable[[], App]
) -> None:
    path = shop.db.path
    shop.close()
    opened = connect(path)
    opened.execute("DROP TABLE search_words")
    opened.execute("PRAGMA user_version = 7")
    opened.close()
    assert titles(reopened(), "kru") == ["Şükrü İnce"]


WORDS = ["Şükrü", "şük", "Işık", "ışıkçı", "kaya", "Akkaya", "kay", "12345", "2345", "mavi", "kargo", "e-7"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    names=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=8),
    typed=st.lists(st.sampled_from([*WORDS, "k", "ay", "kkay", "uk", "kru", "234", "argo"]), min_size=1, max_size=2),
)
def test_every_hit_holds_the_words_and_nothing_that_holds_them_is_missing(
    app: App, names: list[str], typed: list[str]
) -> None:
    text = " ".join(typed)
    assume(understood(text).number in ("", *understood(text).words))  # groups of digits are one number
    before = app.read(lambda session: session.scalars(select(CustomerTable.id).filter_by(deleted_at=None)).all())
    app.customers.delete(before)
    for name in names:
        app.customers.add(NewCustomer(name=name))
    assert sorted(titles(app, text)) == sorted(name for name in names if holds(fold(name), understood(text)))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("two@y.com", "E-mail: two@y.com · 0532 222 11 11"),
        ("one@x.com", "E-mail: one@x.com · 0532 222 11 11"),
        ("0533 222 22 22", "0533 222 22 22"),
    ],
)
def test_of_several_the_one_that_was_typed_is_the_reason(app: App, typed: str, reason: str) -> None:
    app.customers.add(
        NewCustomer(
            name="Ada",
            company="Y Tekstil",
            emails=("one@x.com", "two@y.com"),
            phones=("0532 222 11 11", "0533 222 22 22"),
        )
    )
    assert hits(app, typed, "customer") == [("Ada", reason)]
