"""A choice among words kept by their keys, where a key from elsewhere is shown as it is and never lost."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_crm.platform.i18n import _
from ui.kit.fields import ChoiceField


class KeptChoice(ChoiceField[str]):
    """One of `names` (key → message id), or nothing said."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._offered: list[tuple[str, str]] = [("", "–"), *((key, _(words)) for key, words in names.items())]
        super().__init__(self._offered)

    def set_value(self, value: str | None) -> None:
        """Choose a value; one that is not offered is offered from now on."""
        if value and all(value != key for key, _words in self._offered):
            self._offered.append((value, value))
            self.set_choices(self._offered)
        super().set_value(value or "")
