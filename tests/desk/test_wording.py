"""Times, sizes and foreign strings as the desk writes them."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.contract.service_info import ServiceInfo
from helppanel.server.desk import wording
from helppanel.server.desk.texts import texts

NOW = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)  # 2 March, 01:00 in Shanghai


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        (datetime(2026, 3, 1, 16, 5, tzinfo=UTC), "今天 00:05", "Today 00:05"),
        (datetime(2026, 3, 1, 15, 5, tzinfo=UTC), "3 月 1 日 23:05", "Mar 1, 23:05"),
        (datetime(2025, 12, 31, 15, 5, tzinfo=UTC), "2025 年 12 月 31 日 23:05", "Dec 31, 2025, 23:05"),
    ],
)
def test_times_are_the_services_own(at: datetime, zh: str, en: str) -> None:
    """A time is written in the service's zone, the date only when it is not today there."""
    where = wording.zone(ServiceInfo(name={}, time_zone="Asia/Shanghai"))
    assert wording.when(at, NOW, where, texts("zh-CN")) == zh
    assert wording.when(at, NOW, where, texts("en")) == en


def test_an_unknown_zone_is_the_machines() -> None:
    """A zone name that nobody knows falls back to the machine's zone instead of failing."""
    assert wording.zone(ServiceInfo(name={}, time_zone="Mars/Olympus")).utcoffset(None) is not None


@pytest.mark.parametrize(
    ("count", "written"),
    [(0, "0 B"), (1023, "1023 B"), (88_064, "86 KB"), (1_258_291, "1.2 MB"), (3 * 1024**3, "3.0 GB")],
)
def test_sizes(count: int, written: str) -> None:
    """Sizes use the largest fitting unit."""
    assert wording.size(count) == written


def test_a_disguised_name_is_unmasked() -> None:
    """A right-to-left override in a file name is spelt out instead of turning the name round."""
    assert wording.plain("photo\u202egpj.exe") == "photo[U+202E]gpj.exe"


@given(st.text())
def test_plain_text_holds_no_control(text: str) -> None:
    """Whatever comes in, what is shown has no control or direction character and stays on one line."""
    shown = wording.plain(text)
    assert not any(unicodedata.category(letter) == "Cc" for letter in shown)
    assert not any(
        unicodedata.bidirectional(letter) in {"RLO", "LRO", "RLE", "LRE", "RLI"} for letter in shown
    )


@given(st.text())
def test_every_name_has_an_initial(name: str) -> None:
    """The avatar is never empty."""
    assert wording.initial(name)
