"""The demo shop before it is written down anywhere: its people, its shelf and its orders."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from desktop_crm.demo.catalogue import products
from desktop_crm.demo.dice import Dice
from desktop_crm.demo.people import people
from desktop_crm.demo.sales import OPENING, Trade

SEED: Final = 20261121


class World:
    """Everything invented for one day, one size and one seed; two worlds of the same three are the same."""

    def __init__(self, today: date, customers: int, seed: int = SEED) -> None:
        self.today, self.seed = today, seed
        self.now = datetime.combine(today, OPENING)
        self.people = people(Dice(seed), customers)
        self.shelf = products(Dice(seed + 1))
        self.sales = Trade(Dice(seed + 2), today, self.shelf).sales(self.people)
        self.dice = Dice(seed + 3)
        """For whoever tells more of this world."""
