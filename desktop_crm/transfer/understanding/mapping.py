"""Which field each column holds: by profile, or by scoring headers and looking at the values."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final

from rapidfuzz import fuzz

from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import digits
from desktop_crm.transfer.types import Cell
from desktop_crm.transfer.understanding import dates, headers, numbers
from desktop_crm.transfer.understanding.cells import as_stood
from desktop_crm.transfer.understanding.decisions import Decision
from desktop_crm.transfer.understanding.fields import FIELDS, NEVER_TAKEN
from desktop_crm.transfer.understanding.profiles import Kind, Profile, all_profiles, present_keys

_EXACT: Final = 100
_ENOUGH: Final = 55
_SURE: Final = 97
_FEW: Final = 5
_BY_VALUE: Final = 56
_SAMPLE: Final = 200
_MOSTLY_EMAIL: Final = 0.6
_NEARLY_ALL: Final = 0.95
_TRIED: Final[tuple[Kind, ...]] = ("orders", "customers", "products", "reviews", "coupons")
_KINDS: Final[Mapping[str, str]] = {
    "orders": N_("orders"),
    "customers": N_("customers"),
    "products": N_("products"),
    "reviews": N_("reviews"),
    "coupons": N_("discount codes"),
}
_OFFERED: Final = frozenset({"products", "coupons"})
"""Kinds of files that speak of nobody: of the words common to all, only what must not be taken counts there."""
_EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
_PHONE: Final = re.compile(r"(?:p:|tel:)?\s*'?\+?[\d\s().\-/]{9,20}")
_MOBILE: Final = re.compile(r"(?:00|\+)?(?:90)?0?5\d{9}")


@dataclass(frozen=True, slots=True)
class Mapped:
    """One column of the file: where it stands, its header, and the field it was taken for ('' for none)."""

    position: int
    header: str
    target: str


@dataclass(frozen=True, slots=True)
class Looks:
    """What the values of a column look like: the share of the filled cells that could be each kind."""

    filled: int
    email: float
    phone: float
    mobile: float
    number: float
    date: float


@cache
def synonyms() -> dict[str, dict[str, dict[str, int]]]:
    """Return for each kind of file ('any' for all) the header keys known for each field, with their place."""
    text = files("resources").joinpath("store_profiles", "_general.toml").read_text(encoding="utf-8")
    data: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return {
        kind: {target: {headers.key(name): place for place, name in enumerate(names)} for target, names in part.items()}
        for kind, part in data.items()
    }


@cache
def _known_headers() -> frozenset[str]:
    general = {name for part in synonyms().values() for names in part.values() for name in names}
    return frozenset(general.union(*(profile.columns for profile in all_profiles().values())))


def is_known(header: str) -> bool:
    """Return whether a header stands in any profile or synonym list: a row of such is a header row."""
    return headers.find(header, _known_headers()) is not None


def is_secret(header: str) -> bool:
    """Return whether a column holds passwords or the like, which are never stored."""
    return bool(_named(header, "any", "secret"))


def _named(header: str, kind: str, target: str) -> bool:
    return headers.find(header, synonyms()[kind].get(target, {})) is not None


def by_profile(names: Sequence[str], profile: Profile, rows: Sequence[tuple[int, Sequence[Cell]]] = ()) -> list[Mapped]:
    """Return the columns of a file as its profile says; columns it does not name are left out.

    In a survey those are questions, or ask who answers: by their words, or by the e-mail addresses in `rows`.
    """
    key_of = {name: key for key, name in present_keys(names).items()}
    columns = [
        Mapped(position, name, "secret" if is_secret(name) else profile.columns.get(key_of.get(name, ""), ""))
        for position, name in enumerate(names)
    ]
    if profile.kind == "answers":
        sample = list(rows[:_SAMPLE])
        return [_question(column, sample) for column in columns]
    order = {name: place for place, name in enumerate(profile.columns)}
    return sorted(columns, key=lambda column: order.get(key_of.get(column.header, ""), len(order)))


def _question(column: Mapped, sample: Sequence[tuple[int, Sequence[Cell]]]) -> Mapped:
    """Return a survey's column that the profile does not name: it asks who answers, or it is a question."""
    if column.target:
        return column
    persons = ("person.name", "person.first_name", "person.last_name", "person.email", "person.phone")
    asks = next((target for target in persons if _named(column.header, "any", target)), "answer.question")
    if asks == "answer.question" and _looks(sample, column.position).email > _MOSTLY_EMAIL:
        asks = "person.email"
    return Mapped(column.position, column.header, asks)


def _asked(columns: Sequence[Mapped], looks: Sequence[Looks]) -> list[Mapped]:
    """Return the columns of a survey of unknown layout: the first of days tells when, the others ask something."""
    targets = {column.target for column in columns}
    free = [column for column in columns if not column.target and looks[column.position].filled]
    free = [column for column in free if not _named(column.header, "any", "ignore")]
    days = [column for column in free if looks[column.position].date > _NEARLY_ALL and "answer.at" not in targets]
    told = {column.position: "answer.question" for column in free} | {one.position: "answer.at" for one in days[:1]}
    return [replace(column, target=told.get(column.position, column.target)) for column in columns]


def by_score(
    names: Sequence[str], rows: Sequence[tuple[int, Sequence[Cell]]], kind: Kind | None
) -> tuple[Kind | None, list[Mapped], list[Decision]]:
    """Return the kind of a file of unknown layout (None: nothing we take) and its columns, with why."""
    sample = list(rows[:: max(1, len(rows) // _SAMPLE)])
    looks = [_looks(sample, position) for position in range(len(names))]
    tried: dict[Kind, list[Mapped]] = {
        candidate: _assigned(names, looks, candidate) for candidate in (_TRIED if kind is None else (kind,))
    }
    if kind == "answers":
        tried[kind] = _asked(tried[kind], looks)
    chosen = kind or _kind_of(tried)
    if chosen in (None, "orders") and not any(column.target for column in tried["orders"]):
        texts = [[as_stood(cell).strip() for cell in cells] for _row, cells in rows[:_SAMPLE]]
        bought = _by_values(names, looks, [row for row in texts if len(row) >= len(names)])
        if bought:
            tried["orders"], chosen = bought, "orders"
    if chosen is None:
        return None, tried["customers"], []
    columns = tried[chosen]
    taken = sum(column.target not in NEVER_TAKEN for column in columns)
    decided = _KINDS.get(chosen, chosen)
    because = N_("{count} of {total} columns are known by their name or values")
    return (
        chosen,
        columns,
        [Decision(N_("kind of file"), decided, because, because_args={"count": taken, "total": len(names)})],
    )


def _kind_of(tried: Mapping[Kind, list[Mapped]]) -> Kind | None:
    orders = {column.target for column in tried["orders"]}
    body = orders & {
        "order.total", "order.date", "order.status", "line.name", "line.sku", "line.barcode", "line.quantity",
        "line.total", "line.unit_price",
    }  # fmt: skip
    if "order.number" in orders and body:
        return "orders"
    people = {column.target for column in tried["customers"]}
    if _are_purchases(orders, people):
        return "orders"
    offered = _offered(tried, people)
    if offered:
        return offered
    identifying = {
        "person.name", "person.first_name", "person.last_name", "person.company", "person.email", "person.phone",
        "iys.recipient",
    }  # fmt: skip
    return "customers" if people & identifying else None


def _are_purchases(orders: set[str], people: set[str]) -> bool:
    """Return whether a list without order numbers tells who bought for how much on which day."""
    who = {"person.id", "person.name", "person.company"}
    dated = "order.date" in orders and not people & {"person.created_at", "person.birthday", "consent.at"}
    return dated and "order.total" in orders and bool(orders & who) and "line.unit_price" not in orders


def _by_values(names: Sequence[str], looks: Sequence[Looks], sample: Sequence[Sequence[str]]) -> list[Mapped]:
    """Return the columns of a list without titles that tells purchases by their values alone; [] where it does not.

    Somebody's number comes first and again, there is one column of days, and one of amounts with a fraction.
    """
    days = [at for at, look in enumerate(looks) if look.filled and look.date > _NEARLY_ALL]
    amounts = [
        at for at, look in enumerate(looks)
        if at not in days and look.number > _NEARLY_ALL and sum("." in row[at] or "," in row[at] for row in sample) * 2
        > len(sample)
    ]  # fmt: skip
    if len(days) != 1 or len(amounts) != 1 or not looks[0].filled or 0 in (days[0], amounts[0]):
        return []
    if len({row[0] for row in sample}) * 10 > 9 * len(sample):
        return []
    targets = {0: "person.id", days[0]: "order.date", amounts[0]: "order.total"}
    return [Mapped(at, name, targets.get(at, "")) for at, name in enumerate(names)]


def _offered(tried: Mapping[Kind, list[Mapped]], people: set[str]) -> Kind | None:
    """Return whether a list that names no order is one of products, reviews or discount codes."""
    written = {column.target for column in tried["reviews"]}
    if {"review.stars", "review.text"} <= written and written & {"review.product", "review.product_name"}:
        return "reviews"
    if people & {"person.email", "person.phone", "person.last_name", "person.company", "person.id", "iys.recipient"}:
        return None
    codes = {column.target for column in tried["coupons"]}
    if {"coupon.code", "coupon.value"} <= codes and len(codes & _TERMS) > 0:
        return "coupons"
    goods = {column.target for column in tried["products"]}
    known_by = goods & {"variant.sku", "variant.barcode", "product.number"}
    worth = goods & {"variant.price", "variant.list_price", "variant.stock", "variant.cost"}
    return "products" if "product.name" in goods and known_by and worth else None


_TERMS: Final = frozenset(
    {"coupon.minimum", "coupon.limit", "coupon.used", "coupon.starts_at", "coupon.ends_at", "coupon.kind"}
)


def _assigned(names: Sequence[str], looks: Sequence[Looks], kind: Kind) -> list[Mapped]:
    scored = sorted(
        (
            (score, -position, position, target)
            for position, name in enumerate(names)
            for target, score in _scores(name, looks[position], kind)
        ),
        reverse=True,
    )
    taken: dict[int, str] = {}
    used: set[str] = set()
    for _score, _order, position, target in scored:
        if position in taken or (target in used and not FIELDS[target].many):
            continue
        taken[position] = target
        used.add(target)
    return [
        Mapped(position, name, "" if taken.get(position, "") == "ignore" else taken.get(position, ""))
        for position, name in enumerate(names)
    ]


def _scores(name: str, looks: Looks, kind: Kind) -> list[tuple[str, float]]:
    section = kind if kind in synonyms() else "customers"
    common = synonyms()["any"]
    if kind in _OFFERED:
        common = {target: names for target, names in common.items() if target in NEVER_TAKEN and target != "ignore"}
    elif kind == "reviews":
        common = {target: names for target, names in common.items() if target != "ignore"}
    own, bare = headers.key(name), headers.bare_key(name)
    scores: list[tuple[str, float]] = []
    for part, bonus in ((common, 0.0), (synonyms()[section], 0.5)):
        for target, known in part.items():
            score = _header_score(name, own, bare, known) + bonus
            if score >= _ENOUGH and ((score > _SURE and looks.filled < _FEW) or _fits(target, looks)):
                scores.append((target, score))
    if not any(target in NEVER_TAKEN for target, _ in scores):
        scores.extend(_value_scores(looks, kind) if kind not in _OFFERED else [])
    return scores


def _header_score(name: str, own: str, bare: str, known: Mapping[str, int]) -> float:
    place = known.get(own, known.get(bare))
    if place is not None:
        return _EXACT - min(place, 40) / 20
    if headers.find(name, known.keys()):
        return _EXACT - 4
    best = 0.0
    padded = f" {bare} "
    for candidate in known:
        words = candidate.count(" ") + 1
        if len(candidate) > 3 and f" {candidate} " in padded:
            best = max(best, 58 + 8 * words - 3 * (bare.count(" ") + 1 - words))
        elif len(candidate) > 5 and len(bare) > 5:
            likeness = fuzz.ratio(bare, candidate)
            best = max(best, likeness - 8 if likeness >= 88 else 0)
    return min(best, _EXACT - 6)


def _fits(target: str, looks: Looks) -> bool:
    """Return whether the values do not contradict what the header says."""
    if not looks.filled or target in NEVER_TAKEN:
        return True
    match FIELDS[target].value:
        case "email":
            return looks.email > 0.2
        case "phone":
            return looks.email < 0.5 and looks.date < 0.5
        case "money" | "number" | "percent":
            return looks.number > 0.3
        case "moment" | "day":
            return looks.date > 0.3
        case "name":
            return looks.email < 0.5
        case _:
            return True


def agrees(names: Sequence[str], rows: Sequence[tuple[int, Sequence[Cell]]], held: Mapping[str, str]) -> bool:
    """Return whether no column's values contradict the field it is said to hold (`held`, by its name)."""
    sample = list(rows[:_SAMPLE])
    return all(_fits(held.get(name, ""), _looks(sample, position)) for position, name in enumerate(names))


def _value_scores(looks: Looks, kind: Kind) -> list[tuple[str, float]]:
    if not looks.filled:
        return []
    if looks.email > _MOSTLY_EMAIL:
        return [("person.email", _BY_VALUE)]
    if looks.mobile > 0.6 and kind != "orders":
        return [("person.phone", _BY_VALUE)]
    return []


def _looks(rows: Sequence[tuple[int, Sequence[Cell]]], position: int) -> Looks:
    filled = [cells[position] for _row, cells in rows if position < len(cells) and as_stood(cells[position]).strip()]
    if not filled:
        return Looks(0, 0, 0, 0, 0, 0)
    texts = [as_stood(cell).strip() for cell in filled]
    read_number, read_date = numbers.reader(","), dates.reader(dates.Style("day", "UTC"))
    read_us = dates.reader(dates.Style("month", "UTC"))
    size = len(filled)
    return Looks(
        size,
        sum(bool(_EMAIL.search(text)) for text in texts) / size,
        sum(bool(_PHONE.fullmatch(text)) for text in texts) / size,
        sum(bool(_MOBILE.fullmatch("+" * text.startswith("+") + digits(text))) for text in texts) / size,
        sum(_can(read_number, cell) for cell in filled) / size,
        sum(_can(read_date, cell) or _can(read_us, cell) for cell in filled) / size,
    )


def _can(read: object, cell: Cell) -> bool:
    try:
        return callable(read) and read(cell) is not None
    except (ValueError, OverflowError):
        return False
