"""What the demo shop knows of some customers beyond their orders: fields, points, referrals, a stage said by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from desktop_crm.customers import queries, rules
from desktop_crm.customers.types import Handle, Hours
from desktop_crm.demo.verbs import DemoClock, Verbs
from desktop_crm.demo.words import book
from desktop_crm.lifecycle.types import NewMark, Stage
from desktop_crm.platform.text import fold


def write_cards(app: Verbs, session: Session, ids: Mapping[str, int], clock: DemoClock, now: datetime) -> None:
    """Write the cards of `resources/demo/cards.toml` inside the running step; who is not in the shop is left out.

    `ids` are customers by folded name.
    """
    for told in book("cards")["card"]:
        customer_id = ids.get(fold(told["customer"]))
        if customer_id is None:
            continue
        _fields(app, session, customer_id, told)
        for ago, points, reason in told.get("points", ()):
            clock.set(now - timedelta(ago))
            (app.loyalty.give if points > 0 else app.loyalty.use)(customer_id, abs(points), reason)
        for name, ago, note in told.get("brought", ()):
            brought = ids.get(fold(name))
            if brought is not None:
                clock.set(now - timedelta(ago))
                app.referrals.note(brought, customer_id, note)
        if "mark" in told:
            stage, ago, reason, note = told["mark"]
            clock.set(now - timedelta(ago))
            app.lifecycle.mark([customer_id], NewMark(Stage(stage), reason=reason, note=note))
    clock.set(now)


def _fields(app: Verbs, session: Session, customer_id: int, told: Mapping[str, Any]) -> None:
    written: dict[str, Any] = told["fields"]
    fields: dict[str, Any] = {name: _value(value) for name, value in written.items()}
    fields |= {field: _hours(told[name]) for name, field in _HOURS.items() if name in told}
    handles = tuple(Handle(handle, kind) for kind, handle in told.get("handles", ()))
    card = rules.form_of(queries.card(session, customer_id))
    app.customers.edit(customer_id, replace(card, handles=handles, **fields))


_HOURS = {"best": "best_hours", "quiet": "quiet_hours"}


def _value(value: Any) -> Any:
    """Return what TOML holds as a card takes it: its lists are tuples."""
    return tuple(value) if isinstance(value, list) else value  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


def _hours(told: list[str]) -> Hours:
    start, end = (time.fromisoformat(text) if text else None for text in told)
    return Hours(start, end)
