"""Customers that an earlier file of the same import brings, as later files of it speak of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from desktop_crm.transfer.choices import Verdict
from desktop_crm.transfer.scope import NEW, Scope
from desktop_crm.transfer.types import MaybeSame


class Newcomers:
    """Who they are holds through all previews of a sitting and its import; the ids they get may differ each time.

    A stand-in below zero takes the place of such an id in pairs and verdicts.
    """

    def __init__(self) -> None:
        self._stand_ins: dict[tuple[Path, str], int] = {}
        self._born: dict[int, tuple[Path, str]] = {}
        self._ids: dict[int, int] = {}

    def begin(self) -> None:
        """Forget the ids of the time before."""
        self._born.clear()
        self._ids.clear()

    def note(self, scope: Scope, source: Path) -> None:
        """Take down whom a file has brought, now that they have ids."""
        for key, row_id in scope.sql("SELECT key, _id FROM {T}.people WHERE _fate = :fate", fate=NEW):
            self._born[row_id] = (source, key)
        for (file, key), stand_in in self._stand_ins.items():
            if file == source:
                found = scope.sql("SELECT _id FROM {T}.people WHERE key = :key", key=key).fetchone()
                if found is not None and found[0] is not None:
                    self._ids[stand_in] = found[0]

    def named(self, pair: MaybeSame) -> MaybeSame:
        """Return a pair with the stand-in of a customer whom an earlier file brings."""
        known = self._born.get(pair.customer) if pair.customer is not None else None
        if known is None:
            return pair
        return replace(pair, customer=self._stand_ins.setdefault(known, -1 - len(self._stand_ins)))

    def meant(self, verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
        """Return the verdicts with the ids of this time; one on somebody whom no file brings any more is left out."""
        meant: list[Verdict] = []
        for verdict in verdicts:
            if verdict.customer is None or verdict.customer > 0:
                meant.append(verdict)
            elif verdict.customer in self._ids:
                meant.append(replace(verdict, customer=self._ids[verdict.customer]))
        return tuple(meant)
