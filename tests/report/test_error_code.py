"""The error code in what somebody wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.report import error_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("导出 PDF 时提示“导出失败 (E-2107)”，换字体后正常", "E-2107"),
        ("安装时报错0x80070005，拒绝访问", "0x80070005"),
        ("错误代码：1603，无法安装", "1603"),
        ("Failed with error code 1603.", "1603"),
        ("net::ERR_CONNECTION_RESET when signing in", "ERR_CONNECTION_RESET"),
        ("报错 EX-0042 之后又出现 0xC0000005", "EX-0042"),
        ("errno=28", "28"),
    ],
)
def test_codes_are_found(text: str, code: str) -> None:
    """Codes as programs show them are found, the first of several."""
    assert error_code.find(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "更新到 12.4.0 之后打不开",
        "订单 20930147 没有到账",
        "联系电话 13800138000",
        "E-mail 收不到",
        "颜色 0xFF",
        "错误很多",
        "the code is fine",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    """Versions, orders, phone numbers and colours are not offered."""
    assert error_code.find(text) == ""


@given(st.text(max_size=400))
def test_whatever_is_written(text: str) -> None:
    """Any text is searched, and what is found stands in it."""
    assert error_code.find(text) in text
