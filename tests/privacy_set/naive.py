"""A handful of obvious patterns, as one writes them in an afternoon: the baseline beside the finders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.privacy_set.score import Mark

PATTERNS = {
    "email": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "cn_id": r"\d{17}[\dXx]|\d{15}",
    "bank_card": r"\d{16,19}",
    "phone": r"1[3-9]\d{9}|0\d{2,3}-\d{7,8}",
    "passport": r"[EG]\d{8}",
    "plate": r"[\u4e00-\u9fff][A-Z][A-Z0-9]{5}",
    "wechat": r"(?<=微信)[:：]?\w+",
    "qq": r"(?<=QQ)[:：]?\d+",
    "ipv4": r"\d{1,3}(?:\.\d{1,3}){3}",
    "ipv6": r"(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}",
    "mac": r"(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}",
    "token": r"(?<=password=)\S+|(?<=token=)\S+|(?<=Bearer )\S+|eyJ[\w-]+\.[\w-]+\.[\w-]+|sk-\w+",
    "username": r"(?<=user=)\w+",
    "hostname": r"(?<=host=)\S+",
    "home_path": r"/home/\w+|/Users/\w+|C:\\Users\\\w+",
}
ANY = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in PATTERNS.items()))


def find(text: str) -> Iterator[Mark]:
    """What the patterns match, from left to right."""
    for match in ANY.finditer(text):
        yield Mark(match.start(), match.end(), str(match.lastgroup))
