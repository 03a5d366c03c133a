"""What a person decided about how a file is read, once (`Choices`) or for every file of its shape (`Taught`)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from desktop_crm.fields.types import CustomField, FieldKind

LEFT_OUT: Final = "ignore"
"""The field of a column that is not to be taken."""
NO_TITLES: Final = -1
"""The header row of a file that begins with its data."""
_ALIKE: Final = 0.5
_TAKEN: Final = 0.8


@dataclass(frozen=True, slots=True)
class Choices:
    """What was decided instead of the program; '', 0 and what is not in a mapping is for the program to decide.

    `columns` say which field a column fills, `dates` whether its days (`day`) or months (`month`) come first,
    `decimals` its decimal sign; all by the header. `header_row` is numbered as Excel shows it, or NO_TITLES. `currency`
    is for amounts that name none; `shop` the sales channel the file comes from.
    """

    kind: str = ""
    profile: str = ""
    sheet: str = ""
    header_row: int = 0
    encoding: str = ""
    delimiter: str = ""
    currency: str = ""
    shop: str = ""
    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    dates: Mapping[str, str] = field(default_factory=dict[str, str])
    decimals: Mapping[str, str] = field(default_factory=dict[str, str])

    def __bool__(self) -> bool:
        """Return whether anything was decided."""
        return self != _NOTHING

    def over(self, other: Choices) -> Choices:
        """Return these choices, where they say nothing those of `other`."""
        merged: dict[str, Any] = {}
        for one in fields(self):
            mine, theirs = getattr(self, one.name), getattr(other, one.name)
            merged[one.name] = {**theirs, **mine} if isinstance(mine, Mapping) else mine or theirs
        return Choices(**merged)

    def only_container(self) -> Choices:
        """Return what holds for this file alone: where in it the table stands and how it is written."""
        return Choices(sheet=self.sheet, header_row=self.header_row, encoding=self.encoding, delimiter=self.delimiter)

    def for_any(self) -> Choices:
        """Return what holds for any file of the same columns: not where in this file they stood."""
        return replace(self, sheet="", header_row=min(self.header_row, 0))

    def written(self) -> Choices:
        """Return what holds for how any file of the same layout is written: its signs, and that it has no titles."""
        return Choices(header_row=min(self.header_row, 0), encoding=self.encoding, delimiter=self.delimiter)


_NOTHING: Final = Choices()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Somebody said whether a person of a file (`key`) is a customer, or another person (`other`) of the file."""

    key: str
    customer: int | None
    other: str
    same: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """All that was decided about one file: how it is read, what becomes of fields we have already, who is who.

    `rules` say by `things.column` whether ours stays (`mine`), the file's is taken (`theirs`) or only blanks are
    filled (`blanks`).
    """

    choices: Choices = field(default_factory=Choices)
    rules: Mapping[str, str] = field(default_factory=dict[str, str])
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Taught:
    """A layout somebody taught: its name, what was decided, and the day of that as a person reads it.

    `headers` are the keys of all its headers, `taken` those of the columns that fill a field.
    """

    id: int
    name: str
    kind: str
    headers: tuple[str, ...]
    taken: tuple[str, ...]
    choices: Choices
    day: str

    @property
    def untitled(self) -> bool:
        """Whether files of this layout have no titles: their columns are called by their letters."""
        return self.choices.header_row == NO_TITLES

    def fit(self, present: Sequence[str]) -> float:
        """Return how much a file with these header keys is of this layout, 0 where it is not.

        Columns may have come or gone; of those that fill a field most must be there. Without titles all must agree.
        """
        here, mine, taken = set(present), set(self.headers), set(self.taken)
        if self.untitled:
            return float(here == mine)
        if not taken or len(here & taken) < _TAKEN * len(taken):
            return 0.0
        alike = len(here & mine) / len(here | mine)
        return alike if alike >= _ALIKE else 0.0


@dataclass(frozen=True, slots=True)
class Options:
    """All that the reading of a file is told: what was chosen, what was taught, where the shop lives, its fields."""

    choices: Choices = _NOTHING
    taught: tuple[Taught, ...] = ()
    zone: str = ""
    currency: str = ""
    region: str = ""
    own: tuple[CustomField, ...] = ()

    def write(self, path: Path) -> None:
        """Write them as one JSON file."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Options:
        """Return the options of a file that `write` made."""
        said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        taught = tuple(_taught_of(one) for one in said["taught"])
        own = tuple(CustomField(**one | {"kind": FieldKind(one["kind"])}) for one in said["own"])
        return cls(choices_of(said["choices"]), taught, said["zone"], said["currency"], said["region"], own)


def _taught_of(kept: Mapping[str, Any]) -> Taught:
    return Taught(
        kept["id"], kept["name"], kept["kind"], tuple(kept["headers"]), tuple(kept["taken"]),
        choices_of(kept["choices"]), kept["day"],
    )  # fmt: skip


def choices_of(kept: Mapping[str, Any]) -> Choices:
    """Return choices as they were kept in JSON; what an older or newer program kept besides is left out."""
    known = {one.name for one in fields(Choices)}
    return Choices(**{name: value for name, value in kept.items() if name in known})


def fitting(taught: Sequence[Taught], present: Sequence[str]) -> Taught | None:
    """Return the taught layout that a file with these header keys has, the closest where several fit."""
    scored = [(one.fit(present), one.id, one) for one in taught]
    best = max(scored, key=lambda entry: entry[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None
