"""The demo shop in its store: everything taken, alive around its today, and the same each time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop_crm import demo
from desktop_crm.app import App
from desktop_crm.insights import deliveries
from desktop_crm.platform import settings
from desktop_crm.platform.backup import check
from desktop_crm.platform.clock import instant
from desktop_crm.platform.errors import Cancelled, Conflict
from desktop_crm.transfer.tables import RunTable
from tests.clock import FakeClock
from tests.dump import logical_dump

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, demo.Summary]:
    """A demo shop in its usual size and what it says it holds."""
    path = tmp_path_factory.mktemp("demo") / "demo.crm"
    return path, demo.make(path, App.open, today=TODAY)


@pytest.fixture
def opened(made: tuple[Path, demo.Summary]) -> Iterator[App]:
    """The demo shop, open."""
    with App.open(made[0], FakeClock()) as app:
        yield app


def _ask(app: App, statement: str) -> list[tuple[object, ...]]:
    return app.read(lambda session: [tuple(row) for row in session.execute(text(statement))])


def test_the_store_holds_what_the_summary_says(made: tuple[Path, demo.Summary], opened: App) -> None:
    counts = [
        _ask(opened, f"SELECT count(*) FROM {table}")[0][0]
        for table in ("customers", "orders", "interactions", "followups", "answers")
    ]
    told = made[1]
    assert counts == [told.customers, told.orders, told.conversations, told.followups, told.answers]
    assert told.customers == 1200
    assert told.orders > 2500
    assert 800 < told.conversations < 1100
    assert check(made[0]) == []


def test_every_row_of_the_spreadsheets_was_taken_and_nobody_came_twice(opened: App) -> None:
    report = json.loads(opened.read(lambda session: session.query(RunTable).one().report))
    assert report["refused"] == []
    assert [file["profile"] for file in report["files"]] == [
        "shopify-customers",
        "general",
        "shopify-orders",
        "trendyol-orders",
        "hepsiburada-orders",
        "shopify-products",
        "shopify-discounts",
        "judgeme-reviews",
    ]
    assert [file["errors"] for file in report["files"]] == [[]] * 8
    assert _ask(opened, "SELECT name FROM customers GROUP BY name_folded HAVING count(*) > 1") == []
    assert _ask(opened, "SELECT count(*) FROM orders WHERE customer_id IS NULL") == [(0,)]


def test_customers_answer_surveys_and_write_when_people_are_awake(opened: App) -> None:
    for table, column in (("answers", "answered_at"), ("interactions", "at")):
        hours = _ask(opened, f"SELECT DISTINCT strftime('%H', {column} / 1000 + 10800, 'unixepoch') FROM {table}")
        assert {str(hour) for (hour,) in hours} <= {f"{hour:02d}" for hour in range(7, 24)}, table


def test_no_note_repeats_what_the_card_says_of_reaching_somebody(opened: App) -> None:
    channel = "preferred_channel IS NOT NULL AND preferred_channel != ''"
    assert _ask(opened, f"SELECT name FROM customers WHERE note LIKE '%yazın%' AND {channel}") == []


def test_the_store_says_that_it_is_the_demo_shop(opened: App, app: App) -> None:
    assert opened.read(lambda session: settings.value(session, demo.DEMO)) is True
    assert opened.read(lambda session: settings.value(session, settings.SHOP_NAME)) == "Zeytin Dalı Butik"
    assert app.read(lambda session: settings.value(session, demo.DEMO)) is False


def test_some_follow_ups_are_late_some_due_today_with_a_time_some_coming_some_done(opened: App) -> None:
    due = _ask(opened, "SELECT state, due_date, due_time FROM followups")
    late = [row for row in due if row[0] == "open" and str(row[1]) < "2026-11-21"]
    today = [row for row in due if row[0] == "open" and row[1] == "2026-11-21"]
    assert 2 <= len(late) <= 8
    assert 4 <= len(today) <= 8
    assert any(row[2] == "10:30" for row in today)
    assert sum(row[0] == "done" for row in due) > 100
    assert any(row[0] == "open" and str(row[1]) > "2026-12-01" for row in due)


def test_nothing_that_happened_lies_in_the_future(opened: App) -> None:
    morning = instant(TODAY, demo.shop.OPENING)
    for table, column in (
        ("orders", "ordered_at"),
        ("interactions", "at"),
        ("answers", "answered_at"),
        ("followups", "created_at"),
        ("followups", "closed_at"),
        ("customers", "created_at"),
        ("packages", "delivered_at"),
        ("reviews", "written_at"),
    ):
        newest = _ask(opened, f"SELECT max({column}) FROM {table}")[0][0]
        assert isinstance(newest, int)
        assert newest <= morning, table


def test_some_parcels_are_late_products_have_a_stock_and_stars(opened: App) -> None:
    now = instant(TODAY, demo.shop.OPENING)
    late = opened.read(lambda session: deliveries.late_now(session, now))
    assert 3 <= len(late) <= 12
    assert {parcel.shipped_at is None for parcel in late} == {True, False}
    stocks = [int(str(row[0])) for row in _ask(opened, "SELECT stock FROM product_variants")]
    assert 0 in stocks
    assert max(stocks) > 10
    reviews = _ask(opened, "SELECT stars, customer_id FROM reviews")
    assert len(reviews) > 100
    assert all(customer is not None for _stars, customer in reviews)


def test_most_people_would_recommend_the_shop(opened: App) -> None:
    scores = [int(str(row[0])) for row in _ask(opened, "SELECT score FROM answers WHERE kind = 'nps'")]
    nps = 100 * (sum(score >= 9 for score in scores) - sum(score <= 6 for score in scores)) / len(scores)
    assert len(scores) > 300
    assert 40 < nps < 52


def test_only_three_people_still_wait_for_an_answer(opened: App) -> None:
    waiting = _ask(
        opened,
        "SELECT c.name FROM interactions i JOIN customers c ON c.id = i.customer_id WHERE i.direction = 'in' "
        "AND i.channel <> 'phone' AND i.at = (SELECT max(at) FROM interactions WHERE customer_id = c.id)",
    )
    assert sorted(str(row[0]) for row in waiting) == ["Derya Kılıç", "Mustafa Irmak", "Sıla Öztürk"]


@pytest.mark.parametrize("typed", ["sukru", "ŞÜKRÜ", "ince hediyelik"])
def test_the_people_one_meets_first_are_found(opened: App, typed: str) -> None:
    assert "Şükrü İnce" in [hit.title for hit in opened.search(typed)]


def test_a_demo_shop_made_twice_is_the_same(tmp_path: Path) -> None:
    paths = [tmp_path / "one.crm", tmp_path / "two.crm"]
    summaries = [demo.make(path, App.open, today=TODAY, customers=60) for path in paths]
    assert summaries[0] == summaries[1]
    assert logical_dump(paths[0]) == logical_dump(paths[1])


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.crm"
    path.write_bytes(b"mine")
    with pytest.raises(Conflict):
        demo.make(path, App.open, today=TODAY, customers=20)
    assert path.read_bytes() == b"mine"


def test_a_demo_shop_that_is_given_up_leaves_no_file(tmp_path: Path) -> None:
    def stop(done: int, total: int | None = None, /) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        demo.make(tmp_path / "demo.crm", App.open, today=TODAY, customers=20, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_larger_shop_gets_the_rest_as_plain_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo.shop, "TOLD", 30)
    path = tmp_path / "large.crm"
    summary = demo.make(path, App.open, today=TODAY, customers=530)
    assert summary.customers == 530
    with App.open(path, FakeClock()) as app:
        assert _ask(app, "SELECT count(*) FROM customers WHERE source = 'demo'") == [(500,)]
        assert _ask(app, "SELECT count(*) FROM shops WHERE kind = 'trendyol'") == [(1,)]
