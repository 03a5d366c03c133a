"""Starting with the computer: the entry each system keeps for what a person wants running after signing in."""

from __future__ import annotations

import os
import plistlib
import shutil
import sys
from pathlib import Path
from typing import Any, Final

from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_

_RUN: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
_VALUE: Final = "DesktopCRM"
_AGENT: Final = "com.desktopcrm.window"
_DESKTOP_ENTRY: Final = """[Desktop Entry]
Type=Application
Name=Desktop CRM
Name[tr]=Müşteri Defteri
Exec={words}
Icon=desktop-crm
Terminal=false
"""


def is_on() -> bool:
    """Return whether the program is started when this person signs in."""
    if sys.platform == "win32":
        return _registered()
    return _entry().is_file()


def switch(*, on: bool) -> None:
    """Start the program when this person signs in, or no longer. Raises UserError where the system does not let it."""
    try:
        if sys.platform == "win32":
            _register(on=on)
        elif on:
            _entry().parent.mkdir(parents=True, exist_ok=True)
            _entry().write_bytes(_contents())
        else:
            _entry().unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            N_("The entry that starts the program with the computer could not be changed: {why}"),
            why=error.strerror or type(error).__name__,
        ) from error


def started_by() -> list[str]:
    """Return the words that start the window: the frozen program, else the script of this environment."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    script = shutil.which("desktop-crm", path=str(Path(sys.executable).parent))
    return [script] if script else [sys.executable, "-m", "desktop_crm"]


def _entry() -> Path:
    """Return the file whose presence is the entry."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{_AGENT}.plist"
    configuration = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(configuration) / "autostart" / "desktop-crm.desktop"


def _contents() -> bytes:
    if sys.platform == "darwin":
        return plistlib.dumps({"Label": _AGENT, "ProgramArguments": started_by(), "RunAtLoad": True})
    return _DESKTOP_ENTRY.format(words=" ".join(map(_quoted, started_by()))).encode()


def _quoted(word: str) -> str:
    """Quote one word of an Exec line (freedesktop.org Desktop Entry Specification 1.5, "The Exec key")."""
    for sign in '\\"`$':
        word = word.replace(sign, f"\\{sign}")
    return '"{}"'.format(word.replace("\\", "\\\\").replace("%", "%%"))


def _registered() -> bool:
    winreg = _winreg()
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
            winreg.QueryValueEx(key, _VALUE)
    except FileNotFoundError:
        return False
    return True


def _register(*, on: bool) -> None:
    """Write or remove the same value as the installer's own section."""
    winreg = _winreg()
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
        if on:
            words = " ".join(f'"{word}"' for word in started_by())
            winreg.SetValueEx(key, _VALUE, 0, winreg.REG_SZ, words)
        elif _registered():
            winreg.DeleteValue(key, _VALUE)


def _winreg() -> Any:
    """Return Windows' registry module, which other systems do not have."""
    import importlib

    return importlib.import_module("winreg")
