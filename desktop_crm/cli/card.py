"""A customer's card as text for people, from the shape that scripts get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from desktop_crm.cli import person
from desktop_crm.cli.layout import aligned
from desktop_crm.customers.types import CHANNEL_NAMES
from desktop_crm.followups.types import State
from desktop_crm.interactions import types as interactions
from desktop_crm.orders.types import STATUS_NAMES, OrderStatus
from desktop_crm.platform import money, phones
from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.i18n import N_, _

_CONSENTS: Final = {"granted": N_("allowed"), "refused": N_("refused"), "unknown": N_("not asked")}
_STATES: Final = {State.OPEN: N_("open"), State.DONE: N_("done"), State.CANCELLED: N_("cancelled")}


def card_lines(shape: Mapping[str, Any]) -> list[str]:
    """Return the lines of a card; `shape` is what `customer --json` prints."""
    lines = [f"{shape['name']}  (#{shape['id']})", *aligned(list(_facts(shape)), indent="  ")]
    for title, rows in _history(shape):
        if rows:
            lines += ["", title, *aligned(rows, indent="  ")]
    return lines


def _facts(shape: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    places = (
        ", ".join(filter(None, (a["line"], a["neighbourhood"], a["district"], a["city"], a["postal_code"])))
        for a in shape["addresses"]
    )
    allowed = (f"{_(CHANNEL_NAMES[channel])} {_(_CONSENTS[state])}" for channel, state in shape["consents"].items())
    facts = (
        (_("Company"), shape["company"] if shape["company"] != shape["name"] else ""),
        (_("Phone"), ", ".join(phones.shown(number) for number in shape["phones"])),
        (_("E-mail"), ", ".join(email["address"] for email in shape["emails"])),
        (_("Address"), " | ".join(places)),
        (_("Tags"), ", ".join(shape["tags"])),
        *person.lines(shape),
        (_("Consents"), ", ".join(allowed)),
        (_("Bought for"), ", ".join(amount_shown(a, currency) for currency, a in shape["sums"]["revenue"].items())),
        (_("Note"), shape["note"]),
    )
    return ((name, text) for name, text in facts if text)


def _history(shape: Mapping[str, Any]) -> Iterable[tuple[str, list[tuple[str, ...]]]]:
    yield _("Orders"), [
        (
            day_shown(row["ordered_at"]), row["number"], row["shop"], _(STATUS_NAMES[OrderStatus(row["status"])]),
            amount_shown(row["total"], row["currency"]),
        )
        for row in shape["orders"]
    ]  # fmt: skip
    yield (
        _("Conversations"),
        [
            (day_shown(one["at"]), _(interactions.CHANNEL_NAMES[interactions.Channel(one["channel"])]), one["text"])
            for one in shape["interactions"]
        ],
    )
    yield (
        _("Follow-ups"),
        [
            (shown_date(date.fromisoformat(one["due_date"])), _(_STATES[State(one["state"])]), one["title"])
            for one in shape["followups"]
        ],
    )
    yield (
        _("Answers"),
        [
            (
                day_shown(one["answered_at"]),
                one["question"],
                "" if one["score"] is None else str(one["score"]),
                one["answer"],
            )
            for one in shape["answers"]
        ],
    )


def amount_shown(plain: str, currency: str) -> str:
    """Return a plain decimal amount as people read it."""
    return money.shown(money.to_minor(Decimal(plain), currency), currency)


def day_shown(instant: str | None) -> str:
    """Return the day of an ISO instant as people read it."""
    return "" if instant is None else shown_date(datetime.fromisoformat(instant).date())
