"""A customer's card as text: for paper, and to be copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_crm.app import timeline_sources
from desktop_crm.fields import queries as fields
from desktop_crm.fields.types import CustomField
from desktop_crm.followups import queries as followups
from desktop_crm.followups.types import FollowUp, State
from desktop_crm.insights import timeline
from desktop_crm.lifecycle.types import STAGE_NAMES
from desktop_crm.platform import clock, money
from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.i18n import _, whole
from desktop_crm.platform.plugs import TimelineEntry
from ui.customers.card_facts import Facts, read_facts
from ui.customers.card_words import field_name, field_words, hours_words, reach_words, way_words
from ui.customers.own_fields import own_lines
from ui.kit.context import Context
from ui.kit.paper import Section, TextPaper

HISTORY: Final = 60
"""How many lines of the history are printed."""
_LONGEST: Final = 600


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed of one customer."""

    facts: Facts
    own: Sequence[CustomField]
    planned: Sequence[FollowUp]
    history: Sequence[TimelineEntry]


def read_card(session: Any, customer_id: int, now: int) -> Printed:
    """Return what is printed of a customer at the instant `now` (UTC ms). Raises NotFound."""
    facts = read_facts(session, customer_id, now)
    planned = [one for one in followups.of_customer(session, customer_id) if one.state is State.OPEN]
    return Printed(
        facts, fields.defined(session), planned, timeline.page(session, timeline_sources(), customer_id, limit=HISTORY)
    )


def card_paper(card: Printed) -> TextPaper:
    """Return a card as a paper."""
    return TextPaper(card.facts.customer.name, list(_sections(card)))


def copy_card(ctx: Context, _parent: QWidget | None, customer_id: int | None) -> None:
    """Put the card of a customer on the clipboard as text."""
    if customer_id is None:
        return

    now = ctx.app.db.clock.now()

    def come(card: Printed) -> None:
        QGuiApplication.clipboard().setText(card_paper(card).text())
        ctx.tell.say(_("Copied: {text}").format(text=card.facts.customer.name))

    ctx.load(ctx, lambda session: read_card(session, customer_id, now), come, slot="copy card")


def _sections(card: Printed) -> Iterator[Section]:
    facts, customer = card.facts, card.facts.customer
    for title, lines in (
        ("", _figures(facts)),
        (_("How to reach them"), _ways(facts)),
        (_("About them"), _about(facts)),
        (_("Plan"), _filled(facts, ("aim", "next_step", "expected_wish", "next_wish", "heard_from", "bonds"))),
        (_("Fields of your own"), own_lines(card.own, customer.custom)),
        (_("Invoice"), _filled(facts, ("tax_number", "tax_office"))),
        (_("Follow-ups"), map(_planned, card.planned)),
        (_("History"), map(partial(_entry, facts.zone), card.history)),
    ):
        found = [(words, value[:_LONGEST]) for words, value in lines if value]
        if found:
            yield Section(title, found)


def _figures(facts: Facts) -> Iterable[tuple[str, str]]:
    sums = facts.sums
    yield _("Stage"), _(STAGE_NAMES[facts.standing.stage])
    yield _("Orders"), whole(sums.orders)
    yield _("Total"), " + ".join(money.shown(one.revenue, one.currency) for one in sums.totals if one.orders)
    yield _("Last order"), shown_date(date.fromisoformat(sums.last_order)) if sums.last_order else ""
    yield _("NPS"), "" if sums.score is None else str(sums.score)


def _ways(facts: Facts) -> Iterable[tuple[str, str]]:
    card = facts.customer
    for name, ways in (("phones", card.phones), ("emails", card.emails), ("addresses", card.addresses)):
        for way in ways:
            yield field_name(name), way_words(way).replace("\n", ", ")
    for handle in card.handles:
        yield field_name("handles"), way_words(handle)
    yield field_name("preferred_channel"), reach_words(card)
    yield field_name("quiet_hours"), hours_words(card.quiet_hours)


def _about(facts: Facts) -> Iterable[tuple[str, str]]:
    card = facts.customer
    yield _("Company"), card.company if card.company != card.name else ""
    yield from _filled(
        facts, ("address_as", "birthday", "gender", "language", "sizes", "tastes", "interests", "tags", "note")
    )
    yield field_name("owner_id"), facts.people.get(card.owner_id or 0, "")


def _filled(facts: Facts, names: Sequence[str]) -> Iterable[tuple[str, str]]:
    return ((field_name(name), field_words(facts.customer, name)) for name in names)


def _planned(item: FollowUp) -> tuple[str, str]:
    wall = f" {item.due_time:%H:%M}" if item.due_time else ""
    return f"{shown_date(item.due_date)}{wall}", item.title


def _entry(zone: str, entry: TimelineEntry) -> tuple[str, str]:
    day = shown_date(clock.local_date(entry.at, zone))
    return day, " · ".join(filter(None, (entry.title, " ".join(entry.text.split()))))
