"""How a person may and can be reached, and the same counted over the whole list."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_crm.app import App
from desktop_crm.consents import queries, rules
from desktop_crm.consents.rules import Cannot
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import CHANNELS, Email, NewCustomer, Phone

PHONES = st.lists(
    st.builds(
        Phone, st.sampled_from(["05321112233", "03125551122", "444 0 123", "yok", "+4915112345678"]),
        gone=st.booleans(),
    ), max_size=3,
).map(tuple)  # fmt: skip
MAILS = st.lists(
    st.builds(Email, st.sampled_from(["a@example.com", "x@trendyolmail.com"]), gone=st.booleans()), max_size=2
).map(tuple)
SAID = st.lists(st.tuples(st.sampled_from(CHANNELS), st.booleans()), max_size=4)


@pytest.mark.feature("A16")
@pytest.mark.parametrize(
    ("phones", "emails", "cannot"),
    [
        ((), (), (Cannot.NOTHING, Cannot.NOTHING, Cannot.NOTHING)),
        ((Phone("+905321112233"),), (Email("a@example.com"),), (None, None, None)),
        (
            (Phone("+903125551122"),),
            (Email("x@trendyolmail.com", masked=True),),
            (Cannot.MASKED, Cannot.LANDLINE, None),
        ),
        ((Phone("444 0 123"),), (), (Cannot.NOTHING, Cannot.NOT_DIALABLE, Cannot.NOT_DIALABLE)),
        (
            (Phone("+905321112233", gone=True),),
            (Email("a@example.com", gone=True),),
            (Cannot.WRONG, Cannot.WRONG, Cannot.WRONG),
        ),
    ],
)
def test_each_channel_says_whether_it_can_and_why_not(
    phones: tuple[Phone, ...], emails: tuple[Email, ...], cannot: tuple[Cannot | None, ...]
) -> None:
    assert tuple(one.cannot for one in rules.reach(phones, emails, {})) == cannot


@pytest.mark.feature("A16")
def test_a_refused_channel_does_not_reach_and_one_not_asked_does() -> None:
    found = rules.reach((Phone("+905321112233"),), (), {"sms": "refused"})
    assert [(one.channel, one.reaches) for one in found] == [("email", False), ("sms", False), ("call", True)]


@pytest.mark.feature("A16")
def test_who_has_only_a_masked_address_is_reached_by_the_marketplace_alone() -> None:
    masked = (Email("x@trendyolmail.com", masked=True),)
    assert rules.only_by_marketplace(masked, rules.reach((), masked, {}))
    assert not rules.only_by_marketplace(masked, rules.reach((Phone("+905321112233"),), masked, {}))
    assert not rules.only_by_marketplace((), rules.reach((), (), {}))


@pytest.mark.feature("A16")
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(people=st.lists(st.tuples(PHONES, MAILS, SAID), min_size=1, max_size=6))
def test_the_whole_list_counts_what_each_card_says(app: App, people: list[tuple[tuple, tuple, list]]) -> None:
    for phones, emails, said in people:
        customer = app.customers.add(NewCustomer(name="Ayşe", phones=phones, emails=emails))
        for channel, granted in said:
            app.consents.record(customer, channel, granted=granted)
    everybody = app.read(lambda s: list(s.connection().exec_driver_sql("SELECT id FROM customers").scalars()))
    can, may = dict.fromkeys(CHANNELS, 0), dict.fromkeys(CHANNELS, 0)
    reachable = marketplace = 0
    for customer in everybody:
        card = app.read(lambda session, one=customer: customers.card(session, one))
        states = app.read(lambda session, one=customer: queries.states(session, [one])).get(customer, {})
        found = rules.reach(card.phones, card.emails, states)
        for one in found:
            can[one.channel] += one.cannot is None
            may[one.channel] += one.cannot is None and one.state == "granted"
        reachable += any(one.cannot is None for one in found)
        marketplace += rules.only_by_marketplace(card.emails, found)
    expected = queries.ReachCounts(len(everybody), reachable, marketplace, can, may)
    assert app.read(queries.reach_counts) == expected
    assert app.read(lambda session: queries.reach_counts(session, everybody)) == expected
    assert app.read(lambda session: queries.reach_counts(session, everybody[:1])).customers == 1
