"""A believable shop to try the program with, in a store file of its own."""

from __future__ import annotations

from desktop_crm.demo.shop import DEMO, SHOP, TOLD, Summary, build, make

__all__ = ["DEMO", "SHOP", "TOLD", "Summary", "build", "make"]
