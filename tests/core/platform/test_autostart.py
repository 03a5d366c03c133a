"""Starting with the computer: the entry of each system, put there and taken away."""

from __future__ import annotations

import plistlib
import shlex
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from desktop_crm.platform import autostart
from desktop_crm.platform.errors import UserError


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME")
    return tmp_path


def test_it_is_off_until_it_is_asked_for(home: Path) -> None:
    assert not autostart.is_on()
    assert list(home.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the entry of a Linux desktop")
def test_on_linux_a_desktop_entry_comes_and_goes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autostart, "started_by", lambda: ["/opt/my shop/desktop-crm", "-m", "100%"])
    autostart.switch(on=True)
    entry = home / ".config" / "autostart" / "desktop-crm.desktop"
    assert autostart.is_on()
    line = next(line for line in entry.read_text(encoding="utf-8").splitlines() if line.startswith("Exec="))
    assert shlex.split(line.removeprefix("Exec=").replace("%%", "%")) == ["/opt/my shop/desktop-crm", "-m", "100%"]
    autostart.switch(on=False)
    assert not autostart.is_on()
    autostart.switch(on=False)


@pytest.mark.skipif(sys.platform != "linux", reason="the entry of a Linux desktop")
def test_the_entry_goes_where_the_desktop_keeps_its_configuration(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("configuration")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(elsewhere))
    autostart.switch(on=True)
    assert (elsewhere / "autostart" / "desktop-crm.desktop").is_file()
    assert not (home / ".config").exists()


def test_on_a_mac_an_agent_starts_the_program_at_login(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autostart.sys, "platform", "darwin")
    autostart.switch(on=True)
    (agent,) = (home / "Library" / "LaunchAgents").glob("*.plist")
    kept = plistlib.loads(agent.read_bytes())
    assert kept["RunAtLoad"] is True
    assert kept["ProgramArguments"] == autostart.started_by()
    autostart.switch(on=False)
    assert not agent.exists()


def test_a_folder_that_cannot_be_written_is_said(home: Path) -> None:
    (home / ".config").write_text("a file where the folder should be", encoding="utf-8")
    (home / "Library").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="could not be changed"):
        autostart.switch(on=True)


class _Key:
    """A registry key that lives in a dictionary."""

    def __init__(self, values: dict[str, str]) -> None:
        self.values = values

    def __enter__(self) -> _Key:
        return self

    def __exit__(self, *_: object) -> None:
        return None


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    values: dict[str, str] = {}
    module: Any = types.ModuleType("winreg")
    module.HKEY_CURRENT_USER, module.REG_SZ = "HKCU", 1
    module.OpenKey = module.CreateKey = lambda _root, _path: _Key(values)

    def query(key: _Key, name: str) -> tuple[str, int]:
        if name not in key.values:
            raise FileNotFoundError(name)
        return key.values[name], 1

    module.QueryValueEx = query
    module.SetValueEx = lambda key, name, _reserved, _kind, value: key.values.__setitem__(name, value)
    module.DeleteValue = lambda key, name: key.values.__delitem__(name)
    monkeypatch.setitem(sys.modules, "winreg", module)
    monkeypatch.setattr(autostart.sys, "platform", "win32")
    return values


def test_on_windows_it_is_the_value_the_installer_writes(
    registry: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autostart, "started_by", lambda: [r"C:\Program Files\Desktop CRM\Desktop CRM.exe"])
    assert not autostart.is_on()
    autostart.switch(on=True)
    assert registry == {"DesktopCRM": r'"C:\Program Files\Desktop CRM\Desktop CRM.exe"'}
    assert autostart.is_on()
    autostart.switch(on=False)
    assert registry == {}
    autostart.switch(on=False)


def test_what_is_started_stands_on_this_computer() -> None:
    assert Path(autostart.started_by()[0]).exists()


def test_the_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autostart.sys, "frozen", True, raising=False)
    assert autostart.started_by() == [sys.executable]
