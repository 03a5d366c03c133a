"""Lists this program wrote, brought in again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import Address, Customer, NewCustomer
from desktop_crm.insights import customer_list
from desktop_crm.transfer.service import ImportService
from desktop_crm.transfer.types import FileReport
from desktop_crm.transfer.writing import export
from tests.clock import FakeClock
from tests.core.transfer.conftest import stage_here
from tests.dump import logical_dump

Bring = Callable[[Path], FileReport]
STORES = Path(__file__).parents[2] / "data" / "stores"


@pytest.fixture
def full(app: App, bring: Bring) -> App:
    """A store with people of files and of hand, in every shape."""
    for path in sorted(STORES.iterdir()):
        bring(path)
    app.customers.add(NewCustomer(name="Yalnız Adı Var", tags=("VIP", "toptan")))
    app.customers.add(NewCustomer(company="=Formül A.Ş.", phones=("0212 123 45 67", "+49 30 1234567")))
    app.customers.add(
        NewCustomer(
            name="Işıl Şık", emails=("isil@ornek.test", "ISIL@is.test"), birthday="--02-29",
            addresses=(Address("Deniz Sk. 1", district="Karşıyaka", city="İzmir"),),
        )
    )  # fmt: skip
    spoken = app.customers.add(NewCustomer(name="İzinli Kişi", phones=("0533 111 22 33",)))
    app.consents.record(spoken, "sms", granted=False)
    app.consents.record(spoken, "email", granted=True)
    return app


def people(app: App) -> list[tuple[object, ...]]:
    """Return what the list says of everybody, in order."""

    def told(card: Customer) -> tuple[object, ...]:
        places = [(place.city, place.district) for place in card.addresses[:1]]
        mails, numbers = [one.address for one in card.emails], [one.number for one in card.phones]
        return (card.name, card.company, mails, numbers, card.tags, card.birthday, card.tax_number, places)

    return app.read(lambda s: [told(customers.card(s, row)) for row in customer_list.ids(s)])


@pytest.mark.feature("E4")
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_our_own_list_of_customers_changes_nothing_where_it_came_from(
    full: App, bring: Bring, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"customers.{ending}"
    export.write(full.db, "customers", path)
    before = logical_dump(full.db.path)
    report = bring(path)
    assert report.errors == []
    assert report.rows.unchanged == report.rows.read == full.read(customers.count)
    assert logical_dump(full.db.path) == before


@pytest.mark.feature("E4")
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_our_own_list_of_customers_makes_the_same_people_elsewhere(
    full: App, tmp_path: Path, template: Path, ending: str
) -> None:
    path = tmp_path / f"customers.{ending}"
    export.write(full.db, "customers", path)
    elsewhere = tmp_path / "elsewhere.crm"
    elsewhere.write_bytes(template.read_bytes())
    with App.open(elsewhere, FakeClock()) as other:
        ImportService(other.db, other.shops, stage_here).run([path])
        assert people(other) == people(full)


@pytest.mark.parametrize("name", ["orders", "lines"])
def test_our_own_lists_of_orders_are_not_taken_for_new_ones(full: App, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.csv"
    export.write(full.db, name, path)
    report = ImportService(full.db, full.shops, stage_here).run([path])
    assert "written by this program" in report.refused[0].message
