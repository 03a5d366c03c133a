"""What is to be photographed of customers besides the page itself: the tabs of the card and the dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.kit.pages import Shot, Window

_WELL_KNOWN: Final = "Ayşe Yıldırım"


def _tab(key: str) -> Callable[[Window], QWidget]:
    def turn(window: Window) -> QWidget:
        panel: Any = window.show_page("customers")
        panel.card.tabs.show_tab(key)
        return panel.window()

    return turn


def _dialog(opens: Callable[[Window, Any], object]) -> Callable[[Window], QWidget]:
    def show(window: Window) -> QWidget:
        panel: Any = window.show_page("customers")
        _settle(window)
        opens(window, panel)
        _settle(window)
        return next(box for box in reversed(panel.window().findChildren(QDialog)) if box.isVisible())

    return show


def _settle(window: Window) -> None:
    """Let what was asked of the store come home."""
    while window.ctx.jobs.busy:
        QApplication.processEvents()
    QApplication.processEvents()


def _card(window: Window) -> QWidget:
    """Open the card of the sample shop's best known customer; the pictures after it show this card too."""
    from desktop_crm.app import SEARCHABLE
    from desktop_crm.search.queries import search

    panel: Any = window.show_page("customers")

    def come(hits: list[Any]) -> None:
        if hits:
            panel.open("customer", hits[0].ref.id)

    window.ctx.load(panel, lambda session: search(session, SEARCHABLE[:1], _WELL_KNOWN, 1), come, slot="shot")
    _settle(window)
    return panel.window()


def _new(window: Window, panel: Any) -> None:
    from ui.customers.customer_dialog import new_customer

    new_customer(window.ctx, panel.window())


def _talk(window: Window, panel: Any) -> None:
    from ui.customers.talk_dialog import log_conversation

    log_conversation(window.ctx, panel.window(), panel.shown_id)


def _score(window: Window, panel: Any) -> None:
    from ui.customers.score_dialog import record_score

    record_score(window.ctx, panel.window(), panel.shown_id).score.set_value(9)


def _order(window: Window, panel: Any) -> None:
    from ui.customers.order_dialog import take_order

    take_order(window.ctx, panel.window(), panel.shown_id)


def _tag_many(window: Window, panel: Any) -> None:
    from desktop_crm.segments.bulk import Verb
    from ui.customers.bulk_dialog import change_many

    change_many(window.ctx, panel.window(), panel.list.pages.ids[:30], Verb.TAG)
    _settle(window)
    box: Any = next(box for box in panel.window().findChildren(QDialog) if box.isVisible())
    box.text.setText("Bayram")
    box.look()


def _narrowed(window: Window) -> QWidget:
    """Narrow the list by a query."""
    panel: Any = window.show_page("customers")
    panel.list.head.find.set_query("orders>1 last:180d -tag:toptan")
    _settle(window)
    return panel.window()


SHOTS: Final = (
    Shot("card", _card),
    *(Shot(f"card_{key}", _tab(key)) for key in ("orders", "followups", "surveys", "details", "changes")),
    Shot("new", _dialog(_new)),
    Shot("edit", _dialog(lambda _window, panel: panel.edit())),
    Shot("talk", _dialog(_talk)),
    Shot("score", _dialog(_score)),
    Shot("order", _dialog(_order)),
    Shot("tag_many", _dialog(_tag_many)),
    Shot("narrowed", _narrowed),
    Shot("columns", _dialog(lambda _window, panel: panel.views.choose_columns())),
    Shot("view", _dialog(lambda _window, panel: panel.views.save_view())),
    Shot("reach", _dialog(lambda _window, panel: panel.call())),
)
"""Pictures besides the page's own."""
