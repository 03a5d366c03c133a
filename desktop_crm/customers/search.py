"""How customers are found: names, company, e-mails, phones and their tails, places, tags and notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop_crm.platform import phones
from desktop_crm.platform.lookup import by_id
from desktop_crm.platform.plugs import Hit, Ref, Searchable
from desktop_crm.platform.text import folded_words

_WORDS: Final = """
SELECT c.id, fold(c.name || ' ' || coalesce(c.company, '') || ' ' || coalesce(c.note, '') || ' ' ||
    coalesce((SELECT group_concat(coalesce(city, '') || ' ' || coalesce(district, '') || ' ' ||
              coalesce(postal_code, ''), ' ') FROM customer_addresses WHERE customer_id = c.id), '') || ' ' ||
    coalesce((SELECT group_concat(t.name, ' ') FROM customer_tags k JOIN tags t ON t.id = k.tag_id
              WHERE k.customer_id = c.id), '') || ' ' ||
    coalesce((SELECT group_concat(address, ' ') FROM customer_emails WHERE customer_id = c.id), '')) || ' ' ||
    coalesce((SELECT group_concat(digits || ' r' || reverse(digits), ' ') FROM customer_phones
              WHERE customer_id = c.id), '')
FROM customers c
WHERE c.deleted_at IS NULL AND c.id IN (SELECT id FROM search_stale WHERE kind = 'customer')
"""


_SHOWN: Final = """
SELECT c.id, c.name, coalesce(c.company, ''), coalesce(c.note, ''),
    (SELECT group_concat(address, char(10)) FROM customer_emails WHERE customer_id = c.id),
    (SELECT number FROM customer_phones WHERE customer_id = c.id ORDER BY position, id LIMIT 1),
    (SELECT concat_ws(', ', nullif(district, ''), nullif(city, '')) FROM customer_addresses
     WHERE customer_id = c.id ORDER BY position, id LIMIT 1)
FROM customers c WHERE c.deleted_at IS NULL AND c.id IN (SELECT value FROM json_each(?))
"""


def _describe(session: Session, ids: Sequence[int], words: Sequence[str]) -> list[Hit]:
    found = by_id(session, _SHOWN, ids)
    return [_hit(found[row_id], words) for row_id in ids if row_id in found]


def _hit(row: tuple[Any, ...], words: Sequence[str]) -> Hit:
    row_id, name, company, note, mails, number, place = row
    spoken = _speaking(words, [company, *(mails or "").split("\n"), note])
    reasons = [*spoken, phones.shown(number) if number else "", place or ""]
    return Hit(Ref("customer", row_id), name, " · ".join(filter(None, dict.fromkeys(reasons))))


def _speaking(words: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Return the texts that hold one of the words, shortened for one line."""
    return [
        text if len(text) <= 80 else f"{text[:79]}…"
        for text in texts
        if any(found.startswith(word) for found in folded_words(text) for word in words)
    ]


CUSTOMER_SEARCH: Final = Searchable(
    kind="customer",
    table="customers",
    words=_WORDS,
    feeds={
        "customer_emails": "customer_id",
        "customer_phones": "customer_id",
        "customer_addresses": "customer_id",
        "customer_tags": "customer_id",
    },
    describe=_describe,
    title="name",
)
