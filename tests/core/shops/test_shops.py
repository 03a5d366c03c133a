"""The sales channels of the shop."""

from __future__ import annotations

import pytest

from desktop_crm.app import App
from desktop_crm.platform.errors import UserError
from desktop_crm.shops import queries


def test_a_channel_is_added_once_whatever_its_casing(app: App) -> None:
    first = app.shops.ensure("Instagram", kind="own", currency="EUR")
    assert app.shops.ensure(" INSTAGRAM ") == first
    (shop,) = app.read(queries.everyone)
    assert (shop.name, shop.currency, shop.zone) == ("Instagram", "EUR", "Europe/Istanbul")


def test_asking_for_a_known_channel_is_no_step(app: App) -> None:
    app.shops.ensure("Çarşı")
    app.shops.ensure("carsi")
    app.undo()
    assert app.read(queries.everyone) == []


def test_channels_are_listed_in_turkish_order(app: App) -> None:
    for name in ("Trendyol", "Çarşı", "Cadde", "İkas", "Ikas"):
        app.shops.ensure(name)
    assert [shop.name for shop in app.read(queries.everyone)] == ["Cadde", "Çarşı", "İkas", "Trendyol"]


def test_a_channel_needs_a_name(app: App) -> None:
    with pytest.raises(UserError):
        app.shops.ensure("  ")
    assert app.read(lambda session: queries.by_name(session, "yok")) is None
