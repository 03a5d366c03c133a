"""How customers are found: names, companies, e-mails, phones and their tails, handles, places, tags, tastes, notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop_crm.platform import phones
from desktop_crm.platform.excerpts import excerpt, first_holding, stretches
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.lookup import by_id
from desktop_crm.platform.plugs import Asked, Hit, Ref, Searchable

_WRITTEN: Final = ("company", "note", "aim", "next_step", "expected_wish", "next_wish", "tax_number")
"""The columns of a customer that are found word by word."""


def _parts(what: str, table: str, separator: str = "' '") -> str:
    return f"(SELECT group_concat({what}, {separator}) FROM {table} WHERE customer_id = c.id AND deleted_at IS NULL)"


_TAGS: Final = (
    "(SELECT group_concat(t.name, {separator}) FROM customer_tags k JOIN tags t ON t.id = k.tag_id "
    "WHERE k.customer_id = c.id AND k.deleted_at IS NULL AND t.deleted_at IS NULL)"
)
_PLACES: Final = "concat_ws(' ', district, city, postal_code)"
_WORDS: Final = f"""
SELECT c.id, fold(concat_ws(' ', c.name, {", ".join(f"c.{column}" for column in _WRITTEN)},
    {_parts(_PLACES, "customer_addresses")}, {_TAGS.format(separator="' '")}, {_parts("address", "customer_emails")},
    {_parts("handle", "customer_handles")}, {_parts("text", "customer_traits")},
    {_parts("digits", "customer_phones")})),
    coalesce({_parts("'r' || reverse(digits)", "customer_phones")}, '')
FROM customers c WHERE c.deleted_at IS NULL AND c.id IN ({{ids}})
"""

_LINES: Final = "char(10)"
_SHOWN: Final = f"""
SELECT c.id, c.name, {_parts("number", "customer_phones", _LINES)},
    {_parts("concat_ws(', ', nullif(district, ''), nullif(city, ''))", "customer_addresses", _LINES)},
    c.company, {_parts("address", "customer_emails", _LINES)}, {_parts("handle", "customer_handles", _LINES)},
    {_TAGS.format(separator=_LINES)}, {_parts("text", "customer_traits", _LINES)}, c.note, c.aim, c.next_step,
    c.expected_wish, c.next_wish, c.tax_number
FROM customers c WHERE c.deleted_at IS NULL AND c.id IN (SELECT value FROM json_each(?))
"""
_FIELDS: Final = (
    N_("Company"), N_("E-mail"), N_("Social handle"), N_("Tag"), N_("Taste"), N_("Note"), N_("Aim"), N_("Next step"),
    N_("Wish"), N_("Wish"), N_("Tax number"),
)  # fmt: skip
"""What the columns after the places are called, in their order."""
_MANY_LINES: Final = {1, 2, 3, 4}
"""The places in `_FIELDS` that hold several values, a line each."""


def _describe(session: Session, ids: Sequence[int], asked: Asked) -> list[Hit]:
    found = by_id(session, _SHOWN, ids)
    return [_hit(found[row_id], asked) for row_id in ids if row_id in found]


def _hit(row: tuple[Any, ...], asked: Asked) -> Hit:
    row_id, name, numbers, places, *texts = row
    shown = [phones.shown(number) for number in (numbers or "").split("\n") if number]
    lived = list(dict.fromkeys(filter(None, (places or "").split("\n"))))
    number = first_holding(shown, asked) or next(iter(shown), "")
    place = first_holding(lived, asked) or next(iter(lived), "")
    rest = " · ".join(filter(None, (number, place)))
    field, text = _speaking(asked, name, f"{number} {place}", texts)
    return Hit(Ref("customer", row_id), name, " · ".join(filter(None, (text, rest))), field, number)


def _speaking(asked: Asked, name: str, shown: str, texts: Sequence[str | None]) -> tuple[str, str]:
    """Return the name and the part of the text that holds most of what stands neither in the name nor beside."""
    missing = tuple(word for word in asked.words if not first_holding((name, shown), Asked(word, word, (word,))))
    if not missing or (asked.number and stretches(shown, asked)):
        return "", ""
    wanted = Asked(asked.text, asked.folded, missing)
    values = [
        (value, _FIELDS[place])
        for place, text in enumerate(texts)
        for value in ((text or "").split("\n") if place in _MANY_LINES else [text or ""])
    ]
    holding = first_holding([value for value, _field in values], wanted)
    if not holding:
        return "", ""
    return _(next(field for value, field in values if value == holding)), excerpt(holding, wanted)


_OF_CUSTOMER: Final = "SELECT {row}.customer_id AS id"

CUSTOMER_SEARCH: Final = Searchable(
    kind="customer",
    table="customers",
    words=_WORDS,
    feeds={
        "customer_emails": _OF_CUSTOMER,
        "customer_phones": _OF_CUSTOMER,
        "customer_addresses": _OF_CUSTOMER,
        "customer_handles": _OF_CUSTOMER,
        "customer_traits": _OF_CUSTOMER,
        "customer_tags": _OF_CUSTOMER,
        "tags": "SELECT customer_id AS id FROM customer_tags WHERE tag_id = {row}.id",
    },
    describe=_describe,
    title="name",
    folded="name_folded",
    titled=(
        "SELECT id FROM customers WHERE name_folded >= :folded AND name_folded < :folded_end "
        "AND deleted_at IS NULL ORDER BY name_folded LIMIT 50"
    ),
)
