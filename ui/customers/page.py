"""The page of customers as the window sees it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop_crm.segments import queries as views
from ui.customers.commands import TITLE, VIEW, commands
from ui.kit.context import Context
from ui.kit.pages import Child, Page, Shot

_MOST: Final = 12


def _views(session: Any, staff_id: int | None) -> list[Child]:
    """Return the views as lines below the page."""
    known = views.views(session, staff_id)[:_MOST]
    return [Child(views.shown_name(view), VIEW, view.key or str(view.id)) for view in known]


def _make(ctx: Context) -> QWidget:
    from ui.customers.panel import CustomersPanel

    return CustomersPanel(ctx)


def _shots() -> Sequence[Shot]:
    from ui.customers.shots import SHOTS

    return SHOTS


PAGE = Page(
    id="customers",
    title=TITLE,
    icon="customers",
    make=_make,
    commands=commands,
    opens=("customer", "order", "interaction", VIEW),
    children=_views,
    child_tables=("saved_views",),
    shots=_shots,
)
