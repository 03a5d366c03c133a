"""Words with one meaning: yes and no, life cycle, payment, gender, what is on sale."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from desktop_crm.platform.text import fold, squeeze

Topic = Literal[
    "answers", "status", "payment", "gender", "shelf", "discount", "code", "review", "language", "reached",
    "phone_kind", "email_kind", "place_kind", "network",
]  # fmt: skip

PAYMENTS: Final = ("pending", "paid", "partially_refunded", "refunded", "voided")


def by_word(meanings: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the meaning of each folded word of `{meaning: [words]}`."""
    return {folded(word): meaning for meaning, words in meanings.items() for word in words}


def folded(word: str) -> str:
    """Return a word as it is looked up: folded, without its end marks."""
    return fold(squeeze(word)).strip(" .!")


@cache
def known(topic: Topic) -> Mapping[str, str]:
    """Return the meanings of the folded words of one topic."""
    text = files("resources").joinpath("store_profiles", "_words.toml").read_text(encoding="utf-8")
    return by_word(tomllib.loads(text)[topic])


def meaning(word: str, topic: Topic, own: Mapping[str, str] | None = None) -> str | None:
    """Return what a word means in a topic, the profile's `own` words first, or None where it is not known."""
    looked_up = folded(word)
    if own and looked_up in own:
        return own[looked_up]
    return known(topic).get(looked_up)


def order_status(of_lines: Sequence[str]) -> str:
    """Return the life-cycle state of an order from those of its lines.

    Cancelled and returned lines count only where no other is left; the least advanced of the others decides.
    """
    if not of_lines:
        return "unknown"
    alive = [state for state in of_lines if state not in {"cancelled", "returned"}]
    if not alive:
        return "returned" if "returned" in of_lines else "cancelled"
    rank = ("new", "preparing", "unknown", "shipped", "delivered")
    return min(alive, key=rank.index)
