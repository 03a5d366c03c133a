"""Referrals as the rest of the program speaks of them."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_crm.orders.types import Totals


@dataclass(frozen=True, slots=True)
class Referral:
    """One end of a referral, seen from the other: `customer_id` and `name` are the other one's.

    `totals` is what the one who was brought has ordered since; `at` and `thanked_at` in UTC ms.
    """

    id: int
    customer_id: int
    name: str
    note: str
    at: int
    thanked_at: int | None
    totals: tuple[Totals, ...] = ()


@dataclass(frozen=True, slots=True)
class Referrals:
    """Who brought a customer (nobody known: None), and whom they brought, newest first."""

    brought_by: Referral | None
    brought: tuple[Referral, ...]
