"""E-mail addresses: read from whatever a cell holds, folded for comparison, relay addresses known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from desktop_crm.platform.text import fold

RELAY_DOMAINS: Final = (
    "trendyolmail.com", "trendyol.com", "hepsiburada.com", "hbmail.com", "n11.com", "ciceksepeti.com", "pttavm.com",
    "marketplace.amazon.com", "marketplace.amazon.com.tr", "marketplace.amazon.de", "marketplace.amazon.co.uk",
    "marketplace.amazon.fr", "marketplace.amazon.it", "marketplace.amazon.es", "marketplace.amazon.nl",
    "members.ebay.com", "privaterelay.appleid.com",
)  # fmt: skip
"""Mail domains of marketplaces that pass mail on; such an address names an order's buyer, not a person."""
RELAY_PREFIXES: Final = ("pf+",)
_RELAY_NAMES: Final = {
    "trendyol": "Trendyol", "hepsiburada": "Hepsiburada", "hbmail": "Hepsiburada", "n11": "N11",
    "ciceksepeti": "Çiçeksepeti", "pttavm": "PttAVM", "amazon": "Amazon", "ebay": "eBay", "appleid": "Apple",
}  # fmt: skip

_ANGLE: Final = re.compile(r"<([^<>]+)>")
_PLAIN: Final = re.compile(
    r"[a-z0-9_]+(?:[.+-][a-z0-9_]+)*@[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]{2,24}", re.ASCII | re.IGNORECASE
)


@lru_cache(maxsize=100_000)
def normal(text: str) -> str | None:
    """Return the address in `text` as it is written to (domain in small letters), or None where there is none.

    `mailto:`, angle brackets, quotes and trailing punctuation are taken off; deliverability is not asked.
    """
    angled = _ANGLE.search(text)
    address = (angled.group(1) if angled else text).strip().strip("\"'`,;:. \u200b\ufeff<>()[]")
    if address[:7].lower() == "mailto:":
        address = address[7:].partition("?")[0]
    local, _at, domain = address.rpartition("@")
    if _PLAIN.fullmatch(address):
        return f"{local}@{domain.lower()}"
    if "." not in domain:
        return None
    from email_validator import EmailNotValidError, validate_email  # only for what is unusual: it loads slowly

    try:
        return validate_email(
            address, check_deliverability=False, globally_deliverable=False, allow_domain_literal=False
        ).normalized
    except EmailNotValidError:
        return None


def folded(address: str) -> str:
    """Return the key by which two spellings of one address are the same."""
    return fold(address)


def is_relay(address: str, domains: Iterable[str] = RELAY_DOMAINS, prefixes: Iterable[str] = RELAY_PREFIXES) -> bool:
    """Return whether a marketplace stands between this address and its person, so that it is no identity."""
    local, _at, domain = address.lower().rpartition("@")
    return any(domain == known or domain.endswith("." + known) for known in domains) or any(
        local.startswith(prefix) for prefix in prefixes
    )


def relay_name(address: str) -> str:
    """Return the marketplace whose relay an address is, '' where its domain tells none."""
    domain = address.lower().rpartition("@")[2]
    return next((name for part, name in _RELAY_NAMES.items() if part in domain), "")
