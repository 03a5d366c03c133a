"""Languages: English is the id, Turkish the translation, errors speak the language in use."""

from __future__ import annotations

import gettext

import pytest

from desktop_crm.platform import i18n
from desktop_crm.platform.errors import NotFound, UserError


class Turkish(gettext.NullTranslations):
    """Two translations, without files."""

    def gettext(self, message: str) -> str:
        return {"There is no store at {store} yet.": "{store} adında bir defter yok."}.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return {"{count} customer": "{count} müşteri"}.get(msgid1, msgid1)


def test_an_error_says_its_sentence_in_the_language_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    error = NotFound("There is no store at {store} yet.", store="a.crm")
    assert str(error) == "There is no store at a.crm yet."
    monkeypatch.setattr(i18n, "_current", Turkish())
    assert str(error) == "a.crm adında bir defter yok."


def test_braces_in_a_value_are_only_text() -> None:
    assert str(UserError("Not a date: {value}.", value="{0} {store}")) == "Not a date: {0} {store}."


def test_counts_are_grouped_as_the_language_does(monkeypatch: pytest.MonkeyPatch) -> None:
    assert i18n.counted("{count} customer", "{count} customers", 1) == "1 customer"
    assert i18n.counted("{count} customer", "{count} customers", 12480) == "12,480 customers"
    i18n.use("tr")
    monkeypatch.setattr(i18n, "_current", Turkish())
    assert i18n.counted("{count} customer", "{count} customers", 12480) == "12.480 müşteri"


def test_a_language_we_do_not_speak_is_refused() -> None:
    with pytest.raises(ValueError, match="de"):
        i18n.use("de")
    assert i18n.language() == "en"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "tr_TR.UTF-8"}, "tr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "tr_TR.UTF-8"}, "en"),
    ],
)
def test_the_computers_language_is_used_where_it_is_one_of_ours(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert i18n.system_language() == language


def test_a_computer_of_another_language_is_spoken_to_in_turkish(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("locale.getlocale", lambda: ("de_DE", "UTF-8"))
    assert i18n.system_language() == "tr"
