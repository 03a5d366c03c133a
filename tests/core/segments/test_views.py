"""Saved views: offered, saved, changed, deleted, shared; and how everyone left the list."""

from __future__ import annotations

import pytest

from desktop_crm.app import App
from desktop_crm.insights.customer_fields import CUSTOMERS
from desktop_crm.insights.list_columns import BY_KEY
from desktop_crm.platform import i18n
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.segments import queries
from desktop_crm.segments.parsing import parse
from desktop_crm.segments.types import ColumnPlace, Layout, NewView, SavedView


def views(app: App, staff_id: int | None = None) -> list[SavedView]:
    return app.read(lambda session: queries.views(session, staff_id))


def names(app: App, staff_id: int | None = None) -> list[str]:
    return [queries.shown_name(view) for view in views(app, staff_id)]


@pytest.mark.feature("J6")
def test_some_useful_views_stand_there_from_the_start_and_can_be_understood(app: App) -> None:
    assert names(app)[:3] == ["Bought lately", "Long not seen", "VIP"]
    for view in views(app):
        parse(view.query, CUSTOMERS)
        assert not view.layout.sort or view.layout.sort in BY_KEY


@pytest.mark.feature("J6")
def test_a_view_is_saved_with_its_columns_and_order_changed_and_deleted(app: App) -> None:
    layout = Layout((ColumnPlace("name", 200), ColumnPlace("city")), "orders", descending=True)
    app.views.save(NewView("  İzmirliler ", "il:İzmir", layout))
    (saved,) = [view for view in views(app) if not view.key]
    assert (saved.name, saved.query, saved.layout) == ("İzmirliler", "il:İzmir", layout)
    app.views.change(saved, NewView("İzmirli VIP", "il:İzmir etiket:vip", layout))
    assert names(app)[-1] == "İzmirli VIP"
    (changed,) = [view for view in views(app) if not view.key]
    app.views.delete(changed)
    assert "İzmirli VIP" not in names(app)
    app.undo()
    assert names(app)[-1] == "İzmirli VIP"
    app.undo()
    assert names(app)[-1] == "İzmirliler"
    with pytest.raises(NotFound):
        app.views.delete(SavedView(99, "", "x", ""))


def test_an_offered_view_can_be_renamed_changed_and_taken_away(app: App) -> None:
    vip = views(app)[2]
    app.views.change(vip, NewView("En değerliler", "ciro>5000"))
    assert names(app)[2] == "En değerliler"
    app.views.delete(views(app)[2])
    assert "En değerliler" not in names(app)
    assert len(names(app)) == len(queries.OFFERED) - 1
    app.undo()
    app.undo()
    assert names(app)[2] == "VIP"


def test_my_own_views_are_seen_by_nobody_else(app: App) -> None:
    me, other = app.staff.add("Emre"), app.staff.add("Ayşe")
    app.views.save(NewView("Benim", "il:x", staff_id=me))
    assert "Benim" in names(app, me)
    assert "Benim" not in names(app, other) + names(app)
    app.views.save(NewView("Benim", "il:y", staff_id=other))


def test_a_name_is_needed_and_must_be_free(app: App) -> None:
    app.views.save(NewView("İzmir", "il:izmir"))
    for name in ("", "x" * 61, "izmir", "VIP", "bought lately"):
        with pytest.raises(UserError):
            app.views.save(NewView(name, "a"))


def test_a_view_is_found_by_its_name_in_either_language_or_its_key(app: App) -> None:
    app.views.save(NewView("İzmirliler", "il:İzmir"))

    def found(name: str) -> str | None:
        view = app.read(lambda session: queries.named(session, name))
        return view.query if view else None

    assert found("IZMIRLILER") == "il:İzmir"
    assert found("no_phone") == found("without a phone") == "phone:none"
    assert found("nothing") is None
    i18n.use("tr")
    assert found("Without a phone") == "phone:none"


@pytest.mark.feature("J6")
def test_how_everyone_left_the_list_is_remembered_and_is_no_step_to_undo(app: App) -> None:
    me, other = app.staff.add("Emre"), app.staff.add("Ayşe")
    layout = Layout((ColumnPlace("name", 180), ColumnPlace("phone")), "city")
    assert app.read(lambda session: queries.layout(session, me)) is None
    app.views.keep_layout(me, layout)
    assert app.read(lambda session: queries.layout(session, me)) == layout
    assert app.read(lambda session: queries.layout(session, other)) == layout
    app.views.keep_layout(other, Layout(layout.columns[:1]))
    assert app.read(lambda session: queries.layout(session, me)) == layout
    assert app.undo().step.label == "Add a person of the shop"
