"""Words on the screen that are never taken for HTML or for a shortcut mark."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def plain_tip(text: str) -> str:
    """Return `text` so that a tooltip shows it exactly as typed, line by line."""
    from html import escape

    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>" if text else ""


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that shows `text` exactly as typed."""
    widget.setToolTip(plain_tip(text))


def literal(text: str) -> str:
    """Return `text` for buttons, tabs and menus, where a single & would mark a shortcut."""
    return text.replace("&", "&&")
