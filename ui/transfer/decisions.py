"""What was decided at the preview so far: one `Decided` a file, grown by each choice, field rule and answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop_crm.transfer.choices import Decided, Verdict
from desktop_crm.transfer.types import MaybeSame

Pair = tuple[str, int | None, str]
"""By what a pair of people is known: the new one's key, and the customer or the other one's key."""


def pair_of(pair: MaybeSame) -> Pair:
    """Return by what a pair is known."""
    return pair.key, pair.customer, pair.other


def with_column(decided: Decided, header: str, target: str) -> Decided:
    """Return what was decided with another field for a column."""
    return _chosen(decided, columns={**decided.choices.columns, header: target})


def with_values(decided: Decided, header: str, code: str) -> Decided:
    """Return what was decided with another order of dates (`day`, `month`) or decimal sign for a column."""
    name = "dates" if code in ("day", "month") else "decimals"
    return _chosen(decided, **{name: {**getattr(decided.choices, name), header: code}})


def with_choice(decided: Decided, **chosen: Any) -> Decided:
    """Return what was decided with a choice about the whole file; another kind or sheet lets go of its columns."""
    if {"kind", "profile", "sheet", "header_row", "encoding", "delimiter"} & chosen.keys():
        chosen = {"columns": {}, "dates": {}, "decimals": {}} | chosen
    return _chosen(decided, **chosen)


def with_rule(decided: Decided, name: str, rule: str) -> Decided:
    """Return what was decided with another rule for a field; '' is as usual."""
    rules = {field: kept for field, kept in decided.rules.items() if field != name}
    return replace(decided, rules=rules | ({name: rule} if rule else {}))


def with_answer(decided: Decided, pair: Pair, *, same: bool | None) -> Decided:
    """Return what was decided with an answer about a pair; None takes the answer back."""
    others = tuple(one for one in decided.verdicts if (one.key, one.customer, one.other) != pair)
    return replace(decided, verdicts=others if same is None else (*others, Verdict(*pair, same)))


def answers(decided: Decided) -> dict[Pair, bool]:
    """Return the answers given so far."""
    return {(one.key, one.customer, one.other): one.same for one in decided.verdicts}


def _chosen(decided: Decided, **chosen: Any) -> Decided:
    return replace(decided, choices=replace(decided.choices, **chosen))


def all_said(decided: Mapping[Path, Decided]) -> bool:
    """Return whether something was decided that an import keeps although its rows bring nothing new."""
    return any(one.rules or one.verdicts for one in decided.values())
