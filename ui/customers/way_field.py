"""One way to reach somebody in a form: the phone, address or name itself, its kind, and its marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_crm.customers.types import (
    ADDRESS_KINDS,
    EMAIL_KINDS,
    HANDLE_KINDS,
    PHONE_KINDS,
    Address,
    Email,
    Handle,
    Phone,
)
from desktop_crm.platform import phones
from desktop_crm.platform.i18n import _
from ui.customers.address_field import AddressField
from ui.customers.kept_choice import KeptChoice
from ui.customers.repeated import Repeated
from ui.kit.buttons import IconButton
from ui.kit.fields import PhoneField, TextField
from ui.kit.icons import icon
from ui.kit.labels import PlainLabel
from ui.kit.theme import theme
from ui.kit.words import set_tip

_KIND_WIDTH = 128


class _Mark(IconButton):
    """An icon that is on or off."""

    def __init__(self, meaning: str, text: str, colour: str) -> None:
        super().__init__(meaning, text)
        self._meaning, self._colour = meaning, colour
        self.setCheckable(True)
        self.toggled.connect(self._show)

    def _show(self, on: bool) -> None:
        self.setIcon(icon(self._meaning, self._colour if on else "muted"))


class WayField(QWidget):
    """`inner` holds the way itself; `make(value, kind, preferred, gone)` puts it together, `split` takes it apart."""

    edited = Signal()
    preferred = Signal()

    def __init__(
        self,
        inner: Any,
        kinds: Mapping[str, str],
        make: Callable[[Any, str, bool, bool], Any],
        split: Callable[[Any], Any],
        note: Callable[[str], str] = lambda _text: "",
    ) -> None:
        super().__init__()
        self.inner, self._make, self._split, self._note = inner, make, split, note
        self.kind = KeptChoice(kinds)
        self.kind.setFixedWidth(theme().px(_KIND_WIDTH))
        self.star = _Mark("star", _("Preferred"), "amber")
        self.gone = _Mark("warning", _("Wrong, or not theirs any more"), "red")
        self._words = PlainLabel(look="note-amber", wrap=True)
        self._words.hide()
        self._lay_out()
        self.setFocusProxy(inner)
        for signal in (inner.edited, self.kind.edited, self.star.toggled, self.gone.toggled):
            signal.connect(lambda *_: self.edited.emit())
        self.star.toggled.connect(lambda on: self.preferred.emit() if on else None)
        inner.edited.connect(self._say)

    def value(self) -> Any:
        """Return the way, None where nothing was typed. Raises UserError."""
        value = self.inner.value()
        if not value:
            return None
        return self._make(value, self.kind.value() or "", self.star.isChecked(), self.gone.isChecked())

    def set_value(self, way: Any) -> None:
        """Show a way."""
        self.inner.set_value(self._split(way))
        self.kind.set_value(way.kind)
        self.star.setChecked(way.preferred)
        self.gone.setChecked(way.gone)
        self._say()

    def text(self) -> str:
        """Return what stands in the line, understood or not."""
        return self.inner.text()

    def set_invalid(self, invalid: bool) -> None:
        """Mark the way as wrong, or no longer."""
        self.inner.set_invalid(invalid)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        super().setAccessibleName(name)
        self.inner.setAccessibleName(name)
        for part, words in ((self.kind, _("Kind")), (self.star, _("Preferred")), (self.gone, _("Wrong"))):
            part.setAccessibleName(f"{name}: {words}")
        set_tip(self.star, _("Preferred"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(3))
        line = QHBoxLayout()
        line.setSpacing(theme().px(4))
        line.addWidget(self.inner, 1)
        for part in (self.kind, self.star, self.gone):
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        column.addWidget(self._words)

    def _say(self) -> None:
        words = self._note(self.inner.text()) if isinstance(self.inner, TextField) else ""
        self._words.setText(words)
        self._words.setVisible(bool(words))


def phone_lines() -> Repeated[Phone]:
    """Return the lines of phones; what is no number is said to be kept as typed."""
    return _lines(
        lambda: WayField(
            PhoneField(_tidied), PHONE_KINDS, Phone,
            lambda phone: phones.shown(phone.number), _no_phone,
        ),
        _("Phone"), _("Remove this phone"),
    )  # fmt: skip


def email_lines() -> Repeated[Email]:
    """Return the lines of e-mails."""
    return _lines(
        lambda: WayField(
            TextField(placeholder=_("name@example.com"), limit=320), EMAIL_KINDS,
            _email, lambda mail: mail.address,
        ),
        _("E-mail"), _("Remove this e-mail"),
    )  # fmt: skip


def address_lines() -> Repeated[Address]:
    """Return the blocks of postal addresses."""
    return _lines(
        lambda: WayField(
            AddressField(), ADDRESS_KINDS,
            lambda place, kind, preferred, gone: replace(place, kind=kind, preferred=preferred, gone=gone),
            lambda place: place,
        ),
        _("Address"), _("Remove this address"),
    )  # fmt: skip


def handle_lines() -> Repeated[Handle]:
    """Return the lines of names on networks and marketplaces."""
    return _lines(
        lambda: WayField(
            TextField(placeholder=_("@name, or the number there"), limit=500), HANDLE_KINDS,
            Handle, lambda handle: handle.handle,
        ),
        _("Instagram, marketplace …"), _("Remove this name"),
    )  # fmt: skip


def _email(text: str, kind: str, preferred: bool, gone: bool) -> Email:
    return Email(text, kind=kind, preferred=preferred, gone=gone)


def _lines(make: Callable[[], WayField], more: str, less: str) -> Repeated[Any]:
    """Return repeated lines of which one at most is preferred."""
    lines: Repeated[Any]

    def made() -> WayField:
        field = make()
        field.preferred.connect(lambda: _only(field))
        return field

    def _only(chosen: WayField) -> None:
        for field in lines.fields:
            if field is not chosen:
                field.star.setChecked(False)

    lines = Repeated(made, more, less)
    return lines


def _tidied(text: str) -> str:
    """Return a typed number as it is written; what is none stays as it was typed."""
    phone = phones.normal(text)
    return text if phone is None else phones.shown(phone.number)


def _no_phone(text: str) -> str:
    typed = text.strip()
    if not typed or phones.normal(typed) is not None:
        return ""
    return _("This is no phone number; it is kept as you typed it.")
