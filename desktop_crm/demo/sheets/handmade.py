"""The list the shop kept by hand before: names, phones as they were scribbled, towns and notes."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from desktop_crm.demo.people import Person
from desktop_crm.platform.text import lower_tr, upper_tr

NAME: Final = "musteri-listesi.csv"
COLUMNS: Final = ("Ad Soyad", "Telefon", "Şehir", "Not")


def write(folder: Path, people: Sequence[Person]) -> Path:
    """Write the people into a new file in `folder` and return its path."""
    path = folder / NAME
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\r\n")
        out.writerow(COLUMNS)
        for place, person in enumerate(people):
            name = (person.name, upper_tr(person.name), person.name, lower_tr(person.name))[place % 4]
            out.writerow((name, scribbled(person.phone, place), person.city, person.note))
    return path


def scribbled(phone: str, style: int) -> str:
    """Return an E.164 Turkish number in one of the ways people write it."""
    bare = phone.removeprefix("+90")
    styles = (
        f"0{bare[:3]} {bare[3:6]} {bare[6:8]} {bare[8:]}",
        f"({bare[:3]}) {bare[3:6]} {bare[6:]}",
        f"+90 {bare[:3]} {bare[3:6]} {bare[6:]}",
        bare,
        f"0{bare[:3]}-{bare[3:6]}-{bare[6:]}",
    )
    return styles[style % len(styles)]
