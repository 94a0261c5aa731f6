"""What is asked before a dear question never changes the answer."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from helppanel.report.privacy import find, meaning, phones
from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.pairs import Pair, pairs
from helppanel.report.privacy.words import table
from tests.report.privacy.test_lines import LINES

WORDS = [word.lstrip("=") for group in table("numbers").values() for word in group]
KEYS = ["Password", "pwd", "user_name", "hostName", "mac", "wechat", "level", "x-api-key", "id", "端口", "qq"]
SIGNS = ["=", ": ", ":", '":"', "' => '", " = ", "->", "%3D", "：", "]=", "\\n", " "]
written = st.lists(st.sampled_from([*KEYS, *SIGNS, "abc123", "\n", "-"]) | st.text(max_size=3), max_size=12)
spoken = st.lists(st.sampled_from(WORDS) | st.text("0123456789 :.-,a;", max_size=4), max_size=6)


def _pairs(text: str, is_guarded: bool) -> list[Pair]:
    may_end = find._may_end if is_guarded else lambda _tail: True
    return list(pairs(Folded(text), find._is_known, may_end))


def test_every_key_of_the_lines_is_read() -> None:
    """In the set's lines the guard keeps no known key from being read."""
    text = "\n".join(LINES)
    assert _pairs(text, True) == _pairs(text, False) != []


@settings(deadline=None)
@given(written.map("".join))
def test_every_key_is_read(text: str) -> None:
    """Nor in any text made of keys, separators and anything."""
    assert _pairs(text, True) == _pairs(text, False)


@settings(deadline=None)
@given(spoken.map("".join))
def test_digits_are_no_cue(before: str) -> None:
    """What the words before a number say does not depend on the digits among them."""
    plain = before.lower()
    assert meaning._said.__wrapped__(meaning.blind(plain)) == meaning._said.__wrapped__(plain)
    assert phones._is_announced.__wrapped__(meaning.blind(plain)) == phones._is_announced.__wrapped__(plain)
