"""Preferences of this computer: declared once, like the store's settings, and kept in one INI file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QCryptographicHash, QObject, QSettings, Signal

from desktop_crm.platform.i18n import N_
from desktop_crm.platform.paths import data_folder
from ui.kit.theme import Mode

T = TypeVar("T", str, int)


@dataclass(frozen=True, slots=True)
class Preference(Generic[T]):
    """A declared preference; `choices` are its values with message ids, `label` and `help` are message ids."""

    key: str
    default: T
    label: str
    choices: tuple[tuple[T, str], ...]
    help: str = ""


LANGUAGE: Final = Preference("language", "", N_("Language"), (("tr", "Türkçe"), ("en", "English")))
THEME: Final = Preference(
    "theme",
    Mode.SYSTEM.value,
    N_("Colours"),
    (
        (Mode.SYSTEM.value, N_("As the computer")),
        (Mode.LIGHT.value, N_("Light")),
        (Mode.DARK.value, N_("Dark")),
    ),
)
TEXT_SIZES: Final = (80, 90, 100, 110, 125, 150, 175, 200)
TEXT_SIZE: Final = Preference(
    "text_size",
    100,
    N_("Text size"),
    tuple((size, N_("{size} %")) for size in TEXT_SIZES),
    N_("Also Ctrl + and Ctrl −"),
)

DECLARED: Final[tuple[Preference[Any], ...]] = (LANGUAGE, THEME, TEXT_SIZE)
"""What the settings page offers."""


class Preferences(QObject):
    """The values of this computer. Serves lists and splits as their memory too (`value`, `setValue`)."""

    changed = Signal(str)

    def __init__(self, file: Path | None = None) -> None:
        """Read `file`, the user's own where None."""
        super().__init__()
        self.file = file or data_folder() / "window.ini"
        self._kept = QSettings(str(self.file), QSettings.Format.IniFormat)

    def get(self, wanted: Preference[T]) -> T:
        """Return a preference; what is kept but no longer offered counts as not kept."""
        kept = self._kept.value(wanted.key)
        known = {str(value): value for value, _words in wanted.choices}
        return known.get(str(kept), wanted.default)

    def put(self, wanted: Preference[T], value: T) -> None:
        """Keep a preference and tell by its key that it changed."""
        if self.get(wanted) != value:
            self.setValue(wanted.key, value)
            self.changed.emit(wanted.key)

    def value(self, key: str, /) -> object:
        """Return what is kept under a key, None where nothing is."""
        return self._kept.value(key)

    def setValue(self, key: str, value: object, /) -> None:  # noqa: N802 - as Qt's own
        """Keep something under a key, None forgets it."""
        if value is None:
            self._kept.remove(key)
        else:
            self._kept.setValue(key, value)

    def last_store(self) -> Path | None:
        """Return the store opened last, None where it is not there any more."""
        return self._path("store")

    def home(self) -> Path | None:
        """Return the shop's own store opened last, None where it is not there any more."""
        return self._path("home")

    def keep_store(self, path: Path, *, own: bool) -> None:
        """Open this store next time; an `own` one is where the way out of the sample shop leads."""
        self.setValue("store", str(path))
        if own:
            self.setValue("home", str(path))

    def me(self, store: Path) -> int | None:
        """Return who worked last with a store on this computer."""
        kept = str(self._kept.value(f"me/{key_of(store)}") or "")
        return int(kept) if kept.isdecimal() else None

    def keep_me(self, store: Path, person: int | None) -> None:
        """Remember who works with a store on this computer."""
        self.setValue(f"me/{key_of(store)}", person)

    def save(self) -> None:
        """Write the file now."""
        self._kept.sync()

    def _path(self, key: str) -> Path | None:
        kept = self._kept.value(key)
        path = Path(str(kept)) if kept else None
        return path if path is not None and path.exists() else None


def key_of(store: Path) -> str:
    """Return sixteen letters that stand for a store's place on this computer.

    Qt's own hash: Python's would load a library of cryptography before the window is there.
    """
    place = str(store.resolve()).encode()
    return QCryptographicHash.hash(place, QCryptographicHash.Algorithm.Sha256).toHex().toStdString()[:16]
