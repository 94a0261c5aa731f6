"""Words that questions are asked with and that no article is about: 怎么, 找不到, how, can't."""

from __future__ import annotations

import re

_CHINESE = (
    "为什么 什么 什么样 怎么 怎么办 怎么样 怎样 如何 哪里 哪儿 哪个 多少 是不是 有没有 能不能 可不可以 是否 "
    "找不到 无法 不能 不了 不会 没有 没法 可以 能够 需要 应该 想要 我想 请问 请 我 我的 我们 您 您的 你 你的 "
    "的 了 吗 呢 吧 是 在 把 被 让 给 和 与 或 及"
)
_ENGLISH = (
    "a about am an and any anyone are as at be been but by can can't cannot cant could couldn't did "
    "didn't do does doesn't doing don't dont for from get getting had has have haven't he how how's i "
    "i'd i'll i'm i've if in is isn't it it's its let may me might must my no not of on one or our "
    "please shall should so some that that's the their them then there these they this those to us want "
    "wants was wasn't we were what what's when where where's which who why will with won't would you "
    "your"
)

CHINESE = tuple(_CHINESE.split())
"""The Chinese ones."""

_RUNS = re.compile("|".join(sorted(CHINESE, key=len, reverse=True)))
_WORDS = frozenset(form for word in _ENGLISH.split() for form in (word, word.replace("'", "’")))


def is_function_word(word: str) -> bool:
    """Whether the normalised `word` only helps to ask."""
    return word in _WORDS


def covered(run: str) -> list[bool]:
    """For each character of `run`, whether it belongs to a function word; the longest word counts."""
    found = [False] * len(run)
    for match in _RUNS.finditer(run):
        found[match.start() : match.end()] = [True] * len(match[0])
    return found
