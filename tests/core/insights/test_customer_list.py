"""The list of customers narrowed to what someone looks for, and what the card knows beside it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop_crm.app import App
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import NewCustomer
from desktop_crm.insights import customer_list
from desktop_crm.insights.customer_fields import CUSTOMERS
from desktop_crm.insights.types import Asked
from desktop_crm.orders import queries as orders
from desktop_crm.orders.types import NewLine, NewOrder
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.segments.parsing import parse
from tests.clock import NOON, FakeClock

DAY = 86_400_000


@pytest.fixture
def people(app: App, clock: FakeClock) -> dict[str, int]:
    """Şükrü bought, Ayşe and Şükran are tagged, Can came a day later."""
    found = {
        "sukru": app.customers.add(NewCustomer(name="Şükrü İnce", phones=("0532 990 04 11",))),
        "ayse": app.customers.add(NewCustomer(name="Ayşe Yıldırım", tags=("VIP",), emails=("ayse@example.com",))),
        "sukran": app.customers.add(NewCustomer(name="Şükran Ak", tags=("VIP", "Toptan"))),
    }
    clock.tick(days=1)
    found["can"] = app.customers.add(NewCustomer(name="Can Er"))
    app.orders.take(
        NewOrder(found["sukru"], "Instagram", (NewLine("Fincan", Decimal(1), Decimal(100)),), ordered_at=NOON)
    )
    return found


def asked(text: str, sort: str = "name") -> Asked:
    return Asked(parse(text, CUSTOMERS), sort, now=NOON + DAY)


def ids(app: App, text: str, sort: str = "name") -> list[int]:
    return list(app.read(lambda session: customer_list.ids(session, asked(text, sort))))


@pytest.mark.feature("A1")
def test_a_list_is_narrowed_by_folded_words_by_phone_tails_and_by_tags(app: App, people: dict[str, int]) -> None:
    assert ids(app, "sukr") == [people["sukran"], people["sukru"]]
    assert ids(app, "0411") == [people["sukru"]]
    assert ids(app, "§") == []
    assert ids(app, "tag:vıp") == [people["ayse"], people["sukran"]]
    assert ids(app, "sukr tag:vip") == [people["sukran"]]


def test_buyers_and_those_who_came_since_are_told_apart(app: App, people: dict[str, int]) -> None:
    assert ids(app, "orders>0", "total") == [people["sukru"]]
    assert ids(app, "added:today") == [people["can"]]


def test_a_narrowed_list_and_its_count_agree(app: App, people: dict[str, int]) -> None:
    for text in ("", "sukr", "tag:VIP", "orders>0", "added<today"):
        tree = parse(text, CUSTOMERS)
        counted = app.read(lambda session, tree=tree: customer_list.count_of(session, tree, NOON + DAY))
        assert counted == len(ids(app, text))


@pytest.mark.feature("A8")
def test_a_name_phone_or_mail_that_is_there_already_is_known_however_it_is_written(
    app: App, people: dict[str, int]
) -> None:
    def known(**asked: str) -> list[int]:
        return [row_id for row_id, _ in app.read(lambda session: customers.known(session, **asked))]

    assert known(phone="+90 (532) 990-0411") == [people["sukru"]]
    assert known(email="AYSE@example.com") == [people["ayse"]]
    assert known(name="  şükrü  ince") == [people["sukru"]]
    assert known(name="Şükrü") == known(phone="12") == known(email="ayse@") == known() == []
    app.customers.delete([people["ayse"]])
    assert known(email="ayse@example.com") == []


def test_the_first_day_of_an_order_is_known(app: App, people: dict[str, int]) -> None:
    assert app.read(lambda session: orders.first_day(session, people["sukru"])) == "2026-11-21"
    assert app.read(lambda session: orders.first_day(session, people["can"])) is None


@pytest.mark.feature("A7")
def test_the_tags_of_a_customer_are_set_in_one_step(app: App, people: dict[str, int]) -> None:
    def tags() -> tuple[str, ...]:
        return app.read(lambda session: customers.card(session, people["sukran"])).tags

    app.customers.set_tags(people["sukran"], ["Toptan", "Hediye"])
    assert tags() == ("Hediye", "Toptan")
    app.undo()
    assert tags() == ("Toptan", "VIP")
    with pytest.raises(UserError):
        app.customers.set_tags(people["sukran"], [" "])
    with pytest.raises(NotFound):
        app.customers.set_tags(99, ["x"])
