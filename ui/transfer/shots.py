"""What is to be photographed of importing: each step, what it asks, and what stands there in the morning."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QApplication, QWidget

from desktop_crm.platform.paths import resource
from desktop_crm.transfer import queries
from ui.kit.pages import Shot, Window

_TROUBLED: Final = """Ad Soyad;Telefon;E-posta;İl;Doğum tarihi;Not
Ayşe Yıldırım;0532 000 27 90;ayse.yildirim@ornek.test;İzmir;13.03.1988;Hediye paketi ister
Şükrü İnce;0532 000 04 11;sukru@incehediyelik.test;Kilis;;Toptan fiyat listesi ister
Sukru Ince;;;Gaziantep;;
Yıldırım Ayşe;;;İzmir;;
Hülya Barıs;0532 000 55 55;;Şanlıurfa;;
Onur Çetin;0532 000 12;;Eskişehir;32.11.2026;
Zerrin Ak;0532 000 66 66;zerrin@ornek.test;Ordu;01.02.1990;Yeni
"""
"""A hasty list of people of the sample shop: two changed, some written otherwise, one with a date that is none."""


def _page(window: Window) -> Any:
    panel: Any = window.show_page("transfer")
    return panel


def _settle(window: Window) -> None:
    """Let what was asked of the store come home."""
    for _round in range(3):
        while window.ctx.jobs.busy:
            QApplication.processEvents()
        QApplication.processEvents()


def _orders() -> Path:
    return resource("demo", "sheets", "trendyol-tum-siparisler.xlsx")


def _preview(window: Window) -> QWidget:
    panel = _page(window)
    panel.show_files([_orders()])
    return panel.window()


def _list(window: Window) -> Any:
    panel = _page(window)
    sheet = window.ctx.app.db.path.with_name("listem.csv")
    sheet.write_text(_TROUBLED, "utf-8-sig")
    panel.show_files([sheet])
    _settle(window)
    return panel


def _turn(window: Window, tab: str) -> QWidget:
    """Turn to a tab of the list's preview."""
    panel = _list(window)
    if panel.preview is not None:
        panel.preview.tabs.show_tab(tab)
    return panel.window()


def _pair(window: Window) -> QWidget:
    panel = _list(window)
    panel.preview.tabs.show_tab("pairs")
    dialog: QWidget = panel.preview.tabs.page("pairs").look(0)
    return dialog


def _teach(window: Window) -> QWidget:
    panel = _page(window)
    _preview(window)
    _settle(window)
    dialog: QWidget = panel.lessons.teach(0)
    return dialog


def _new_field(window: Window) -> QWidget:
    panel = _list(window)
    dialog: QWidget = panel.lessons.add_field(0, "Not")
    return dialog


def _refused(window: Window) -> QWidget:
    panel = _page(window)
    letter = window.ctx.app.db.path.with_name("mektup.docx")
    letter.write_bytes(b"no sheet")
    panel.show_files([letter])
    return panel.window()


def _result(window: Window) -> QWidget:
    panel = _page(window)
    window.ctx.load(
        panel,
        lambda session: queries.runs(session, limit=1),
        lambda runs: panel.show_run(runs[0].id) if runs else None,
        slot="newest",
    )
    return panel.window()


def _history(window: Window) -> QWidget:
    """Show the history after an export, with why some stayed out of it."""
    from desktop_crm.transfer.writing import export

    panel, db = _page(window), window.ctx.app.db
    out = db.path.with_name("musteriler-mailchimp.csv")
    window.ctx.do(panel, lambda: export.write(db, "customers", out, target="mailchimp"))
    _settle(window)
    panel.go_back()
    panel.start.refresh()
    _settle(window)
    shown = panel.start.history.rows
    shown.opened.emit(shown.pages.ids[0])
    return panel.window()


def _folder(window: Window) -> QWidget:
    from ui.transfer.next_time import FolderDialog

    dialog = FolderDialog(Path.home() / "Downloads", ("Shopify", "Trendyol"), _page(window).window())
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _notice(window: Window) -> QWidget:
    """Show the offer of a file that came in the night, over the page of the day."""
    from ui.transfer.morning import Morning, Notice

    over = window.show_page("today").window()
    watching = Morning(window.ctx)
    notice = Notice(window.ctx, watching, over)
    notice.destroyed.connect(watching.deleteLater)
    watching.files = (_orders(),)
    watching.changed.emit()
    return notice


SHOTS: Final = (
    Shot("preview", _preview),
    Shot("preview_who", lambda window: _turn(window, "pairs")),
    Shot("preview_fields", lambda window: _turn(window, "changes")),
    Shot("pair", _pair),
    Shot("teach", _teach),
    Shot("new_field", _new_field),
    Shot("refused", _refused),
    Shot("result", _result),
    Shot("history", _history),
    Shot("folder", _folder),
    Shot("notice", _notice),
)
"""Pictures besides the page's own."""
