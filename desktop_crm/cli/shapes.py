"""The JSON shapes of a card and its parts; scripts rely on the names, so none is changed or taken away.

Instants are ISO 8601 with the shop's offset, days ISO dates, money plain decimals as text in the currency beside it,
quantities decimals as text; what is not known is null, or the empty text where it is text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from desktop_crm.customers.types import Customer
from desktop_crm.followups import rules
from desktop_crm.followups.types import FollowUp, State
from desktop_crm.interactions.types import Interaction
from desktop_crm.orders.types import Line, OrderRow, Parcel, Totals
from desktop_crm.platform import clock, money
from desktop_crm.surveys.types import Answer
from desktop_crm.transfer.types import RunReport


@dataclass(frozen=True, slots=True)
class Setting:
    """What shapes need to know of the shop: its zone, the present instant, the names of its people by id."""

    zone: str
    now: int
    people: Mapping[int, str]

    def iso(self, instant: int | None) -> str | None:
        """Return an instant as ISO 8601 in the shop's zone."""
        return None if instant is None else clock.iso(instant, self.zone)

    def name(self, staff_id: int | None) -> str | None:
        """Return the name of a person of the shop."""
        return None if staff_id is None else self.people.get(staff_id)


def run(report: RunReport) -> dict[str, Any]:
    """Return what came of an import."""
    named = ("file", "kind", "profile", "encoding", "sheet", "rows", "things", "errors", "reasons")
    return {
        "run": report.run,
        "files": [{name: values[name] for name in named} for values in (asdict(file) for file in report.files)],
        "refused": [asdict(file) for file in report.refused],
    }


def customer(card: Customer, consents: Mapping[str, str], of: Setting) -> dict[str, Any]:
    """Return a customer as `customer --json` begins: the card itself, before sums and history."""
    return {
        "id": card.id, "kind": str(card.kind), "name": card.name, "first_name": card.first_name,
        "last_name": card.last_name, "company": card.company, "emails": [asdict(email) for email in card.emails],
        "phones": [phone.number for phone in card.phones], "addresses": [asdict(place) for place in card.addresses],
        "tags": list(card.tags), "birthday": card.birthday, "gender": card.gender, "tax_number": card.tax_number,
        "tax_office": card.tax_office, "note": card.note, "source": card.source, "heard_from": card.heard_from,
        "owner": of.name(card.owner_id), "created_at": of.iso(card.created_at), "consents": dict(consents),
    }  # fmt: skip


def sums(totals: Sequence[Totals]) -> dict[str, dict[str, str]]:
    """Return revenue and refunds by currency: Σ(total − refunded) over orders not cancelled, and Σ refunded."""
    return {
        "revenue": {one.currency: money.plain(one.revenue, one.currency) for one in totals},
        "refunds": {one.currency: money.plain(one.refunds, one.currency) for one in totals},
    }


def order(row: OrderRow, of: Setting) -> dict[str, Any]:
    """Return one order with its lines and packages."""
    amounts = {
        "subtotal": row.subtotal, "discount": row.discount, "shipping": row.shipping, "tax": row.tax,
        "total": row.total, "refunded": row.refunded,
    }  # fmt: skip
    return {
        "id": row.id, "shop": row.shop, "number": row.number, "ordered_at": of.iso(row.ordered_at),
        "status": str(row.status), "payment": None if row.payment is None else str(row.payment),
        "payment_method": row.payment_method, "currency": row.currency,
        **{name: _plain(amount, row.currency) for name, amount in amounts.items()},
        "coupon": row.coupon, "note": row.note, "lines": [_line(line, row.currency) for line in row.lines],
        "packages": [_parcel(parcel, of) for parcel in row.parcels],
    }  # fmt: skip


def interaction(said: Interaction, of: Setting) -> dict[str, Any]:
    """Return one conversation."""
    return {
        "id": said.id, "at": of.iso(said.at), "channel": str(said.channel), "direction": str(said.direction),
        "text": said.text, "reason": said.reason, "mood": said.mood, "minutes": said.minutes,
        "staff": of.name(said.staff_id),
    }  # fmt: skip


def followup(item: FollowUp, of: Setting) -> dict[str, Any]:
    """Return one follow-up; `when` is overdue, today, tomorrow or later while it is open, null afterwards."""
    still_open = item.state is State.OPEN
    return {
        "id": item.id, "title": item.title, "customer_id": item.customer_id, "customer": item.customer,
        "due_date": item.due_date.isoformat(),
        "due_time": None if item.due_time is None else item.due_time.isoformat("minutes"),
        "state": str(item.state),
        "when": str(rules.when(item.due_date, item.due_time, item.zone, of.now)) if still_open else None,
        "days_late": rules.days_late(item.due_date, item.zone, of.now) if still_open else 0,
        "channel": item.channel, "owner": of.name(item.owner_id), "note": item.note,
        "created_at": of.iso(item.created_at), "closed_at": of.iso(item.closed_at),
    }  # fmt: skip


def answer(given: Answer, of: Setting) -> dict[str, Any]:
    """Return one answer to a survey."""
    return {
        "id": given.id, "survey": given.survey, "kind": given.kind, "question": given.question,
        "answer": given.answer, "score": given.score, "answered_at": of.iso(given.answered_at),
    }  # fmt: skip


def _line(line: Line, currency: str) -> dict[str, Any]:
    return {
        "position": line.position, "name": line.name, "variant": line.variant, "sku": line.sku,
        "barcode": line.barcode, "quantity": f"{line.quantity:f}", "unit_price": _decimal(line.unit_price),
        "total": _plain(line.total, currency), "vat_rate": _decimal(line.vat_rate), "status": line.status_text,
    }  # fmt: skip


def _parcel(parcel: Parcel, of: Setting) -> dict[str, Any]:
    return {
        "number": parcel.number, "carrier": parcel.carrier, "tracking": parcel.tracking,
        "status": parcel.status_text, "shipped_at": of.iso(parcel.shipped_at),
        "delivered_at": of.iso(parcel.delivered_at),
    }  # fmt: skip


def _plain(minor: int | None, currency: str) -> str | None:
    return None if minor is None else money.plain(minor, currency)


def _decimal(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
