"""How customers who may be the same are put into words: evidence, fields, lists, what else a card has."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from desktop_crm.customers.types import FIELD_NAMES, GENDER_NAMES, LANGUAGE_NAMES, REACHED_BY, CustomerKind
from desktop_crm.duplicates import likeness
from desktop_crm.duplicates.likeness import Likeness
from desktop_crm.duplicates.words import told
from desktop_crm.platform import phones
from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.i18n import N_, _, language
from ui.kit.chips import Chip

KIND_NAMES: Final = {CustomerKind.PERSON: N_("Person"), CustomerKind.COMPANY: N_("Company")}
FIELDS: Final = FIELD_NAMES | {
    "source": N_("Source"), "best_from": FIELD_NAMES["best_hours"], "quiet_from": FIELD_NAMES["quiet_hours"],
}  # fmt: skip
SOURCES: Final = {"hand": N_("added by hand"), "demo": N_("sample shop")}
LISTS: Final = {
    "customer_phones": N_("Phones"), "customer_emails": N_("E-mails"), "customer_addresses": N_("Addresses"),
    "customer_handles": N_("Other names"), "customer_traits": N_("Tastes and sizes"), "customer_tags": N_("Tags"),
}  # fmt: skip
COUNTS: Final = {
    "orders": N_("Orders"), "interactions": N_("Conversations"), "followups": N_("Follow-ups"),
    "answers": N_("Survey answers"), "reviews": N_("Reviews"), "attachments": N_("Files"),
    "loyalty_points": N_("Entries of points"), "stage_marks": N_("Stages"), "referrals": N_("Referrals"),
    "consent_events": N_("Consents"),
}  # fmt: skip
"""What the tables are called whose rows move with a card; those not named here are `OTHER`."""
OTHER: Final = N_("Other records")
_AGAINST: Final = frozenset(
    {
        likeness.OTHER_EMAIL, likeness.OTHER_PHONE, likeness.OTHER_CITY, likeness.OTHER_NAME, likeness.COMMON_NAME,
        likeness.OTHER_TAX_NUMBER,
    }
)  # fmt: skip
_STRONG: Final = frozenset({likeness.SAME_EMAIL, likeness.SAME_PHONE, likeness.SAME_TAX_NUMBER})
_SURE, _LIKELY = 95, 70


def percent(value: int) -> str:
    """Return a share as the language in use writes it: %98 or 98%."""
    return f"%{value}" if language() == "tr" else f"{value}%"


def score_chip(found: Likeness) -> Chip:
    """Return how alike two customers are as a chip."""
    tone = "green" if found.score >= _SURE else "accent" if found.score >= _LIKELY else "amber"
    return Chip(_("{percent} alike").format(percent=percent(found.score)), tone)


def evidence_chips(found: Likeness, most: int = 4) -> tuple[Chip, ...]:
    """Return what speaks for two customers being one, then what speaks against it, as chips."""
    chips = [
        Chip(_evidence(word, found.name), "green" if word in _STRONG else "neutral")
        for word in found.evidence
        if word not in _AGAINST
    ]
    chips += [Chip(_evidence(word, found.name), "amber") for word in found.evidence if word in _AGAINST]
    return tuple(chips[:most])


def _evidence(word: str, name: int) -> str:
    if word in (likeness.CLOSE_NAME, likeness.LIKE_NAME):
        return _("name {percent} alike").format(percent=percent(name))
    return told([word])


def value_words(field: str, value: Any, people: dict[int, str]) -> str:
    """Return what stands in a field in words, `–` where nothing does."""
    if value is None or value == "":
        return "–"
    names = {"kind": KIND_NAMES, "gender": GENDER_NAMES, "language": LANGUAGE_NAMES, "preferred_channel": REACHED_BY}
    if field == "owner_id":
        return people.get(value, "–")
    if field == "source":
        return _(SOURCES[value]) if value in SOURCES else str(value)
    if field == "birthday":
        return _birthday(str(value))
    return _(names[field][value]) if field in names and value in names[field] else str(value)


def line_words(table: str, words: str) -> str:
    """Return a line of a list as people write it."""
    return phones.shown(words) if table == "customer_phones" else words


def _birthday(text: str) -> str:
    try:
        shown = shown_date(date.fromisoformat(f"2000-{text[2:]}" if text.startswith("--") else text))
    except ValueError:
        return text
    return shown[:5] if text.startswith("--") else shown
