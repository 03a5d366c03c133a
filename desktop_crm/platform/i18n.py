"""Turkish and English: the one place where a message id becomes words."""

from __future__ import annotations

import gettext
import os
from typing import Final

from desktop_crm.platform.paths import resource

DOMAIN: Final = "desktop_crm"
LANGUAGES: Final = ("tr", "en")

_current: gettext.NullTranslations = gettext.NullTranslations()
_language: str = "en"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark `message` for translation without translating it yet; returns it unchanged."""
    return message


def _(message: str) -> str:
    """Return `message` in the language in use (the id itself where there is no translation)."""
    return _current.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a counted message for `count`, still holding its `{count}` placeholder."""
    return _current.ngettext(one, many, count)


def counted(one: str, many: str, count: int) -> str:
    """Return the counted message with `{count}` filled in, digits grouped as the language does."""
    return ngettext(one, many, count).format(count=whole(count))


def whole(number: int) -> str:
    """Return a whole number with the thousands separator of the language in use: 12.480 or 12,480."""
    grouped = f"{number:,}"
    return grouped.replace(",", ".") if _language == "tr" else grouped


def language() -> str:
    """Return the language in use: `tr` or `en`."""
    return _language


def use(code: str) -> None:
    """Speak `code` (`tr` or `en`) from now on, in every thread. Raises ValueError for another code."""
    global _current, _language
    if code not in LANGUAGES:
        raise ValueError(code)
    folder = str(resource("i18n"))
    _current = gettext.translation(DOMAIN, folder, languages=[code], fallback=True)
    _language = code


def system_language() -> str:
    """Return the language this computer speaks, if it is one of ours; Turkish otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value[:2] in LANGUAGES:
            return value[:2]
    import locale

    named = (locale.getlocale()[0] or "")[:2].lower()
    return named if named in LANGUAGES else "tr"
