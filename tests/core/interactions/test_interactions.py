"""Recording conversations."""

from __future__ import annotations

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.interactions import queries
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.platform.errors import NotFound, UserError
from tests.clock import FakeClock


@pytest.fixture
def ayse(app: App) -> int:
    return app.customers.add(NewCustomer(name="Ayşe Öz"))


@pytest.mark.feature("B1")
@pytest.mark.parametrize("channel", list(Channel))
def test_a_conversation_over_any_channel_is_kept(app: App, ayse: int, clock: FakeClock, channel: Channel) -> None:
    me = app.staff.add("Elif")
    app.db.author = lambda: me
    app.interactions.log(NewInteraction(ayse, channel, Direction.IN, " Kargo nerede? ", reason="kargo", minutes=4))
    (found,) = app.read(lambda session: queries.of_customer(session, ayse))
    assert (found.channel, found.direction, found.text, found.reason) == (
        channel, Direction.IN, "Kargo nerede?", "kargo",
    )  # fmt: skip
    assert (found.at, found.staff_id, found.minutes) == (clock.now(), me, 4)


@pytest.mark.feature("B2")
def test_a_conversation_of_the_past_stands_where_it_belongs(app: App, ayse: int, clock: FakeClock) -> None:
    app.interactions.log(NewInteraction(ayse, Channel.PHONE, Direction.OUT, "bugün"))
    app.interactions.log(NewInteraction(ayse, Channel.PHONE, Direction.OUT, "dün", at=clock.now() - 86_400_000))
    found = app.read(lambda session: queries.of_customer(session, ayse))
    assert [item.text for item in found] == ["bugün", "dün"]


@pytest.mark.parametrize(("text", "ahead", "field"), [("  ", 0, "text"), ("merhaba", 1, "at")])
def test_silence_and_the_future_are_no_conversations(
    app: App, ayse: int, clock: FakeClock, text: str, ahead: int, field: str
) -> None:
    with pytest.raises(UserError) as caught:
        app.interactions.log(NewInteraction(ayse, Channel.PHONE, Direction.IN, text, at=clock.now() + ahead))
    assert caught.value.field == field
    assert app.read(lambda session: queries.of_customer(session, ayse)) == []


def test_nobody_can_be_talked_to_who_is_not_there(app: App) -> None:
    with pytest.raises(NotFound):
        app.interactions.log(NewInteraction(5, Channel.PHONE, Direction.IN, "merhaba"))


def test_a_deleted_conversation_is_gone_until_undone(app: App, ayse: int) -> None:
    made = app.interactions.log(NewInteraction(ayse, Channel.PHONE, Direction.IN, "merhaba"))
    app.interactions.delete(made)
    assert app.read(lambda session: queries.by_ids(session, [made])) == {}
    with pytest.raises(NotFound):
        app.interactions.delete(made)
    app.undo()
    assert app.read(lambda session: queries.by_ids(session, [made]))[made].text == "merhaba"
