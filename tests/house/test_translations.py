"""Everything the program says, it says in Turkish too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from tests.house.source import ROOT, modules, name, tree

PO = ROOT / "resources" / "i18n" / "tr" / "LC_MESSAGES" / "desktop_crm.po"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "counted": (1, 2)}
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def said() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Yield where each message stands and its id, or both ids where it is counted."""
    for path in modules("desktop_crm", "ui"):
        for line, message, _, _ in extract_from_file("python", path, keywords=KEYWORDS):
            yield f"{name(path)}:{line}", message


@pytest.fixture(scope="module")
def turkish() -> Catalog:
    assert PO.is_file(), f"{name(PO)} is missing"
    with PO.open("rb") as file:
        return read_po(file, locale="tr")


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def ids(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def entries(catalog: Catalog) -> list[Message]:
    """Return the translated messages; that none is missing is a test of its own."""
    return [message for message in catalog if message.id and all(forms(message))]


def test_every_message_has_turkish_words(turkish: Catalog) -> None:
    missing = []
    for place, message in said():
        entry = turkish.get(message if isinstance(message, str) else message[0])
        counted = not isinstance(message, str)
        whole = entry is not None and all(forms(entry)) and not entry.fuzzy
        if not whole or (counted and ids(entry) != message):
            missing.append(f"{place} {message!r}")
    assert missing == []


def test_no_turkish_words_are_left_of_messages_that_are_gone(turkish: Catalog) -> None:
    used = {message if isinstance(message, str) else message[0] for _, message in said()}
    assert [ids(entry)[0] for entry in entries(turkish) if ids(entry)[0] not in used] == []


def test_placeholders_are_the_same_in_both_languages(turkish: Catalog) -> None:
    differing = [
        ids(entry)[0]
        for entry in entries(turkish)
        for form in forms(entry)
        if sorted(set(PLACEHOLDER.findall(form)))
        != sorted({found for one in ids(entry) for found in PLACEHOLDER.findall(one)})
    ]
    assert differing == []


def test_a_sentence_ends_in_both_languages_alike(turkish: Catalog) -> None:
    ends = (".", "…", ":", "!")  # a heading may well be a question in one language only
    differing = [
        (ids(entry)[0], form)
        for entry in entries(turkish)
        for form in forms(entry)
        if (ids(entry)[0][-1:] if ids(entry)[0].endswith(ends) else "") != (form[-1:] if form.endswith(ends) else "")
    ]
    assert differing == []


def test_messages_have_no_blank_ends_and_no_empty_placeholder() -> None:
    wrong = [
        f"{place} {one!r}"
        for place, message in said()
        for one in ([message] if isinstance(message, str) else message)
        if one != one.strip() or "" in PLACEHOLDER.findall(one)
    ]
    assert wrong == []


def test_the_compiled_words_are_not_in_git() -> None:
    assert "*.mo" in Path(ROOT / ".gitignore").read_text(encoding="utf-8")


def test_no_message_hides_inside_an_f_string() -> None:
    hidden = [
        f"{name(path)}:{node.lineno}"
        for path in modules("desktop_crm", "ui")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "N_", "counted")
        if call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == [], "the extraction does not look into f-strings on Python 3.11"
