"""Which known issue a text speaks of, and what a report that joins one says."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.contract.limits import Limits
from helppanel.contract.report import AppInfo, Report
from helppanel.contract.service_info import KnownIssue
from helppanel.report.draft import Draft
from helppanel.report.known import matching
from helppanel.report.prepare import prepare

EXPORT = KnownIssue(
    id="export", title={"en": "Export fails"}, error_codes=("E-2107",), words=("导出失败", "PDF")
)
TABLES = KnownIssue(id="tables", title={"en": "Rows grow"}, words=("行高", "row height"), apps=("writer",))
ALL = (TABLES, EXPORT)


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("保存时出现 e-2107", "", ["export"]),
        ("E2107", "", ["export"]),
        ("", "E 2107", ["export"]),
        ("E-21070 or E-210", "", []),
        ("My pdf has a strange Row Height", "", ["tables", "export"]),
        ("row height, and E-2107", "", ["export", "tables"]),
        ("一切正常", "", []),
        ("", "", []),
    ],
)
def test_matching(text: str, code: str, found: list[str]) -> None:
    """Codes count as a whole and before words; words are found in any case."""
    assert [issue.id for issue in matching(ALL, text, "writer", code)] == found


def test_of_this_app() -> None:
    """An issue of another app is not this user's."""
    assert matching((TABLES,), "行高", "sheet") == ()


@given(st.text(), st.text(), st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=3))
def test_any_text(text: str, code: str, codes: list[str], words: list[str]) -> None:
    """Whatever is typed or published, it is at most that one issue."""
    issue = KnownIssue(id="a", title={}, error_codes=tuple(codes), words=tuple(words))
    assert matching((issue,), text, "writer", code) in ((), (issue,))


def test_the_parcel_names_it() -> None:
    """What the preview shows and the wire carries says which issue the user has too; without one nothing."""

    def sent(draft: Draft) -> Report:
        app = AppInfo(id="writer", name="Writer", version="12.4")
        now = datetime.now(UTC)
        parcel = prepare(draft, (), app=app, locale="en", uuid=uuid4(), now=now, limits=Limits())
        return msgspec.json.decode(parcel.manifest, type=Report)

    assert sent(Draft(text="PDF", known_issue="export")).known_issue == "export"
    assert sent(Draft(text="PDF")).known_issue is None
