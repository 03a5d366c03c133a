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


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody wrote of a product: `product` as the shop calls it, 1 to 5 stars, instants in UTC ms."""

    id: int
    customer_id: int | None
    product: str | None
    product_name: str | None
    stars: int | None
    title: str
    text: str
    author: str
    written_at: int | None
    status: str | None
    reply: str
    replied_at: int | None
