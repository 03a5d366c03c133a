"""Finding, showing and recording from the command line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.cli import main
from desktop_crm.customers.types import NewCustomer
from desktop_crm.lifecycle.types import NewMark, Stage
from desktop_crm.orders.types import NewLine, NewOrder
from tests.clock import FakeClock
from tests.core.cli.conftest import Cli


@pytest.mark.feature("J1")
@pytest.mark.parametrize("text", ["sukru", "ŞÜKRÜ", "İnce", "igdir", "1112233", "0532 111", "sukru@ornek"])
def test_search_finds_a_customer_however_it_is_typed(cli: Cli, sukru: int, text: str) -> None:
    hits = cli("search", text, "--json").json["hits"]
    assert [(hit["kind"], hit["id"], hit["title"]) for hit in hits] == [("customer", sukru, "Şükrü İnce")]
    assert set(hits[0]) == {"kind", "id", "title", "why"}


def test_search_for_people_is_aligned_and_says_when_nothing_is_found(cli: Cli, sukru: int) -> None:
    assert cli("search", "ince").out == f"Customer  {sukru}  Şükrü İnce  0532 111 22 33 · Merkez, Iğdır\n"
    assert cli("search", "nobody").out == "Nothing found.\n"


def test_search_shows_at_most_as_many_as_asked_for(cli: Cli, store: Path, clock: FakeClock) -> None:
    with App.open(store, clock) as app:
        for number in range(5):
            app.customers.add(NewCustomer(name=f"Ece {number}"))
    assert len(cli("search", "ece", "--limit", 2, "--json").json["hits"]) == 2


@pytest.mark.feature("J1")
def test_search_says_what_the_search_box_says(cli: Cli, store: Path, clock: FakeClock, sukru: int) -> None:
    with App.open(store, clock) as app:
        app.customers.add(NewCustomer(name="Kruvaze Ltd", note="Şükrü Bey sordu"))
        boxes = {typed: app.search(typed, 5) for typed in ("kru", "sukru", "1112", "bey")}
    for typed, shown in boxes.items():
        told = cli("search", typed, "--limit", 5, "--json").json["hits"]
        assert [(hit["id"], hit["title"], hit["why"]) for hit in told] == [
            (hit.ref.id, hit.title, hit.reason) for hit in shown
        ]
    assert cli("search", "bey").out.endswith("Kruvaze Ltd  Note: Şükrü Bey sordu\n")


@pytest.mark.feature("B3")
def test_a_card_shows_everything_of_one_customer(cli: Cli, store: Path, clock: FakeClock, sukru: int) -> None:
    with App.open(store, clock) as app:
        app.consents.record(sukru, "email", granted=True)
        lines = (NewLine("Kurdele", Decimal("1.5"), Decimal(20)),)
        app.orders.take(NewOrder(sukru, "Tezgâh", lines, shipping=500))
    cli("log", "--customer", sukru, "--channel", "phone", "--direction", "in", "--text", "Kargo nerede?")
    cli("followup", "--customer", sukru, "--title", "Ara", "--on", "2026-11-22", "--at", "14:30")
    cli("answer", "--customer", sukru, "--score", 9, "--comment", "Çok iyi")

    card = cli("customer", sukru, "--json").json

    assert card["name"] == "Şükrü İnce"
    assert card["phones"] == ["+905321112233"]
    mail = {"address": "sukru@ornek-posta.test", "masked": False, "kind": "", "preferred": False, "gone": False}
    assert card["emails"] == [mail]
    assert card["addresses"][0]["city"] == "Iğdır"
    assert card["consents"] == {"email": "granted", "sms": "unknown", "call": "unknown"}
    assert card["created_at"] == "2026-11-21T12:00:00+03:00"
    assert card["sums"] == {
        "orders": 1, "revenue": {"TRY": "35.00"}, "refunds": {"TRY": "0.00"}, "last_order": "2026-11-21",
        "interactions": 1, "score": 9,
    }  # fmt: skip
    (order,) = card["orders"]
    assert (order["number"], order["total"], order["status"]) == ("E-1", "35.00", "new")
    assert (order["lines"][0]["quantity"], order["lines"][0]["total"]) == ("1.5", "30.00")
    assert card["interactions"][0]["text"] == "Kargo nerede?"
    assert (card["followups"][0]["when"], card["followups"][0]["due_time"]) == ("tomorrow", "14:30")
    assert (card["answers"][0]["score"], card["answers"][0]["answer"]) == (9, "Çok iyi")


def test_a_card_for_people_names_what_is_known(cli: Cli, sukru: int) -> None:
    said = cli("customer", sukru).out
    for part in (
        "Şükrü İnce",
        "0532 111 22 33",
        "sukru@ornek-posta.test",
        "Karanfil Sok. 3",
        "toptan",
        "SMS not asked",
    ):
        assert part in said


def test_a_customer_who_is_not_there_is_one_sentence(cli: Cli) -> None:
    printed = cli("customer", 999, "--json")
    assert (printed.code, printed.out, printed.err) == (1, "", "This customer is not there any more.\n")


@pytest.mark.feature("B1")
def test_logging_a_conversation_records_when_it_took_place(cli: Cli, sukru: int) -> None:
    words = ["--customer", sukru, "--channel", "whatsapp", "--direction", "out"]
    assert cli("log", *words, "--text", "Fotoğraf gönderildi", "--at", "2026-11-20T18:30").code == 0
    (said,) = cli("customer", sukru, "--json").json["interactions"]
    assert (said["at"], said["channel"], said["direction"]) == ("2026-11-20T18:30:00+03:00", "whatsapp", "out")
    assert cli("log", *words, "--text", "  ").code == 1
    assert cli("log", *words, "--text", "a", "--at", "yesterday").code == 2


@pytest.mark.feature("C1")
def test_the_agenda_lists_what_is_due_up_to_a_day_and_forgets_what_is_done(cli: Cli, sukru: int) -> None:
    for title, day in (("geç", "2026-11-19"), ("bugün", "21.11.2026"), ("yarın", "2026-11-22")):
        assert cli("followup", "--customer", sukru, "--title", title, "--on", day).code == 0
    today = cli("agenda", "--json").json
    assert today["on"] == "2026-11-21"
    due = [(item["title"], item["when"], item["days_late"]) for item in today["followups"]]
    assert due == [("geç", "overdue", 2), ("bugün", "today", 0)]
    assert len(cli("agenda", "--on", "2026-11-22", "--json").json["followups"]) == 3

    late, current = (item["id"] for item in today["followups"])
    assert cli("followup", "--complete", late).code == 0
    assert cli("followup", "--postpone", current, "--on", "2026-12-01").code == 0
    assert cli("agenda").out == "Nothing is due.\n"
    assert cli("followup", "--cancel", current).code == 0
    assert cli("followup", "--complete", current).code == 1


def test_the_agenda_for_people_says_how_late_something_is(cli: Cli, sukru: int) -> None:
    cli("followup", "--customer", sukru, "--title", "Ara", "--on", "2026-11-19")
    assert cli("agenda").out == "1  19/11/2026  2 days late  Ara  Şükrü İnce\n"


def test_a_followup_belongs_to_whom_it_is_given_to(cli: Cli, store: Path, clock: FakeClock, sukru: int) -> None:
    with App.open(store, clock) as app:
        app.staff.add("Işıl Er")
    words = ["followup", "--customer", sukru, "--title", "Ara", "--on", "2026-11-21", "--owner"]
    assert cli(*words, "isil er").code == 0
    assert cli("agenda", "--json").json["followups"][0]["owner"] == "Işıl Er"
    assert cli(*words, "nobody").err == "Nobody of the shop is called nobody.\n"


@pytest.mark.parametrize(
    "words", [["--title", "Ara"], ["--postpone", "1"], ["--complete", "1", "--cancel", "1"], ["--on", "31.02.2026"]]
)
def test_a_followup_that_is_not_said_in_full_is_wrong_usage(cli: Cli, words: list[str]) -> None:
    printed = cli("followup", *words)
    assert printed.code == 2
    assert printed.err


@pytest.mark.parametrize("day", ["9999-12-31", "31.12.9999", "0001-01-01"])
def test_a_day_no_calendar_of_a_shop_has_is_refused_with_its_option(cli: Cli, sukru: int, day: str) -> None:
    year = day.rpartition(".")[2][:4]
    for option, words in (
        ("--on", ["followup", "--customer", sukru, "--title", "Ara", "--on", day]),
        ("--on", ["agenda", "--on", day]),
        ("--at", ["log", "--customer", sukru, "--channel", "phone", "--direction", "in", "--text", "a",
                  "--at", f"{year}-12-31T23:59-05:00"]),
    ):  # fmt: skip
        printed = cli(*words)
        assert printed.code == 2
        assert f"argument {option}: the year must be from 1900 to 2199" in printed.err
    assert cli("agenda", "--on", "2199-12-31", "--json").json["followups"] == []


@pytest.mark.feature("D4")
def test_an_answer_off_its_scale_is_refused(cli: Cli, sukru: int) -> None:
    assert cli("answer", "--customer", sukru, "--score", 11).err == "The score must be from 0 to 10.\n"
    assert cli("answer", "--customer", sukru, "--score", 5, "--kind", "csat").code == 0
    assert cli("stats", "--json").json["answers"] == 1


def test_recording_makes_a_missing_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new.crm"
    assert main(["--store", str(path), "answer", "--customer", "1", "--score", "9"]) == 1
    assert path.exists()
    assert "This customer is not there any more." in capsys.readouterr().err


def test_stats_of_an_empty_store_are_all_zero(cli: Cli) -> None:
    shape = cli("stats", "--json").json
    counted = {"customers": 0, "orders": 0, "lines": 0, "interactions": 0, "followups": 0, "answers": 0}
    assert shape | counted | {"revenue": {}, "refunds": {}} == shape
    assert not any(shape.values())
    assert cli("stats").out.splitlines()[0].split() == ["Customers", "0"]


def test_revenue_and_refunds_stay_apart_by_currency(cli: Cli, store: Path, clock: FakeClock, sukru: int) -> None:
    with App.open(store, clock) as app:
        for currency in ("TRY", "EUR"):
            line = NewLine("Fular", Decimal(2), Decimal("12.50"))
            app.orders.take(NewOrder(sukru, f"Tezgâh {currency}", (line,), currency=currency))
    shape = cli("stats", "--json").json
    assert shape["revenue"] == {"EUR": "25.00", "TRY": "25.00"}
    assert (shape["orders"], shape["lines"]) == (2, 2)
    assert "€25.00, ₺25.00" in cli("stats").out


@pytest.mark.feature("A3")
@pytest.mark.feature("A16")
def test_a_card_tells_of_the_whole_person_to_scripts_and_to_people(
    cli: Cli, store: Path, clock: FakeClock, sukru: int
) -> None:
    with App.open(store, clock) as app:
        banu = app.customers.add(NewCustomer(name="Banu Ak", emails=("x@trendyolmail.com",), interests=("elbise",)))
        app.referrals.note(banu, sukru, "komşusu")
        app.loyalty.give(banu, 600, "hediye")
        app.lifecycle.mark([banu], NewMark(Stage.LOST, reason="Taşındı"))

    card = cli("customer", banu, "--json").json

    assert card["stage"] == {
        "stage": "lost", "since": "2026-11-21", "by_hand": True, "pinned": False, "reason": "Taşındı",
    }  # fmt: skip
    assert card["loyalty"] == {"level": "Silver", "points": 600, "given": 600, "used": 0}
    assert (card["only_by_marketplace"], card["interests"], card["brought_by"]["name"]) == (
        True,
        ["elbise"],
        "Şükrü İnce",
    )
    assert [one["cannot"] for one in card["reach"]] == ["masked", "nothing", "nothing"]
    assert card["completeness"]["ask"][:2] == ["phones", "emails"]
    text = cli("customer", banu).out
    for words in ("Lost · 21/11/2026 · Taşındı", "600 · Silver", "E-mail masked by the marketplace", "Şükrü İnce"):
        assert words in text
