"""Postal addresses for labels and envelopes."""

from __future__ import annotations

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import Address, NewCustomer
from desktop_crm.insights.letters import address_lines, letters

HOME = Address(
    line="Lale Sk. 4", neighbourhood="Bostanlı Mah.", district="Karşıyaka", city="İzmir", postal_code="35590"
)


def add(app: App, name: str, *addresses: Address) -> int:
    return app.customers.add(NewCustomer(name=name, addresses=addresses))


@pytest.mark.feature("J7")
def test_an_address_is_written_as_the_post_reads_it(app: App) -> None:
    made = add(app, "Ayşe Öz", HOME)
    found = app.read(lambda session: letters(session, [made]))
    assert found.addresses == (("Ayşe Öz", "Bostanlı Mah.", "Lale Sk. 4", "35590 Karşıyaka / İzmir"),)
    assert found.without == 0


@pytest.mark.feature("J7")
def test_the_preferred_address_goes_before_the_first_and_a_wrong_one_never(app: App) -> None:
    work = Address(line="Sanayi Cd. 1", city="Bursa")
    liked = Address(line="Deniz Sk. 2", city="Muğla", preferred=True)
    gone = Address(line="Eski Sk. 9", city="Ankara", gone=True)
    first, second, third = add(app, "A", work, liked), add(app, "B", gone, work), add(app, "C", gone)
    found = app.read(lambda session: letters(session, [third, second, first]))
    assert [lines[1:] for lines in found.addresses] == [("Sanayi Cd. 1", "Bursa"), ("Deniz Sk. 2", "Muğla")]
    assert found.without == 1


def test_who_cannot_be_written_to_is_counted(app: App) -> None:
    ids = [
        add(app, "Yalnız il", Address(city="İzmir")),
        add(app, "Hiç"),
        add(app, "Yersiz", Address(line="Lale Sk. 4")),
    ]
    found = app.read(lambda session: letters(session, [*ids, 999]))
    assert found.addresses == ()
    assert found.without == 4


def test_the_country_stands_there_only_abroad() -> None:
    there = Address(line="Hauptstr. 3", city="Köln", postal_code="50667", country="DE")
    assert address_lines(there, "TR") == ("Hauptstr. 3", "50667 Köln", "DE")
    assert address_lines(there, "DE") == ("Hauptstr. 3", "50667 Köln")
    assert address_lines(Address(line="Lale Sk. 4", city="İzmir", country="Türkiye"), "TR") == ("Lale Sk. 4", "İzmir")
