"""Sentences the form puts together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import AttachmentRole
from helppanel.report.draft import Draft, DraftFile
from helppanel.ui.report import words
from helppanel.ui.texts import Texts


def files(pictures: int, others: int) -> tuple[DraftFile, ...]:
    """So many of each."""
    roles = [AttachmentRole.SCREENSHOT] * pictures + [AttachmentRole.FILE] * others
    return tuple(
        DraftFile(path=Path("x"), name="x", media_type="", size=0, role=role, source="") for role in roles
    )


@pytest.mark.parametrize(
    ("locale", "counts", "groups", "said"),
    [
        ("zh-CN", (2, 1), 4, "将发送：描述、2 张截图、1 个附件、4 组诊断信息，共 1.6 MB"),
        ("zh-CN", (0, 0), 0, "将发送：描述，共 1.6 MB"),
        ("en", (2, 1), 4, "Sends: description, 2 screenshots, 1 file, 4 detail groups, 1.6 MB"),
        ("en", (1, 2), 1, "Sends: description, 1 screenshot, 2 files, 1 detail group, 1.6 MB"),
    ],
)
def test_the_summary_counts(locale: str, counts: tuple[int, int], groups: int, said: str) -> None:
    """The summary names what there is, with the right number, and leaves out what there is none of."""
    assert words.summary(Texts(locale), Draft(files=files(*counts)), groups, 1_677_722) == said


def test_a_restored_draft_says_when() -> None:
    """The time is in the user's zone; another day is named; an unknown time is not made up."""
    now = datetime(2030, 9, 4, 1, 0, tzinfo=timezone(timedelta(hours=8)))
    texts = Texts("zh-CN")
    assert words.restored(texts, datetime(2030, 9, 3, 16, 20, tzinfo=UTC), now) == "已恢复 00:20 的草稿"
    assert (
        words.restored(texts, datetime(2030, 9, 3, 6, 20, tzinfo=UTC), now) == "已恢复 9 月 3 日 14:20 的草稿"
    )
    assert words.restored(texts, None, now) == "已恢复上次的草稿"


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_every_problem_can_be_said(locale: str) -> None:
    """Each code has a sentence the form can show, the field's own ones filled in."""
    texts = Texts(locale)
    for code in Problem:
        assert words.what_to_do(texts, HelpError(code, "detail")).strip()
    for code in words.OWN:
        said = words.of_field(texts, HelpError(code, name="a.txt", limit=50, count=3))
        assert said
        assert "{" not in said


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_where_the_words_are_is_said(locale: str) -> None:
    """A problem of the disk that names where the words are kept says so, after what to do about it."""
    plain, kept = HelpError(Problem.DISK_FULL), HelpError(Problem.DISK_FULL, kept="/kept/feedback.txt")
    before = words.what_to_do(Texts(locale), plain)
    said = words.what_to_do(Texts(locale), kept)
    assert said.startswith(before)
    assert "/kept/feedback.txt" in said.removeprefix(before)
