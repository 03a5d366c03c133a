"""Long lists: ids in order from the store, rows in small pieces when they come into view, kept by id."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QObject, QTimerEvent, Signal

from ui.kit.jobs import Job

BLOCK: Final = 50
"""About two screens: how much is read of a list that begins, and above and below what is in view."""
_PIECE: Final = 5
"""Rows are fetched in pieces of so many: what is in view comes first and soon, hardly more than that."""
_AROUND: Final = BLOCK // _PIECE
_KEPT_PIECES: Final = 40 * BLOCK // _PIECE
_STILL: Final = 20
"""Milliseconds that a list stands still before the rows around those in view are fetched: painting comes first."""
_FIRST: Final = 200
"""How much of a list is shown before the rest of it is known."""

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Sort:
    """By which column a list is ordered; the source turns it into SQL."""

    key: str
    descending: bool = False


class Source(Protocol[R_co]):
    """Where a list comes from; both run on a reader thread."""

    def ids(self, session: Any, sort: Sort | None, /) -> Sequence[int]:
        """Return all ids in order."""
        ...

    def rows(self, session: Any, ids: Sequence[int], /) -> Sequence[R_co | None]:
        """Return the rows of these ids, ready to paint, in the same order; None where one is gone."""
        ...


@runtime_checkable
class EagerSource(Protocol):
    """A source that knows how its list begins long before it knows all of it."""

    def first(self, session: Any, sort: Sort | None, limit: int, /) -> Sequence[int]:
        """Return the ids that `ids` begins with, at most `limit`."""
        ...


class Loader(Protocol):
    """The part of the context a list needs."""

    def load(
        self, owner: QObject, fn: Callable[[Any], Any], then: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None, *, slot: str = "",
    ) -> Job: ...  # fmt: skip


class Pages(QObject, Generic[R]):
    """The ids and the rows in hand. `replacing`, `replaced` surround new ids; `arrived(first, last)` brings rows.

    A list that begins anew may show how it begins first: it is `partial` then, until `growing(first, last)`, `grown`
    surround the places that the rest of the ids take.
    """

    replacing = Signal()
    replaced = Signal()
    growing = Signal(int, int)
    grown = Signal()
    arrived = Signal(int, int)
    loading = Signal()
    failed = Signal(object)

    def __init__(
        self, loader: Loader | None = None, source: Source[R] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._loader = loader
        self._source = source
        self.sort: Sort | None = None
        self.ids: Sequence[int] = array("q")
        self.rows: dict[int, R] = {}
        self._fresh: dict[int, None] = {}
        self._asked: set[int] = set()
        self._seen = (0, 0)
        self.loaded = False
        self.partial = False
        self._timer = 0

    def row(self, place: int) -> R | None:
        """Return the row at a place, None while it is on its way."""
        return self.rows.get(self.ids[place])

    def put(self, ids: Sequence[int], rows: Iterable[R]) -> None:
        """Show these rows, all in hand, without a source."""
        self._source = None
        self._replace(array("q", ids), dict(zip(ids, rows, strict=True)))

    def begin(self, sort: Sort | None = None) -> None:
        """Read another list, or the same in another order: where the source can, how it begins comes first."""
        source = self._source
        if self._loader is None or not isinstance(source, EagerSource):
            self.refresh(sort)
            return
        self.sort = order = sort or self.sort
        if not self.loaded:
            self.loading.emit()

        def read(session: Any) -> tuple[Sequence[int], dict[int, R]]:
            ids = array("q", source.first(session, order, _FIRST))
            near = list(ids[:BLOCK])
            return ids, _paired(near, source.rows(session, near))

        def come(answer: tuple[Sequence[int], dict[int, R]]) -> None:
            self.partial = len(answer[0]) == _FIRST
            self._seen = (0, max(0, self._seen[1] - self._seen[0]))
            self._replace(*answer)
            if self.partial:
                self.refresh()

        self._loader.load(self, read, come, self.failed.emit, slot="ids")

    def refresh(self, sort: Sort | None = None) -> None:
        """Read ids and the rows in view again, in the order of `sort` where given; what is shown stays until then."""
        if self._loader is None or self._source is None:
            return
        self.sort = sort or self.sort
        source, order, (first, last), shown = self._source, self.sort, self._seen, self.ids
        if not self.loaded:
            self.loading.emit()

        def read(session: Any) -> tuple[Sequence[int], dict[int, R]]:
            """Return the ids and the rows in view; the very ids that are shown where they are the same."""
            ids = array("q", source.ids(session, order))
            start = first // _PIECE * _PIECE
            near = list(ids[start : max(last + 1, start + BLOCK)])
            return shown if ids == shown else ids, _paired(near, source.rows(session, near))

        self._loader.load(self, read, lambda answer: self._whole(*answer), self.failed.emit, slot="ids")

    def _whole(self, ids: Sequence[int], rows: dict[int, R]) -> None:
        """Take all ids: behind those that are shown already where they go on as these do."""
        begun, self.partial = len(self.ids) if self.partial else 0, False
        if not begun or len(ids) <= begun or ids[:begun] != self.ids:
            self._replace(ids, rows)
            if begun:
                self.grown.emit()
            return
        self.growing.emit(begun, len(ids) - 1)
        self._asked.clear()
        self.ids = ids
        self.rows.update(rows)
        self.grown.emit()
        self.see(*self._seen)

    def renew(self, ids: Iterable[int] | None = None) -> None:
        """Read rows again whose content changed while the order did not; all of them where `ids` is None."""
        if ids is None:
            self._fresh.clear()
        else:
            changed = set(ids)
            self._fresh = {p: None for p in self._fresh if changed.isdisjoint(self._piece(p))}
        self._asked.clear()
        self.see(*self._seen)

    def forget(self) -> None:
        """Let go of all rows in hand; those in view are asked for again by `renew`."""
        self.rows = {}
        self._fresh.clear()

    def see(self, first: int, last: int) -> None:
        """Tell which places are in view; rows that are missing or stale are fetched, older requests dropped.

        Once they are there and the list stands still, those just above and below are fetched as well.
        """
        self._seen = (first, last)
        if self._source is None or not self.ids:
            return
        missing = self._missing(0)
        if missing:
            self._stop_waiting()
            self._fetch(missing)
        elif not self._timer and self._missing(_AROUND):
            self._timer = self.startTimer(_STILL)

    def timerEvent(self, _event: QTimerEvent) -> None:  # noqa: N802
        self._stop_waiting()
        if self._source is not None and self.ids:
            self._fetch(self._missing(_AROUND))

    def _stop_waiting(self) -> None:
        if self._timer:
            self.killTimer(self._timer)
            self._timer = 0

    def _fetch(self, missing: set[int]) -> None:
        if self._source is None or self._loader is None or not missing or missing <= self._asked:
            return
        self._asked = missing
        source, places, of = self._source, sorted(missing), self.ids
        wanted = [id_ for piece in places for id_ in self._piece(piece)]

        def come(rows: dict[int, R]) -> None:
            if of is self.ids:
                self._take(places, rows)

        self._loader.load(
            self, lambda session: _paired(wanted, source.rows(session, wanted)), come, self._lose, slot="rows"
        )

    def place_of(self, id_: int) -> int:
        """Return where an id stands, -1 where it is not in the list."""
        try:
            return self.ids.index(id_)
        except ValueError:
            return -1

    def _missing(self, around: int) -> set[int]:
        """Return the pieces in view and so many above and below them that are not in hand."""
        first, last = self._seen
        end = len(self.ids) - 1
        top, bottom = first // _PIECE - around, min(last, end) // _PIECE + around
        return {piece for piece in range(max(0, top), min(end // _PIECE, bottom) + 1) if piece not in self._fresh}

    def _piece(self, piece: int) -> Sequence[int]:
        return self.ids[piece * _PIECE : (piece + 1) * _PIECE]

    def _replace(self, ids: Sequence[int], rows: dict[int, R]) -> None:
        self._asked.clear()
        same = self.loaded and ids is self.ids
        if not same:
            self.replacing.emit()
        self.ids = ids
        self.rows.update(rows)
        self._fresh = {
            piece: None
            for piece in range(self._seen[0] // _PIECE, max(self._seen) // _PIECE + _AROUND + 1)
            if (part := self._piece(piece)) and all(id_ in rows for id_ in part)
        }
        self.loaded = True
        if not same:
            self.replaced.emit()
        else:
            self.arrived.emit(0, max(0, len(ids) - 1))
        self.see(*self._seen)

    def _take(self, places: list[int], rows: dict[int, R]) -> None:
        self._asked.difference_update(places)
        for piece in places:
            for id_ in self._piece(piece):
                self.rows.pop(id_, None)
            self._fresh[piece] = None
        self.rows.update(rows)
        self._forget_far()
        last = min(len(self.ids), (places[-1] + 1) * _PIECE) - 1
        self.arrived.emit(places[0] * _PIECE, last)
        self.see(*self._seen)

    def _lose(self, error: BaseException) -> None:
        self._asked.clear()
        self.failed.emit(error)

    def _forget_far(self) -> None:
        if len(self.rows) <= _KEPT_PIECES * _PIECE:
            return
        near = list(self._fresh)[-_KEPT_PIECES // 2 :]
        keep = {id_ for piece in near for id_ in self._piece(piece)}
        self.rows = {id_: row for id_, row in self.rows.items() if id_ in keep}
        self._fresh = dict.fromkeys(near)


def _paired(ids: Sequence[int], rows: Sequence[R | None]) -> dict[int, R]:
    return {id_: row for id_, row in zip(ids, rows, strict=True) if row is not None}
