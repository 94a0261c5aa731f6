"""Patterns for every way a path or a name is spelled in logs, URLs, JSON and other systems' notation."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

_SLASH = r"(?:\\{1,2}|/|%2F|%5C)"
_FIRST_SLASH = r"[\\/%](?:(?<=/)|(?<=\\)\\?|(?<=%)(?:2F|5C))"  # the same, by its first character
_CJK = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
_LETTER = rf"[^\W_{_CJK}]"  # what continues a word; Chinese is written without spaces, so it does not


def is_cjk(character: str) -> bool:
    """Whether a character belongs to a script without spaces between words."""
    return re.match(f"[{_CJK}]", character) is not None


def word(name: str) -> str:
    """A pattern for `name` as a whole word."""
    after = "" if is_cjk(name[-1]) else f"(?!{_LETTER})"
    before = "" if is_cjk(name[0]) else f"(?<!{_LETTER})"
    return f"{before}{_forms(name)}{after}"


def is_plain(name: str) -> bool:
    """Whether `name` has no other spelling than capitals and small letters."""
    return name.isascii() and quote(name, safe="") == name


def value(name: str) -> str:
    """A pattern for `name` where it is all there is, or stands behind `=`, `:` or a slash as a name does.

    What precedes it is the group `before`.
    """
    separator = r"""[=:]\s?["']?|[/\\@"']|%2F|%5C|%3D|%3A"""
    domain = r"\.(?:local|lan|home|localdomain)\b"
    after = rf"""(?=\s*\Z|[\s;,&/\\:@"'|)\]}}>]|%2F|%5C|%3A|{domain})"""
    return rf"(?P<before>\A\s*(?={_forms(name)}(?:{domain})?\s*\Z)|{separator}){_forms(name)}{after}"


def path(home: str) -> str:
    """A pattern for the folder `home`: either slash, doubled, URL-encoded, or as another shell writes it.

    It ends where the folder's name ends: `/home/lin` is not found in `/home/linda`.
    """
    drive, rest = (home[0], home[2:]) if re.match(r"[A-Za-z]:", home) else ("", home)
    parts = [part for part in re.split(r"[\\/]+", rest) if part]
    first = f"(?-i:[{drive.lower()}{drive.upper()}/])"
    start = rf"{first}(?:(?<!/)(?:[:|]|%3A)|(?<=/)(?:mnt/|cygdrive/)?{drive})" if drive else ""
    whole = f"{_SLASH}+".join(map(_forms, parts))
    end = "" if is_cjk(parts[-1][-1]) else f"(?![-._]?{_LETTER})"
    return f"{start}{_SLASH if drive else _FIRST_SLASH}(?:{whole}{end}{_shortened(drive, parts)})"


def _shortened(drive: str, parts: list[str]) -> str:
    """What Windows makes of a long last part for old programs: `LINXIA~1`."""
    if not drive:
        return ""
    short = re.escape(re.sub(r"[ .]", "", parts[-1])[:6])
    return "|" + f"{_SLASH}+".join([*map(_forms, parts[:-1]), f"{short}~[0-9]"])


def _forms(name: str) -> str:
    """`name` composed or decomposed, each character plain or escaped."""
    forms = dict.fromkeys(unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    return f"(?:{'|'.join(''.join(map(_character, form)) for form in forms)})"


def _character(c: str) -> str:
    plain = re.escape(c)
    encoded = quote(c, safe="", errors="surrogatepass")
    if encoded == c:
        return plain
    units = c.encode("utf-16-be", "surrogatepass")
    escaped = "".join(rf"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
    return f"(?:{plain}|{encoded}|{escaped})"
