"""A field for a birthday: with its year, or only day and month."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _
from ui.customers.words import birthday_words
from ui.kit.fields import TextField

_DAY: Final = re.compile(r"(\d{1,2})[./\- ](\d{1,2})(?:[./\- ](\d{4}))?\.?")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_LEAP: Final = 2000


class BirthdayField(TextField):
    """`value()` is an ISO date, `--MM-DD` without a year, or ''."""

    def __init__(self) -> None:
        super().__init__(placeholder=_("12.03.1988 or 12.03"), limit=40)
        self.editingFinished.connect(self._tidy)

    def value(self) -> str:
        """Return the birthday. Raises UserError for what is no day."""
        typed = super().value()
        if not typed:
            return ""
        iso, day = _ISO.fullmatch(typed), _DAY.fullmatch(typed)
        parts = (iso[1], iso[2], iso[3]) if iso else (day[3], day[2], day[1]) if day else None
        try:
            if parts is not None:
                found = date(int(parts[0] or _LEAP), int(parts[1]), int(parts[2]))
                return found.isoformat() if parts[0] else f"--{found:%m-%d}"
        except ValueError:
            pass
        raise UserError(N_("“{text}” is not a day; type 12.03.1988 or 12.03"), text=typed)

    def set_value(self, value: str) -> None:
        """Show a birthday."""
        super().set_value(birthday_words(value))

    def _tidy(self) -> None:
        try:
            text = birthday_words(self.value())
        except UserError:
            return
        if text != self.text():
            self.setText(text)
