"""Phones are read as the shop's country writes them."""

from __future__ import annotations

from desktop_crm.app import App
from desktop_crm.customers import queries
from desktop_crm.customers.types import NewCustomer
from desktop_crm.platform import settings


def test_a_phone_without_a_country_is_one_of_the_shops_country(app: App) -> None:
    settings.put(app.db, settings.REGION, "DE")
    customer = app.customers.add(NewCustomer(name="Jörg", phones=("030 901820",)))
    assert [phone.number for phone in app.read(lambda s: queries.card(s, customer)).phones] == ["+4930901820"]
