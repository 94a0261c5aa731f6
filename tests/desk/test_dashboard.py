"""The dashboard: its numbers, worked out by hand, and what it says of none."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.desk.board import HOSTILE, SERVICE, ZONE, fill
from tests.desk.visitor import Visitor
from tests.server_process import ServerProcess


@pytest.fixture
def own(tmp_path: Path) -> Iterator[ServerProcess]:
    """A server without tickets."""
    with ServerProcess(tmp_path / "data", SERVICE) as server:
        server.add_agent("周予")
        yield server
        assert "Traceback" not in server.errors()


def words(markup: str) -> str:
    """The text of a piece of the page, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def table(page: str, caption: str) -> list[list[str]]:
    """The rows of the table with this caption, without their heads."""
    [body] = re.findall(rf">{re.escape(caption)}</caption>.*?<tbody>(.*?)</tbody>", page, re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    cells = [re.findall(r"<(?:th scope=\"row\"|td)>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[words(cell) for cell in row] for row in cells]


def kpis(page: str) -> list[str]:
    """The figures at the top."""
    return [words(one) for one in re.findall(r'<li class="card kpi">(.*?)</li>', page, re.DOTALL)]


def label(day: date, english: bool = False) -> str:
    """How the page calls a day."""
    return day.strftime("%b ") + str(day.day) if english else f"{day.month}/{day.day}"


def test_the_figures(own: ServerProcess) -> None:
    """Every section says that there is nothing, then the right numbers, in both languages and filtered."""
    visitor, english = Visitor(own.url), Visitor(own.url, "en")
    for each in (visitor, english):
        each.log_in("周予")
    empty, empty_english = (each.get("/desk/dashboard").text for each in (visitor, english))
    assert empty.count('class="nothing"') == 9
    assert "只有用户在“设置与隐私”中同意分享后" in empty
    assert "only if users agree to share them" in empty_english
    assert '<svg class="chart"' not in empty
    today = datetime.now(ZONE).date()

    fill(own.folder, today)
    answer = visitor.get("/desk/dashboard")

    page, (d1, d2, d3) = answer.text, (label(today - timedelta(days=ago)) for ago in (1, 2, 3))
    assert answer.status_code == 200
    assert kpis(page) == [
        "新增工单 8 增加 700% 较前 7 天",
        "首次响应（中位） 1 小时 持平 较前 7 天",
        "解决率 33% 降低 67 个百分点 较前 7 天",
        "满意度 3.5 降低 0.5 较前 7 天",
        "自助解决 1 持平 较前 7 天",
    ]
    by_day = {row[0]: row[1:] for row in table(page, "每天新增，按类型")}
    assert len(by_day) == 7
    heads = re.search(r"每天新增，按类型</caption>.*?</thead>", page, re.DOTALL)
    assert heads is not None
    assert words(heads[0]).split()[1:] == ["日期", "问题", "建议", "咨询", "在线会话", "合计"]
    assert (by_day[d3], by_day[d2], by_day[d1]) == (
        ["1", "0", "0", "0", "1"], ["1", "0", "1", "2", "4"], ["2", "1", "0", "0", "3"],
    )  # fmt: skip
    assert table(page, "按类型")[0] == ["问题", "4", "50%"]
    response = {row[0]: row[1:] for row in table(page, "首次响应")}
    assert response[d2] == ["45 分钟", "1 小时", "2", "100%"]
    assert response[d1] == ["16 小时", "16 小时", "1", "0%"]
    assert "首次回复 3 条，中位数 1 小时，九成在 16 小时 以内，67% 在承诺时间内。" in page
    assert "有 1 条已超过承诺时间" in page
    both = {row[0]: row[1:] for row in table(page, "新增与解决")}
    assert (both[d3], both[d2], both[d1]) == (["1", "0"], ["4", "1"], ["3", "1"])
    assert "新增 8 条，解决 2 条，解决用时中位数 27 小时。" in page
    assert [row[1:] for row in table(page, "满意度")] == [
        ["1", "50%"], ["0", "0%"], ["0", "0%"], ["1", "50%"], ["0", "0%"],
    ]  # fmt: skip
    assert table(page, "热门文章") == [["export-pdf", "1", "1", "1"], ["fonts", "0", "1", "0"]]
    assert table(page, "无结果的搜索词") == [["目录 编号", "5", d1], [HOSTILE, "1", d1]]
    assert table(page, "高频错误码") == [["E-2107", "2"], [HOSTILE, "1"]]
    assert table(page, "客服表现") == [["周 周予", "1", "8 小时 30 分", "5.0"]]
    assert page.count("<script") == 1  # the desk's own
    assert "<b>Sheet" not in page
    assert page.count('role="img"') == 4
    [products] = re.findall(r'产品<svg.*?<ul class="pop">(.*?)</ul>', page, re.DOTALL)
    assert words(products) == "不限 <b>Sheet</b> Writer"

    sheet = visitor.get("/desk/dashboard?days=30&app=sheet&kind=chat").text
    assert kpis(sheet)[0].startswith("新增工单 2 ")
    assert len(table(sheet, "每天新增，按类型")) == 30
    assert "这段时间没有首次回复。" in sheet
    weeks = table(visitor.get("/desk/dashboard?days=90").text, "新增与解决")
    assert len(weeks) in (13, 14)
    assert sum(int(row[1]) for row in weeks) == 9
    in_english = english.get("/desk/dashboard").text
    assert kpis(in_english)[2] == "Share resolved 33% 67 points down vs. 7 days before"
    assert table(in_english, "Searches without a hit")[0][2] == label(today - timedelta(days=1), True)
    rated = visitor.get("/desk/dashboard/rated?days=7&stars=2")
    assert html.escape(HOSTILE) in rated.text.replace("&#34;", '"')
    assert rated.text.count('class="card rating"') == 1
    assert visitor.get("/desk/dashboard/rated?days=30").text.count('class="card rating"') == 3
    for each in (visitor, english):
        each.session.close()


def test_what_cannot_be_is_told(agent: Visitor) -> None:
    """Each wrong value is named, escaped, and the default shown; the page is for agents and in their rail."""
    answer = agent.get(f"/desk/dashboard?days=8&kind=%3Cb%3E&app={'x' * 500}&stars=9")
    assert answer.status_code == 400
    alerts = [words(one) for one in re.findall(r'<p class="banner tint-err".*?</p>', answer.text)]
    assert [one.split("，")[0] for one in alerts] == [
        "“时间”不能是“8”", f"“产品”不能是“{'x' * 60}”", "“类型”不能是“<b>”", "“评分”不能是“9”",
    ]  # fmt: skip
    assert re.search(r'href="/desk/dashboard\?days=7" aria-current="true"', answer.text)
    assert 'href="/desk/dashboard" aria-current="page"' in answer.text
    stranger = Visitor(agent.url)
    for path in ("/desk/dashboard", "/desk/dashboard/rated"):
        assert stranger.get(path).headers["Location"].startswith("/desk/login?next=")
    stranger.session.close()
