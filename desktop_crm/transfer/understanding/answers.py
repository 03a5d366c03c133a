"""Survey files: every column that is no person and no date is a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from desktop_crm.platform.text import fold
from desktop_crm.transfer.types import Cell
from desktop_crm.transfer.understanding import buyers
from desktop_crm.transfer.understanding.cells import Unreadable, text
from desktop_crm.transfer.understanding.mapping import Mapped
from desktop_crm.transfer.understanding.people import People
from desktop_crm.transfer.understanding.rows import Fates
from desktop_crm.transfer.understanding.sheet import Sheet
from desktop_crm.transfer.understanding.sink import Sink, said

_RECOMMEND: Final = re.compile(r"recommend|tavsiye|oneri|nps|weiterempf|consiglier|recommand")
_SATISFIED: Final = re.compile(r"satisf|memnun|zufrieden|soddisf|csat")
_EASY: Final = re.compile(r"effort|kolay|easy|einfach|\bces\b")


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a survey: its column, its words, what its scores mean, and the text of each answer."""

    position: int
    words: str
    kind: str
    answers: list[str]


def questions(rows: Sequence[tuple[int, Sequence[Cell]]], columns: list[Mapped]) -> list[Question]:
    """Return the questions of a survey sheet."""
    found: list[Question] = []
    for column in columns:
        if column.target != "answer.question":
            continue
        given = [_text(cells[column.position]) if column.position < len(cells) else "" for _number, cells in rows]
        found.append(Question(column.position, column.header, kind_of(column.header, given), given))
    return found


def _text(cell: Cell) -> str:
    try:
        return text(cell)
    except Unreadable:
        return ""


def kind_of(words: str, given: Sequence[str]) -> str:
    """Return the type of a question by its words and the answers: nps, csat, ces, stars, choice or text."""
    filled = [answer for answer in given if answer]
    if not filled:
        return "text"
    asked = fold(words)
    if all(answer.isdigit() and len(answer) <= 2 for answer in filled):
        highest = max(int(answer) for answer in filled)
        if highest <= 10 and _RECOMMEND.search(asked):
            return "nps"
        if highest <= 5 and min(int(answer) for answer in filled) >= 1:
            return "csat" if _SATISFIED.search(asked) else "stars"
        if highest <= 7 and _EASY.search(asked):
            return "ces"
        return "text"
    return "choice" if len(set(filled)) <= max(2, len(filled) // 2) and len(set(filled)) <= 12 else "text"


def _signature(asked: Sequence[Question]) -> str:
    """Return by what a form is known again: all that it asks, in whatever order."""
    return sha256("\n".join(sorted(fold(question.words) for question in asked)).encode()).hexdigest()[:16]


class AnswerReader:
    """Reads respondents, and writes their answers when the people are settled.

    An answer is known again by who gave it when, or by the form where that is not told: two forms can ask one person
    the same, and one person can answer a form twice.
    """

    def __init__(self, sheet: Sheet, asked: list[Question], people: People, survey: str) -> None:
        self._sheet = sheet
        self._asked = asked
        self._people = people
        self._survey = survey
        self._buyers = buyers.Reader(sheet, "address")
        self._respondent, self._at = sheet.get("answer.respondent"), sheet.get("answer.at")
        self._form = _signature(asked)
        self._who: dict[int, int] = {}

    def read(self, fates: Fates, rows: list[int]) -> None:
        """Take in who answered; rows without any answer are skipped by the writer."""
        for index in rows:
            person = self._buyers.person(index, fates.number(index))
            if person.emails or person.phones:
                self._who[index] = self._people.add(person)

    def write(self, sink: Sink, fates: Fates, rows: list[int]) -> None:
        """Write the answers of every respondent."""
        for index in rows:
            row = fates.number(index)
            place = self._who.get(index)
            person = self._people.of(place).key if place is not None else None
            respondent = self._respondent[index] or person or str(row)
            moment = self._at[index]
            for question in self._asked:
                if question.answers[index]:
                    self._write(sink, row, person, respondent, question, question.answers[index], moment)

    def _write(
        self, sink: Sink, row: int, person: str | None, respondent: str, question: Question, answer: str, moment: Any
    ) -> None:
        at = moment.instant if moment else None
        key = f"{self._survey}|{respondent}|{question.words}|{self._form if at is None else at}"
        scored = question.kind in {"nps", "csat", "ces", "stars"}
        score = int(answer) if scored else None
        last = said(answer=answer, score=score, answered_at=at, person_key=person)
        sink.add(
            "answers", key, row, person, self._survey, question.kind, question.words, answer, score, at, last
        )  # fmt: skip
        sink.add("row_things", row, "answers", key)
