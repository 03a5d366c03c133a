"""What is exported for shops and tools comes back in as it was: into the same store, and into an empty one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.consents import queries as consents
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import Address, NewCustomer
from desktop_crm.insights import customer_list
from desktop_crm.transfer.service import ImportService
from desktop_crm.transfer.types import FileReport
from desktop_crm.transfer.writing import export
from desktop_crm.transfer.writing.targets import TARGETS
from tests.clock import FakeClock
from tests.core.transfer.conftest import stage_here
from tests.dump import logical_dump

Bring = Callable[[Path], FileReport]
FILES = [
    (key, ending)
    for key, lists in TARGETS.items()
    if "customers" in lists
    for ending in lists["customers"].endings
]  # fmt: skip
TELLS_TAGS = {"plain", "everything", "shopify-customers", "mailchimp", "google-contacts", "vcard"}
TELLS_CONSENTS = {
    "plain": {"email", "sms", "call"}, "everything": {"email", "sms", "call"}, "shopify-customers": {"email", "sms"},
    "mailchimp": {"email"},
    "iys": {"email", "sms", "call"},
}  # fmt: skip
TELLS_PLACES = {"plain", "everything", "shopify-customers", "woocommerce-customers", "google-contacts", "vcard"}
HOSTILE = (
    NewCustomer(name="=SUM(1)", emails=("formul@ornek.test",), note="=1+1"),
    NewCustomer(name="-Eksi +Artı @At", phones=("0534 333 44 55",), note="\t sekme\r\nsatır " + "u" * 5000),
    NewCustomer(name="😀 مرحبا שלום", emails=("x@ornek.test",), note='"tırnak", virgül; nokta'),
    NewCustomer(name="Ali", emails=("ali@ornek.test",), note="'kesme\n  boşluk  "),
)


@pytest.fixture
def crowd(app: App) -> App:
    """People of every sort, with hostile words, and what they allowed and refused."""
    ece = app.customers.add(
        NewCustomer(
            name="Ece Yılmaz Öz", emails=("ece@ornek.test", "oz@ornek.test"),
            phones=("0532 111 22 33", "0216 444 55 66"), birthday="--05-12", tags=("toptan", "sadık"),
            addresses=(Address("Karanfil Sok. 3", "", "Kadıköy", "İstanbul", "", "34710", "TR"), Address(city="İzmir")),
        )
    )  # fmt: skip
    app.consents.record(ece, "email", granted=True)
    app.consents.record(ece, "call", granted=False)
    can = app.customers.add(NewCustomer(name="Can Su", emails=("can@ornek.test",), phones=("0533 222 33 44",)))
    app.consents.record(can, "email", granted=False)
    app.consents.record(can, "sms", granted=True)
    app.customers.add(
        NewCustomer(
            name="Hans Müller", emails=("hans@ornek.test",), phones=("+49 30 1234567",),
            addresses=(Address("Hauptstr. 1", city="Berlin", postal_code="10115", country="DE"),),
        )
    )  # fmt: skip
    app.customers.add(NewCustomer(company="Ak Ltd. Şti.", phones=("0212 123 45 67",)))
    for one in HOSTILE:
        app.customers.add(one)
    return app


def written(app: App, target: str, ending: str, folder: Path) -> tuple[Path, export.Written]:
    """Export to a file called as the window proposes it."""
    path = folder / f"{TARGETS[target]['customers'].file}{ending}"
    return path, export.write(app.db, "customers", path, target=target)


def told(app: App, target: str) -> dict[str, tuple[object, ...]]:
    """Return what a target tells of everybody in it, by their first e-mail, else phone."""

    def read(session: object) -> dict[str, tuple[object, ...]]:
        ids = list(customer_list.ids(session))  # type: ignore[arg-type]
        states = consents.states(session, ids)  # type: ignore[arg-type]
        found: dict[str, tuple[object, ...]] = {}
        for row in ids:
            card = customers.card(session, row)  # type: ignore[arg-type]
            key = card.emails[0].address if card.emails else card.phones[0].number
            place = card.addresses[0] if card.addresses else Address()
            street = place.line if target != "plain" else ""
            said = {one: state for one, state in states.get(row, {}).items() if one in TELLS_CONSENTS.get(target, ())}
            found[key] = (
                card.name if target != "iys" else "",
                card.tags if target in TELLS_TAGS else (),
                (street, place.district, place.city, place.postal_code) if target in TELLS_PLACES else (),
                said,
            )
        return found

    return app.read(read)


@pytest.mark.feature("E4")
@pytest.mark.feature("E6")
@pytest.mark.parametrize(("target", "ending"), FILES)
def test_what_was_exported_changes_nothing_where_it_came_from(
    target: str, ending: str, crowd: App, bring: Bring, tmp_path: Path
) -> None:
    path, done = written(crowd, target, ending, tmp_path)
    before = logical_dump(crowd.db.path)
    report = bring(path)
    assert report.errors == []
    assert report.rows.unchanged == report.rows.read == done.rows > 0
    assert logical_dump(crowd.db.path) == before


@pytest.mark.feature("E6")
@pytest.mark.parametrize(("target", "ending"), [pair for pair in FILES if pair[0] not in ("sms", "iys")])
def test_what_was_exported_makes_the_same_people_elsewhere(
    target: str, ending: str, crowd: App, tmp_path: Path, template: Path
) -> None:
    path, done = written(crowd, target, ending, tmp_path)
    elsewhere = tmp_path / "elsewhere.crm"
    elsewhere.write_bytes(template.read_bytes())
    with App.open(elsewhere, FakeClock()) as other:
        ImportService(other.db, other.shops, stage_here).run([path])
        here, there = told(crowd, target), told(other, target)
    assert len(there) == done.things
    assert there == {key: value for key, value in here.items() if key in there}
