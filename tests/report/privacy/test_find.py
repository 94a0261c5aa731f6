"""What is private is found, and what only looks like it is left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helppanel.report.privacy.find import find
from helppanel.report.privacy.identity import Identity
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.scrub import Scrubber
from tests.report.privacy import marked

NAMES = sorted(file.stem for file in marked.LINES.glob("*.txt"))

# Pieces of what the finders look for: joined at random they make more borders than any text has.
PIECES = st.sampled_from(
    [
        *"""13800138000|138 0013 8000|11010519491231002X|4111111111111111|E12345678|粤B12345|@|.|zhang
example.com|192.168.1.7|fe80::1c2d:3eff|00:1a:2b:3c:4d:5e|password=|密码：|Abc123!|token|C:\\Users\\
eyJhbGciOiJI.eyJzdWIi.c2ln|/home/|\\|/|:|=| |"|'|用户|微信号|QQ|user |host=|DESKTOP-AB12CD3|v1.2.3.4
-----BEGIN PRIVATE KEY-----|\\n|‹|›|订单号|Cookie: |1|-|+86|(|)|１３８|İ|https://|a:b@|$|{|%40""".replace(
            "\n", "|"
        ).split("|"),
        "\n",
        "\u200b",
        "\ud800",
    ]
)
TEXT = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=80))
STRANGER = Scrubber(Identity())


@pytest.mark.parametrize("name", NAMES)
def test_what_is_marked_is_found(name: str) -> None:
    """At most three in a hundred of the marked places of each file are left over."""
    lines = [(line, find(line.text)) for line in marked.read(name)]
    left = [
        line.text[span.start : span.end]
        for line, found in lines
        for span in line.spans
        if not marked.is_covered(span, found)
    ]
    assert len(left) <= 0.03 * sum(len(line.spans) for line, _ in lines), left


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_marked_is_left(name: str) -> None:
    """At most six in a hundred of the places found are none, and as few of the lines without any."""
    lines = [(line, find(line.text)) for line in marked.read(name)]
    wrong = [
        line.text[span.start : span.end]
        for line, found in lines
        for span in found
        if not marked.touches(span, line.spans)
    ]
    assert len(wrong) <= 0.06 * sum(len(found) for _, found in lines), wrong
    harmless = [(line.text, found) for line, found in lines if not line.spans]
    touched = [text for text, found in harmless if found]
    assert len(touched) <= 0.06 * len(harmless), touched


def test_every_kind_is_found() -> None:
    """There are lines of every kind, and each kind is called by its name."""
    kinds = {
        found.kind
        for name in NAMES
        for line in marked.read(name)
        for found in find(line.text)
        if marked.touches(found, tuple(span for span in line.spans if span.kind is found.kind))
    }
    assert kinds == set(PrivateKind)


@settings(deadline=None)
@given(TEXT)
def test_spans_are_in_order(text: str) -> None:
    """Whatever the text, spans lie inside it, are not empty, sorted and disjoint."""
    done = 0
    for span in find(text):
        assert done <= span.start < span.end <= len(text)
        done = span.end


@settings(deadline=None)
@given(TEXT)
def test_what_was_cleaned_stays(text: str) -> None:
    """Cleaned text has nothing more to clean."""
    once = STRANGER.clean(text).text
    assert STRANGER.clean(once).text == once


@pytest.mark.parametrize(
    "hidden", ["1\u200b3800138\u200b000", "１３８００１３８０００", "138\u00a00013\u00a08000"]
)
def test_disguised_digits_are_found(hidden: str) -> None:
    """Invisible characters, full-width digits and odd blanks hide nothing, and their places are right."""
    text = f"电话{hidden}。"
    assert [text[span.start : span.end] for span in find(text)] == [hidden]


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1",
        "a.",
        "a@",
        "1 ",
        ":",
        "-",
        "\\",
        "aa:",
        "://a:",
        "cookie: ",
        "eyJa.",
        "<a ",
        "mysql ",
        "/home/",
    ],
)
def test_one_endless_line_takes_no_endless_time(piece: str) -> None:
    """A senseless line of hundreds of thousands of characters takes time in proportion to its length."""
    short, long = piece * (20_000 // len(piece)), piece * (160_000 // len(piece))
    started = time.process_time()
    find(short)
    middle = time.process_time()
    find(long)
    assert time.process_time() - middle < 40 * (middle - started) + 0.5
