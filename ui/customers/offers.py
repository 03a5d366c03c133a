"""The views above the list of customers: what each asks, and how many it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop_crm.insights.book import Book
from desktop_crm.segments import queries as views
from desktop_crm.segments.errors import QueryError
from desktop_crm.segments.parsing import parse
from desktop_crm.segments.tree import NOBODY, Node
from desktop_crm.segments.types import SavedView


@dataclass(frozen=True, slots=True)
class Offer:
    """A view, what it asks, and how many customers that finds; None where it is not understood any more."""

    view: SavedView
    tree: Node
    count: int | None


def read_offers(session: Any, staff_id: int | None, now: int) -> tuple[Book, Sequence[Offer]]:
    """Return what the list can show and be asked for at an instant, and the views that a person sees.

    Of the views that the program offers, those that find nobody are left out.
    """
    from desktop_crm.insights import customer_list
    from desktop_crm.insights.shop_book import shop_book

    book, found = shop_book(session, now), list[Offer]()
    for view in views.views(session, staff_id):
        try:
            tree = parse(view.query, book.language)
        except QueryError:
            found.append(Offer(view, NOBODY, None))
            continue
        count = customer_list.count_of(session, tree, now)
        if count or not view.ours:
            found.append(Offer(view, tree, count))
    return book, found
