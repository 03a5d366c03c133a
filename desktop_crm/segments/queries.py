"""Reading saved views and list layouts."""

from __future__ import annotations

import json
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.text import fold, sort_key, squeeze
from desktop_crm.segments.tables import ListLayoutTable, SavedViewTable
from desktop_crm.segments.types import CUSTOMERS, ColumnPlace, Layout, SavedView

OFFERED: Final = (
    SavedView(None, "recent", N_("Bought lately"), "last:30d", Layout(sort="last_order", descending=True)),
    SavedView(None, "long_gone", N_("Long not seen"), "last>180d", Layout(sort="last_order", descending=True)),
    SavedView(None, "vip", N_("VIP"), "tag:VIP"),
    SavedView(None, "waiting", N_("Follow-up due"), "due<=today", Layout(sort="next_due")),
    SavedView(None, "new", N_("New this month"), "added:thismonth", Layout(sort="created", descending=True)),
    SavedView(None, "no_phone", N_("Without a phone"), "phone:none"),
    SavedView(None, "sms", N_("May get SMS"), "smsconsent:granted"),
)
"""The views of the list of customers that stand there from the start."""


def views(session: Session, staff_id: int | None = None, list_: str = CUSTOMERS) -> list[SavedView]:
    """Return the views of a list that a person sees: those offered first, then the saved ones in Turkish order."""
    asked = (
        select(SavedViewTable)
        .where(SavedViewTable.list == list_, SavedViewTable.deleted_at.is_(None))
        .where(or_(SavedViewTable.staff_id.is_(None), SavedViewTable.staff_id == staff_id))
    )
    rows = list(session.scalars(asked.order_by(SavedViewTable.id)))
    instead = {row.key: row for row in rows if row.key}
    offered = [
        _of(instead[view.key]) if view.key in instead else view
        for view in (OFFERED if list_ == CUSTOMERS else ())
        if view.key not in instead or not instead[view.key].hidden
    ]
    return offered + sorted((_of(row) for row in rows if not row.key), key=lambda view: sort_key(view.name))


def named(session: Session, name: str, staff_id: int | None = None, list_: str = CUSTOMERS) -> SavedView | None:
    """Return the view of that name as shown or of that key, in any casing; None where there is none."""
    wanted = fold(squeeze(name))
    for view in views(session, staff_id, list_):
        if wanted in (fold(shown_name(view)), fold(view.name), view.key):
            return view
    return None


def shown_name(view: SavedView) -> str:
    """Return a view's name in the language in use."""
    return _(view.name) if view.ours else view.name


def layout(session: Session, staff_id: int | None, list_: str = CUSTOMERS) -> Layout | None:
    """Return how a person left a list; what another one left where they never touched it; None on the first day."""
    mine = session.get(ListLayoutTable, (list_, staff_id or 0))
    row = mine or session.scalar(select(ListLayoutTable).where(ListLayoutTable.list == list_).limit(1))
    return None if row is None else Layout(columns_of(row.columns), row.sort or "", row.descending)


def columns_of(kept: str | None) -> tuple[ColumnPlace, ...]:
    """Return columns as they were kept; none where there are none."""
    return tuple(ColumnPlace(str(key), int(width)) for key, width in json.loads(kept or "[]"))


def _of(row: SavedViewTable) -> SavedView:
    kept = Layout(columns_of(row.columns), row.sort or "", row.descending)
    return SavedView(row.id, row.key or "", row.name, row.query, kept, row.staff_id)
