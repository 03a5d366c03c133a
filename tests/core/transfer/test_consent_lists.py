"""Consent lists: they reach the people the store knows, and a refusal stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.consents import queries as consents
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import NewCustomer
from desktop_crm.insights import customer_list
from desktop_crm.transfer.types import FileReport
from tests.core.transfer.conftest import counts
from tests.dump import logical_dump

Bring = Callable[[Path], FileReport]
Sheet = Callable[..., Path]
Write = Callable[..., Path]
IYS = "IZIN TURU,ALICI,ONAY(1)-RET(0),IZIN KAYNAGI,IZIN TARIHI"
REFUSED = "MESAJ,5321112233,0,HS_WEB,2025-06-20 14:00:00"


@pytest.fixture
def written(tmp_path: Path) -> Write:
    """Write lines to a file of this name."""

    def write(name: str, *lines: str) -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def states(app: App, customer: int) -> dict[str, str]:
    return app.read(lambda s: consents.states(s, [customer])).get(customer, {})


@pytest.mark.feature("I8")
def test_a_number_without_a_name_reaches_the_one_customer_who_has_it(app: App, bring: Bring, written: Write) -> None:
    ayse = app.customers.add(NewCustomer(name="Ayşe Yılmaz", phones=("0532 111 22 33",)))
    before = logical_dump(app.db.path)
    report = bring(written("iys.csv", IYS, REFUSED))
    assert counts(report, "customers") == (0, 1, 0)
    assert states(app, ayse) == {"sms": "refused"}
    assert app.read(lambda s: customers.card(s, ayse)).name == "Ayşe Yılmaz"
    app.undo()
    assert logical_dump(app.db.path) == before


@pytest.mark.feature("I8")
def test_a_number_of_nobody_becomes_a_customer_of_its_own(app: App, bring: Bring, written: Write) -> None:
    assert counts(bring(written("iys.csv", IYS, REFUSED)), "customers") == (1, 0, 0)
    assert states(app, 1) == {"sms": "refused"}


@pytest.mark.feature("I8")
def test_a_refusal_of_a_number_holds_for_everybody_who_has_it(app: App, bring: Bring, written: Write) -> None:
    family = [app.customers.add(NewCustomer(name=name, phones=("0532 111 22 33",))) for name in ("Ayşe", "Ali", "Can")]
    before = logical_dump(app.db.path)
    list_ = written("iys.csv", IYS, REFUSED)
    assert counts(bring(list_), "customers") == (0, 1, 0)
    assert [states(app, one) for one in family] == [{"sms": "refused"}] * 3
    app.customers.edit(family[0], NewCustomer(name="Ayşe Öz", phones=("0532 111 22 33",)))
    assert counts(bring(list_), "consents") == (0, 0, 1)
    newcomer = app.customers.add(NewCustomer(name="Eda", phones=("0532 111 22 33",)))
    assert counts(bring(list_), "consents") == (0, 1, 0)
    assert states(app, newcomer) == {"sms": "refused"}
    for _ in range(4):
        app.undo()
    assert logical_dump(app.db.path) == before


@pytest.mark.feature("I8")
def test_whoever_brings_the_number_with_a_name_later_takes_the_refusal_over(
    app: App, bring: Bring, written: Write, sheet: Sheet
) -> None:
    bring(written("iys.csv", IYS, REFUSED))
    bring(sheet("Ayşe Yılmaz;0532 111 22 33;;;;;"))
    (ayse,) = app.read(customer_list.ids)
    assert app.read(lambda s: customers.card(s, ayse)).name == "Ayşe Yılmaz"
    assert states(app, ayse) == {"sms": "refused"}
    assert counts(bring(written("iys.csv", IYS, REFUSED)), "customers") == (0, 0, 1)


@pytest.mark.feature("I8")
def test_two_people_who_share_a_number_are_not_joined_in_the_nameless_one(
    app: App, bring: Bring, written: Write, sheet: Sheet
) -> None:
    bring(written("iys.csv", IYS, REFUSED))
    bring(sheet("Ayşe Yılmaz;0532 111 22 33;;;;;", "Veli Kaya;0532 111 22 33;;;;;"))
    assert app.read(customers.count) == 3


@pytest.mark.feature("I8")
def test_older_consents_brought_again_are_there_already(app: App, bring: Bring, written: Write) -> None:
    header = "Ad Soyad;E-posta;E-posta İzni;İzin Tarihi"
    allowed = written("2025.csv", header, "Ayşe;a@ornek.test;Evet;01.02.2025")
    refused = written("2026.csv", header, "Ayşe;a@ornek.test;Hayır;01.02.2026")
    bring(allowed)
    bring(refused)
    before = logical_dump(app.db.path)
    assert counts(bring(allowed), "consents") == (0, 0, 1)
    assert logical_dump(app.db.path) == before
    assert states(app, 1) == {"email": "refused"}


@pytest.mark.feature("I8")
def test_a_list_without_times_takes_no_refusal_back(app: App, bring: Bring, written: Write) -> None:
    header = "Ad Soyad;E-posta;E-posta İzni"
    allowed = written("evet.csv", header, "Ayşe;a@ornek.test;Evet")
    bring(allowed)
    bring(written("hayir.csv", header, "Ayşe;a@ornek.test;Hayır"))
    bring(allowed)
    assert states(app, 1) == {"email": "refused"}
