"""Draws the icon in the formats of the systems: `draw_icons.py SOURCE.svg FOLDER`, run by build_installer.py."""
# ruff: noqa: INP001 - a file of the build, no part of a package

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer


def drawn(source: str, side: int) -> bytes:
    """Return an SVG file as a PNG picture of `side` pixels."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(source).render(painter)
    painter.end()
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(kept.data())


def ico(small: bytes, large: bytes) -> bytes:
    """Return PNG pictures of 48 and 256 pixels as a Windows icon."""
    head, start = struct.pack("<HHH", 0, 1, 2), 6 + 2 * 16
    first = struct.pack("<BBBBHHII", 48, 48, 0, 0, 1, 32, len(small), start)
    second = struct.pack("<BBBBHHII", 0, 0, 0, 0, 1, 32, len(large), start + len(small))
    return head + first + second + small + large


def icns(middle: bytes, large: bytes) -> bytes:
    """Return PNG pictures of 256 and 512 pixels as a macOS icon."""
    entries = b"".join(
        kind + struct.pack(">I", len(picture) + 8) + picture for kind, picture in ((b"ic08", middle), (b"ic09", large))
    )
    return b"icns" + struct.pack(">I", len(entries) + 8) + entries


def main() -> None:
    """Draw icon-256.png, icon.ico and icon.icns."""
    app = QGuiApplication([])
    source, folder = sys.argv[1], Path(sys.argv[2])
    small, middle, large = (drawn(source, side) for side in (48, 256, 512))
    (folder / "icon-256.png").write_bytes(middle)
    (folder / "icon.ico").write_bytes(ico(small, middle))
    (folder / "icon.icns").write_bytes(icns(middle, large))
    app.quit()


if __name__ == "__main__":
    main()
