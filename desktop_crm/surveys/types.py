"""Survey answers as the rest of the program speaks of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SCALES: Final = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7), "stars": (1, 5)}
"""The lowest and highest score of each kind of question that has one."""


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """One answer to record: `kind` is nps, csat, ces, stars, choice or text."""

    customer_id: int
    kind: str
    score: int | None = None
    answer: str = ""
    survey: str = ""
    question: str = ""
    answered_at: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A recorded answer; `answered_at` in UTC ms."""

    id: int
    customer_id: int | None
    survey: str
    kind: str
    question: str
    answer: str
    score: int | None
    answered_at: int
