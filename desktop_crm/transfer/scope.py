"""Where the deciding of a staged file runs: the SQL, the two databases it speaks of, and what was decided by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from desktop_crm.transfer.choices import Verdict

NEW: Final = "new"
UPDATED: Final = "updated"
UNCHANGED: Final = "unchanged"
OUR_LIST: Final = "desktop-crm-customers"
"""The profile of the list of customers that this program writes."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the SQL runs: `run` executes one statement; `store` and `staging` are the names of the two databases.

    `rules` say what to do with fields the store has (see `staged.Rules`), `verdicts` who is who.
    """

    run: Callable[[str, dict[str, Any]], Any]
    store: str
    staging: str
    now: int
    rules: Mapping[str, str] = field(default_factory=dict[str, str])
    verdicts: tuple[Verdict, ...] = ()

    def sql(self, statement: str, **values: Any) -> Any:
        """Execute a statement with {S} and {T} standing for store and staging; returns its result."""
        return self.run(statement.replace("{S}", self.store).replace("{T}", self.staging), values)

    def meta(self, key: str) -> str:
        """Return what the staging file says of itself under `key`, '' where nothing."""
        row = self.sql("SELECT value FROM {T}.meta WHERE key = :key", key=key).fetchone()
        return str(row[0]) if row else ""

    def source(self) -> str:
        """Return what customers and consents of this file are said to come from."""
        return self.meta("shop") or self.meta("profile")

    def fresh_table(self, name: str, columns: str) -> None:
        """Make an empty table beside the staged ones, in the place of what a run before may have left."""
        self.sql(f"DROP TABLE IF EXISTS {{T}}.{name}")
        self.sql(f"CREATE TABLE {{T}}.{name} ({columns})")
