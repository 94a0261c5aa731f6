"""The labelled set and its scorer."""

from __future__ import annotations

import re

from tests.privacy_set import __main__ as command
from tests.privacy_set import naive
from tests.privacy_set.lookalikes import LOOKALIKES
from tests.privacy_set.make import HERE, LINES, make, templates
from tests.privacy_set.numbering import check_character, luhn
from tests.privacy_set.score import Labelled, Mark, read, score
from tests.privacy_set.slots import MODIFIERS, SECRETS, SLOT, WORDS

LINE = Labelled("invented-0001", "拨打 13812345678，版本 1.2.3.4", (Mark(3, 14, "phone"),))
CLEAN = Labelled("invented-0002", "版本 1.2.3.4", ())


def test_the_committed_set_is_what_the_templates_make() -> None:
    """lines.jsonl holds the bytes that the templates make today."""
    assert LINES.read_text("utf-8") == "".join(line.row() + "\n" for line in make())


def test_the_set_is_large_and_balanced() -> None:
    """About half the lines hold no secret, two thirds look-alikes, near half Chinese; no kind is rare."""
    made = make()
    total = score(read(), lambda text: ())
    assert len(made) >= 1200
    assert 0.4 <= total.clean / total.lines <= 0.6
    assert 0.6 <= sum(bool(line.filled.traps) for line in made) / len(made) <= 0.8
    assert (
        0.4 <= sum(bool(re.search("[\u4e00-\u9fff]", line.filled.text)) for line in made) / len(made) <= 0.6
    )
    assert len(total.secrets) == 15
    assert min(total.secrets.values()) >= 30


def test_every_slot_is_asked_for() -> None:
    """No maker of values and no modifier is there for nothing."""
    asked = [
        slot.split("|")
        for path in (HERE / "templates").glob("*.txt")
        for template in templates(path)
        for slot in SLOT.findall(template)
        if slot[0] not in "?~"
    ]
    assert {name for name, *_ in asked} == {*SECRETS, *LOOKALIKES, *WORDS}
    assert {modifier for _, *modifiers in asked for modifier in modifiers} == set(MODIFIERS)


def test_every_label_lies_on_its_secret() -> None:
    """Labels lie in their line, in order and apart, and hold what their kind's standard demands."""
    for line in read():
        ends = [0, *(mark.end for mark in line.secrets)]
        assert all(mark.start >= end for mark, end in zip(line.secrets, ends, strict=False)), line
        for mark in line.secrets:
            value = line.text[mark.start : mark.end]
            assert value, line
            assert value == value.strip(), line
            bare = re.sub("[ -]", "", value)
            if mark.kind == "cn_id" and len(bare) == 18:
                assert check_character(bare[:17]) == bare[17].upper(), value
            if mark.kind == "bank_card":
                assert luhn(bare[:-1]) == bare[-1], value


def test_the_check_digits_are_those_of_the_standards() -> None:
    """GB 11643's published example and a card issuers print as their specimen come out right."""
    assert check_character("11010519491231002") == "X"
    assert luhn("411111111111111") == "1"


def test_a_planted_leak_is_seen() -> None:
    """A digit left readable leaks, an apt span is right, a covered version costs precision and a line."""
    whole = score([LINE, CLEAN], lambda text: [Mark(3, 14, "phone")] if "138" in text else [])
    assert (whole.leak, whole.precision, whole.touched) == (0, 1, 0)
    short = score([LINE, CLEAN], lambda text: [Mark(3, 13, "phone")] if "138" in text else [])
    assert (short.leak, short.precision, short.leaked["phone"]) == (1, 1, 1)
    other = score([LINE], lambda text: [Mark(3, 14, "qq")])
    assert (other.leak, other.precision, other.precision_same) == (0, 1, 0)
    greedy = score([LINE, CLEAN], lambda text: [Mark(text.index("1.2"), len(text), "ipv4")])
    assert (greedy.leak, greedy.precision, greedy.touched) == (1, 0, 1)


def test_signs_inside_a_secret_may_stay() -> None:
    """A blank between two covered groups does not leak."""
    line = Labelled("invented-0003", "138 1234", (Mark(0, 8, "phone"),))
    assert score([line], lambda text: [Mark(0, 3, "phone"), Mark(4, 8, "phone")]).leak == 0


def test_obvious_patterns_fail_on_the_set() -> None:
    """The set is hard: naive patterns leak half of it and touch a third of the clean lines."""
    total = score(read(), naive.find)
    assert total.leak >= 0.45
    assert total.precision <= 0.6
    assert total.touched >= 0.3


def test_the_finders_stay_as_good_as_they_are() -> None:
    """The finders' three shares do not fall behind what they have reached."""
    total = score(read(), command.ours)
    assert total.leak <= 0.01
    assert total.precision >= 0.98
    assert total.touched <= 0.01
