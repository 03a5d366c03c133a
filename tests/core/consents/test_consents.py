"""Consents are events; what counts today is worked out from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.app import App
from desktop_crm.consents import queries
from desktop_crm.consents.rules import GRANTED, HAND, REFUSED, ConsentEvent, effective
from desktop_crm.customers.types import NewCustomer
from desktop_crm.platform.errors import NotFound
from tests.clock import FakeClock


def said(state: str, at: int, source: str = "shopify", channel: str = "sms") -> ConsentEvent:
    return ConsentEvent(channel, state, at, source)


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([said(GRANTED, 1)], GRANTED),
        ([said(GRANTED, 1), said(REFUSED, 2)], REFUSED),
        ([said(REFUSED, 1), said(GRANTED, 2)], GRANTED),
        ([said(REFUSED, 1, "trendyol"), said(GRANTED, 2, "shopify")], REFUSED),
        ([said(REFUSED, 1, "trendyol"), said(GRANTED, 2, HAND)], GRANTED),
        ([said(GRANTED, 1, HAND), said(REFUSED, 2, "trendyol")], REFUSED),
        ([said(REFUSED, 1, HAND), said(GRANTED, 2, "shopify")], REFUSED),
    ],
    ids=[
        "allowed", "withdrawn", "given again by the same source", "another source cannot lift a refusal",
        "the shop may note a later allowance", "a refusal after the shop's note wins",
        "a file cannot lift the shop's note",
    ],
)  # fmt: skip
def test_a_refusal_wins_unless_the_shop_recorded_a_later_allowance(events: list[ConsentEvent], state: str) -> None:
    assert effective(events) == {"sms": state}


def test_channels_do_not_speak_for_each_other() -> None:
    found = effective([said(GRANTED, 1, channel="email"), said(REFUSED, 2, channel="sms")])
    assert found == {"email": GRANTED, "sms": REFUSED}


EVENTS = st.lists(
    st.builds(
        ConsentEvent,
        channel=st.sampled_from(["email", "sms"]),
        state=st.sampled_from([GRANTED, REFUSED]),
        at=st.integers(0, 10**6),
        source=st.sampled_from([HAND, "shopify", "trendyol"]),
    ),
    unique_by=lambda event: event.at,
)


@given(EVENTS, st.randoms())
def test_the_order_in_which_events_are_known_does_not_matter(events: list[ConsentEvent], random: object) -> None:
    shuffled = list(events)
    random.shuffle(shuffled)
    assert effective(shuffled) == effective(events)


@given(EVENTS)
def test_the_newest_word_being_a_refusal_always_refuses(events: list[ConsentEvent]) -> None:
    last = ConsentEvent("sms", REFUSED, 10**7, "shopify")
    assert effective([*events, last])["sms"] == REFUSED


def test_recording_keeps_every_event_with_its_proof(app: App, clock: FakeClock) -> None:
    customer = app.customers.add(NewCustomer(name="Ayşe"))
    app.consents.record(customer, "sms", granted=True, text="telefonda söyledi")
    clock.tick(days=1)
    app.consents.record(customer, "sms", granted=False)
    events = app.read(lambda session: queries.events(session, [customer]))[customer]
    assert [(event.state, event.source, event.text) for event in events] == [
        (GRANTED, HAND, "telefonda söyledi"),
        (REFUSED, HAND, ""),
    ]
    assert app.read(lambda session: queries.states(session, [customer, 99])) == {customer: {"sms": REFUSED}}
    app.undo()
    assert app.read(lambda session: queries.states(session, [customer])) == {customer: {"sms": GRANTED}}


def test_who_is_not_there_cannot_consent(app: App) -> None:
    with pytest.raises(NotFound):
        app.consents.record(9, "sms", granted=True)
