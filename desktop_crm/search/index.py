"""The search index: what marks a thing stale, and the set-wise refresh before each commit.

Each kind has an FTS5 table over folded words, which it does not keep; beginnings of up to ten letters have lists of
their own. All words that ever stood in one of them are kept once, with an FTS5 table over their threes of letters: so
words are found by what is inside of them. Triggers note which things are stale; nothing else knows of them, so edits,
bulk statements and undo keep the index right alike.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from desktop_crm.platform.excerpts import SHORTEST_INSIDE
from desktop_crm.platform.plugs import Searchable

WORDS: Final = "search_words"
INSIDES: Final = "search_insides"
_BEGINNINGS: Final = (
    "fts5(words, content='', contentless_delete=1, prefix='1 2 3 4 5 6 7 8 9 10', detail=none, "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N*'\")"
)
_OTHERS: Final = "OLD.{column} IS NOT NEW.{column}"
"""When the text of a thing may be another."""
_THREES: Final = "fts5(word, content='', columnsize=0, detail=none, tokenize='trigram case_sensitive 1')"
_STEP: Final = 50_000
"""Things brought up to date by one statement, so that a rebuild of millions needs little memory."""
_PORTION: Final = 2_000
"""Things whose words are in Python's hands at once."""
_LONGEST: Final = 60
_WORD: Final = re.compile(r"[^\W_]+")


class SearchIndex:
    """Keeps the index of the given kinds in step with the store."""

    def __init__(self, kinds: Sequence[Searchable]) -> None:
        self.kinds = tuple(kinds)

    @property
    def shape(self) -> int:
        """A number that changes with how the index is made: a store that has another one needs a rebuild."""
        told = [(kind.kind, kind.table, kind.words, sorted(kind.feeds.items())) for kind in self.kinds]
        return zlib.crc32(repr((_BEGINNINGS, _THREES, _OTHERS, told)).encode())

    def rebuild(self, connection: Connection) -> None:
        """Make the index, its triggers and its contents anew: after the schema or the declared kinds changed."""
        for name in ("search_stale", WORDS, INSIDES):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE TABLE {WORDS} (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)")
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {INSIDES} USING {_THREES}")
        connection.exec_driver_sql(
            "CREATE TABLE search_stale (kind TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID"
        )
        for kind in self.kinds:
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table_of(kind.kind)}")
            connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {table_of(kind.kind)} USING {_BEGINNINGS}")
            for table, concerned in ({kind.table: "SELECT {row}.id AS id"} | dict(kind.feeds)).items():
                _make_triggers(connection, kind, table, concerned)
            for first, last in _steps(connection, kind.table, ""):
                _take_in(connection, kind, f"SELECT id FROM {kind.table} WHERE id BETWEEN {first} AND {last}")

    def refresh(self, connection: Connection) -> None:
        """Bring the entries of all stale things up to date, a kind at a time."""
        stale = connection.exec_driver_sql("SELECT DISTINCT kind FROM search_stale").scalars().all()
        for kind in self.kinds:
            if kind.kind not in stale:
                continue
            mine = f"kind = '{kind.kind}'"
            for first, last in _steps(connection, "search_stale", mine):
                chosen = f"SELECT id FROM search_stale WHERE {mine} AND id BETWEEN {first} AND {last}"
                connection.exec_driver_sql(f"DELETE FROM {table_of(kind.kind)} WHERE rowid IN ({chosen})")
                _take_in(connection, kind, chosen)
        if stale:
            connection.exec_driver_sql("DELETE FROM search_stale")


def table_of(kind: str) -> str:
    """Return the name of the table that finds things of a kind by the beginnings of their words."""
    return f"search_{kind}"


def words_of(kind: Searchable, chosen: str) -> str:
    """Return the SELECT of (id, words, endings) of the living things whose ids the SELECT `chosen` yields."""
    return kind.words.replace("{ids}", chosen)


def _take_in(connection: Connection, kind: Searchable, chosen: str) -> None:
    """Put the chosen things into the table of their kind, and their words to the words."""
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS search_fresh (id INTEGER PRIMARY KEY, words, endings)")
    connection.exec_driver_sql(f"INSERT INTO temp.search_fresh {words_of(kind, chosen)}")
    connection.exec_driver_sql(
        f"INSERT INTO {table_of(kind.kind)} (rowid, words) SELECT id, words || ' ' || endings FROM temp.search_fresh"
    )
    _keep_words(connection)
    connection.exec_driver_sql("DELETE FROM temp.search_fresh")


def _keep_words(connection: Connection) -> None:
    """Add the words of what is fresh to those that are kept.

    SQLite gathers and sorts them: hundreds of thousands in one set of Python's would hold up all other threads, that of
    the window as well, each time it is sorted or looked through for garbage.
    """
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS search_said (word TEXT PRIMARY KEY) WITHOUT ROWID")
    texts = connection.exec_driver_sql("SELECT words FROM temp.search_fresh").scalars()
    for some in texts.partitions(_PORTION):
        pieces = {piece for text in some for piece in text.split()}
        words = {word for piece in pieces for word in _WORD.findall(piece) if SHORTEST_INSIDE <= len(word) <= _LONGEST}
        if words:
            insert = "INSERT OR IGNORE INTO temp.search_said (word) VALUES (?)"
            connection.exec_driver_sql(insert, [(word,) for word in words])
    last = connection.exec_driver_sql(f"SELECT coalesce(max(id), 0) FROM {WORDS}").scalar_one()
    connection.exec_driver_sql(f"INSERT OR IGNORE INTO {WORDS} (word) SELECT word FROM temp.search_said ORDER BY word")
    connection.exec_driver_sql("DELETE FROM temp.search_said")
    connection.exec_driver_sql(
        f"INSERT INTO {INSIDES} (rowid, word) SELECT id, word FROM {WORDS} WHERE id > ? ORDER BY id", (last,)
    )


def _steps(connection: Connection, table: str, condition: str) -> list[tuple[int, int]]:
    """Return ranges of ids that hold at most so many rows each as one statement should work on."""
    where = f"WHERE {condition}" if condition else ""
    asked = (
        f"SELECT min(id), max(id) FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM {table} {where}) "
        f"GROUP BY place / {_STEP}"
    )
    return [(int(first), int(last)) for first, last in connection.exec_driver_sql(asked)]


def _make_triggers(connection: Connection, kind: Searchable, table: str, concerned: str) -> None:
    """Note which things are stale when rows change: a changed row only where a column that is asked for did."""
    asked = {"deleted_at", *re.findall(r"\w+", f"{kind.words} {concerned}")}
    columns = connection.exec_driver_sql("SELECT name FROM pragma_table_info(?)", (table,)).scalars()
    others = " OR ".join(_OTHERS.format(column=column) for column in columns if column in asked and column != "id")
    for event, rows in (("INSERT", ("NEW",)), ("DELETE", ("OLD",)), ("UPDATE", ("OLD", "NEW"))):
        notes = " ".join(
            f"INSERT OR IGNORE INTO search_stale SELECT '{kind.kind}', id FROM ({concerned.replace('{row}', row)}) "
            "WHERE id IS NOT NULL;"
            for row in rows
        )
        when = f"WHEN {others} " if event == "UPDATE" else ""
        connection.exec_driver_sql(
            f"CREATE TRIGGER stale_{kind.kind}_{table}_{event.lower()} AFTER {event} ON {table} {when}BEGIN {notes} END"
        )
