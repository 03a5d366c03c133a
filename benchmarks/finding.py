"""The search box measured over a million customers: names typed letter by letter, insides, numbers, misses."""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import Measured, percentile
from desktop_crm.app import SEARCHABLE, App
from desktop_crm.platform import connection
from desktop_crm.platform.text import fold, folded_words
from desktop_crm.search.index import table_of
from desktop_crm.search.queries import CAP

NAMES: Final = 60
"""Names typed whole, a letter at a time: some 600 keystrokes."""
SHOWN: Final = 5
"""How many hits of a kind the search box shows."""
LETTERS: Final = (1, 2, 3, 4, 6)
_ALPHABET: Final = "abcdefghiklmnoprstuyz"
_WORDS: Final = ("kargo", "sipariş", "iade", "değişim", "beden", "teşekkür", "ne zaman", "kargom nerede")


def measure(store: Path) -> Measured:
    """Return p95 and p99 of the whole answer in ms by what is typed, beside the bare index; and the index in MB."""
    found: dict[str, tuple[float, float | None]] = {}
    with App.open(store) as app, contextlib.closing(connection.connect(store, mode="ro")) as bare:
        dice = random.Random(2)
        names = _names(bare, dice)
        for text in ("ay", "yilmaz", "kargo"):
            app.search(text, SHOWN)
        for key, texts in _typed(names, dice).items():
            whole = [_ms(lambda text=text: app.search(text, SHOWN)) for text in texts]
            index = [_ms(lambda text=text: _ask_index(bare, text)) for text in texts]
            for percent in (95, 99):
                found[f"search.{key}.p{percent}"] = (percentile(whole, percent), percentile(index, percent))
        found["search.size"] = (_index_mb(bare), store.stat().st_size / 1_000_000)
    return found


def _typed(names: list[str], dice: random.Random) -> dict[str, list[str]]:
    """Return what is typed, by the name of its figure."""
    last = [name.split()[-1] for name in names]
    numbers = [f"0500{dice.randrange(10**7):07d}" for _ in range(NAMES // 2)]
    orders = [f"2000{dice.randrange(10**7):07d}" for _ in range(NAMES // 2)]
    tails = [f"{dice.randrange(10**length):0{length}d}" for length in (4, 5, 7) for _ in range(NAMES // 2)]
    typed = {"typed": _each_letter(names), "text": _each_letter(_WORDS)}
    typed |= {f"letters.{count}": [word[:count] for word in last if len(word) >= count] for count in LETTERS}
    return typed | {
        "inside": [word[1:5] for word in last if len(word) > 5] + [fold(word)[2:5] for word in last if len(word) > 5],
        "number": [*_each_letter([*numbers, *orders]), *tails],
        "miss": ["".join(dice.choices(_ALPHABET, k=length)) for length in (3, 4, 6, 8) for _ in range(NAMES)],
    }


def _each_letter(texts: Iterable[str]) -> list[str]:
    return [text[:length] for text in texts for length in range(1, len(text) + 1)]


def _names(opened: Any, dice: random.Random) -> list[str]:
    last = opened.execute("SELECT max(id) FROM customers").fetchone()[0]
    asked = f"SELECT name FROM customers WHERE id IN ({', '.join('?' * NAMES)})"
    return [row[0] for row in opened.execute(asked, dice.sample(range(1, last), NAMES)).fetchall()]


def _ask_index(opened: Any, text: str) -> None:
    match = " AND ".join(f'"{word}" *' for word in folded_words(text))
    for kind in SEARCHABLE if match else ():
        table = table_of(kind.kind)
        statement = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT ?"
        opened.execute(statement, (match, CAP)).fetchall()


def _index_mb(opened: Any) -> float:
    """Return how many MB the blocks of the index and its words take."""
    tables = [
        row[0]
        for row in opened.execute("SELECT name FROM sqlite_master WHERE name LIKE 'search\\_%\\_data' ESCAPE '\\'")
    ]
    blocks = sum(
        opened.execute(f"SELECT coalesce(sum(length(block)), 0) FROM {table}").fetchone()[0] for table in tables
    )
    words = opened.execute("SELECT coalesce(sum(2 * length(word) + 16), 0) FROM search_words").fetchone()[0]
    return float(blocks + words) / 1_000_000


def _ms(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000
