"""Answers of surveys brought in: each once, whoever asks the same again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop_crm.app import App
from desktop_crm.surveys.tables import AnswerTable
from desktop_crm.transfer.choices import Choices, Decided
from desktop_crm.transfer.service import ImportService
from desktop_crm.transfer.tables import SourceRecordTable
from desktop_crm.transfer.types import FileReport
from tests.core.transfer.conftest import counts, stage_here

Bring = Callable[[Path], FileReport]
ASKED = "Bizi arkadaşınıza tavsiye eder misiniz?"
TITLES = f"Zaman damgası,E-posta Adresi,{ASKED}"


@pytest.fixture
def form(tmp_path: Path) -> Callable[..., Path]:
    """Write the answers to a form as Google has them."""

    def write(name: str, titles: str, *rows: str) -> Path:
        path = tmp_path / name
        path.write_text("\n".join((titles, *rows)), encoding="utf-8")
        return path

    return write


def given(app: App) -> list[tuple[str, str | None]]:
    """Return all answers in the order they were given."""
    with app.db.read() as session:
        asked = select(AnswerTable.question, AnswerTable.answer).order_by(AnswerTable.answered_at, AnswerTable.id)
        return [tuple(row) for row in session.execute(asked)]  # type: ignore[misc]


@pytest.mark.feature("D4")
def test_two_forms_that_ask_one_person_the_same_keep_both_answers(
    app: App, bring: Bring, form: Callable[..., Path]
) -> None:
    spring = form("Bahar.csv", TITLES, "01.03.2026 10:00:00,ece@ornek.test,9")
    autumn = form("Güz.csv", TITLES, "01.09.2026 10:00:00,ece@ornek.test,4")
    assert counts(bring(spring), "answers") == counts(bring(autumn), "answers") == (1, 0, 0)
    assert given(app) == [(ASKED, "9"), (ASKED, "4")]
    assert counts(bring(spring), "answers") == counts(bring(autumn), "answers") == (0, 0, 1)


@pytest.mark.feature("D4")
def test_one_person_can_answer_one_form_twice(app: App, bring: Bring, form: Callable[..., Path]) -> None:
    rows = ("01.03.2026 10:00:00,ece@ornek.test,9", "02.03.2026 10:00:00,ece@ornek.test,3")
    assert counts(bring(form("Bahar.csv", TITLES, *rows)), "answers") == (2, 0, 0)
    assert [answer for _question, answer in given(app)] == ["9", "3"]


@pytest.mark.feature("D4")
def test_a_question_added_to_a_form_brings_its_answers_alone(app: App, bring: Bring, form: Callable[..., Path]) -> None:
    bring(form("Bahar.csv", TITLES, "01.03.2026 10:00:00,ece@ornek.test,9"))
    longer = form("Bahar.csv", f"{TITLES},Neyi değiştirelim?", "01.03.2026 10:00:00,ece@ornek.test,9,Kargo yavaştı")
    assert counts(bring(longer), "answers") == (1, 0, 1)
    assert len(given(app)) == 2


@pytest.mark.feature("D4")
def test_an_answer_kept_under_another_key_is_known_by_its_time(
    app: App, bring: Bring, form: Callable[..., Path]
) -> None:
    path = form("Bahar.csv", TITLES, "01.03.2026 10:00:00,ece@ornek.test,9", "01.03.2026 11:00:00,,4")
    bring(path)
    with app.db.write("prepare") as session:
        for record in session.scalars(select(SourceRecordTable).where(SourceRecordTable.entity == "answers")):
            record.key = record.key.rpartition("|")[0]
    bring(path)
    assert [answer for _question, answer in given(app)] == ["9", "4"]


@pytest.mark.feature("D4")
def test_of_a_form_of_no_known_tool_every_column_of_nobody_is_a_question_once_it_is_said_what_it_is(
    app: App, form: Callable[..., Path]
) -> None:
    service = ImportService(app.db, app.shops, stage_here)
    path = form(
        "kart.csv", f"Gönderildi,Ad Soyad,Telefon,Paket nasıldı?,{ASKED},Boş,Sıra No",
        "21.03.2026 10:00,Ece Öz,0532 111 22 33,Özenli,9,,1", "22.03.2026 11:00,Can Er,0533 111 22 33,,10,,2",
    )  # fmt: skip
    report = service.run([path], decided={path: Decided(Choices(kind="answers"))}).files[0]
    assert {column.header: column.target for column in report.columns} == {
        "Gönderildi": "answer.at", "Ad Soyad": "person.name", "Telefon": "person.phone",
        "Paket nasıldı?": "answer.question", ASKED: "answer.question", "Boş": "", "Sıra No": "",
    }  # fmt: skip
    assert {column.because for column in report.columns if column.target == "answer.question"} == {
        "what is of nobody and no day is a question"
    }
    assert (counts(report, "customers"), counts(report, "answers")) == ((2, 0, 0), (3, 0, 0))
    assert given(app) == [("Paket nasıldı?", "Özenli"), (ASKED, "9"), (ASKED, "10")]
