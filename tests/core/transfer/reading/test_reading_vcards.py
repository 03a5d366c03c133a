"""Contact cards of phones and mail programs become rows, one a card."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from desktop_crm.platform.errors import FileRefused
from desktop_crm.transfer.reading import source, vcards
from desktop_crm.transfer.reading.types import FileKind

OLD = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C4=B0nce;=C5=9E=C3=BCkr=C3=BC;;;\r\n"
    "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C5=9E=C3=BCkr=C3=BC =\r\n=C4=B0nce\r\nTEL;CELL:05321112233\r\n"
    "TEL;WORK;FAX:02121112233\r\nPHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r\n SkZJRg\r\n\r\nEND:VCARD\r\n"
)
NEW = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Ayşe Yılmaz\nN:Yılmaz;Ayşe;;;\nitem1.TEL;type=CELL;type=pref:+90 532 111 22 44\n"
    "item1.X-ABLabel:_$!<Mobile>!$_\nEMAIL;type=INTERNET:ayse@example.com\nEMAIL:ayse.is@example.com\n"
    "ADR;type=HOME:;;Bağdat Cad. No:5\\, D:3;Kadıköy;İstanbul;34710;Türkiye\n"
    "ADR;type=WORK:;;Atatürk Blv. 7;Çankaya;Ankara;06690;Türkiye\nBDAY:1604-04-12\nCATEGORIES:VIP,Toptan\n"
    "NOTE:Kargoyu\\nkomşuya bırakın\\; zili çalmayın\nX-SOCIALPROFILE;type=instagram:ayse.y\nEND:VCARD\n"
)


def read(tmp_path: Path, text: str | bytes) -> list[dict[str, object]]:
    path = tmp_path / "rehber.vcf"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = source.read(path)
    assert found.kind is FileKind.VCARD
    rows = found.sheets[0].rows
    assert [number for number, _cells in rows] == list(range(1, len(rows) + 1))
    return [dict(zip(rows[0][1], cells, strict=True)) for _number, cells in rows[1:]]


@pytest.mark.feature("E2")
def test_an_old_card_in_quoted_printable_keeps_its_turkish_letters_and_loses_its_picture(tmp_path: Path) -> None:
    (card,) = read(tmp_path, OLD)
    assert (card["FN"], card["N family"], card["N given"]) == ("Şükrü İnce", "İnce", "Şükrü")
    assert (card["TEL"], card["NOTE"]) == ("05321112233", "Fax: 02121112233")
    assert "/9j/" not in str(card)


@pytest.mark.feature("E2")
def test_a_card_of_a_phone_gives_its_ways_with_their_kinds_its_addresses_its_day_and_its_groups(tmp_path: Path) -> None:
    (card,) = read(tmp_path, NEW)
    assert card["EMAIL"] == "ayse@example.com ::: ayse.is@example.com"
    assert (card["ADR street"], card["ADR city"], card["ADR region"]) == (
        "Bağdat Cad. No:5, D:3",
        "Kadıköy",
        "İstanbul",
    )
    assert (card["BDAY"], card["CATEGORIES"]) == ("--04-12", "VIP ::: Toptan")
    assert (card["ADR 2 street"], card["ADR 2 city"], card["ADR 2 region"]) == ("Atatürk Blv. 7", "Çankaya", "Ankara")
    assert (card["NOTE"], card["SOCIAL"]) == ("Kargoyu\nkomşuya bırakın; zili çalmayın", "instagram: ayse.y")


def test_several_cards_in_one_file_are_several_rows_whatever_its_encoding(tmp_path: Path) -> None:
    for name in ("utf-8-sig", "utf-16", "windows-1254"):
        cards = read(tmp_path, (OLD + NEW).encode(name))
        assert [card["FN"] for card in cards] == ["Şükrü İnce", "Ayşe Yılmaz"], name


def test_a_firm_is_a_company_and_no_person(tmp_path: Path) -> None:
    (card,) = read(
        tmp_path, "BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nFN:Örnek Tekstil\nORG:Örnek Tekstil;\nTEL:444 1 444\nEND:VCARD"
    )
    assert (card["FN"], card["ORG"], card["TEL"]) == (None, "Örnek Tekstil", "444 1 444")


def test_a_card_that_was_cut_off_is_kept_as_far_as_it_goes(tmp_path: Path) -> None:
    cards = read(tmp_path, NEW.replace("END:VCARD\n", "") + OLD)
    assert [card["FN"] for card in cards] == ["Ayşe Yılmaz", "Şükrü İnce"]


def test_lines_that_nothing_can_read_are_counted_and_logged_nowhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "rehber.vcf"
    path.write_text(NEW.replace("BDAY:1604-04-12", "Ayşe Yılmaz 0532 111 22 44"), encoding="utf-8")
    with caplog.at_level(logging.DEBUG):
        _sheet, decisions = vcards.read(path)
    assert [decision.because_args.get("count") for decision in decisions][-1] == 1
    assert caplog.text == ""


def test_a_picture_of_many_lines_takes_no_time(tmp_path: Path) -> None:
    picture = "PHOTO;ENCODING=BASE64;JPEG:AAAA\r\n" + " QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB\r\n" * 100_000
    (card,) = read(tmp_path, OLD.replace("PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r\n SkZJRg\r\n", picture))
    assert card["FN"] == "Şükrü İnce"


def test_a_file_without_a_whole_card_is_refused_with_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "rehber.vcf"
    path.write_text("BEGIN:VCARD\nPHOTO:AAAA\n", encoding="utf-8")
    with pytest.raises(FileRefused, match=r"rehber\.vcf has no whole contact card"):
        source.read(path)
