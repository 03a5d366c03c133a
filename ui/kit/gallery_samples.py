"""Invented people and figures for the gallery, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from desktop_crm.platform.i18n import language
from desktop_crm.platform.money import shown
from ui.kit.chips import Chip
from ui.kit.paging import Sort
from ui.kit.row_paint import Act, Lead, Row
from ui.kit.tables import Cells, Column, Kind

HOW_MANY: Final = 12_480


def say(turkish: str, english: str) -> str:
    """Return the words in the language in use."""
    return turkish if language() == "tr" else english


_PEOPLE: Final = (
    ("Ayşe Yıldırım", "Sadık", "accent", "0532 418 27 90", "İzmir", 14, 1_894_050, "12.11.2026", "9"),
    ("Berk Uğurlu", "Sadık", "accent", "0505 331 08 14", "Ankara", 9, 1_126_000, "02.11.2026", "10"),
    ("Çağla Özgür", "Gelişen", "blue", "0541 902 66 31", "İstanbul", 3, 241_590, "09.11.2026", "8"),
    ("Derya Kılıç", "Yeni", "green", "0533 127 45 08", "Bursa", 1, 64_990, "17.11.2026", "–"),
    ("Ece Şahin", "Şampiyon", "violet", "0536 774 19 52", "Antalya", 21, 3_172_000, "15.11.2026", "10"),
    ("Gülşah Işık", "Sadık", "accent", "0542 608 33 77", "Iğdır", 11, 1_200_840, "28.10.2026", "9"),
    ("Hülya Barış", "Riskte", "red", "0535 290 71 63", "Şanlıurfa", 18, 1_421_000, "17.08.2026", "7"),
    ("İbrahim Güneş", "Riskte", "red", "0544 015 88 20", "Konya", 8, 743_025, "30.07.2026", "5"),
    ("Şükrü İnce", "Toptan", "amber", "0532 990 04 11", "Gaziantep", 6, 4_260_000, "05.11.2026", "9"),
    ('<img src="file:///etc/hostname"><b>x', "Yeni", "green", "0555 000 00 00", "Muğla", 2, 119_800, "18.11.2026", "6"),
)

COLUMNS: Final = (
    Column("name", "Ad soyad", 130, Kind.PERSON, stretch=True),
    Column("group", "Grup", 92, Kind.CHIP),
    Column("phone", "Telefon", 122, Kind.DATE, sortable=False),
    Column("city", "İl", 78, Kind.MUTED),
    Column("orders", "Sipariş", 66, Kind.NUMBER),
    Column("total", "Toplam", 96, Kind.MONEY),
    Column("last", "Son sipariş", 94, Kind.DATE),
    Column("nps", "NPS", 48, Kind.NUMBER),
)


class People:
    """The customers of the gallery's table."""

    def ids(self, _session: Any, sort: Sort | None) -> Sequence[int]:
        """Return as many ids as a real shop has."""
        ids = range(1, HOW_MANY + 1)
        return ids[::-1] if sort is not None and sort.descending else ids

    def rows(self, _session: Any, ids: Sequence[int]) -> Sequence[Cells]:
        """Return the rows of these ids."""
        return [_person(id_) for id_ in ids]


def _person(id_: int) -> Cells:
    name, group, tone, phone, city, orders, total, last, nps = _PEOPLE[(id_ - 1) % len(_PEOPLE)]
    return (name, Chip(group, tone), phone, city, str(orders), shown(total, "TRY"), last, nps)


def _acts() -> tuple[Act, ...]:
    return (Act("postpone", say("Ertele", "Postpone"), "alarm"), Act("more", say("Diğer", "More"), "more"))


def follow_ups() -> list[Row]:
    """Return the follow-ups of a day."""
    check = Lead("check")
    return [
        Row(
            1,
            say("İade kargosu ulaştı mı, sor", "Ask whether the return has arrived"),
            "Ayşe Yıldırım · #TY-90412",
            check,
            (Chip(say("Telefon", "Phone"), icon="phone"), Chip(say("2 gün gecikti", "2 days late"), "red")),
            acts=_acts(),
        ),
        Row(
            2,
            say("Beden değişimi için stok haberi ver", "Tell about stock for the exchange"),
            "Çağla Özgür",
            check,
            (Chip("WhatsApp", icon="chat"), Chip(say("Dün", "Yesterday"), "red")),
            acts=_acts(),
        ),
        Row(
            3,
            say("Toptan teklif görüşmesi", "Talk about the wholesale offer"),
            "Şükrü İnce · İnce Hediyelik",
            check,
            (Chip(say("Telefon", "Phone"), icon="phone"), Chip("10:30", "amber")),
            acts=_acts(),
        ),
        Row(
            4,
            say("Doğum günü kuponu gönder", "Send the birthday coupon"),
            say("Gülşah Işık · SMS onaylı", "Gülşah Işık · SMS allowed"),
            Lead("check", checked=True),
            (Chip("SMS", icon="sms"), Chip(say("Bugün", "Today"), "accent")),
            acts=_acts(),
            done=True,
        ),
        Row(
            5,
            '<img src="file:///etc/hostname"><b>x',
            say("Adı böyle yazılmış bir müşteri", "A customer who wrote it so"),
            check,
            (Chip(say("E-posta", "E-mail"), icon="mail"), Chip("15:00", "accent")),
            acts=_acts(),
        ),
    ]


def waiting() -> list[Row]:
    """Return who waits for an answer."""
    answer = (Act("answer", say("Yanıtla", "Answer")),)
    return [
        Row(
            11,
            "Mustafa Irmak",
            "“Faturada şirket unvanı yanlış çıkmış, düzeltebilir misiniz?”",
            Lead("avatar", "Mustafa Irmak"),
            (Chip(say("E-posta", "E-mail")), Chip(say("26 saat", "26 hours"), "red")),
            acts=answer,
        ),
        Row(
            12,
            "Sıla Öztürk",
            "“Kargo 4 gündür dağıtımda görünüyor”",
            Lead("avatar", "Sıla Öztürk"),
            (Chip("Instagram"), Chip(say("5 saat", "5 hours"), "amber")),
            acts=answer,
        ),
        Row(
            13,
            "Derya Kılıç",
            "“Bu elbisenin 42 bedeni gelecek mi?”",
            Lead("avatar", "Derya Kılıç"),
            (Chip("WhatsApp"), Chip(say("40 dk", "40 min"))),
            acts=answer,
        ),
    ]


def promises() -> list[Row]:
    """Return promises given."""
    return [
        Row(
            21,
            say("Hasarlı fincan yerine yenisi gönderilecek", "A new cup for the broken one"),
            say("Nazlı Aydın · Emre söz verdi", "Nazlı Aydın · Emre promised"),
            chips=(Chip(say("Yarın", "Tomorrow"), "amber"),),
        ),
        Row(
            22,
            say("Geç kargo için 50 ₺ kupon", "A ₺50 coupon for the late parcel"),
            say("Onur Çetin · Elif söz verdi", "Onur Çetin · Elif promised"),
            chips=(Chip(say("Bugün", "Today"), "red"),),
        ),
    ]


def leaving() -> list[Row]:
    """Return who might leave."""
    plan = (Act("plan", say("Takip planla", "Plan a follow-up")),)
    return [
        Row(
            31,
            "Hülya Barış",
            say("35 günde bir alırdı, 96 gündür yok", "used to buy every 35 days, away for 96"),
            Lead("avatar", "Hülya Barış"),
            trail="₺14.210",
            acts=plan,
        ),
        Row(
            32,
            "Tuğba Yavuz",
            say("Son ankette 4/10 verdi", "Gave 4/10 in the last survey"),
            Lead("avatar", "Tuğba Yavuz"),
            trail="₺9.870",
            acts=plan,
        ),
        Row(
            33,
            "İbrahim Güneş",
            say("Son siparişi iade etti", "Returned the last order"),
            Lead("avatar", "İbrahim Güneş"),
            trail="₺7.430",
            acts=plan,
        ),
    ]


def ratings() -> list[Row]:
    """Return the last answers to surveys."""
    return [
        Row(41, "Ece Şahin", "“Paketleme harikaydı, yine alırım”", Lead("score", "10", "green")),
        Row(42, "Umut Doğan", "“Hızlı kargo”", Lead("score", "9", "green")),
        Row(43, "Tuğba Yavuz", "“Renk fotoğraftaki gibi değil” · takip açıldı", Lead("score", "4", "red")),
    ]


def timeline() -> list[Row]:
    """Return a customer's history."""

    def row(id_: int, icon: str, tone: str, title: str, second: str, when: str) -> Row:
        return Row(id_, title, second, Lead("badge", icon, tone), trail=when, strong=True)

    return [
        row(
            51,
            "follow_up",
            "amber",
            "Takip: iade kargosu ulaştı mı, sor",
            "Emre · telefon · her gün hatırlat",
            "19 Kas, gecikti",
        ),
        row(
            52,
            "return",
            "red",
            "İade talebi · #TY-90412",
            "Keten gömlek (M) · renk farklı · ₺749,90 · iade süresi 26 Kas’ta doluyor",
            "16 Kas 14:20",
        ),
        row(
            53,
            "phone",
            "blue",
            "Gelen arama · 4 dk",
            "Rengi fotoğraftan koyu bulmuş, değişim yerine iade istedi. Kargo kodunu WhatsApp’tan ilettim.",
            "16 Kas 14:08",
        ),
        row(
            54,
            "orders",
            "accent",
            "Sipariş #TY-90412 · Trendyol",
            "3 ürün · ₺1.869,70 · 15 Kas teslim edildi",
            "12 Kas 21:47",
        ),
        row(55, "survey", "green", "Anket: NPS 9, CSAT 5/5", "“Hediye paketi için teşekkürler.”", "2 Eki 10:15"),
        row(56, "promise", "green", "Söz tutuldu", "Kargo gecikmesi için 50 ₺ kupon tanımlandı", "28 Eyl 17:30"),
        row(57, "chat", "blue", "WhatsApp · giden", "Gecikme için özür diledim, kupon sözü verdim.", "27 Eyl 18:12"),
    ]
