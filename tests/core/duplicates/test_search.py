"""The search through the whole book: planted pairs are found, crowds are left out and told of, decisions are heeded."""

from __future__ import annotations

import pytest

from benchmarks.duplicates import write
from benchmarks.planted import Card, planted
from desktop_crm.app import App
from desktop_crm.customers.types import Address, NewCustomer
from desktop_crm.duplicates import candidates, queries
from desktop_crm.duplicates.blocking import name_keys
from desktop_crm.duplicates.likeness import words_of
from desktop_crm.duplicates.types import Crowd, Kind
from desktop_crm.insights import twins
from desktop_crm.platform.errors import Cancelled

MAIL = "isil@example.com"


def add(app: App, name: str, phone: str = "", mail: str = "", city: str = "") -> int:
    return app.customers.add(
        NewCustomer(
            name=name, phones=(phone,) if phone else (), emails=(mail,) if mail else (),
            addresses=(Address(city=city),) if city else (),
        )
    )  # fmt: skip


def waiting(app: App, kind: Kind = Kind.ALL, text: str = "") -> list[tuple[int, int]]:
    found = app.read(lambda session: queries.pairs(session, queries.ids(session, kind, text)))
    return [(pair.first, pair.second) for pair in found.values()]


@pytest.mark.feature("A8")
def test_a_small_book_gives_up_its_planted_pairs(app: App) -> None:
    cards, pairs = planted(3, 4000, 400)
    write(app, cards)
    app.duplicates.search()
    book = app.read(queries.book)
    held = {(a - 1, b - 1) for a, b in candidates.Search(book).candidates()}
    assert len(held & pairs) >= 0.97 * len(pairs)
    found = {(a - 1, b - 1) for a, b in waiting(app)}
    assert len(found & pairs) >= 0.9 * len(pairs)
    assert len(found & pairs) >= 0.75 * len(found)


@pytest.mark.feature("A8")
@pytest.mark.parametrize(
    "other", ["IŞIL KAYA", "isil kaya", "Kaya Işıl", "Işıl Kayaa", "Işil Kaay", "Işıl  KAYA", "Işıl Kyaa"]
)
def test_one_who_is_written_otherwise_is_found_by_the_same_town(app: App, other: str) -> None:
    pair = add(app, "Işıl Kaya", city="Iğdır"), add(app, other, city="ığdır")
    add(app, "Ali Veli", city="Iğdır")
    app.duplicates.search()
    assert waiting(app) == [pair]


def test_a_number_that_the_whole_book_shares_is_told_of_and_compares_nobody(app: App) -> None:
    cards = [Card(f"{chr(65 + n % 26)}a{n} {chr(65 + n // 26)}o{n}", "+905000000000", "", "", "") for n in range(60)]
    write(app, cards)
    assert app.duplicates.search() == 0
    assert app.read(queries.crowds) == (Crowd("+905000000000", 60),)


def test_a_name_that_stands_for_nobody_is_told_of_and_compares_nobody(app: App) -> None:
    write(app, [Card("Trendyol Müşterisi", "", "", "İzmir", "") for _ in range(300)])
    assert app.duplicates.search() == 0
    assert app.read(queries.crowds) == (Crowd("musterisi trendyol", 300),)


def test_a_relay_address_is_nobodys_and_the_placeholder_of_tax_numbers_is_no_evidence(app: App) -> None:
    for name in ("Ayşe Öz", "Banu Ak"):
        app.customers.add(
            NewCustomer(name=name, emails=("pf+1@trendyolmail.com",), tax_number="11111111111", phones=())
        )
    app.duplicates.search()
    assert waiting(app) == []


@pytest.mark.feature("A8")
def test_who_was_kept_apart_is_not_shown_again_and_undo_shows_them_again(app: App) -> None:
    pair = add(app, "Işıl Kaya", mail=MAIL), add(app, "Işıl Kaya", mail=MAIL)
    app.duplicates.search()
    app.duplicates.keep_apart(*reversed(pair))
    app.duplicates.search()
    assert waiting(app) == []
    assert app.read(queries.sure_groups) == []
    app.undo()
    assert waiting(app) == [pair]


def test_a_card_in_the_bin_takes_its_pairs_with_it(app: App) -> None:
    pair = add(app, "Işıl Kaya", mail=MAIL), add(app, "Işıl Kaya", mail=MAIL)
    app.duplicates.search()
    app.customers.delete([pair[1]])
    assert waiting(app) == []
    assert app.read(queries.count) == 0
    app.undo()
    assert app.read(queries.count) == 1


def test_pairs_are_narrowed_by_what_they_share_and_by_name(app: App) -> None:
    mailed = add(app, "Işıl Kaya", mail=MAIL), add(app, "Işıl Kaya", mail=MAIL)
    called = add(app, "Ayşe Öz", "05324182790"), add(app, "Ayse Oz", "05324182790")
    named = add(app, "Şükrü İnce", city="Kilis"), add(app, "ŞÜKRÜ İNCE", city="Kilis")
    app.duplicates.search()
    assert waiting(app) == [mailed, called, named]
    assert waiting(app, Kind.SURE) == [mailed]
    assert waiting(app, Kind.PHONE) == [called]
    assert waiting(app, Kind.NAME) == [named]
    assert waiting(app, text="sukru") == [named]


def test_findings_are_true_until_a_customer_changes(app: App) -> None:
    assert not app.read(queries.are_true)
    one = add(app, "Işıl Kaya")
    app.duplicates.search()
    assert app.read(queries.are_true)
    app.consents.record(one, "sms", granted=True)
    assert app.read(queries.are_true)
    app.customers.tag([one], "vip")
    assert app.read(queries.are_true)
    app.customers.edit(one, NewCustomer(name="Işıl Kaya", phones=("05324182790",)))
    assert not app.read(queries.are_true)


def test_a_search_that_is_stopped_leaves_the_findings_before_it(app: App) -> None:
    pair = add(app, "Işıl Kaya", mail=MAIL), add(app, "Işıl Kaya", mail=MAIL)
    app.duplicates.search()

    def stop(_done: int, _total: int | None = None, /) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        app.duplicates.search(stop)
    assert waiting(app) == [pair]


def test_an_empty_book_and_names_without_letters_are_searched(app: App) -> None:
    assert app.duplicates.search() == 0
    add(app, "🎁🎁")
    add(app, "…")
    add(app, "x" * 5000)
    assert app.duplicates.search() == 0
    assert name_keys(words_of("🎁"), ()) == []


@pytest.mark.feature("A8")
@pytest.mark.parametrize("typed", ["işıl kaya", "Kaya Işıl", "Isil Kayaa", "IŞLI KAYA", "Işıl Kaya Hanım"])
def test_a_name_much_alike_is_warned_of_while_it_is_typed(app: App, typed: str) -> None:
    there = add(app, "Işıl Kaya")
    add(app, "Işık Kara")
    assert [one.id for one in app.read(lambda s: twins.near(s, name=typed))] == [there]
    assert app.read(lambda s: twins.near(s, name=typed, but=there)) == []


@pytest.mark.feature("A8")
def test_a_number_in_any_spelling_and_an_address_at_another_provider_are_warned_of(app: App) -> None:
    there = add(app, "Işıl Kaya", "0532 418 27 90", "isil.kaya@example.com")
    for asked in (
        {"phone": "+90 (532) 418-27-90"}, {"email": "ISIL.KAYA@example.com"}, {"email": "isil.kaya@example.org"}
    ):  # fmt: skip
        assert [one.id for one in app.read(lambda s, asked=asked: twins.near(s, **asked))] == [there], asked
    assert app.read(lambda s: twins.near(s, email="isil@example.org")) == []
    assert app.read(lambda s: twins.near(s, name="Işıl")) == []
    assert app.read(lambda s: twins.near(s, name="%_'\" *")) == []
