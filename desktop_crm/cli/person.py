"""The JSON shape of what a card knows of the whole person, and its lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop_crm.cli import shapes
from desktop_crm.consents import rules as reaching
from desktop_crm.consents.rules import Cannot
from desktop_crm.customers import rules
from desktop_crm.customers.types import CHANNEL_NAMES, FIELD_NAMES, REACHED_BY, Customer, Hours
from desktop_crm.lifecycle import queries as stages
from desktop_crm.lifecycle.types import STAGE_NAMES, Stage, Standing
from desktop_crm.loyalty import queries as loyalty
from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.i18n import N_, _
from desktop_crm.referrals import queries as referrals
from desktop_crm.referrals.types import Referral
from desktop_crm.transfer import identities

_CANNOT: Final = {
    Cannot.NOTHING: N_("nothing known"), Cannot.WRONG: N_("wrong or not theirs"),
    Cannot.NOT_DIALABLE: N_("cannot be dialled"), Cannot.LANDLINE: N_("no mobile number"),
    Cannot.MASKED: N_("masked by the marketplace"),
}  # fmt: skip
_PLAIN: Final = (
    "language", "address_as", "preferred_channel", "aim", "next_step", "expected_wish", "next_wish",
)  # fmt: skip
_LISTED: Final = ("sizes", "tastes", "interests", "bonds")


def shape(session: Session, card: Customer, states: Mapping[str, str], of: shapes.Setting) -> dict[str, Any]:
    """Return the parts of `customer --json` beyond orders and talks: stage, points, reach, referrals, plan."""
    known, reach = rules.completeness(card), reaching.reach(card.phones, card.emails, states)
    found = referrals.of_customer(session, card.id)
    account = loyalty.account(session, card.id, card.loyalty_level)
    return {
        **{name: getattr(card, name) for name in _PLAIN},
        **{name: list(getattr(card, name)) for name in _LISTED},
        "phone_details": [asdict(phone) for phone in card.phones],
        "handles": [asdict(handle) for handle in card.handles],
        "shop_numbers": [asdict(one) for one in identities.of_customer(session, card.id)],
        "best_hours": _hours(card.best_hours), "quiet_hours": _hours(card.quiet_hours),
        "stage": _stage(stages.standing(session, card.id, of.now)),
        "stages": [
            {"stage": str(one.stage), "day": one.day.isoformat(), "by_hand": one.mark is not None}
            for one in stages.path(session, card.id, of.now)
        ],
        "loyalty": {"level": account.level, "points": account.balance, "given": account.given, "used": account.used},
        "reach": [
            {"channel": one.channel, "consent": one.state, "cannot": None if one.cannot is None else str(one.cannot)}
            for one in reach
        ],
        "only_by_marketplace": reaching.only_by_marketplace(card.emails, reach),
        "brought_by": None if found.brought_by is None else _referral(found.brought_by, of),
        "brought": [_referral(one, of) for one in found.brought],
        "completeness": {"percent": known.percent, "ask": list(known.missing)},
    }  # fmt: skip


def lines(told: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Yield (name, words) of a shape for people; what is not known has no words."""
    stage = told["stage"]
    since = shown_date(date.fromisoformat(stage["since"]))
    yield _("Stage"), " · ".join(filter(None, (_(STAGE_NAMES[Stage(stage["stage"])]), since, stage["reason"])))
    preferred, way = FIELD_NAMES["preferred_channel"], told["preferred_channel"]
    yield _(preferred), _(REACHED_BY[way]) if way in REACHED_BY else ""
    for name in ("address_as", "aim", "next_step", "expected_wish", "next_wish"):
        yield _(FIELD_NAMES[name]), told[name]
    for name in ("best_hours", "quiet_hours"):
        yield _(FIELD_NAMES[name]), "–".join(wall or "…" for wall in told[name]) if any(told[name]) else ""
    for name in _LISTED:
        yield _(FIELD_NAMES[name]), ", ".join(told[name])
    handles = FIELD_NAMES["handles"]
    yield _(handles), ", ".join(f"{one['handle']} ({one['kind']})" for one in told["handles"])
    cannot = [one for one in told["reach"] if one["cannot"] is not None]
    reached = (f"{_(CHANNEL_NAMES[one['channel']])} {_(_CANNOT[Cannot(one['cannot'])])}" for one in cannot)
    yield _("Cannot be reached"), ", ".join(reached)
    points = told["loyalty"]
    yield _("Points"), " · ".join(filter(None, (str(points["points"] or ""), points["level"])))
    yield _("Brought by"), told["brought_by"]["name"] if told["brought_by"] else ""
    yield _("Brought"), ", ".join(one["name"] for one in told["brought"])


def _hours(hours: Hours) -> list[str | None]:
    return [None if wall is None else wall.isoformat("minutes") for wall in (hours.start, hours.end)]


def _stage(standing: Standing) -> dict[str, Any]:
    mark = standing.mark
    return {
        "stage": str(standing.stage), "since": standing.since.isoformat(), "by_hand": mark is not None,
        "pinned": mark is not None and mark.pinned, "reason": mark.reason if mark is not None else "",
    }  # fmt: skip


def _referral(one: Referral, of: shapes.Setting) -> dict[str, Any]:
    return {
        "customer_id": one.customer_id, "name": one.name, "note": one.note, "at": of.iso(one.at),
        "thanked_at": of.iso(one.thanked_at), **shapes.sums(one.totals),
    }  # fmt: skip
