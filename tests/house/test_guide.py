"""The guide says the same in both languages, and only what is so: its links, pictures, keys and words exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from babel.messages.pofile import read_po

from desktop_crm.app import App
from desktop_crm.cli.table import SUBCOMMANDS
from desktop_crm.insights.customer_fields import CUSTOMERS
from desktop_crm.insights.shop_book import shop_book
from desktop_crm.platform import i18n
from desktop_crm.platform.paths import guide_folder
from desktop_crm.segments.parsing import parse
from desktop_crm.segments.tree import Words
from tests.clock import NOON
from tests.house.source import ROOT, name
from tests.house.test_translations import PO, said
from ui.help.guide import CONTENTS, Guide
from ui.kit.commands import EVERYWHERE, Command

FOLDER = ROOT / "docs" / "guide"
PAGES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.md"))
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)]+)\)")
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
BOLD = re.compile(r"\*\*(.+?)\*\*")
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
KEYS = re.compile(r"((Ctrl|Shift|Alt)\+)+\S+|F\d+|[A-Z]|Del|Esc|Enter|Tab|Space|Boşluk|[↑↓←→]|/")
OF_WIDGETS = {"Enter", "Esc", "Tab", "Space", "Boşluk", "Ctrl+Enter", "↑", "↓", "→", "/"}
"""Keys of lists, forms and fields; they are no commands."""
PLACES = re.compile(r"/(home|root|work|tmp|Users)/|[A-Z]:\\")
HOUSE = re.compile(r"~/[\w./ ]*|%\w+%")
LONGEST = 60
LONGEST_TABLE = 120
"""The page about the keyboard is one table of every key."""


def text(page: str) -> str:
    return (FOLDER / page).read_text(encoding="utf-8")


def languages() -> tuple[str, ...]:
    return ("tr", "en")


@pytest.fixture(scope="module")
def commands() -> list[Command]:
    """Every command of the window, as the window puts them together."""
    from ui.help.commands import help_command
    from ui.main import parts
    from ui.shell.shell_commands import shell_commands

    nobody: Any = SimpleNamespace()
    pages = parts().pages
    own = [command for page in pages if page.commands for command in page.commands(_Anything())]
    return [*own, *shell_commands(_Anything(), pages), help_command(nobody, lambda: "")]


class _Anything:
    """Stands for the context and the window: the commands are listed, not run."""

    def __getattr__(self, _name: str) -> Any:
        return lambda *_asked: None


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    i18n.use("en")


@pytest.mark.feature("J9")
def test_every_page_exists_in_both_languages_and_stands_in_the_contents() -> None:
    for language in languages():
        there = {path.name for path in (FOLDER / language).glob("*.md")}
        listed = [chapter.name for chapter in Guide(language).chapters]
        assert sorted(there) == sorted([*listed, CONTENTS])
    assert [chapter.name for chapter in Guide("tr").chapters] == [chapter.name for chapter in Guide("en").chapters]


def test_pages_are_called_as_the_contents_call_them() -> None:
    for language in languages():
        for chapter in Guide(language).chapters:
            assert HEADING.findall(text(f"{language}/{chapter.name}"))[0] == ("#", chapter.title)


@pytest.mark.parametrize("page", [page.partition("/")[2] for page in PAGES if page.startswith("tr/")])
def test_a_page_says_as_much_in_both_languages(page: str) -> None:
    turkish, english = text(f"tr/{page}"), text(f"en/{page}")
    assert [marks for marks, _ in HEADING.findall(turkish)] == [marks for marks, _ in HEADING.findall(english)]
    assert turkish.count("\n- ") == english.count("\n- ")
    assert turkish.count("\n|") == english.count("\n|")
    assert [target.replace("/tr-", "/en-") for _, target in LINK.findall(turkish)] == [
        target for _, target in LINK.findall(english)
    ]
    assert sorted(found for found in CODE.findall(turkish) if found.startswith("Ctrl")) == sorted(
        found for found in CODE.findall(english) if found.startswith("Ctrl")
    )


@pytest.mark.parametrize("page", PAGES)
def test_links_and_pictures_of_a_page_are_there(page: str) -> None:
    for picture, target in LINK.findall(text(page)):
        found = ((FOLDER / page).parent / target).resolve()
        assert found.is_file(), target
        assert not picture or Guide(page[:2]).picture(target) == found


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_short_and_names_no_place_of_one_machine(page: str) -> None:
    lines = text(page).splitlines()
    assert len(lines) <= (LONGEST_TABLE if page.endswith("keys.md") else LONGEST)
    assert [line for line in lines if len(line) > 120] == []
    assert [line for line in lines if PLACES.search(HOUSE.sub("", line))] == []


@pytest.mark.parametrize("page", PAGES)
def test_keys_that_the_guide_names_are_keys_of_the_program(page: str, commands: list[Command]) -> None:
    known = {command.shortcut for command in commands} | OF_WIDGETS
    assert [found for found in CODE.findall(text(page)) if KEYS.fullmatch(found) and found not in known] == []


@pytest.mark.parametrize("language", languages())
def test_the_page_about_the_keyboard_lists_every_key_with_its_words(language: str, commands: list[Command]) -> None:
    i18n.use(language)
    shown = text(f"{language}/keys.md")
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \|$", shown, re.MULTILINE)
    wanted = [(command.shortcut, command.shown) for command in commands if command.shortcut]
    assert sorted(rows) == sorted(wanted)
    pages = {i18n._(command.where) for command in commands if command.shortcut and command.where != EVERYWHERE}
    assert [page for page in pages if page not in shown] == []


@pytest.mark.feature("G1")
@pytest.mark.parametrize("language", languages())
def test_the_page_about_conditions_names_every_field_in_both_languages(language: str, app: App) -> None:
    known = app.read(lambda session: shop_book(session, NOON)).language
    rows = re.findall(r"^\| [^`|]+ \| `([^`]+)` \| `([^`]+)` \|$", text(f"{language}/conditions.md"), re.MULTILINE)
    asked = [(parse(turkish, known), parse(english, known)) for turkish, english in rows]
    assert [pair for pair in asked if pair[0] != pair[1]] == []
    names = [(re.split("[:<>]", turkish)[0], re.split("[:<>]", english)[0]) for turkish, english in rows]
    assert sorted(names) == sorted((field.name("tr"), field.name("en")) for field in known.fields)
    said = text(f"{language}/conditions.md")
    values = [getattr(option, language) for key in ("stage", "reach") for option in known.by_key[key].options]
    assert [value for value in values if value not in re.findall(r"\w+", said)] == []


@pytest.mark.parametrize("language", languages())
def test_what_the_page_about_lists_says_one_can_write_is_understood(language: str) -> None:
    table = re.findall(r"^\| `([^`]+)` \|", text(f"{language}/lists.md"), re.MULTILINE)
    assert len(table) > 8
    for written in table:
        assert not isinstance(parse(written, CUSTOMERS), Words), written


@pytest.fixture(scope="module")
def words() -> dict[str, set[str]]:
    """Everything the program says, by language."""
    with PO.open("rb") as file:
        catalog = read_po(file, locale="tr")
    english = {one for _, message in said() for one in ([message] if isinstance(message, str) else message)}
    turkish = {form for one in english if (entry := catalog.get(one)) for form in _forms(entry.string)}
    return {"en": english, "tr": turkish}


@pytest.mark.parametrize("page", PAGES)
def test_words_in_bold_are_words_of_the_window(page: str, words: dict[str, set[str]]) -> None:
    known = words[page[:2]] | _own(page)
    assert [bold for bold in BOLD.findall(" ".join(text(page).split())) if bold not in known] == []


def _forms(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return words if isinstance(words, tuple) else (words,)


def _own(page: str) -> set[str]:
    """Return what a page says in bold for itself: the ways of searching."""
    if not page.endswith("find.md"):
        return set()
    return {line[4:].split("**")[0] for line in text(page).splitlines() if line.startswith("- **")}


def test_subcommands_that_the_guide_names_exist() -> None:
    known = {one.name for one in SUBCOMMANDS}
    for language in languages():
        used = re.findall(r"^desktop-crm ([a-z]+)", text(f"{language}/command-line.md"), re.MULTILINE)
        assert len(used) > 5
        assert set(used) <= known


def test_pictures_are_small_and_each_is_shown() -> None:
    pictures = sorted((FOLDER / "pictures").glob("*.png"))
    shown = {Path(target).name for page in PAGES for mark, target in LINK.findall(text(page)) if mark}
    assert {path.name for path in pictures} == shown
    assert sum(path.stat().st_size for path in pictures) < 3_000_000


def test_the_guide_is_found_in_a_checkout_and_packed_into_the_wheel() -> None:
    assert guide_folder() == FOLDER
    build = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for part in ("tr", "en", "pictures"):
        assert f'"{name(FOLDER / part)}" = "resources/guide/{part}"' in build
