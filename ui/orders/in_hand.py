"""Lists that are worked out whole: read once and kept, narrowed and ordered at hand, until something changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from ui.kit.paging import Sort
from ui.kit.tables import Cells

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """What a list is made of: how it is read, which id a thing has, how it is painted, and by what it is ordered.

    A key of `orders` returns None for what has nothing to be ordered by: it stands last. `holds` says whether a thing
    has a folded word in it.
    """

    read: Callable[[Any], Sequence[T]]
    id_of: Callable[[T], int]
    cells: Callable[[T], Cells]
    orders: Mapping[str, Callable[[T], Any]]
    holds: Callable[[T, str], bool] = lambda _thing, _word: True


@dataclass(slots=True)
class InHand(Generic[T]):
    """The source of such a list. `words` are folded words that everything shown must hold."""

    known: Known[T]
    words: Sequence[str] = ()
    _kept: list[Sequence[T]] = field(default_factory=list[Sequence[Any]])
    _shown: dict[int, T] = field(default_factory=dict[int, Any])

    def forget(self) -> None:
        """Read anew the next time; what is being read now is not kept."""
        self._kept = []

    def ids(self, session: Any, sort: Sort | None) -> Sequence[int]:
        """Return the ids in order."""
        kept = self._kept
        if not kept:
            kept.append(self.known.read(session))
        found = [one for one in kept[0] if all(self.known.holds(one, word) for word in self.words)]
        self._shown = {self.known.id_of(one): one for one in self._sorted(found, sort)}
        return list(self._shown)

    def rows(self, _session: Any, ids: Sequence[int]) -> Sequence[Cells | None]:
        """Return the rows ready to paint."""
        return [self.known.cells(self._shown[id_]) if id_ in self._shown else None for id_ in ids]

    def thing(self, id_: int | None) -> T | None:
        """Return what is shown by an id, None where it is not there any more."""
        return None if id_ is None else self._shown.get(id_)

    @property
    def shown(self) -> Sequence[T]:
        """What is shown, in its order."""
        return list(self._shown.values())

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all, however it is narrowed."""
        return not any(self._kept)

    def _sorted(self, found: list[T], sort: Sort | None) -> list[T]:
        if sort is None:
            return found
        key = self.known.orders[sort.key]
        having = sorted((one for one in found if key(one) is not None), key=key, reverse=sort.descending)
        return having + [one for one in found if key(one) is None]
