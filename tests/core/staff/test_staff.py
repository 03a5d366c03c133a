"""The people of the shop."""

from __future__ import annotations

import pytest

from desktop_crm.app import App
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.staff import queries


def everyone(app: App, *, active_only: bool = True) -> list[str]:
    return [person.name for person in app.read(lambda s: queries.everyone(s, active_only=active_only))]


def test_people_are_listed_in_turkish_order(app: App) -> None:
    for name in ("Zeki", " Çiğdem ", "Cem", "İnci", "Irmak"):
        app.staff.add(name)
    assert everyone(app) == ["Cem", "Çiğdem", "Irmak", "İnci", "Zeki"]


def test_who_left_keeps_the_name_on_what_they_wrote(app: App) -> None:
    elif_ = app.staff.add("Elif")
    app.staff.set_active(elif_, active=False)
    assert everyone(app) == []
    assert everyone(app, active_only=False) == ["Elif"]
    assert app.read(queries.names) == {elif_: "Elif"}
    app.staff.set_active(elif_, active=True)
    assert everyone(app) == ["Elif"]


def test_a_person_needs_a_name_and_may_get_another(app: App) -> None:
    with pytest.raises(UserError):
        app.staff.add("  ")
    person = app.staff.add("Elif")
    app.staff.rename(person, "Elif Su")
    assert everyone(app) == ["Elif Su"]
    with pytest.raises(NotFound):
        app.staff.rename(9, "Can")
    with pytest.raises(NotFound):
        app.staff.set_active(9, active=True)
