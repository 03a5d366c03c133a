"""The words the exchange speaks: a sheet as read, and the report of a run as `import --json` prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

from desktop_crm.platform.i18n import N_

Cell = str | float | int | bool | datetime | date | time | None
"""One cell as read: text files give str or None; workbooks give typed values. An error cell is the text `#REF!`."""


THINGS: Final = {
    "customers": N_("Customers"), "orders": N_("Orders"), "packages": N_("Packages"), "lines": N_("Order lines"),
    "refunds": N_("Refunds"), "interactions": N_("Conversations"), "followups": N_("Follow-ups"),
    "answers": N_("Answers"), "products": N_("Products"), "variants": N_("Product variants"),
    "coupons": N_("Discount codes"), "reviews": N_("Reviews"), "consents": N_("Consents"),
}  # fmt: skip
"""What is counted, listed and exchanged, by its name in reports; message ids."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as read: its name ('' for text files), and rows with the numbers Excel shows them with."""

    name: str
    rows: Sequence[tuple[int, list[Cell]]]
    encoding: str = ""
    delimiter: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One decision taken about a file and what it rests on, both as shown to the user.

    `topic` is what it is about in English, whatever the language shown.
    """

    about: str
    decided: str
    because: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell or row that could not be taken as it stands; `taken` tells whether the rest of the row was."""

    row: int
    column: str
    value: str
    message: str
    taken: bool


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """How one column was understood: the field it fills ('' where it is left out), a sample, and in words.

    `target` is the field's id, `samples` the first few values, `because` why it was taken for that; `code` what was
    decided about its values as choices name it: `day` or `month`, or the decimal sign.
    """

    header: str
    field: str
    sample: str
    understood: str
    target: str = ""
    samples: tuple[str, ...] = ()
    because: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Original:
    """A row that was refused or has a problem, as it stood: its number and its cells, texts and fractions."""

    row: int
    cells: list[str | float]


@dataclass(slots=True)
class RowCounts:
    """Rows of one file by outcome; `read` is the sum of the other four."""

    read: int = 0
    taken: int = 0
    unchanged: int = 0
    skipped: int = 0
    refused: int = 0


@dataclass(slots=True)
class ThingCounts:
    """How many things of one kind a file created, updated, or found already there."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """One value that a file would change: of what, as it stands, and as the file says, ready to show."""

    thing: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a file says otherwise in one field of things we have: `name` is `things.column`, `label` its words.

    `taken` values would be changed, `kept` left as they are; `rule` is what was chosen (`staged.Rules`; '' nothing).
    """

    name: str
    label: str
    rule: str
    taken: int
    kept: int
    examples: list[Example] = field(default_factory=list[Example])


@dataclass(frozen=True, slots=True)
class Side:
    """One of two people who may be the same, as shown: what we know of them in a few words each."""

    name: str
    phones: list[str] = field(default_factory=list[str])
    emails: list[str] = field(default_factory=list[str])
    place: str = ""


@dataclass(frozen=True, slots=True)
class MaybeSame:
    """A new person of a file (`key`) who may be a customer, or another new one of the file (`other`).

    A `customer` below zero is one whom an earlier file of the same import brings (see `newcomers`).
    `score` is 0 to 100, `evidence` its codes, best first (see `duplicates.likeness`).
    """

    key: str
    customer: int | None
    other: str
    score: int
    evidence: list[str]
    theirs: Side
    ours: Side


@dataclass(slots=True)
class FileReport:
    """What came of one file: the counts, and what is needed to show why and to hand bad rows back.

    `sheets` are all sheets of the file, `taught` the id and `taught_name` the name of the layout somebody taught, `own`
    the names of the shop's own fields by what choices call them.
    `changes` and `pairs` belong to a preview.
    """

    file: str
    kind: str
    profile: str
    encoding: str
    sheet: str
    rows: RowCounts = field(default_factory=RowCounts)
    things: dict[str, ThingCounts] = field(default_factory=dict[str, ThingCounts])
    errors: list[Problem] = field(default_factory=list[Problem])
    reasons: list[Reason] = field(default_factory=list[Reason])
    columns: list[ColumnSeen] = field(default_factory=list[ColumnSeen])
    originals: list[Original] = field(default_factory=list[Original])
    sheets: list[str] = field(default_factory=list[str])
    header_row: int = 0
    delimiter: str = ""
    currency: str = ""
    shop: str = ""
    taught: int | None = None
    taught_name: str = ""
    own: dict[str, str] = field(default_factory=dict[str, str])
    changes: list[FieldChange] = field(default_factory=list[FieldChange])
    pairs: list[MaybeSame] = field(default_factory=list[MaybeSame])


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file of which nothing was taken, and the sentence that says why.

    `unrecognised`: it could be read, and would be taken by somebody who says what it holds.
    """

    file: str
    message: str
    unrecognised: bool = False


@dataclass(slots=True)
class RunReport:
    """What came of one import run: its number (None for a dry run or where nothing changed), and each file."""

    run: int | None
    files: list[FileReport] = field(default_factory=list[FileReport])
    refused: list[RefusedFile] = field(default_factory=list[RefusedFile])
