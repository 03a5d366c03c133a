"""How customers are found: names, company, e-mails, phones and their tails, places, tags and notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.customers import queries
from desktop_crm.customers.tables import CustomerTable
from desktop_crm.platform import phones
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


def _describe(session: Session, ids: Sequence[int], words: Sequence[str]) -> list[Hit]:
    rows = session.execute(
        select(CustomerTable.id, CustomerTable.name, CustomerTable.company, CustomerTable.note).where(
            CustomerTable.id.in_(ids), CustomerTable.deleted_at.is_(None)
        )
    )
    numbers, addresses = queries.phones(session, ids), queries.addresses(session, ids)
    mails = queries.emails(session, ids)
    hits: dict[int, Hit] = {}
    for row_id, name, company, note in rows:
        telephones = [phones.shown(phone.number) for phone in numbers.get(row_id, ())]
        places = [", ".join(filter(None, (a.district, a.city))) for a in addresses.get(row_id, ())]
        mailboxes = [mail.address for mail in mails.get(row_id, ())]
        reasons = [*_speaking(words, [company or "", *mailboxes, note or ""]), *telephones[:1], *places[:1]]
        hits[row_id] = Hit(Ref("customer", row_id), name, " · ".join(filter(None, dict.fromkeys(reasons))))
    return [hits[row_id] for row_id in ids if row_id in hits]


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
