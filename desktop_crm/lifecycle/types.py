"""Stages of a customer as the rest of the program speaks of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from desktop_crm.platform.i18n import N_


class Stage(StrEnum):
    """How far a customer has come with the shop."""

    NEW = "new"
    INTERESTED = "interested"
    BASKET = "basket"
    FIRST = "first"
    REPEAT = "repeat"
    LOYAL = "loyal"
    AT_RISK = "at_risk"
    LOST = "lost"
    WON_BACK = "won_back"


STAGE_NAMES: Final = {
    Stage.NEW: N_("Not yet contacted"),
    Stage.INTERESTED: N_("Interested"),
    Stage.BASKET: N_("Left the basket"),
    Stage.FIRST: N_("First order"),
    Stage.REPEAT: N_("Came back"),
    Stage.LOYAL: N_("Loyal"),
    Stage.AT_RISK: N_("Might leave"),
    Stage.LOST: N_("Lost"),
    Stage.WON_BACK: N_("Won back"),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many orders on somebody is loyal, after how many days without one they might leave or are lost."""

    loyal_orders: int = 4
    at_risk_days: int = 120
    lost_days: int = 365


@dataclass(frozen=True, slots=True)
class Deeds:
    """What a customer did, by local days: card made, first talk; baskets left and orders, oldest first."""

    created: date
    first_talk: date | None = None
    baskets: tuple[date, ...] = ()
    orders: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """What someone of the shop said on a local day; `stage` None leaves it to the rules again. `at` in UTC ms."""

    id: int
    stage: Stage | None
    day: date
    at: int
    pinned: bool = False
    reason: str = ""
    note: str = ""
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a customer stands and since which local day; `mark` is what was said by hand, where that holds."""

    stage: Stage
    since: date
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class NewMark:
    """What is said of a customer's stage; a lost one needs a reason."""

    stage: Stage | None
    pinned: bool = False
    reason: str = ""
    note: str = ""
