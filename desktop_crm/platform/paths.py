"""Where things live on this computer."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import PlatformDirs

import migrations
import resources

_DIRS = PlatformDirs("Desktop CRM", appauthor=False, roaming=False)


def default_store() -> Path:
    """Return the store opened when none is named: DESKTOP_CRM_STORE, else a file in the user's data folder."""
    named = os.environ.get("DESKTOP_CRM_STORE")
    return Path(named) if named else data_folder() / "musteri-defteri.crm"


def data_folder() -> Path:
    """Return the user's data folder of the program (it may not exist yet)."""
    return Path(_DIRS.user_data_dir)


def log_folder() -> Path:
    """Return the folder of the log files (it may not exist yet)."""
    return Path(_DIRS.user_log_dir)


def resource(*parts: str) -> Path:
    """Return a file the program ships with, below `resources/`."""
    return Path(resources.__path__[0]).joinpath(*parts)


def guide_folder() -> Path:
    """Return the folder of the user's guide: beside the resources of an installed program, in docs of a checkout."""
    packed = resource("guide")
    return packed if packed.is_dir() else resource().parent / "docs" / "guide"


def migrations_folder() -> Path:
    """Return the folder of the store's migrations."""
    return Path(migrations.__path__[0])
