"""Facts about Chinese characters: simplified forms, readings, look-alikes, and which syllables sound near.

The facts of characters come from `search/characters.tsv` among the resources, one character a line, generated
by `python -m tests.relevance.characters` (which names its sources). It is read once, when first asked; a line
is taken apart when its character is asked for.

Syllables: the 汉语拼音方案 (1958; ISO 7098), `v` for ü as on keyboards, without the interjections that are
no syllables of words (hm, ng, ê). Near sounds: the 模糊音 that Chinese input methods offer, each a merger of
Mandarin as spoken in the provinces:

- zh/z, ch/c, sh/s (most of the south); n/l (Sichuan, Hunan, Fujian); r/l (Fujian, Shandong);
- f/h: f is heard as h with a rounded vowel, so fei/hui, fang/huang, feng/hong (Hunan, Fujian, Guangdong);
- ang/an, eng/en, ing/in with all that ends in them: iang/ian, uang/uan (most of the south);
- v/u after n and l, because the key for ü is not obvious: lve, lue; nv, nu.
"""

from __future__ import annotations

from functools import cache

from helppanel import assets

_FINALS = {
    "": "a ai an ang ao e ei en eng er o ou wa wai wan wang wei wen weng wo wu"
    " ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
}
SYLLABLES = frozenset(initial + final for initial, finals in _FINALS.items() for final in finals.split())
"""Every legal syllable of Mandarin, without tone."""

_ROUNDED = {"a": "ua", "an": "uan", "ang": "uang", "ei": "ui", "en": "un", "eng": "ong", "o": "uo"}


@cache
def near(syllable: str) -> str:
    """What stands for all syllables that sound near `syllable`: two are near if this is the same for both.

    The form is made for comparing only; it need not be a syllable itself.
    """
    for retroflex in ("zh", "ch", "sh"):
        if syllable.startswith(retroflex):
            syllable = retroflex[0] + syllable[2:]
    if syllable.startswith("f"):
        syllable = "h" + _ROUNDED.get(syllable[1:], syllable[1:])
    elif syllable.startswith(("n", "r")):
        syllable = "l" + syllable[1:]
    if syllable.endswith("ng") and not syllable.endswith("ong"):
        syllable = syllable[:-1]
    return syllable.replace("v", "u")


@cache
def _lines() -> dict[str, str]:
    text = assets.path("search/characters.tsv").read_text("utf-8")
    return {line[0]: line for line in text.split("\n") if line and line[0] != "#"}


def _field(char: str, column: int) -> str:
    cells = _lines().get(char, "").split("\t")
    return cells[column] if column < len(cells) else ""


class _Simplifier(dict[int, str]):
    """For `str.translate`: fills itself with the characters it meets; nothing is prepared in advance."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = (_field(char, 1) or char) if code > 0x2E80 else char
        return self[code]


_SIMPLIFIED = _Simplifier()


def simplify(text: str) -> str:
    """`text` with traditional characters made simplified, each in its place: the length stays the same."""
    return text.translate(_SIMPLIFIED)


def readings(char: str) -> tuple[str, ...]:
    """The syllables `char` is read as, most common first, without tones; empty if it is not in the table."""
    return tuple(_field(char, 2).split())


def lookalikes(char: str) -> str:
    """Up to six characters that look like `char`, most alike first; empty for rare and traditional ones."""
    return _field(char, 3)


def known() -> str:
    """Every character of the table, in its order."""
    return "".join(_lines())
