"""Recording survey answers."""

from __future__ import annotations

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import NewCustomer
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.surveys import queries
from desktop_crm.surveys.types import SCALES, NewAnswer
from tests.clock import FakeClock


@pytest.fixture
def ayse(app: App) -> int:
    return app.customers.add(NewCustomer(name="Ayşe Öz"))


@pytest.mark.parametrize(("kind", "low", "high"), [(kind, *ends) for kind, ends in SCALES.items()])
def test_a_score_lies_on_its_scale(app: App, ayse: int, kind: str, low: int, high: int) -> None:
    for score in (low, high):
        app.surveys.record(NewAnswer(ayse, kind, score))
    for score in (low - 1, high + 1, None):
        with pytest.raises(UserError, match=f"from {low} to {high}") as caught:
            app.surveys.record(NewAnswer(ayse, kind, score))
        assert caught.value.field == "score"
    found = app.read(lambda session: queries.of_customer(session, ayse))
    assert {answer.score for answer in found} == {low, high}


def test_a_question_without_a_scale_needs_words(app: App, ayse: int) -> None:
    with pytest.raises(UserError) as caught:
        app.surveys.record(NewAnswer(ayse, "text", answer=" "))
    assert caught.value.field == "answer"
    app.surveys.record(NewAnswer(ayse, "text", answer=" çok iyi ", question="Nasıldı?"))
    (found,) = app.read(lambda session: queries.of_customer(session, ayse))
    assert (found.question, found.answer, found.score, found.survey) == ("Nasıldı?", "çok iyi", None, "text")


def test_answers_are_listed_newest_first_and_undone_one_by_one(app: App, ayse: int, clock: FakeClock) -> None:
    app.surveys.record(NewAnswer(ayse, "nps", 9))
    clock.tick(days=1)
    app.surveys.record(NewAnswer(ayse, "nps", 3))
    app.surveys.record(NewAnswer(ayse, "nps", 5, answered_at=0))
    found = app.read(lambda session: queries.of_customer(session, ayse))
    assert [answer.score for answer in found] == [3, 9, 5]
    app.undo()
    assert len(app.read(lambda session: queries.of_customer(session, ayse))) == 2


def test_who_is_not_there_cannot_answer(app: App) -> None:
    with pytest.raises(NotFound):
        app.surveys.record(NewAnswer(9, "nps", 9))
