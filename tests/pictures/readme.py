"""`python -m tests.pictures.readme PICTURES OUT`: the few that the README shows, in small files."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tests.pictures.files import write_png

SHOWN = {
    "home-zh-light": "home-wide-zh-light",
    "home-en-dark": "home-wide-en-dark",
    "host-menu": "host-menu-zh-light",
    "help": "help-wide-zh-light",
    "article": "article-wide-zh-light",
    "form": "form-wide-zh-light",
    "conversation": "conversation-pending-wide-zh-light",
    "contact": "contact-wide-zh-light",
    "desk-list": "desk-list-zh-light",
    "desk-ticket": "desk-ticket-zh-light",
}
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


def main(pictures: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, source in SHOWN.items():
        picture = QImage(str(pictures / f"{source}.png"))
        if picture.isNull():
            raise SystemExit(f"no picture {source} in {pictures}")
        write_png(small(picture), out / f"{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
