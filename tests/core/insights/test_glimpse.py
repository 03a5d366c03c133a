"""How the list begins, told before the store is open: the same as the list itself says, and nothing where unsure."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import Address, CustomerKind, NewCustomer
from desktop_crm.insights import customer_list
from desktop_crm.insights.glimpse import beginning
from desktop_crm.insights.list_columns import USUAL
from desktop_crm.orders.types import NewLine, NewOrder
from desktop_crm.platform import settings
from desktop_crm.segments.types import ColumnPlace, Layout

ME = 7


@pytest.fixture
def people(app: App) -> App:
    """A store of four, one of them deleted."""
    app.customers.add(NewCustomer(name="Şükrü İnce", phones=("0532 990 04 11",), tags=("VIP", "Toptan")))
    buyer = app.customers.add(NewCustomer(name="Çiğdem Ak", addresses=(Address(city="İzmir"),)))
    app.customers.add(NewCustomer(name="Zeytin AŞ", kind=CustomerKind.COMPANY))
    app.customers.delete([app.customers.add(NewCustomer(name="Ada Er"))])
    app.orders.take(NewOrder(buyer, "Instagram", (NewLine("Fincan", Decimal(2), Decimal(100)),)))
    settings.put(app.db, settings.ZONE, "Europe/Berlin")
    return app


def test_it_says_what_the_list_itself_says(people: App) -> None:
    found = beginning(people.db.path, None, 40)
    assert found is not None
    assert list(found.ids) == list(people.read(customer_list.ids))
    assert found.keys == (*USUAL, "kind")
    assert list(found.rows) == people.read(lambda session: customer_list.table(session, found.ids, found.keys, 0))
    assert (found.zone, found.columns) == ("Europe/Berlin", ())


def test_it_is_as_long_as_asked_for(people: App) -> None:
    found = beginning(people.db.path, None, 2)
    assert found is not None
    assert list(found.ids) == list(people.read(customer_list.ids))[:2]


def test_columns_stand_as_the_person_left_them(people: App) -> None:
    columns = (ColumnPlace("name", 210), ColumnPlace("talks", 90))
    people.views.keep_layout(ME, Layout(columns))
    people.views.keep_layout(None, Layout((ColumnPlace("name"),)))
    found = beginning(people.db.path, ME, 40)
    assert found is not None
    assert found.columns == columns
    assert found.keys == ("name", "talks", "kind")


def test_a_list_left_in_another_order_is_not_guessed(people: App) -> None:
    people.views.keep_layout(None, Layout((), "total", descending=True))
    assert beginning(people.db.path, None, 40) is None


@pytest.mark.parametrize("content", [b"", b"no store at all", b"SQLite format 3\x00" + bytes(200)])
def test_of_a_file_that_is_no_store_nothing_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.crm"
    path.write_bytes(content)
    assert beginning(path, None, 40) is None
    assert [one.name for one in tmp_path.iterdir()] == ["odd.crm"]
    assert beginning(tmp_path / "missing.crm", None, 40) is None
    assert beginning(tmp_path, None, 40) is None


def test_it_needs_neither_sqlalchemy_nor_the_window() -> None:
    asked = "import sys, desktop_crm.insights.glimpse; print('sqlalchemy' in sys.modules or 'PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
