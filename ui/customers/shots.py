"""What is to be photographed of customers besides the page itself: the tabs of the card, the list and the dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop_crm.platform.i18n import language
from desktop_crm.segments.queries import views
from desktop_crm.segments.types import ColumnPlace, NewView
from ui.customers.dialog_shots import DIALOGS, narrowed_query, settle
from ui.kit.pages import Shot, Window

_WELL_KNOWN: Final = "Ayşe Yıldırım"
_LETTERS: Final = {"tr": "fatura.pdf", "en": "invoice.pdf"}


def _tab(key: str) -> Callable[[Window], QWidget]:
    def turn(window: Window) -> QWidget:
        panel: Any = window.show_page("customers")
        panel.card.tabs.show_tab(key)
        return panel.window()

    return turn


def _card(window: Window) -> QWidget:
    """Open the card of the sample shop's best known customer; the pictures after it show this card too."""
    from desktop_crm.app import SEARCHABLE
    from desktop_crm.search.queries import search

    panel: Any = window.show_page("customers")

    def come(hits: list[Any]) -> None:
        if hits:
            panel.open("customer", hits[0].ref.id)

    window.ctx.load(panel, lambda session: search(session, SEARCHABLE[:1], _WELL_KNOWN, 1), come, slot="shot")
    panel.list.reach.count()
    settle(window)
    panel.card.tabs.show_tab("history")
    return panel.window()


def _files(window: Window) -> QWidget:
    """Turn to the files, with one kept."""
    panel: Any = window.show_page("customers")
    panel.card.tabs.show_tab("files")
    settle(window)
    page: Any = next(part for part in panel.card.tabs.page("files").findChildren(QWidget) if hasattr(part, "keep"))
    if not page.list.pages.ids:
        letter = window.ctx.app.db.path.with_name(_LETTERS.get(language(), _LETTERS["en"]))
        letter.write_bytes(b"%PDF-1.4 sample")
        page.keep([letter])
        settle(window)
    return panel.window()


def _filtered(window: Window, query: str) -> QWidget:
    panel: Any = window.show_page("customers")
    panel.card.tabs.show_tab("history")
    panel.list.head.find.set_query(query)
    settle(window)
    return panel.window()


def _chosen(window: Window) -> QWidget:
    """Choose several customers, so that the bar of what can be done with them is seen."""
    from PySide6.QtCore import QItemSelection, QItemSelectionModel

    panel: Any = window.show_page("customers")
    model, selection = panel.list.table.model(), panel.list.table.selectionModel()
    rows = QItemSelection(model.index(2, 0), model.index(5, 0))
    flags = QItemSelectionModel.SelectionFlag
    selection.select(rows, flags.ClearAndSelect | flags.Rows)
    settle(window)
    return panel.window()


def _completed(window: Window) -> QWidget:
    """Type the beginning of a field's name, as one does before its suggestions open."""
    shown = _filtered(window, "")
    panel: Any = window.show_page("customers")
    field = panel.list.head.find
    field.setFocus()
    begun = "sip" if language() == "tr" else "ord"
    field.setText(begun)
    field.textEdited.emit(begun)
    settle(window)
    return shown


def _stages(window: Window) -> QWidget:
    """Show stages and ways to reach somebody in the list, narrowed by a stage."""
    panel: Any = window.show_page("customers")
    settle(window)
    shown = ("name", "stage", "reach", "points", "last_order")
    panel.list.arrangement.show_columns([ColumnPlace(key) for key in shown])
    _filtered(window, "stage:loyal")
    return panel.window()


def _gone(window: Window) -> QWidget:
    """Open a view that asks about a field that was deleted."""
    panel: Any = window.show_page("customers")
    settle(window)
    app, name = window.ctx.app, "Ayak no"
    window.ctx.do(panel, lambda: app.views.save(NewView(name, "custom.99:38")))
    settle(window)
    window.ctx.load(panel, views, lambda found: panel.list.head.show_view(found[-1]), slot="shot")
    settle(window)
    return panel.window()


SHOTS: Final = (
    Shot("card", _card),
    *(Shot(f"card_{key}", _tab(key)) for key in ("orders", "followups", "surveys", "details", "changes")),
    Shot("card_files", _files),
    *DIALOGS,
    Shot("chosen", _chosen),
    Shot("completed", _completed),
    Shot("narrowed", lambda window: _filtered(window, narrowed_query())),
    Shot("stages", _stages),
    Shot("gone", _gone),
    Shot("nobody", lambda window: _filtered(window, "zzzz")),
    Shot("all", lambda window: _filtered(window, "")),
)
"""Pictures besides the page's own."""
