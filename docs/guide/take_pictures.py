"""Takes the pictures of the guide and of the README anew: `make guide-pictures`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

DOCS: Final = Path(__file__).resolve().parents[1]
WIDEST: Final = 1200
COLOURS: Final = 256
CLOSE: Final = 12
PICTURES: Final = {
    "first-run": "first-run",
    "import-preview": "transfer-preview",
    "find": "palette",
    "customers": "customers-card",
    "card": "customers-card_details",
    "lists": "customers-narrowed",
    "orders": "orders-products",
    "duplicates": "duplicates-merge",
    "export": "transfer-export",
    "conversation": "customers-talk",
    "follow-ups": "today",
    "reminders": "today-reminders",
    "undo": "steps",
    "people": "who",
    "settings": "settings",
}
"""The pictures of the guide by the names that `desktop-crm shots` gives them."""


def main() -> None:
    """Photograph the sample shop in both languages and keep what the guide shows."""
    with tempfile.TemporaryDirectory() as folder:
        for language in ("tr", "en"):
            looks = ["--lang", language, "--theme", "light", "--size", "1440x900"]
            subprocess.run([sys.executable, "-m", "desktop_crm", "shots", folder, *looks], check=True)
            for name, shot in PICTURES.items():
                taken = Path(folder) / f"{shot}-{language}-light-1440x900.png"
                keep(taken, DOCS / "guide" / "pictures" / f"{language}-{name}.png")
        keep(Path(folder) / "customers-card-tr-light-1440x900.png", DOCS / "pictures" / "customers.png")


def keep(taken: Path, kept: Path) -> None:
    """Write a picture as wide as a page, in 256 colours. Raises OSError."""
    picture = QImage(str(taken)).scaledToWidth(WIDEST, Qt.TransformationMode.SmoothTransformation)
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    kept.parent.mkdir(parents=True, exist_ok=True)
    flat = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    if not picture.convertToFormat(QImage.Format.Format_Indexed8, palette(picture), flat).save(str(kept), "PNG", 0):
        raise OSError(f"{kept.name} cannot be written")


def palette(picture: QImage) -> list[int]:
    """Return 256 colours for a picture: the commonest, none close to one already taken."""
    taken: list[tuple[int, int, int]] = []
    for colour, _often in Counter(memoryview(picture.constBits()).cast("I")).most_common():
        red, green, blue = colour >> 16 & 255, colour >> 8 & 255, colour & 255
        if all(abs(red - r) + abs(green - g) + abs(blue - b) > CLOSE for r, g, b in taken):
            taken.append((red, green, blue))
            if len(taken) == COLOURS:
                break
    return [0xFF000000 | red << 16 | green << 8 | blue for red, green, blue in taken]


if __name__ == "__main__":
    main()
