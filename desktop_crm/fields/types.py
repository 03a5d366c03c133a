"""The shop's own fields as the rest of the program speaks of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop_crm.platform.i18n import N_


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    YES_NO = "yes_no"
    CHOICE = "choice"
    LINK = "link"


KIND_NAMES: Final = {
    FieldKind.TEXT: N_("Words"), FieldKind.NUMBER: N_("Number"), FieldKind.DAY: N_("Day"),
    FieldKind.YES_NO: N_("Yes or no"), FieldKind.CHOICE: N_("One of a list"), FieldKind.LINK: N_("Web link"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewField:
    """A field to define. `choices` only for one of a list; `card_kind` names the kind of card it is for, "" for all."""

    name: str
    kind: FieldKind = FieldKind.TEXT
    choices: tuple[str, ...] = ()
    card_kind: str = ""


@dataclass(frozen=True, slots=True)
class CustomField:
    """A defined field; those of one card stand in the order of `position`."""

    id: int
    name: str
    kind: FieldKind
    choices: tuple[str, ...]
    card_kind: str
    position: int
