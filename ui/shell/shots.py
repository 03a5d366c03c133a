"""Pictures of the window itself: palette, keys, steps, people, what stands there at the edges, the kit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop_crm.platform.errors import StoreError
from desktop_crm.platform.i18n import N_, _
from ui.kit.pages import Shot
from ui.settings.people import PersonDialog
from ui.shell.crash_dialog import CrashDialog
from ui.shell.edges import Adapting, DropHint, Trouble, Waiting

_REPORT: Final = """Desktop CRM 0.1.0 · Python 3.11.7 · Qt 6.11.3
Linux 6.1 x86_64

ui/customers/panel.py:120 open
ui/kit/jobs.py:98 _arrive
KeyError"""
_LOCKED: Final = N_("The store {store} is open in another copy of the program. Close it there and try again.")


def _palette(window: Any) -> QWidget:
    window.verbs.open_palette("ayse")
    return _palette_of(window)


def _commands(window: Any) -> QWidget:
    window.verbs.open_palette()
    return _palette_of(window)


def _nothing(window: Any) -> QWidget:
    window.verbs.open_palette("xqxqxq")
    return _palette_of(window)


def _recent(window: Any) -> QWidget:
    """Open the palette after some cards were looked at."""
    panel: Any = window.show_page("customers")
    for place in (2, 1, 0):
        window.ctx.go.to("customer", panel.list.pages.ids[place])
    window.verbs.open_palette()
    return _palette_of(window)


def _kit(page: str) -> Callable[[Any], QWidget]:
    """Return what shows a page of the parts every panel is made of."""

    def show(window: Any) -> QWidget:
        from ui.kit.gallery import PAGES

        shown = QScrollArea(window)
        shown.setAccessibleName(page)
        shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shown.setWidgetResizable(True)
        shown.setWidget(PAGES[page](window.ctx))
        shown.setAutoFillBackground(True)
        shown.setGeometry(window.rect())
        shown.show()
        return shown

    return show


def _palette_of(window: Any) -> QWidget:
    box: QWidget = window.palette_box
    return box


def _keys(window: Any) -> QWidget:
    sheet: QWidget = window.verbs.open_keys()
    return sheet


def _steps(window: Any) -> QWidget:
    window.verbs.ask_steps()
    return _itself(window)


def _who(window: Any) -> QWidget:
    window.verbs.ask_who()
    return _itself(window)


def _itself(window: Any) -> QWidget:
    widget: QWidget = window
    return widget


def _person(window: Any) -> QWidget:
    dialog = PersonDialog(window.ctx, window)
    dialog.open()
    return dialog


def _crash(window: Any) -> QWidget:
    dialog = CrashDialog(_REPORT, window)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _trouble(window: Any) -> QWidget:
    text = str(StoreError(_LOCKED, store="musteri-defteri.crm"))
    trouble = Trouble(text, [(_("Try again"), window.raise_), (_("Open another book…"), window.raise_)])
    trouble.setAutoFillBackground(True)
    trouble.setParent(window)
    trouble.setGeometry(window.rect())
    trouble.show()
    return trouble


def _drop(window: Any) -> QWidget:
    hint = DropHint(window)
    hint.lay_over()
    return hint


def _waiting(window: Any) -> QWidget:
    waiting = Waiting(window, window.raise_)
    waiting.lay_over()
    return waiting


def _adapting(window: Any) -> QWidget:
    adapting = Adapting(window)
    adapting.lay_over()
    return adapting


SHOTS: Final = (
    Shot("palette", _palette),
    Shot("palette_nothing", _nothing),
    Shot("palette_recent", _recent),
    Shot("commands", _commands),
    Shot("keys", _keys),
    Shot("steps", _steps),
    Shot("who", _who),
    Shot("person", _person),
    Shot("crash", _crash),
    Shot("trouble", _trouble),
    Shot("drop", _drop),
    Shot("waiting", _waiting),
    Shot("adapting", _adapting),
    *(Shot(f"kit_{page}", _kit(page)) for page in ("parts", "states", "reports")),
)
