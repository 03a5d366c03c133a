"""Labels and envelopes: every address once, whole, and inside its label."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from tests.ui.kit.parts import HOSTILE
from tests.ui.kit.test_printing import drawn, ink
from ui.customers.post import ENVELOPES, LABELS, EnvelopePaper, LabelPaper, LabelSheet

ADDRESS = ("Ayşe Öz", "Bostanlı Mah.", "Lale Sk. 4", "35590 Karşıyaka / İzmir")


@pytest.mark.feature("J7")
@pytest.mark.parametrize("labels", LABELS, ids=lambda one: one.words)
def test_every_label_lies_on_its_sheet_and_holds_its_address(qapp: QApplication, labels: LabelSheet) -> None:
    long = (HOSTILE * 5, *ADDRESS[1:], "x" * 300, "Almanya")
    paper = LabelPaper(labels, [long] * (labels.count + 1))
    assert paper.pages == 2
    first, second = drawn(paper, 0), drawn(paper, 1)
    sheet = QRectF(first.rect()).adjusted(-1, -1, 1, 1)
    for number in range(labels.count):
        place = labels.place(number)
        assert sheet.contains(place)
        assert ink(first, place) > 0
    painter = QPainter(first)
    for number in range(labels.count):
        painter.fillRect(labels.place(number), Qt.GlobalColor.white)
    painter.end()
    assert ink(first) == 0, "nothing is drawn between the labels"
    assert ink(second, labels.place(0)) > 0
    assert ink(second, labels.place(1)) == 0


def test_labels_used_up_already_stay_free(qapp: QApplication) -> None:
    labels = LABELS[0]
    paper = LabelPaper(labels, [ADDRESS] * 23, used=2)
    assert paper.pages == 2
    first = drawn(paper, 0)
    assert ink(first, labels.place(0)) == ink(first, labels.place(1)) == 0
    assert ink(first, labels.place(2)) > 0
    assert LabelPaper(labels, [ADDRESS], used=99).pages == 1


@pytest.mark.feature("J7")
@pytest.mark.parametrize("kind", ENVELOPES, ids=lambda one: one[0])
def test_an_envelope_bears_the_sender_and_the_address(qapp: QApplication, kind) -> None:
    paper = EnvelopePaper(kind[1], [ADDRESS, ADDRESS], "Lale Butik")
    assert paper.pages == 2
    image = drawn(paper, 1)
    half = image.rect().center()
    assert ink(image, QRectF(0, 0, half.x(), half.y())) > 0
    assert ink(image, QRectF(half.x(), half.y(), half.x(), half.y())) > 0
    assert EnvelopePaper(kind[1], [], "").pages == 1
