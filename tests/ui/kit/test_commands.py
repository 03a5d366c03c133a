"""Commands: one list, no id and no key twice, found without accents."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from desktop_crm.platform.i18n import N_
from ui.kit.commands import EVERYWHERE, Command, Commands

PAGE = N_("Follow-ups")


def _command(id_: str, text: str = "Do", **more: object) -> Command:
    return Command(id_, text, lambda: None, **more)


def test_an_id_cannot_be_taken_twice() -> None:
    with pytest.raises(ValueError, match="followup"):
        Commands([_command("followup.add"), _command("followup.add")])


@pytest.mark.parametrize("where", [EVERYWHERE, PAGE])
def test_a_key_cannot_be_taken_twice_on_the_same_page(where: str) -> None:
    with pytest.raises(ValueError, match=r"Ctrl\+T"):
        Commands([_command("a", shortcut="Ctrl+T"), _command("b", shortcut="ctrl+t", where=where)])


def test_two_pages_may_use_the_same_key() -> None:
    commands = Commands([_command("a", shortcut="Space", where=PAGE), _command("b", shortcut="Space", where="Orders")])
    commands.remove(PAGE)
    commands.add([_command("c", shortcut="Space", where=PAGE)])
    assert [command.id for command in commands] == ["b", "c"]


def test_a_command_is_found_by_the_beginnings_of_its_words() -> None:
    commands = Commands(
        [_command("a", "Görüşme kaydet"), _command("b", "Müşteri ekle"), _command("c", "Çık", enabled=lambda: False)]
    )
    assert [command.id for command in commands.find("kay gorus")] == ["a"]
    assert [command.id for command in commands.find("")] == ["a", "b"]
    assert commands.find("cik") == []


def test_the_sheet_of_keys_has_what_works_everywhere_first() -> None:
    commands = Commands([_command("a", shortcut="Space", where=PAGE), _command("b", shortcut="Ctrl+K"), _command("c")])
    assert [(page, [c.id for c in group]) for page, group in commands.sheet().items()] == [
        ("Everywhere", ["b"]), ("Follow-ups", ["a"]),
    ]  # fmt: skip


def test_an_action_runs_its_command_only_while_that_is_enabled() -> None:
    ran, able = [], [True]
    commands = Commands([Command("a", "A & B", lambda: ran.append(1), icon="add", enabled=lambda: able[0])])
    owner = QObject()
    action = commands.action("a", owner)
    action.trigger()
    able[0] = False
    action.trigger()
    assert ran == [1]
    assert action.text() == "A && B"


def test_a_shortcut_held_down_runs_its_command_once() -> None:
    commands, owner = Commands([_command("a", shortcut="Del", where=PAGE)]), QObject()
    assert not commands.action("a", owner).autoRepeat()
