"""Postal addresses as they stand on a label or an envelope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import Address
from desktop_crm.platform import settings
from desktop_crm.platform.places import is_turkey

_AT_ONCE: Final = 10_000
_DELIVERY: Final = "delivery"


@dataclass(frozen=True, slots=True)
class Letters:
    """What can be sent: the lines of each address, the name first; and how many have no full address."""

    addresses: tuple[tuple[str, ...], ...]
    without: int


def letters(session: Session, customer_ids: Sequence[int]) -> Letters:
    """Return the postal addresses of customers in the given order; those without street and place are counted.

    The preferred address goes first, then one for deliveries; one marked as wrong is never used. The country is named
    where it is not the shop's own.
    """
    home = settings.value(session, settings.REGION)
    found: list[tuple[str, ...]] = []
    for first in range(0, len(customer_ids), _AT_ONCE):
        wanted = customer_ids[first : first + _AT_ONCE]
        names, places = customers.names(session, wanted), customers.addresses(session, wanted)
        for row_id in wanted:
            usable = [place for place in places.get(row_id, ()) if _usable(place)]
            if usable and row_id in names:
                best = min(usable, key=lambda place: (not place.preferred, place.kind != _DELIVERY))
                found.append((names[row_id], *address_lines(best, home)))
    return Letters(tuple(found), len(customer_ids) - len(found))


def address_lines(address: Address, home: str) -> tuple[str, ...]:
    """Return an address as the post reads it; `home` is the country that needs no naming."""
    place = " / ".join(filter(None, (address.district, address.city)))
    last = " ".join(filter(None, (address.postal_code, place, address.region)))
    at_home = address.country.upper() == home.upper() or (home == "TR" and is_turkey(address.country))
    return tuple(filter(None, (address.neighbourhood, address.line, last, "" if at_home else address.country)))


def _usable(place: Address) -> bool:
    return not place.gone and bool(place.line.strip()) and bool(place.city or place.district or place.postal_code)
