"""Speaking a language everywhere at once: our own words, Qt's own dialogs, and how numbers and dates are written."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from desktop_crm.platform import i18n

_REGIONS: Final = {"tr": QLocale.Country.Turkey, "en": QLocale.Country.UnitedKingdom}
_LANGUAGES: Final = {"tr": QLocale.Language.Turkish, "en": QLocale.Language.English}


class _QtWords(QTranslator):
    """Qt's own words, but for the names of keys: keyboards say Ctrl and Shift in every language."""

    def translate(  # type: ignore[override]
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return None if context == "QShortcut" else super().translate(context, source, disambiguation, n) or None


_qt_words: _QtWords | None = None


def speak(code: str) -> None:
    """Speak `tr` or `en` from now on. Raises ValueError for another code."""
    global _qt_words
    i18n.use(code)
    QLocale.setDefault(QLocale(_LANGUAGES[code], _REGIONS[code]))
    if _qt_words is not None:
        QCoreApplication.removeTranslator(_qt_words)
    _qt_words = _QtWords()
    if _qt_words.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        QCoreApplication.installTranslator(_qt_words)
