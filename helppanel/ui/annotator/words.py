"""How marks are named, in the bar about private things and for people who listen."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from helppanel.report.marks import Private, Step, Text
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.ui.feedback.dates import moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helppanel.report.marks import Mark
    from helppanel.ui.texts import Texts

_LONGEST = 40  # letters of a text mark that are read out


def kind(mark: Private, texts: Texts) -> str:
    """What a private place shows: 邮箱."""
    if mark.kind in tuple(PrivateKind):
        return texts.t(f"privacy.{mark.kind}")
    return texts.t("annotator.kind_name" if mark.kind == "name" else "annotator.kind_other")


def kinds(marks: Sequence[Private], texts: Texts) -> str:
    """Every kind once, in the order of the places: 姓名、电话号码."""
    return texts.t("annotator.comma").join(dict.fromkeys(kind(mark, texts) for mark in marks))


def about(source: str, taken_at: datetime | None, texts: Texts) -> str:
    """What the picture shows and when it was taken: 应用窗口 · 今天 14:03."""
    when = "" if taken_at is None else moment(taken_at, datetime.now().astimezone(), texts)
    return texts.t("annotator.dot").join(part for part in (source, when) if part)


def spoken(marks: Sequence[Mark], index: int, texts: Texts) -> str:
    """What the mark is and its place among its like: “隐私信息 2，共 3，手机号，未遮盖”."""
    mark = marks[index]
    if isinstance(mark, Private):
        like = [at for at, other in enumerate(marks) if isinstance(other, Private)]
        state = texts.t("annotator.is_covered" if mark.covered else "annotator.is_bare")
        return texts.t(
            "annotator.private_name",
            number=like.index(index) + 1,
            count=len(like),
            kind=kind(mark, texts),
            state=state,
        )
    others = [at for at, other in enumerate(marks) if not isinstance(other, Private)]
    return texts.t(
        "annotator.mark_name",
        mark=called(mark, texts),
        number=others.index(index) + 1,
        count=len(others),
    )


def called(mark: Mark, texts: Texts) -> str:
    """The mark with what it says: 矩形, 步骤 2, 文字 “这里”."""
    if isinstance(mark, Private):
        return kind(mark, texts)
    name = texts.t(f"annotator.tool_{type(mark).__name__.lower()}")
    if isinstance(mark, Step):
        return texts.t("annotator.step_name", name=name, number=mark.number)
    if isinstance(mark, Text) and mark.text.strip():
        words = " ".join(mark.text.split())
        return texts.t("annotator.text_name", name=name, text=words[:_LONGEST])
    return name
