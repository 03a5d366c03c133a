"""Lists without columns on the screen, written in the language in use; and what is kept of each export."""

from __future__ import annotations

import csv
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.followups.types import NewFollowUp
from desktop_crm.interactions.types import Channel
from desktop_crm.orders.tables import RefundTable
from desktop_crm.orders.types import NewLine, NewOrder
from desktop_crm.platform import i18n
from desktop_crm.transfer import queries
from desktop_crm.transfer.tables import ExportTable
from desktop_crm.transfer.writing import export, worded
from desktop_crm.transfer.writing.shape import Left
from tests.clock import NOON


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.feature("J6")
def test_followups_are_written_in_the_order_given_and_in_words(app: App, tmp_path: Path) -> None:
    elif_ = app.staff.add("Elif")
    ece = app.customers.add(NewCustomer(name="Ece Öz"))
    late = app.followups.plan(
        NewFollowUp(
            "Ara", date(2026, 11, 19), ece, channel=Channel.PHONE, owner_id=elif_, due_time=time(9, 30), note="iade"
        )
    )
    bare = app.followups.plan(NewFollowUp("=Say", date(2026, 11, 20)))
    done = app.followups.plan(NewFollowUp("Bitti", date(2026, 11, 18)))
    app.followups.complete(done)
    i18n.use("tr")
    shown = export.Shown("followups", "Takipler", [bare, done, late, 999], worded.followups)
    assert export.write_shown(app.db, shown, tmp_path / "t.csv").rows == 3
    assert read(tmp_path / "t.csv") == [
        ["Takip", "Gün", "Saat", "Müşteri", "Kanal", "Kim yapacak", "Durum", "Not"],
        ["'=Say", "2026-11-20", "", "", "", "", "açık", ""],
        ["Bitti", "2026-11-18", "", "", "", "", "Yapıldı", ""],
        ["Ara", "2026-11-19", "09:30", "Ece Öz", "Telefon", "Elif", "açık", "iade"],
    ]


@pytest.mark.feature("J6")
def test_orders_are_written_in_the_order_given_with_their_currency_beside_the_amounts(app: App, tmp_path: Path) -> None:
    ece = app.customers.add(NewCustomer(name="Ece Öz"))
    line = NewLine("Kurdele", Decimal(2), Decimal(700))
    yen = app.orders.take(NewOrder(ece, "Kyoto", (line,), currency="JPY", number="K-1", paid=True, note="hediye"))
    lira = app.orders.take(NewOrder(ece, "Tezgâh", (line,), number="T-1"))
    with app.db.write("prepare") as session:
        session.add(RefundTable(order_id=lira, amount=125))
    shown = export.Shown("orders", "Orders", [lira, yen], worded.orders)
    export.write_shown(app.db, shown, tmp_path / "o.csv")
    header, *rows = read(tmp_path / "o.csv")
    at = "2026-11-21T12:00:00+03:00"
    assert header == [
        "Order number", "Sales channel", "Order date", "Order status", "Order total", "Refunded amount", "Currency",
        "Payment", "Coupon", "Customer", "Note",
    ]  # fmt: skip
    assert rows == [
        ["T-1", "Tezgâh", at, "New", "1400.00", "1.25", "TRY", "Waiting for payment", "", "Ece Öz", ""],
        ["K-1", "Kyoto", at, "New", "1400", "0", "JPY", "Paid", "", "Ece Öz", "hediye"],
    ]


@pytest.mark.feature("I11")
def test_the_history_tells_what_left_the_store_newest_first_and_why_some_stayed(app: App, tmp_path: Path) -> None:
    elif_ = app.staff.add("Elif")
    may = app.customers.add(NewCustomer(name="Ece", emails=("ece@ornek.test",)))
    app.consents.record(may, "email", granted=True)
    app.customers.add(NewCustomer(name="Can", emails=("can@ornek.test",)))
    app.customers.add(NewCustomer(name="Adı Var"))
    app.db.author = lambda: elif_
    export.write(app.db, "customers", tmp_path / "posta.csv", target="mailchimp")
    export.write_shown(app.db, export.Shown("orders", "Orders", (), worded.orders), tmp_path / "s.xlsx")
    newest, first = app.read(queries.exports)
    assert (newest.list, newest.target, newest.file, newest.things, newest.reasons) == (
        "orders", export.SHOWN, "s.xlsx", 0, {},
    )  # fmt: skip
    assert (first.at, first.staff_id, first.target, first.file, first.things, first.left_out) == (
        NOON, elif_, "mailchimp", "posta.csv", 1, 2,
    )  # fmt: skip
    assert sum(first.reasons.values()) == 2
    assert first.reasons[Left.NO_EMAIL] == 1
    assert app.read(lambda session: queries.exports(session, limit=1)) == [newest]


def test_an_export_of_an_older_version_told_no_reasons(app: App) -> None:
    with app.db.write("prepare") as session:
        session.add(ExportTable(at=NOON, list="customers", target="sms", things=1, left_out=3, file="sms.csv"))
    (old,) = app.read(queries.exports)
    assert (old.left_out, old.reasons) == (3, {})
