"""An address: the line, il and ilçe completed while typing, postal code; other parts stay as they came."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_crm.customers.types import Address
from desktop_crm.platform import places
from desktop_crm.platform.i18n import _
from desktop_crm.platform.text import sort_key
from ui.kit.completer import Completer, complete
from ui.kit.fields import TextField
from ui.kit.theme import theme


class AddressField(QWidget):
    """One address. `value()` is None where nothing was typed."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = Address()
        self.line = TextField(placeholder=_("Street, number, flat"), limit=500)
        self.city = TextField(placeholder=_("Province"), limit=80)
        self.district = TextField(placeholder=_("District"), limit=80)
        self.code = TextField(placeholder=_("Postal code"), limit=20)
        self._districts = Completer(self.district)
        self.district.setCompleter(self._districts)
        complete(self.city, sorted(places.provinces(), key=sort_key))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme().px(6))
        grid.addWidget(self.line, 0, 0, 1, 3)
        for column, (field, share) in enumerate(((self.city, 3), (self.district, 3), (self.code, 2))):
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, share)
        self.setFocusProxy(self.line)
        for field in (self.line, self.city, self.district, self.code):
            field.edited.connect(self.edited)
        self.city.edited.connect(self._offer_districts)
        self.city.editingFinished.connect(self._tidy)
        self.district.editingFinished.connect(self._tidy)

    def value(self) -> Address | None:
        """Return the address, None for nothing typed."""
        found = replace(
            self._kept, line=self.line.value(), city=self.city.value(), district=self.district.value(),
            postal_code=self.code.value(),
        )  # fmt: skip
        return found if any((found.line, found.city, found.district, found.postal_code)) else None

    def set_value(self, value: Address) -> None:
        """Show an address; what the form does not show is kept."""
        self._kept = value
        for field, text in (
            (self.line, value.line), (self.city, value.city), (self.district, value.district),
            (self.code, value.postal_code),
        ):  # fmt: skip
            field.set_value(text)

    def set_invalid(self, invalid: bool) -> None:
        """Mark the address as wrong, or no longer."""
        self.line.set_invalid(invalid)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        super().setAccessibleName(name)
        for field in (self.line, self.city, self.district, self.code):
            field.setAccessibleName(f"{name}: {field.placeholderText()}")

    def _offer_districts(self) -> None:
        province = places.province(self.city.value())
        self._districts.offer(sorted(places.districts(province), key=sort_key) if province else [])

    def _tidy(self) -> None:
        """Write known names as they are officially written."""
        province = places.province(self.city.value())
        if province is None:
            return
        if province != self.city.value():
            self.city.set_value(province)
        district = places.district(self.district.value(), province)
        if district is not None and district != self.district.value():
            self.district.set_value(district)
