"""What is measured with: a store of 100,000 customers, one of a million, a Trendyol workbook; made once and kept."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from python_calamine import CalamineWorkbook

from benchmarks.generate import generate
from benchmarks.multiply import multiply
from desktop_crm.demo.people import TRENDYOL
from desktop_crm.demo.sheets import trendyol, workbook
from desktop_crm.demo.world import SEED, World

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / "build" / "bench"
CUSTOMERS: Final = 100_000
ORDERS: Final = 100_000
CONVERSATIONS: Final = 50_000
MANY_CUSTOMERS: Final = 1_000_000
MANY_CONVERSATIONS: Final = 3_000_000
LINES: Final = 100_000
SHEET: Final = "trendyol-100000.xlsx"
_DAY: Final = date(2026, 11, 21)
_MADE_BY: Final = ("migrations", "desktop_crm/demo", "benchmarks/material.py", "benchmarks/multiply.py")
_COUNTED: Final = ("Paket No", "Sipariş Numarası", "Teslimat Numarası")
"""The columns whose numbers must differ from copy to copy."""


def store() -> Path:
    """Return the store that is measured on; it is made where it is missing or made by older code."""
    return _kept(f"{_state()}.crm", lambda part: generate(part, CUSTOMERS, CONVERSATIONS, ORDERS))


def large_store() -> Path:
    """Return a store of a million customers and three million conversations; making it takes some minutes once."""
    return _kept(f"{_state()}-large.crm", lambda part: multiply(part, MANY_CUSTOMERS, MANY_CONVERSATIONS))


def _kept(name: str, make: Callable[[Path], object]) -> Path:
    """Return a store by its name; where it is missing it is made, and those that older code made are deleted."""
    path = FOLDER / name
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        for old in FOLDER.glob("*.crm*"):
            if old.is_dir():
                shutil.rmtree(old)
            elif not old.name.startswith(_state()):
                old.unlink()
        part = path.with_suffix(".part")
        for left in FOLDER.glob(f"{part.name}*"):
            left.unlink()
        make(part)
        part.with_name(f"{part.name}.lock").unlink(missing_ok=True)
        part.replace(path)
    return path


def sheet() -> Path:
    """Return the workbook that is imported: as many lines, 52 columns, about 26,000 buyers."""
    path = FOLDER / f"{_state()}-{SHEET}"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        for old in FOLDER.glob(f"*-{SHEET}"):
            old.unlink()
        part = path.with_suffix(".part")
        workbook.write(part, "Tüm Siparişler", _rows())
        part.replace(path)
    return path


@contextlib.contextmanager
def copied(source: Path) -> Iterator[Path]:
    """Lend a copy of a store that nobody has open; it is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=FOLDER, ignore_cleanup_errors=True) as folder:
        yield Path(shutil.copyfile(source, Path(folder) / "bench.crm"))


@contextlib.contextmanager
def home() -> Iterator[dict[str, str]]:
    """Lend the environment of a program whose user has no preferences, no screen, and a home of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-home-", ignore_cleanup_errors=True) as folder:
        places = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME"), folder)
        yield os.environ | places | {"QT_QPA_PLATFORM": "offscreen", "DESKTOP_CRM_LANG": "tr"}


def _state() -> str:
    """Return what the code that makes the material looks like, in a few letters."""
    taken = hashlib.sha256()
    for name in _MADE_BY:
        place = ROOT / name
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            taken.update(file.read_bytes())
    return taken.hexdigest()[:12]


def _rows() -> Iterator[Sequence[str]]:
    """Tell the demo shop's Trendyol sales again and again, each time of other people and orders."""
    world = World(_DAY, 1200, SEED)
    with tempfile.TemporaryDirectory() as folder:
        path = trendyol.write(Path(folder), [sale for sale in world.sales if sale.channel == TRENDYOL])
        title, header, *told = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    names = [str(name) for name in header]
    counted = [names.index(name) for name in _COUNTED]
    mail = names.index("E-Posta")
    yield [str(title[0])]
    yield names
    for number in range(LINES):
        copy, place = divmod(number, len(told))
        row = [str(cell) for cell in told[place]]
        for column in counted:
            row[column] = str(int(row[column]) + copy * 10_000_000)
        row[mail] = f"{copy}{row[mail]}" if row[mail] else ""
        yield row
