"""What is measured, with its limit, and what came of it: a figure is judged by its ratio to a baseline or by itself."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

RATIO: Final = "ratio"
VALUE: Final = "value"

Measured = Mapping[str, tuple[float, float | None]]
"""What a part found: id of the figure → (value, baseline in the same unit or None)."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure that is wanted: `judged` says whether `most` is about the ratio to the baseline or the value itself."""

    id: str
    what: str
    unit: str
    against: str
    most: float | None = None
    judged: str = RATIO


LIMITS: Final = (
    Limit("start.frame", "start: frame shown", "s", "minimal Qt window", 1.5),
    Limit("start.rows", "start: first rows shown", "s", "minimal Qt window", 3.5),
    Limit("start.page", "start: first page ready, nothing under way", "s", "minimal Qt window"),
    Limit("start.memory", "resident memory after the start", "MB", "minimal Qt window", 170, VALUE),
    Limit("table.repaint", "repaint of the table", "ms", "plain view of a C++ model", 1.5),
    Limit("table.jump.blocked", "scroll jump: window blocked", "ms", "our repaint", 1.5),
    Limit("table.jump.rows", "scroll jump: rows there", "ms", "our repaint", 4),
    Limit("table.jump.blocked.plain", "scroll jump: window blocked", "ms", "plain view's repaint"),
    Limit("table.jump.rows.plain", "scroll jump: rows there", "ms", "plain view's repaint"),
    Limit("search.keystroke", "keystroke to rows, p95", "ms", "the core's answer, p95", 33, VALUE),
    Limit("search.keystroke.large", "keystroke to rows, a million, p95", "ms", "the core's answer, p95", 33, VALUE),
    *(
        Limit(f"search.{key}.p{percent}", f"search {what}, p{percent}", "ms", "the bare index", most, VALUE)
        for key, what in (
            ("typed", "while names are typed"),
            ("text", "while words of conversations are typed"),
            *((f"letters.{count}", f"by {count} letters") for count in (1, 2, 3, 4, 6)),
            ("inside", "by the inside of a name"),
            ("number", "by phone and order numbers"),
            ("miss", "for what is not there"),
        )
        for percent, most in ((95, 16), (99, 33))
    ),
    Limit("lists.sort", "a million customers by any column: first page", "ms", "", 100, VALUE),
    Limit("lists.block", "200 rows of that list, p95", "ms", "", 32, VALUE),
    Limit("lists.filter", "a million customers filtered: first page, the slowest", "ms", "", 2000, VALUE),
    Limit("lists.bulk", "100,000 customers tagged at once", "s", "", 20, VALUE),
    Limit("lists.bulk.undo", "that taken back", "s", "", 30, VALUE),
    Limit("search.size", "the search index", "MB", "the whole store"),
    Limit("import.gap.p99", "event loop during an import, p99", "ms", "nothing running", 16, VALUE),
    Limit("import.gap.max", "event loop during an import, longest", "ms", "nothing running", 33, VALUE),
    Limit("import.full", "import of 100,000 lines", "s", "calamine and executemany", 3),
    Limit("import.again", "the same file again", "s", "the first import", 1),
    Limit("import.undo", "undo of the import", "s", "the import", 1),
    Limit("import.cancel", "longest time between two looks at cancel", "s", "", 0.5, VALUE),
    Limit("import.child", "memory of the reading child", "MB", "", 1000, VALUE),
    Limit("index.upkeep", "50,000 customers with the search index", "s", "the same without it", 4),
    Limit("export.xlsx", "export of 100,000 customers to Excel", "s", "the bare writer", 1.5),
    Limit("export.csv", "the same to CSV", "s", "the bare writer"),
    Limit("card.open", "card with 2,000 lines of history opened", "ms", "the card of one order", 50, VALUE),
    Limit("card.read", "what that card reads", "ms", "", 50, VALUE),
    Limit("duplicates.time", "duplicates among 100,000 customers", "s", "rapidfuzz, all pairs", 0.05),
    Limit("duplicates.apart", "planted pairs that are never compared", "%", "", 3, VALUE),
    Limit("duplicates.missed", "planted pairs that are not shown", "%", "", 10, VALUE),
    Limit("duplicates.wrong", "pairs shown that are two people", "%", "", 25, VALUE),
    Limit("duplicates.typing", "warning while a name is typed, p95", "ms", "", 16, VALUE),
    Limit("backup", "backup, copied and checked", "s", "the bare copy"),
)
"""Everything that is measured, in the order it is shown."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure beside its baseline; `passed` is None where no limit is set or nothing was measured."""

    id: str
    what: str
    value: float | None
    baseline: float | None
    unit: str
    against: str
    ratio: float | None
    most: float | None
    judged: str
    passed: bool | None


def judged(measured: Measured, limits: Sequence[Limit] = LIMITS) -> list[Figure]:
    """Return a figure for each limit, in their order; what was not measured has no value."""
    return [_figure(limit, *measured.get(limit.id, (None, None))) for limit in limits]


def _figure(limit: Limit, value: float | None, baseline: float | None) -> Figure:
    ratio = value / baseline if value is not None and baseline else None
    compared = ratio if limit.judged == RATIO else value
    passed = None if limit.most is None or compared is None else compared <= limit.most
    return Figure(
        limit.id, limit.what, value, baseline, limit.unit, limit.against, ratio, limit.most, limit.judged, passed
    )


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as a Markdown table."""
    lines = ["| what | value | baseline | ratio | limit | |", "|---|---:|---:|---:|---:|---|"]
    for one in figures:
        if one.value is None:
            continue
        baseline = f"{_number(one.baseline)} {one.unit} ({one.against})" if one.baseline is not None else "–"
        ratio = f"{one.ratio:.2f} ×" if one.ratio is not None else "–"
        limit = "–" if one.most is None else f"{one.most:g} {'×' if one.judged == RATIO else one.unit}"
        verdict = {True: "kept", False: "**over**", None: ""}[one.passed]
        lines.append(f"| {one.what} | {_number(one.value)} {one.unit} | {baseline} | {ratio} | {limit} | {verdict} |")
    return "\n".join(lines)


def as_json(figures: Iterable[Figure]) -> list[dict[str, object]]:
    """Return the figures as JSON takes them."""
    return [asdict(one) for one in figures]


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value below which `percent` of the values lie. Raises IndexError where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]


def middle(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
