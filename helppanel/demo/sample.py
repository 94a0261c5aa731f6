"""The document a newcomer finds open: a quarter's summary with headings, a table and a chart."""

from __future__ import annotations

import base64
from html import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from helppanel.demo.people import Person
from helppanel.ui.texts import Texts

ROWS = (("sample_row1", "9.2", "1,180"), ("sample_row2", "2.4", "960"), ("sample_row3", "6.1", "720"),
        ("sample_row4", "3.9", "560"))  # fmt: skip
LEADS = (410, 520, 450, 660, 790, 1010)  # by fortnight
BARS = ("#9DB8F2", "#9DB8F2", "#9DB8F2", "#5B8DEF", "#5B8DEF", "#2A62D8")
CHART = (560, 190)  # px


def sample_html(texts: Texts, owner: Person) -> str:
    """The document as Qt's rich text; `owner` is who may be asked about it."""
    said = {"name": escape(owner.name), "email": escape(owner.email), "phone": escape(owner.phone)}

    def t(name: str) -> str:
        return texts.t(f"demo.sample_{name}", **said)

    def heading(name: str) -> str:
        return f'<h3 style="margin-top:16px;margin-bottom:6px;">{t(name)}</h3>'

    # Chinese text begins a paragraph with two full spaces; CSS's text-indent would not be scaled in print.
    blank = "\u3000\u3000" if texts.locale == "zh-CN" else ""

    def paragraph(name: str, indent: str = blank) -> str:
        style = "white-space:pre-wrap;line-height:125%;margin-top:0;margin-bottom:6px;"
        return f'<p style="{style}">{indent}{t(name)}</p>'

    def cell(tag: str, text: str) -> str:
        return f'<{tag} align="left" style="border:1px solid #CBD1DA;">{text}</{tag}>'

    head = "".join(cell("th", t(f"head_{name}")) for name in ("channel", "reach", "leads"))
    rows = "".join(
        f"<tr>{cell('td', texts.t(f'demo.{name}'))}{cell('td', reach)}{cell('td', leads)}</tr>"
        for name, reach, leads in ROWS
    )
    return (
        f'<h1 align="center" style="margin-bottom:4px;">{t("title")}</h1>'
        f'<p align="center" style="color:#646B78;margin-bottom:14px;">{t("byline")}</p>'
        + heading("h1") + paragraph("p1") + heading("h2") + paragraph("p2")
        + '<table width="100%" border="1" cellspacing="0" cellpadding="6" '
        f'style="border-collapse:collapse;margin-top:6px;"><tr>{head}</tr>{rows}</table>'
        + heading("h3") + paragraph("p3")
        + '<p align="center"><img src="data:image/png;base64,'
        + f'{_chart()}" width="{CHART[0]}" height="{CHART[1]}"></p>'
        + heading("h4") + paragraph("p4", "") + paragraph("p5", "")
        + paragraph("p7", "") + heading("h5") + paragraph("p6")
    )  # fmt: skip


def _chart() -> str:
    width, height = CHART
    image = QImage(2 * width, 2 * height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(2, 2)
    painter.setPen(QColor("#E1E5EB"))
    for line in range(4):
        y = 10 + line * (height - 20) / 3
        painter.drawLine(0, round(y), width, round(y))
    painter.setPen(Qt.PenStyle.NoPen)
    step = width / len(LEADS)
    for index, (leads, color) in enumerate(zip(LEADS, BARS, strict=True)):
        bar = leads / max(LEADS) * (height - 30)
        painter.setBrush(QColor(color))
        painter.drawRoundedRect(QRectF(step * (index + 0.28), height - 10 - bar, step * 0.44, bar), 3, 3)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return base64.b64encode(data.data()).decode()
