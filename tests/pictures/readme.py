"""`python -m tests.pictures.readme PICTURES OUT`: the few that the README shows, in small files."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from tests.pictures.files import write_png
from tests.pictures.pages import TYPED

SHOWN = {
    "home-zh-light": "home-wide-zh-light",
    "home-en-dark": "home-wide-en-dark",
    "host-menu": "host-menu-zh-light",
    "help": "help-wide-zh-light",
    "article": "article-wide-zh-light",
    "form": "form-wide-zh-light",
    "annotator": "annotator-covered-wide-zh-light",
    "preview": "form-preview-picture-wide-zh-light",
    "conversation": "conversation-pending-wide-zh-light",
    "ledger": "ledger-wide-zh-light",
    "uploading": "offline/04_sending",
    "contact": "contact-wide-zh-light",
    "desk-list": "desk-list-zh-light",
    "desk-ticket": "desk-ticket-zh-light",
}
TYPED_SOURCE = "typed-{name}-wide-zh-light"
TYPED_PART = QRect(368, 0, 1552, 720)  # px of a picture: the page down to its first hit
COLUMNS, GAP = 2, 24  # of the composed picture; px between its parts
WIDEST = 1920  # px
COLORS, APART = (
    256,
    12,
)  # how many a small file has, and how far they are apart: the sum over red, green, blue
TRIED = 20_000


def small(picture: QImage) -> QImage:
    """The picture, not wider than WIDEST, in the 256 colours that it has most of."""
    if picture.width() > WIDEST:
        picture = picture.scaledToWidth(WIDEST, Qt.TransformationMode.SmoothTransformation)
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    often = Counter(memoryview(bytes(plain.constBits())).cast("I"))
    table: list[int] = []
    for color, _ in often.most_common(TRIED):
        if len(table) == COLORS:
            break
        if all(_distance(color, chosen) >= APART for chosen in table):
            table.append(color)
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.AvoidDither)


def _distance(one: int, other: int) -> int:
    return sum(abs((one >> shift & 255) - (other >> shift & 255)) for shift in (0, 8, 16))


def composed(parts: list[QImage]) -> QImage:
    """`parts` of one size side by side, row by row."""
    width, height = parts[0].width() + GAP, parts[0].height() + GAP
    rows = -(-len(parts) // COLUMNS)
    whole = QImage(COLUMNS * width - GAP, rows * height - GAP, QImage.Format.Format_RGB32)
    whole.fill(Qt.GlobalColor.white)
    painter = QPainter(whole)
    for place, part in enumerate(parts):
        painter.drawImage(place % COLUMNS * width, place // COLUMNS * height, part)
    painter.end()
    return whole


def _taken(folder: Path, name: str) -> QImage:
    picture = QImage(str(folder / f"{name}.png"))
    if picture.isNull():
        raise SystemExit(f"no picture {name} in {folder}")
    return picture


def main(pictures: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, source in SHOWN.items():
        write_png(small(_taken(pictures, source)), out / f"{name}.png")
    parts = [_taken(pictures, TYPED_SOURCE.format(name=name)).copy(TYPED_PART) for name in TYPED]
    write_png(small(composed(parts)), out / "typed.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
