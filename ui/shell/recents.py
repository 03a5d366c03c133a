"""What was opened lately: remembered for each book, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zlib import crc32

from desktop_crm.platform.plugs import Ref
from ui.shell.finds import KINDS

if TYPE_CHECKING:
    from ui.kit.split import Remembers

MOST: Final = 6


class Recents:
    """The things of one book that were opened lately; without a memory they last as long as the window."""

    def __init__(self, book: Path, memory: Remembers | None) -> None:
        self._key = f"recent/{crc32(str(book).encode()):08x}"
        self._memory = memory
        self._refs = _read(memory.value(self._key)) if memory is not None else []

    @property
    def refs(self) -> Sequence[Ref]:
        """The things, the newest first."""
        return tuple(self._refs)

    def note(self, kind: str, thing: object) -> None:
        """Remember that a thing was opened; pages and files are not things."""
        if kind not in KINDS or not isinstance(thing, int):
            return
        ref = Ref(kind, thing)
        self._refs = [ref, *(other for other in self._refs if other != ref)][:MOST]
        if self._memory is not None:
            self._memory.setValue(self._key, " ".join(f"{one.kind}:{one.id}" for one in self._refs))


def _read(kept: object) -> list[Ref]:
    parts = [part.partition(":") for part in str(kept or "").split()]
    return [Ref(kind, int(id_)) for kind, _, id_ in parts if kind in KINDS and id_.isdecimal()][:MOST]
