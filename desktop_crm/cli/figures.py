"""`agenda` and `stats`: what is due, and how much there is of everything."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop_crm.catalogue import queries as catalogue
from desktop_crm.cli import shapes
from desktop_crm.cli.call import DONE, Call, Command, json_argument
from desktop_crm.cli.card import amount_shown
from desktop_crm.cli.layout import aligned
from desktop_crm.cli.moments import day
from desktop_crm.customers import queries as customers
from desktop_crm.followups import queries as followups
from desktop_crm.followups.types import When
from desktop_crm.interactions import queries as interactions
from desktop_crm.orders import queries as orders
from desktop_crm.platform import clock
from desktop_crm.platform.i18n import N_, _, counted, whole
from desktop_crm.staff import queries as staff
from desktop_crm.surveys import queries as surveys
from desktop_crm.transfer.types import THINGS

_WHEN: Final = {
    When.OVERDUE: N_("late"),
    When.TODAY: N_("today"),
    When.TOMORROW: N_("tomorrow"),
    When.LATER: N_("later"),
}
_NAMES: Final = THINGS | {"revenue": N_("Revenue")}


def _agenda_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--on", type=day, metavar="DATE", help=_("up to this day; today where it is not given"))
    json_argument(parser)


def _agenda(call: Call) -> int:
    """Show the open follow-ups due on or before a day, the longest due first."""
    with call.open() as app:
        now, zone = app.db.clock.now(), app.zone()
        until: date = call.asked.on or clock.local_date(now, zone)
        due = app.read(lambda session: followups.due(session, until))
        of = shapes.Setting(zone, now, app.read(staff.names))
    items = [shapes.followup(item, of) for item in due]
    if call.asked.json:
        call.answer({"on": until.isoformat(), "followups": items})
        return DONE
    rows = [
        (
            str(item["id"]), clock.shown_date(date.fromisoformat(item["due_date"])), item["due_time"] or "",
            _when(item), item["title"], item["customer"], item["owner"] or "",
        )
        for item in items
    ]  # fmt: skip
    call.say(*aligned(rows, right=(0,)) or [_("Nothing is due.")])
    return DONE


def _when(item: dict[str, Any]) -> str:
    late: int = item["days_late"]
    return counted("{count} day late", "{count} days late", late) if late else _(_WHEN[When(item["when"])])


def _stats(call: Call) -> int:
    """Show counts, revenue and refunds."""
    with call.open() as app:
        shape = app.read(_figures)
    if call.asked.json:
        call.answer(shape)
        return DONE
    rows = [
        (_(_NAMES[name]), whole(found)) if isinstance(found, int) else (_(_NAMES[name]), _amounts(found))
        for name, found in shape.items()
    ]
    call.say(*aligned(rows))
    return DONE


def _figures(session: Session) -> dict[str, Any]:
    return {
        "customers": customers.count(session),
        "orders": orders.count(session),
        "lines": orders.count_lines(session),
        "interactions": interactions.count(session),
        "followups": followups.count(session),
        "answers": surveys.count(session),
        "products": catalogue.count(session),
        "coupons": catalogue.count_coupons(session),
        "reviews": surveys.count_reviews(session),
        **shapes.sums(orders.totals(session)),
    }


def _amounts(plain: dict[str, str]) -> str:
    return ", ".join(amount_shown(amount, currency) for currency, amount in plain.items()) or "–"


COMMANDS: Final = {
    "agenda": Command(_agenda_arguments, _agenda),
    "stats": Command(json_argument, _stats),
}
