"""Collecting facts."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from helppanel import assets
from helppanel.contract.report import AppInfo, FactGroup
from helppanel.report import facts, facts_display
from helppanel.report.amount import amount
from helppanel.report.facts import FromHost

APP = AppInfo(id="writer", name="青简文字", version="12.4")
QT = {"qt": "6.11.0", "platform": "offscreen", "screens": "800×600 @ 100% (0, 0), 60 Hz"}


def labels(locale: str) -> dict[str, str]:
    """The shipped labels."""
    return tomllib.loads(assets.path(f"i18n/{locale}/facts.toml").read_text("utf-8"))


def values(groups: tuple[FactGroup, ...]) -> dict[str, str]:
    """Every value by its id."""
    return {fact.id: fact.value for group in groups for fact in group.facts}


def asked(host: FromHost, locale: str = "en") -> tuple[FactGroup, ...]:
    """What is collected."""
    return facts.collect(APP, host, QT, labels(locale).__getitem__)


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_every_fact_has_a_label_and_a_value(locale: str) -> None:
    """All facts are there in their groups, each with a human label in the language and a value."""
    groups = asked(FromHost(document=lambda: "年报.docx"), locale)
    assert [group.id for group in groups] == ["app", "system", "process", "document"]
    assert all(fact.label and fact.value for group in groups for fact in group.facts)
    words = {name for name in labels(locale) if not name.startswith("group_")} - {"failed", "late"}
    untold = {"desktop", "graphics"}  # not every machine has one
    assert words - untold <= set(values(groups)) <= words
    assert values(groups)["screens"] == QT["screens"]


def test_a_host_makes_groups_of_its_own() -> None:
    """Facts of the host stand with the app's, or in a group under the label it gives, always the same one."""
    host = FromHost(
        {"许可证": lambda: "专业版"},
        {"云同步": {"上次": lambda: "09:20", "状态": lambda: "正常"}, "插件": {"数量": lambda: 3}},
        lambda: "年报.docx",
    )
    groups = asked(host, "zh-CN")
    assert [group.label for group in groups] == [
        *("应用信息", "云同步", "插件"),
        *("系统与显示", "运行状态", "当前文档名称"),
    ]
    assert len({group.id for group in groups}) == len(groups)
    assert [group.id for group in groups] == [group.id for group in asked(host, "en")]
    assert [fact.label for fact in groups[0].facts] == ["应用名称", "应用版本", "许可证"]
    assert [fact.value for fact in groups[1].facts] == ["09:20", "正常"]


def test_what_says_nothing_is_left_out() -> None:
    """A fact without a value is not shown, nor is a group with no other."""
    groups = asked(FromHost({"空": lambda: "", "无": lambda: None}, document=lambda: ""))
    assert "document" not in [group.id for group in groups]
    assert "host:空" not in values(groups)
    assert values(groups)["host:无"] == "None"


def test_a_fact_that_raises_stops_no_other() -> None:
    """A failing fact of the host says what failed, and those after it are still collected."""

    def bad() -> object:
        raise LookupError("/secret")

    class Rude:
        def __str__(self) -> str:
            raise RuntimeError

    host = {"坏的": bad, "更坏的": Rude, "好的": lambda: 42}
    found = values(asked(FromHost(host)))
    assert found["host:坏的"] == "Could not be read (LookupError)"
    assert found["host:更坏的"] == "Could not be read (RuntimeError)"
    assert found["host:好的"] == "42"


@pytest.mark.parametrize("end", [SystemExit, KeyboardInterrupt, GeneratorExit])
def test_a_fact_that_would_end_the_app_stops_no_other(end: type[BaseException]) -> None:
    """What a host's fact raises to end the program costs that fact only."""

    def bad() -> object:
        raise end

    host = {"bad": bad, "good": lambda: 42}
    found = values(asked(FromHost(host)))
    assert found["host:bad"] == f"Could not be read ({end.__name__})"
    assert found["host:good"] == "42"


def test_host_facts_fit() -> None:
    """What a host adds is bounded before it is scrubbed, and made fit to travel."""
    host = {"long": lambda: "长" * 60_000, "odd": lambda: "a\0b\ud800"}
    group = asked(FromHost(host))[0]
    assert len(values((group,))["host:long"]) == facts.LONGEST
    assert values((group,))["host:odd"] == "ab\ufffd"


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1 KB"),
        (95 * 1024, "95 KB"),
        (1024**2 - 1, "1.0 MB"),
        (1_677_722, "1.6 MB"),
        (1024**3 - 1, "1.0 GB"),
        (5 * 1024**4, "5.0 TB"),
    ],
)
def test_amounts_read_well(size: int, shown: str) -> None:
    """Sizes are rounded into the unit people expect, never to 1024 of a smaller one."""
    assert amount(size) == shown


def uevents(folder: Path, **cards: str) -> Path:
    """A folder like the kernel's, with what it says about each card."""
    for name, said in cards.items():
        (folder / name / "device").mkdir(parents=True)
        (folder / name / "device" / "uevent").write_text(said)
    return folder


def test_graphics_cards_are_named_once(tmp_path: Path) -> None:
    """Each card is told by its driver and id, its outputs add nothing; none says nothing."""
    intel, virtual = "DRIVER=i915\nPCI_CLASS=30000\nPCI_ID=8086:9A49\n", "DRIVER=vkms\n"
    cards = uevents(tmp_path / "a", card0=intel, card0_HDMI=intel, card1=virtual, renderD128=virtual)
    assert facts_display.graphics(cards) == "i915 (8086:9A49); vkms"
    assert facts_display.graphics(uevents(tmp_path / "b", card0="")) == ""
    assert facts_display.graphics(tmp_path / "none") == ""


def test_the_desktop_is_told_with_its_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which desktop runs, under X11 or Wayland, as far as the environment says."""
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    assert facts_display.desktop() == "GNOME, wayland"
    monkeypatch.delenv("XDG_CURRENT_DESKTOP")
    assert facts_display.desktop() == "wayland"
    monkeypatch.delenv("XDG_SESSION_TYPE")
    assert facts_display.desktop() == ""
