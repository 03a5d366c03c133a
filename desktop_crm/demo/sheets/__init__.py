"""The demo shop's spreadsheets, each in its store's own format.

`python -m desktop_crm.demo.sheets` writes the small samples under `resources/demo/sheets` anew.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from desktop_crm.demo.dice import Dice
from desktop_crm.demo.people import HEPSIBURADA, LIST, SHOPIFY, TRENDYOL
from desktop_crm.demo.sheets import handmade, hepsiburada, shelf, shopify, trendyol
from desktop_crm.demo.world import SEED, World
from desktop_crm.platform.paths import resource

SAMPLE_DAY: Final = date(2026, 11, 21)
SAMPLE_CUSTOMERS: Final = 40


def write_world(folder: Path, world: World) -> list[Path]:
    """Write all spreadsheets of `world` into `folder` (made where missing); returns them, customers first."""
    folder.mkdir(parents=True, exist_ok=True)
    by_channel = {name: [s for s in world.sales if s.channel == name] for name in (TRENDYOL, HEPSIBURADA, SHOPIFY)}
    members = [person for person in world.people if SHOPIFY in {person.channel, person.also}]
    return [
        shopify.write_customers(folder, members, by_channel[SHOPIFY]),
        handmade.write(folder, [person for person in world.people if person.channel == LIST]),
        shopify.write_orders(folder, by_channel[SHOPIFY]),
        trendyol.write(folder, by_channel[TRENDYOL]),
        hepsiburada.write(folder, by_channel[HEPSIBURADA]),
        shelf.write_products(folder, world.shelf, Dice(world.seed + 4)),
        shelf.write_discounts(folder, by_channel[SHOPIFY], world.today),
        shelf.write_reviews(folder, by_channel[SHOPIFY], world.now, Dice(world.seed + 5)),
    ]


def write_sheets(folder: Path, today: date, customers: int = 1200, seed: int = SEED) -> list[Path]:
    """Write the spreadsheets of a shop whose present is `today` into `folder`; returns their paths."""
    return write_world(folder, World(today, customers, seed))


def write_samples() -> list[Path]:
    """Write the samples the program ships with."""
    return write_sheets(resource("demo", "sheets"), SAMPLE_DAY, SAMPLE_CUSTOMERS)
