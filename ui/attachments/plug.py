"""The tab of files as the customer's card sees it."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from desktop_crm.platform.i18n import N_
from ui.kit.context import Context
from ui.kit.pages import CardTab


def _make(ctx: Context, customer_id: int) -> QWidget:
    from ui.attachments.tab import FilesTab

    return FilesTab(ctx, customer_id)


TAB: Final = CardTab("files", N_("Files"), _make)
