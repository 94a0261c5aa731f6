"""Collecting facts."""

from __future__ import annotations

import tomllib
from concurrent.futures import ThreadPoolExecutor

import pytest

from helppanel import assets
from helppanel.contract.report import AppInfo, FactGroup
from helppanel.report import facts
from helppanel.report.amount import amount

APP = AppInfo(id="writer", name="青简文字", version="12.4")
QT = {"qt": "6.11.0", "platform": "offscreen", "screens": "800×600 @ 100% (0, 0), 60 Hz"}


def labels(locale: str) -> dict[str, str]:
    """The shipped labels."""
    return tomllib.loads(assets.path(f"i18n/{locale}/facts.toml").read_text("utf-8"))


def values(groups: tuple[FactGroup, ...]) -> dict[str, str]:
    """Every value by its id."""
    return {fact.id: fact.value for group in groups for fact in group.facts}


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_every_fact_has_a_label_and_a_value(locale: str) -> None:
    """All facts of the issue are there, each with a human label in the language and a value."""
    groups = facts.collect(APP, {}, QT, labels(locale).__getitem__)
    assert [group.id for group in groups] == ["app", "system", "process"]
    assert all(fact.label and fact.value for group in groups for fact in group.facts)
    assert set(values(groups)) == set(labels(locale)) - {
        "failed",
        "group_app",
        "group_system",
        "group_process",
    }
    assert values(groups)["screens"] == QT["screens"]


def test_a_fact_that_raises_stops_no_other() -> None:
    """A failing fact of the host says what failed, and those after it are still collected."""

    def bad() -> object:
        raise LookupError("/secret")

    class Rude:
        def __str__(self) -> str:
            raise RuntimeError

    host = {"坏的": bad, "更坏的": Rude, "好的": lambda: 42}
    found = values(facts.collect(APP, host, {}, labels("en").__getitem__))
    assert found["host:坏的"] == "Could not be read (LookupError)"
    assert found["host:更坏的"] == "Could not be read (RuntimeError)"
    assert found["host:好的"] == "42"


@pytest.mark.parametrize("end", [SystemExit, KeyboardInterrupt, GeneratorExit])
def test_a_fact_that_would_end_the_app_stops_no_other(end: type[BaseException]) -> None:
    """On a worker, what a host's fact raises to end the program costs that fact only."""

    def bad() -> object:
        raise end

    host = {"bad": bad, "good": lambda: 42}
    with ThreadPoolExecutor(1) as worker:
        groups = worker.submit(facts.collect, APP, host, {}, labels("en").__getitem__).result()
    assert values(groups)["host:bad"] == f"Could not be read ({end.__name__})"
    assert values(groups)["host:good"] == "42"


def test_host_facts_fit() -> None:
    """What a host adds is cut to what a manifest allows."""
    host = {"long": lambda: "长" * 50_000, "odd": lambda: "a\0b\ud800"}
    group = facts.collect(APP, host, {}, labels("en").__getitem__)[0]
    assert len(values((group,))["host:long"]) == facts.VALUE_LENGTH
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
