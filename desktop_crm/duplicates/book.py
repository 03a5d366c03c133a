"""What the customers of a store are compared by, all of them at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop_crm.duplicates.likeness import NONE, Someone


@dataclass(slots=True)
class Book:
    """What the customers of a store are compared by, each part by their ids."""

    names: dict[int, str] = field(default_factory=dict[int, str])
    phones: dict[int, frozenset[str]] = field(default_factory=dict[int, frozenset[str]])
    emails: dict[int, frozenset[str]] = field(default_factory=dict[int, frozenset[str]])
    cities: dict[int, frozenset[str]] = field(default_factory=dict[int, frozenset[str]])
    districts: dict[int, frozenset[str]] = field(default_factory=dict[int, frozenset[str]])
    tax_numbers: dict[int, str] = field(default_factory=dict[int, str])

    def someone(self, customer_id: int) -> Someone:
        """Return one of them."""
        return Someone(
            self.names[customer_id], self.phones.get(customer_id, NONE), self.emails.get(customer_id, NONE),
            self.cities.get(customer_id, NONE), self.districts.get(customer_id, NONE),
            self.tax_numbers.get(customer_id, ""),
        )  # fmt: skip
