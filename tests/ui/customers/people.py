"""A small shop of invented people for the tests and the pictures of the customers page."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Final

from desktop_crm.app import App
from desktop_crm.customers.types import Address, CustomerKind, NewCustomer
from desktop_crm.followups.types import NewFollowUp
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.orders.types import NewLine, NewOrder
from desktop_crm.platform.clock import instant
from desktop_crm.surveys.types import NewAnswer

HOSTILE: Final = '<img src="file:///etc/hostname"><b>x'
LONG: Final = "Uzunadlı" * 625
"""5,000 characters without a blank."""
RIGHT_TO_LEFT: Final = "محمد العربي"
EMOJI: Final = "🌸 Çiçekçi Gül 🌷👩‍👧"

_PEOPLE: Final = (
    ("Ayşe Yıldırım", "0532 418 27 90", "ayse.yildirim@example.com", "Karşıyaka", "İzmir", ("VIP", "Sadık")),
    ("Berk Uğurlu", "0505 331 08 14", "berk.u@example.com", "Çankaya", "Ankara", ("Sadık",)),
    ("Çağla Özgür", "0541 902 66 31", "cagla@example.com", "Kadıköy", "İstanbul", ("Hediye paketi",)),
    ("Derya Kılıç", "0533 127 45 08", "", "Nilüfer", "Bursa", ()),
    ("Ece Şahin", "0536 774 19 52", "ece.sahin@example.com", "Muratpaşa", "Antalya", ("VIP",)),
    ("Gülşah Işık", "0542 608 33 77", "gulsah@example.com", "Aralık", "Iğdır", ("Sadık",)),
    ("Hülya Barış", "0535 290 71 63", "", "Haliliye", "Şanlıurfa", ()),
    ("İbrahim Güneş", "0544 015 88 20", "ibrahim@example.com", "Selçuklu", "Konya", ()),
    ("Mustafa Irmak", "0530 663 54 41", "m.irmak@example.com", "Ortahisar", "Trabzon", ("Fatura ister",)),
    ("Nazlı Aydın", "0538 447 92 06", "nazli@example.com", "Bodrum", "Muğla", ()),
    ("Onur Çetin", "0531 205 17 39", "", "Odunpazarı", "Eskişehir", ("Hediye paketi",)),
    ("Sıla Öztürk", "0545 318 60 24", "sila@example.com", "İzmit", "Kocaeli", ()),
    ("Tuğba Yavuz", "0537 782 36 95", "tugba@example.com", "Beşiktaş", "İstanbul", ("Sadık",)),
    ("Umut Doğan", "0543 156 49 83", "umut@example.com", "İlkadım", "Samsun", ()),
)


def add_shop(app: App) -> dict[str, int]:
    """Fill a store whose clock stands at NOON of 2026-11-21; returns the ids by name."""
    elif_ = app.staff.add("Elif")
    ids = {
        name: app.customers.add(
            NewCustomer(
                name=name, phones=(phone,), emails=(mail,) if mail else (),
                addresses=(Address(district=district, city=city),), tags=tags,
            )
        )
        for name, phone, mail, district, city, tags in _PEOPLE
    }  # fmt: skip
    ids["İnce Hediyelik"] = app.customers.add(
        NewCustomer(
            company="İnce Hediyelik", kind=CustomerKind.COMPANY, phones=("0532 990 04 11", "0342 220 10 10"),
            addresses=(Address(line="Şahinbey Cd. 12", district="Şahinbey", city="Gaziantep"),), tags=("Toptan",),
            tax_number="1234567890", tax_office="Şahinbey",
        )
    )  # fmt: skip
    for place, name in enumerate(ids):
        for turn in range((place * 5) % 4):
            _order(app, ids[name], date(2026, 10 - place % 9, 3 + turn * 7), 64_990 + place * 11_130 + turn * 5_000)
        if place % 3 == 1:
            app.surveys.record(
                NewAnswer(ids[name], "nps", 10 - place % 6, answered_at=instant(date(2026, 10, 2), time(9)))
            )
    _tell_ayse(app, ids["Ayşe Yıldırım"], elif_)
    return ids


def _order(app: App, customer: int, day: date, kurus: int, shop: str = "Trendyol") -> int:
    line = NewLine("Keten gömlek (M)", Decimal(1), Decimal(kurus) / 100)
    return app.orders.take(
        NewOrder(customer, shop, (line,), ordered_at=instant(day, time(20, 31)), paid=True, delivered=True)
    )


def _tell_ayse(app: App, customer: int, staff: int) -> None:
    """Give the first customer a history as long as a real one."""
    _order(app, customer, date(2023, 9, 14), 124_000, "Instagram")
    app.orders.take(
        NewOrder(
            customer, "WhatsApp",
            (
                NewLine("El yapımı fincan", Decimal(2), Decimal("349.90")),
                NewLine("Keten kumaş", Decimal("1.5"), Decimal(420)),
            ),
            shipping=7_990, discount=5_000, payment_method="transfer",
            ordered_at=instant(date(2026, 11, 12), time(21, 47)),
        )
    )  # fmt: skip
    for channel, way, day, wall, text, minutes in (
        (Channel.PHONE, Direction.IN, date(2026, 11, 16), time(14, 8),
         "Rengi fotoğraftan koyu bulmuş, değişim yerine iade istedi. Kargo kodunu WhatsApp’tan ilettim.", 4),
        (Channel.WHATSAPP, Direction.OUT, date(2026, 9, 27), time(18, 12),
         "Gecikme için özür diledim, kupon sözü verdim.", None),
        (Channel.INSTAGRAM, Direction.IN, date(2026, 9, 20), time(11, 40),
         "Yeni sezon fincanları ne zaman gelecek?", None),
    ):  # fmt: skip
        app.interactions.log(
            NewInteraction(customer, channel, way, text, instant(day, wall), minutes=minutes, staff_id=staff)
        )
    app.surveys.record(
        NewAnswer(
            customer, "nps", 9, "Hediye paketi için teşekkürler.", answered_at=instant(date(2026, 10, 2), time(10, 15))
        )
    )
    app.consents.record(customer, "sms", granted=True, text="Telefonda sorduk")
    app.followups.plan(NewFollowUp("İade kargosu ulaştı mı, sor", date(2026, 11, 19), customer, owner_id=staff))
