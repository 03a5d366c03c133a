"""Which layout a table has: chosen by a person, taught, known by sight, or made out column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast, get_args

from desktop_crm.platform.errors import FileRefused, UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold, squeeze
from desktop_crm.transfer.choices import LEFT_OUT, Choices, Taught, fitting
from desktop_crm.transfer.reading.messages import UNRECOGNISED
from desktop_crm.transfer.reading.types import Table
from desktop_crm.transfer.understanding import headers, mapping, profiles
from desktop_crm.transfer.understanding.decisions import CHOSEN, TAUGHT, Decision
from desktop_crm.transfer.understanding.fields import FIELDS, NEVER_TAKEN, OURS_OWN, OWN, Field
from desktop_crm.transfer.understanding.mapping import Mapped
from desktop_crm.transfer.understanding.profiles import Home, Kind, OrderRules, Profile

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
LAYOUT: Final = N_("layout")
_KIND: Final = N_("kind of file")
_KIND_WORDS: Final = {
    "customers": N_("customers"), "orders": N_("orders"), "consents": N_("consents"), "answers": N_("answers"),
    "products": N_("products"), "coupons": N_("discount codes"), "reviews": N_("reviews"),
}  # fmt: skip
_REFUSALS: Final = {
    "ours": N_(
        "{file} was written by this program from orders it has. To move them elsewhere, restore a backup there."
    ),
    "payments": N_("{file} is a list of payments, holds and withdrawals. Orders come from the shop’s own export."),
    "finance": N_("{file} is an account of commissions and fees. Orders come from the marketplace’s order list."),
}
_TURKISH: Final = frozenset("çğıöşüÇĞİÖŞÜ")

BY_LAYOUT: Final = N_("recognised")
BY_NAME: Final = N_("by its title")
BY_VALUES: Final = N_("by its values")
UNKNOWN: Final = N_("not known")
HIDDEN: Final = N_("never stored")
ASKED: Final = N_("what is of nobody and no day is a question")


@dataclass(frozen=True, slots=True)
class Understood:
    """How a table is to be read: its layout, its columns with why each was taken for what, what was decided on top.

    `taught` is the taught layout that it has, if any; `choices` are its own with what was chosen for this file over.
    """

    profile: Profile
    columns: list[Mapped]
    why: dict[int, str]
    reasons: list[Decision]
    choices: Choices
    taught: Taught | None


def understand(
    table: Table,
    choices: Choices,
    taught: Sequence[Taught],
    home: Home,
    file: str,
    fields: Mapping[str, Field] = FIELDS,
) -> Understood:
    """Return how a table is read, its columns holding any of `fields`.

    Raises FileRefused where it is nothing we take, UserError for an unknown kind.
    """
    _check(choices)
    fit = None if choices.profile else taught_for(table, taught, choices.kind)
    reasons: list[Decision] = []
    if fit is not None:
        reasons.append(
            Decision(LAYOUT, "{name}", N_("as you taught it on {day}"), {"name": fit.name}, {"day": fit.day})
        )
        choices = choices.over(fit.choices)
    choices = _as_spelled_here(choices, table.headers)
    profile, columns, why, more = _recognised(table, choices, home, file, named=fit is None)
    learned = None if fit is None else _as_spelled_here(fit.choices, table.headers)
    if profile.ours:
        columns = _own_by_name(columns, fields)
    columns = _as_chosen(columns, choices, why, learned, fields)
    if choices.shop:
        profile = replace(profile, shop=choices.shop)
    return Understood(profile, columns, why, reasons + more, choices, fit)


def _as_spelled_here(choices: Choices, names: Sequence[str]) -> Choices:
    """Return choices about columns by the headers of this file, which may be spelled a little otherwise."""
    here = {headers.key(name): name for name in reversed(names)}

    def mine(said: Mapping[str, str]) -> dict[str, str]:
        return {name if name in names else here.get(headers.key(name), name): value for name, value in said.items()}

    return replace(choices, columns=mine(choices.columns), dates=mine(choices.dates), decimals=mine(choices.decimals))


def _check(choices: Choices) -> None:
    if choices.kind and choices.kind not in KINDS:
        raise UserError(N_("“{kind}” is no kind of file that can be brought in."), kind=choices.kind)
    if choices.profile and choices.profile != profiles.GENERAL and choices.profile not in profiles.all_profiles():
        raise UserError(N_("There is no profile called “{profile}”."), profile=choices.profile)


def taught_for(table: Table, taught: Sequence[Taught], kind: str = "") -> Taught | None:
    """Return the taught layout that a table has, of one kind where that was chosen; None where it has none."""
    known = [one for one in taught if (not kind or one.kind == kind) and (table.headerless or not one.untitled)]
    fit = fitting(known, list(map(headers.key, table.headers)))
    if fit is None or not fit.untitled:
        return fit
    held = {name: target for name, target in fit.choices.columns.items() if target in FIELDS}
    return fit if mapping.agrees(table.headers, table.rows, held) else None


def _recognised(
    table: Table, choices: Choices, home: Home, file: str, *, named: bool
) -> tuple[Profile, list[Mapped], dict[int, str], list[Decision]]:
    known = profiles.all_profiles()
    layout = known.get(choices.profile) if choices.profile else profiles.recognised(table.headers)
    if layout is not None and choices.kind and not choices.profile and layout.kind != choices.kind:
        layout = None
    if layout is None:
        return _general(table, choices, home, file)
    if layout.refused and not choices.profile:
        raise FileRefused(_REFUSALS[layout.refused], file=file)
    columns = mapping.by_profile(table.headers, layout, table.rows)
    because = N_("its columns are those of this layout") if not choices.profile else CHOSEN
    reasons = [Decision(LAYOUT, layout.id, because)] if named else []
    return layout, columns, _why(columns, BY_LAYOUT), reasons


def _general(
    table: Table, choices: Choices, home: Home, file: str
) -> tuple[Profile, list[Mapped], dict[int, str], list[Decision]]:
    kind = cast("Kind | None", choices.kind or None)
    found, columns, _reasons = mapping.by_score(table.headers, table.rows, kind)
    if found is None:
        raise FileRefused(UNRECOGNISED, file=file)
    turkish = any(_TURKISH & set(name) for name in table.headers) or _is_turkish(table.headers)
    layout = Profile(
        profiles.GENERAL, found, "", zone=home.zone, currency=home.currency, region=home.region,
        decimals="," if turkish else ".", orders=OrderRules("file"),
    )  # fmt: skip
    taken = sum(column.target not in NEVER_TAKEN for column in columns)
    because = N_("{count} of {total} columns are known by their name or values")
    values: dict[str, object] = {"count": taken, "total": len(columns)}
    decision = Decision(_KIND, _KIND_WORDS[found], because, because_args=values)
    if choices.kind:
        decision = Decision(_KIND, _KIND_WORDS[found], CHOSEN)
    return layout, columns, _why(columns, BY_NAME), [decision]


def _why(columns: Sequence[Mapped], usual: str) -> dict[int, str]:
    why: dict[int, str] = {}
    for column in columns:
        if column.target == "secret":
            why[column.position] = HIDDEN
        elif column.target in NEVER_TAKEN:
            why[column.position] = UNKNOWN
        elif usual == BY_NAME and column.target == "answer.question":
            why[column.position] = ASKED
        elif usual == BY_NAME and not mapping.is_known(column.header):
            why[column.position] = BY_VALUES
        else:
            why[column.position] = usual
    return why


def _as_chosen(
    columns: Sequence[Mapped],
    choices: Choices,
    why: dict[int, str],
    learned: Choices | None,
    fields: Mapping[str, Field],
) -> list[Mapped]:
    """Give columns the fields that were chosen for them; a field that holds one column only leaves the other."""
    wanted = {name: target for name, target in choices.columns.items() if target in fields}
    taken = {target for target in wanted.values() if not fields[target].many}
    chosen: list[Mapped] = []
    for column in columns:
        target = wanted.get(column.header)
        if target is None:
            kept = "" if column.target in taken else column.target
            chosen.append(replace(column, target=kept))
            if kept != column.target:
                why[column.position] = UNKNOWN
        elif column.target != "secret":
            taught = learned is not None and learned.columns.get(column.header, "") == target
            why[column.position] = TAUGHT if taught else CHOSEN
            chosen.append(replace(column, target="" if target == LEFT_OUT else target))
        else:
            chosen.append(column)
    return chosen


def _own_by_name(columns: Sequence[Mapped], fields: Mapping[str, Field]) -> list[Mapped]:
    """Give the columns of our own list that are called as the shop's own fields to these."""
    own = {fold(one.label): one.id for one in fields.values() if one.id.startswith(OWN)}
    return [
        replace(column, target=column.target or own.get(squeeze(fold(column.header.partition(OURS_OWN)[2])), ""))
        for column in columns
    ]


def _is_turkish(names: Sequence[str]) -> bool:
    words = {word for name in names for word in headers.key(name).split()}
    return bool(words & {"ad", "telefon", "adres", "soyad", "siparis", "tarih", "tutar", "musteri", "adet", "sehir"})
