"""How typing goes wrong: each function takes what was meant and a random source, and gives what was typed.

All return None where the slip is not possible in that text. What is near or alike is said here by rules and
lists of its own, not by the tables the engine reads, so that the queries made with them are an outside check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from random import Random

from pypinyin import Style, lazy_pinyin

from helppanel.articles.characters import SYLLABLES

from .characters import Words, gb2312
from .confusions import confusions

Slip = Callable[[str, Random], str | None]

_HAN = re.compile("[一-鿿]")
_LATIN_WORD = re.compile(r"[A-Za-z]{4,}")
_ENDS = (("ing", "in"), ("eng", "en"), ("ang", "an"))
_BEGINNINGS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"), ("r", "l"))
# The keys a finger hits by mistake, by hand from a picture of the keyboard: left, right and above.
_BESIDE = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "ol", "a": "qsz", "s": "adw", "d": "sfe", "f": "dgr", "g": "fht", "h": "gjy", "j": "hku", "k": "jli",
    "l": "ko", "z": "xa", "x": "zcs", "c": "xvd", "v": "cbf", "b": "vng", "n": "bmh", "m": "nj",
}  # fmt: skip
_KEPT = frozenset({"from", "into", "with", "without"})


def is_chinese(text: str) -> bool:
    """Whether `text` is Chinese characters and spaces, two characters at least."""
    han = _HAN.findall(text)
    return len(han) >= 2 and len(han) == len("".join(text.split()))


def syllables(text: str) -> list[str]:
    """The pinyin of Chinese text, a syllable a character."""
    return lazy_pinyin("".join(text.split()), style=Style.NORMAL, v_to_u=False)


@cache
def near_sounds(syllable: str) -> tuple[str, ...]:
    """The syllables one 模糊音 away: at the beginning or at the end."""
    found = []
    for one, other in _ENDS:
        if syllable.endswith(one):
            found.append(syllable.removesuffix(one) + other)
        elif syllable.endswith(other):
            found.append(syllable.removesuffix(other) + one)
    for pair in _BEGINNINGS:
        for one, other in (pair, pair[::-1]):
            if syllable.startswith(one) and not (len(one) == 1 and syllable[1:2] == "h"):
                found.append(other + syllable.removeprefix(one))
    return tuple(s for s in dict.fromkeys(found) if s in SYLLABLES)


@cache
def _homophones() -> dict[str, str]:
    """The common characters of each syllable, most met first: what an input method offers."""
    words = Words()
    table: dict[str, str] = {}
    for char in sorted(gb2312(0xB0, 0xD7), key=lambda char: (-words.met[char], char)):
        reading = words.readings(char)[0]
        table[reading] = table.get(reading, "") + char
    return table


def _replaced(text: str, at: int, new: str) -> str:
    return text[:at] + new + text[at + 1 :]


def _any(random: Random, choices: Sequence[str]) -> str | None:
    return random.choice(choices) if choices else None


def near_pinyin(text: str, random: Random) -> str | None:
    """Full pinyin with one near sound, with or without spaces."""
    if not is_chinese(text):
        return None
    typed = syllables(text)
    options = [(i, other) for i, syllable in enumerate(typed) for other in near_sounds(syllable)]
    if not options:
        return None
    at, other = random.choice(options)
    typed[at] = other
    return random.choice(["", " "]).join(typed)


def near_char(text: str, random: Random) -> str | None:
    """One character replaced by a common one that sounds near, not the same."""
    if not is_chinese(text):
        return None
    places = [i for i, char in enumerate(text) if not char.isspace()]
    options = [
        _replaced(text, at, wrong)
        for at, syllable in zip(places, syllables(text), strict=True)
        for near in near_sounds(syllable)
        for wrong in _homophones().get(near, "")[:4]
    ]
    return _any(random, options)


def lookalike(text: str, random: Random) -> str | None:
    """One character replaced by one that looks alike."""
    table = confusions()
    options = [_replaced(text, i, wrong) for i, char in enumerate(text) for wrong in table.get(char, "")]
    return _any(random, options) if is_chinese(text) else None


def slip_pinyin(text: str, random: Random) -> str | None:
    """Full pinyin without spaces, with one key hit beside the right one, twice, not at all or too early."""
    if not is_chinese(text):
        return None
    typed = "".join(syllables(text))
    at = random.randrange(1, len(typed)) if len(typed) > 1 else 0
    kind = random.choice(["beside", "doubled", "dropped", "swapped"])
    if kind == "beside":
        return _replaced(typed, at, random.choice(_BESIDE[typed[at]]))
    if kind == "doubled":
        return _replaced(typed, at, typed[at] * 2)
    if kind == "swapped" and typed[at] != typed[at - 1]:
        return typed[: at - 1] + typed[at] + typed[at - 1] + typed[at + 1 :]
    return _replaced(typed, at, "")


def slip_latin(text: str, random: Random) -> str | None:
    """One letter of a word of at least four replaced by its neighbour on the keyboard; not the first."""
    places = [i for word in _LATIN_WORD.finditer(text) for i in range(word.start() + 1, word.end())]
    if not places:
        return None
    at = random.choice(places)
    typed = random.choice(_BESIDE[text[at].lower()])
    return _replaced(text, at, typed.upper() if text[at].isupper() else typed)


def full_width(text: str, random: Random) -> str | None:
    """Letters, digits and signs in full width, as typed with the input method still on."""
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
    return wide.replace(" ", "\u3000") if wide != text else None


def inflected(text: str, random: Random) -> str | None:
    """One English word in another of its usual forms."""
    words = text.split()
    options = [
        " ".join([*words[:i], other, *words[i + 1 :]])
        for i, word in enumerate(words)
        if word.isalpha() and word.islower() and len(word) > 3 and word not in _KEPT
        for other in _forms(word)
    ]
    return _any(random, options)


def _forms(word: str) -> list[str]:
    """Other forms of an English word, by the spelling rules of school; a few are not in any dictionary."""
    if word.endswith("ies"):
        return [word[:-3] + "y"]
    if word.endswith("ing") and len(word) > 6:
        stem = word[:-3]
        if stem[-1] == stem[-2] and stem[-1] not in "lsz":
            return [stem[:-1]]
        return [stem + ("e" if stem.endswith(("at", "iz", "ag", "ut", "ir", "ur", "v", "c")) else "ed")]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return [word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]]
    if word.endswith("y") and word[-2] not in "aeou":
        return [word[:-1] + "ies"]
    if word.endswith(("s", "x", "ch", "sh")):
        return [word + "es"]
    return [word + "s"]
