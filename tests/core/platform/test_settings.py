"""Settings are rows: declared once, with a default, undone like everything else."""

from __future__ import annotations

from desktop_crm.app import App
from desktop_crm.platform import settings


def test_a_setting_has_its_default_until_it_is_put_and_after_undo(app: App) -> None:
    assert app.read(lambda session: settings.value(session, settings.CURRENCY)) == "TRY"
    settings.put(app.db, settings.CURRENCY, "EUR")
    settings.put(app.db, settings.CURRENCY, "USD")
    assert app.read(lambda session: settings.value(session, settings.CURRENCY)) == "USD"
    app.undo()
    assert app.read(lambda session: settings.value(session, settings.CURRENCY)) == "EUR"
    app.undo()
    assert app.read(lambda session: settings.value(session, settings.CURRENCY)) == "TRY"


def test_putting_the_same_value_is_no_step(app: App) -> None:
    settings.put(app.db, settings.SHOP_NAME, "Çınar Tuhafiye")
    settings.put(app.db, settings.SHOP_NAME, "Çınar Tuhafiye")
    app.undo()
    assert app.read(lambda session: settings.value(session, settings.SHOP_NAME)) == ""


def test_the_zone_of_the_shop_is_istanbul_at_first(app: App) -> None:
    assert app.zone() == "Europe/Istanbul"


def test_every_setting_has_its_own_key_and_a_default_among_its_choices() -> None:
    keys = [setting.key for setting in settings.DECLARED]
    assert len(set(keys)) == len(keys)
    assert all(not setting.choices or setting.default in setting.choices for setting in settings.DECLARED)
