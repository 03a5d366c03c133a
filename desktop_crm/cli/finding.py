"""`search` and `customer`: finding things, and one card whole."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop_crm.cli import person, shapes
from desktop_crm.cli.call import DONE, Call, Command, json_argument
from desktop_crm.cli.card import card_lines
from desktop_crm.cli.layout import aligned
from desktop_crm.consents import queries as consents
from desktop_crm.consents.rules import UNKNOWN
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import CHANNELS
from desktop_crm.followups import queries as followups
from desktop_crm.interactions import queries as interactions
from desktop_crm.orders import queries as orders
from desktop_crm.platform import settings
from desktop_crm.platform.i18n import N_, _
from desktop_crm.staff import queries as staff
from desktop_crm.surveys import queries as surveys

_EVERYTHING: Final = 1_000_000
_KINDS: Final = {
    "customer": N_("Customer"),
    "order": N_("Order"),
    "interaction": N_("Conversation"),
    "followup": N_("Follow-up"),
}


def _search_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", metavar="TEXT")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help=_("how many of each kind at most"))
    json_argument(parser)


def _search(call: Call) -> int:
    """Find things by any text."""
    text = " ".join(call.asked.text)
    with call.open() as app:
        hits = app.search(text, max(1, call.asked.limit))
    if call.asked.json:
        found = [{"kind": hit.ref.kind, "id": hit.ref.id, "title": hit.title, "why": hit.reason} for hit in hits]
        call.answer({"hits": found})
        return DONE
    rows = [(_(_KINDS[hit.ref.kind]), str(hit.ref.id), hit.title, hit.reason) for hit in hits]
    call.say(*aligned(rows, right=(1,)) or [_("Nothing found.")])
    return DONE


def _customer_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("customer", type=int, metavar="ID")
    json_argument(parser)


def _customer(call: Call) -> int:
    """Show a card: who it is, what they allowed, sums, orders, conversations, follow-ups and answers."""
    with call.open() as app:
        now = app.db.clock.now()
        shape = app.read(lambda session: _card(session, call.asked.customer, now))
    if call.asked.json:
        call.answer(shape)
    else:
        call.say(*card_lines(shape))
    return DONE


def _card(session: Session, customer_id: int, now: int) -> dict[str, Any]:
    """Return everything known of one customer. Raises NotFound."""
    of = shapes.Setting(settings.value(session, settings.ZONE), now, staff.names(session))
    card = customers.card(session, customer_id)
    spoken = consents.states(session, [customer_id]).get(customer_id, {})
    bought = orders.of_customer(session, customer_id, _EVERYTHING)
    said = interactions.of_customer(session, customer_id, _EVERYTHING)
    planned = followups.of_customer(session, customer_id)
    given = surveys.of_customer(session, customer_id, _EVERYTHING)
    return {
        **shapes.customer(card, {channel: spoken.get(channel, UNKNOWN) for channel in CHANNELS}, of),
        **person.shape(session, card, spoken, of),
        "sums": {
            "orders": len(bought),
            **shapes.sums(orders.totals(session, customer_id)),
            "last_order": max((row.local_date for row in bought if row.local_date), default=None),
            "interactions": len(said),
            "score": next((one.score for one in given if one.kind == "nps" and one.score is not None), None),
        },
        "orders": [shapes.order(row, of) for row in bought],
        "interactions": [shapes.interaction(one, of) for one in said],
        "followups": [shapes.followup(one, of) for one in planned],
        "answers": [shapes.answer(one, of) for one in given],
    }


COMMANDS: Final = {
    "search": Command(_search_arguments, _search),
    "customer": Command(_customer_arguments, _customer),
}
