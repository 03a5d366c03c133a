"""Store profiles: the files we know by sight, kept as data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from desktop_crm.platform.clock import DEFAULT_ZONE
from desktop_crm.platform.emails import RELAY_DOMAINS, RELAY_PREFIXES
from desktop_crm.transfer.understanding import headers, words
from desktop_crm.transfer.understanding.contact_cells import PARTED_BY
from desktop_crm.transfer.understanding.numbers import DecimalSign

Kind = Literal["customers", "orders", "consents", "answers", "products", "coupons", "reviews"]
GENERAL: Final = "general"


@dataclass(frozen=True, slots=True)
class Home:
    """Where the shop lives: what a sheet of unknown layout leaves unsaid of times, amounts and phones."""

    zone: str = DEFAULT_ZONE
    currency: str = "TRY"
    region: str = "TR"


HOME: Final = Home()
"""A shop in Turkey."""


@dataclass(frozen=True, slots=True)
class OrderRules:
    """How the rows of an order sheet add up to orders.

    totals: the order's own column, the sum of its lines, or decided by the file. `summed` fields stand for one row
    each and are added up over the order, `added` ones come on top of the sum of its lines. `before_discount`: line
    totals still hold the line discount.
    """

    totals: Literal["order", "lines", "file"] = "file"
    summed: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()
    before_discount: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """One known layout: what it is, how it is recognised, what its columns hold and its words mean.

    `first`: one of these begins the file. `least`: how many of its columns a file must have, where single names say
    little.
    `file_names`: consent to e-mail (granted, refused) by how the file's name begins. `refused`: what a file of this
    layout is (payments, finance, ours), where nothing of it is to be taken. `tags`: by what tags in one cell are
    parted. `ours`: this program wrote it. `verbatim`: its texts stand in it as they were, without a guard of a
    spreadsheet other than our own.
    """

    id: str
    kind: Kind
    shop: str
    channel: str = ""
    zone: str = DEFAULT_ZONE
    currency: str = "TRY"
    region: str = "TR"
    dates: Literal["day", "month"] = "day"
    decimals: DecimalSign = "."
    required: tuple[str, ...] = ()
    distinctive: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    least: int = 1
    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    orders: OrderRules = field(default_factory=OrderRules)
    status: Mapping[str, str] = field(default_factory=dict[str, str])
    payment: Mapping[str, str] = field(default_factory=dict[str, str])
    relay_domains: tuple[str, ...] = RELAY_DOMAINS
    relay_prefixes: tuple[str, ...] = RELAY_PREFIXES
    file_names: Mapping[str, str] = field(default_factory=dict[str, str])
    refused: str = ""
    tags: tuple[str, ...] = PARTED_BY
    ours: bool = False
    verbatim: bool = False

    def fit(self, present: Mapping[str, str]) -> int:
        """Return how many of the profile's columns a file has, 0 where it is not this layout.

        `present` maps the header keys of the file to their headers.
        """
        if any(name not in present for name in self.required):
            return 0
        if self.distinctive and not any(name in present for name in self.distinctive):
            return 0
        if self.first and next(iter(present), "") not in self.first:
            return 0
        found = sum(name in present for name in self.columns)
        return found + len(self.required) if found >= self.least or not self.columns else 0


@cache
def all_profiles() -> dict[str, Profile]:
    """Return every known profile by its id."""
    folder = files("resources").joinpath("store_profiles")
    loaded = [
        _profile(tomllib.loads(entry.read_text(encoding="utf-8")))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml") and not entry.name.startswith("_")
    ]
    return {profile.id: profile for profile in sorted(loaded, key=lambda profile: profile.id)}


def _profile(data: dict[str, Any]) -> Profile:
    recognise: dict[str, list[str]] = data.pop("recognise", {})
    least: int = data.pop("least", 1)
    orders: dict[str, Any] = data.pop("orders", {})
    mail: dict[str, list[str]] = data.pop("mail", {})
    columns: dict[str, str] = data.pop("columns", {})
    status: dict[str, Sequence[str]] = data.pop("status", {})
    payment: dict[str, Sequence[str]] = data.pop("payment", {})
    tags: list[str] = data.pop("tags", [*PARTED_BY])
    return Profile(
        **data,
        required=_keys(recognise.get("required", ())),
        distinctive=_keys(recognise.get("distinctive", ())),
        first=_keys(recognise.get("first", ())),
        least=least,
        columns={headers.key(name): target for name, target in columns.items()},
        orders=OrderRules(
            totals=orders.get("totals", "order"),
            summed=frozenset(orders.get("summed", ())),
            added=frozenset(orders.get("added", ())),
            before_discount=orders.get("before_discount", False),
        ),
        status=words.by_word(status),
        payment=words.by_word(payment),
        tags=tuple(tags),
        relay_domains=(*mail.get("relay_domains", ()), *RELAY_DOMAINS),
        relay_prefixes=(*mail.get("relay_prefixes", ()), *RELAY_PREFIXES),
    )


def _keys(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(headers.key(name) for name in names)


@cache
def _known_keys() -> frozenset[str]:
    return frozenset(
        name
        for profile in all_profiles().values()
        for name in (*profile.columns, *profile.required, *profile.distinctive)
    )


def present_keys(names: Sequence[str]) -> dict[str, str]:
    """Return the headers of a file by their key, damaged letters mended by what profiles know."""
    found: dict[str, str] = {}
    for name in names:
        own = headers.key(name)
        found.setdefault(own if own in _known_keys() else headers.find(name, _known_keys()) or own, name)
    return found


def recognised(names: Sequence[str]) -> Profile | None:
    """Return the profile whose layout a file with these headers has, or None."""
    present = present_keys(names)
    scored = [(profile.fit(present), profile) for profile in all_profiles().values()]
    best = max(scored, key=lambda entry: entry[0], default=(0, None))
    return best[1] if best[0] else None
