"""The dialogs of customers that are to be photographed, each opened as its command opens it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop_crm.platform.i18n import language
from ui.kit.pages import Shot, Window

Opens = Callable[[Window, Any], object]


def settle(window: Window) -> None:
    """Let what was asked of the store come home."""
    for _round in range(3):
        while window.ctx.jobs.busy:
            QApplication.processEvents()
        QApplication.processEvents()


def shown_dialog(window: QWidget) -> QDialog:
    """Return the dialog that stands before a window."""
    return next(box for box in reversed(window.findChildren(QDialog)) if box.isVisible())


def dialog(opens: Opens) -> Callable[[Window], QWidget]:
    """Return what opens a dialog on the page of customers for its picture."""

    def show(window: Window) -> QWidget:
        panel: Any = window.show_page("customers")
        settle(window)
        opens(window, panel)
        settle(window)
        return shown_dialog(panel.window())

    return show


def _new(window: Window, panel: Any) -> None:
    from ui.customers.customer_dialog import new_customer

    new_customer(window.ctx, panel.window())


def _folds(window: Window, panel: Any) -> None:
    """Open the form with every part of it unfolded, and go down to the last."""
    from ui.customers.customer_dialog import new_customer

    form = new_customer(window.ctx, panel.window())
    settle(window)
    for fold in form.folds:
        fold.set_open(opened=True)
    settle(window)
    form.tax_office.setFocus()


def _talk(window: Window, panel: Any) -> None:
    from ui.customers.talk_dialog import log_conversation

    log_conversation(window.ctx, panel.window(), panel.shown_id)


def _talk_read(window: Window, panel: Any) -> None:
    from ui.customers.history_tab import read_page

    def come(page: Any) -> None:
        panel.card.show_thing(page.entries[0].ref)

    shown = panel.shown_id
    window.ctx.load(panel, lambda session: read_page(session, shown, "interaction", None, 1), come, slot="shot")


def _score(window: Window, panel: Any) -> None:
    from ui.customers.score_dialog import record_score

    record_score(window.ctx, panel.window(), panel.shown_id).score.set_value(9)


def _order(window: Window, panel: Any) -> None:
    from ui.customers.order_dialog import take_order

    take_order(window.ctx, panel.window(), panel.shown_id)


def _about(module: str, opens: str) -> Opens:
    """Return what opens the form of the customer shown that `opens` in `ui.customers.<module>` names."""

    def run(window: Window, panel: Any) -> None:
        from importlib import import_module

        getattr(import_module(f"ui.customers.{module}"), opens)(window.ctx, panel.window(), panel.shown_id)

    return run


def _tag_many(window: Window, panel: Any) -> None:
    from desktop_crm.segments.bulk import Verb
    from ui.customers.bulk_dialog import change_many

    change_many(window.ctx, panel.window(), panel.list.pages.ids[:30], Verb.TAG)
    settle(window)
    box: Any = shown_dialog(panel.window())
    box.text.setText("Bayram")
    box.look()


def _change_many(window: Window, panel: Any) -> None:
    from ui.customers.bulk_dialog import change_many

    change_many(window.ctx, panel.window(), panel.list.pages.ids[:30])


def _bin(window: Window, panel: Any) -> None:
    """Open the bin with a customer in it."""
    from ui.customers.bin_dialog import open_bin

    app, last = window.ctx.app, panel.list.pages.ids[-1]
    window.ctx.do(panel, lambda: app.customers.delete([last]))
    settle(window)
    open_bin(window.ctx, panel.window())


def _print(what: str) -> Opens:
    def run(window: Window, panel: Any) -> None:
        panel.print_out()
        box: Any = shown_dialog(panel.window())
        settle(window)
        box.what.set_value(what)
        box.what.edited.emit()

    return run


def narrowed_query() -> str:
    """Return a query as somebody of the language types it."""
    return "sipariş>1 son:180g -etiket:toptan" if language() == "tr" else "orders>1 last:180d -tag:wholesale"


DIALOGS: Final = (
    Shot("new", dialog(_new)),
    Shot("new_folds", dialog(_folds)),
    Shot("edit", dialog(lambda _window, panel: panel.edit())),
    Shot("talk", dialog(_talk)),
    Shot("talk_read", dialog(_talk_read)),
    Shot("score", dialog(_score)),
    Shot("order", dialog(_order)),
    Shot("tags", dialog(_about("tags_dialog", "edit_tags"))),
    Shot("stage", dialog(_about("stage_dialog", "change_stage"))),
    Shot("points", dialog(_about("points_dialog", "change_points"))),
    Shot("referral", dialog(_about("referral_dialog", "note_referral"))),
    Shot("tie", dialog(_about("tie_dialog", "note_tie"))),
    Shot("reach", dialog(lambda _window, panel: panel.call())),
    Shot("tag_many", dialog(_tag_many)),
    Shot("change_many", dialog(_change_many)),
    Shot("columns", dialog(lambda _window, panel: panel.views.choose_columns())),
    Shot("view", dialog(lambda _window, panel: panel.views.save_view())),
    *(Shot(f"print_{what}", dialog(_print(what))) for what in ("cards", "list", "labels", "envelopes")),
    Shot("bin", dialog(_bin)),
)
"""Pictures of every dialog of customers."""
