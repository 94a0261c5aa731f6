"""Finds home folders: from the drive or the first slash to the end of the user's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.words import table

_NAMES = table("names")
NOBODY = frozenset(_NAMES["nobody"].split()) | {"all users", "default user", "nt authority"}
_FOLDERS = frozenset(_NAMES["folders"].split())
_PROSE = tuple(_NAMES["folder_prose"])
_WEB = frozenset(_NAMES["web"].split())

_SLASH = r"(?:\\{1,4}|/{1,2}|%5c|%2f|%255c|%252f)"
_FOLDER = Pattern(
    rf"(?:users|{_NAMES['users']}|home|documents(?: |%20|\+)and(?: |%20|\+)settings|profiles\$?"
    rf"|home\$|users\$|homes|userdata|redirected){_SLASH}"
)
_DRIVE = Pattern(
    rf"(?:(?:/(?:mnt/|cygdrive/)?[a-z]|(?:(?:\\{{2,4}}\?\\{{1,2}})?(?<![a-z])[a-z](?::|%3a|\|))"
    rf"|%systemdrive%|\$env:systemdrive){_SLASH}|(?<![a-z])[a-z]:)$"
)
_UNC = Pattern(
    r"(?:\\{2,4}|(?<!:)//|smb://|cifs://|afp://)[a-z0-9][\w.-]{0,62}(?:\\{1,2}|/)(?:[\w$ "
    r".-]{1,30}(?:\\{1,2}|/)){0,2}$"
)
_WSL = Pattern(r"\\{2,4}wsl(?:\$|\.localhost)(?:\\{1,2}|/)[\w.-]{1,30}(?:\\{1,2}|/)$")
_ROOT = Pattern(
    r"(?:/(?:usr|export|data|var|net|nfs|srv|private|system/volumes/data|volumes/[\w "
    r".-]{1,30}|(?:media|mnt|backups?|disk\d?|data\d?|vol\d?|storage|rootfs|run/media/[\w.-]{1,30})"
    r"(?:/[\w.-]{1,30})?))?(?:/|%2f|\\{1,2})$"
)
_SCHEME = Pattern("[a-z]:/{2,3}$")
_METHOD = Pattern(
    r"(?:\b(?:get|post|put|delete|head|patch|options)\s[\"']?|\b(?:route|href|src|path|url|"
    r"uri|router|endpoint|api|redirect|navigate|link|to|push)\b[\s:=(>-]{0,3}[\"'`(]|"
    r"\b(?:route|router|url|uri|endpoint|api|redirect|redirected|navigate|navigating)\b(?: "
    r"to)?[\s:=>-]{1,4}|https?://[^\s\"'<>]{0,200})$"
)
_END = Pattern(r"[\\/]|%5c|%2f|%255c|%252f")
_NAME = Pattern(r"[^\\/:*?\"<>|\r\n\t,;'`()\[\]{}，。；：、！？“”‘’（）《》【】=&#]{1,64}")
_WORD = Pattern(r"[\w.@~$+%-]*\w[$~]?\d*|[\w.]+", re.ASCII)
_ESCAPED = Pattern(r"(?:\\{1,2}u[0-9a-f]{4})+(?:[\w .-]{0,20}(?=\\))?", re.IGNORECASE)
_FOLDER_NAME = Pattern(r"[^\\/:*?\"<>|\r\n\t,;，。；！？（）]{1,40}(?=[\\/])")
_PERCENT = Pattern("%[0-9a-f]{2}")
_IN_DOMAIN = Pattern(r"/(?=[a-z_\u3400-\u9fff])([\w.-]{2,32})")
_LATIN = Pattern(r"[a-z][\w.-]*", re.ASCII)
_HAN = Pattern(r"[\u3400-\u9fff\uac00-\ud7af\u3040-\u30ff·]{1,12}")
_CAPITAL = Pattern(r" [A-Z][a-z]+(?=$|[\"'\n])")
_MOST = 64


def homes(folded: Folded) -> Iterator[Found]:
    """Home folders of Windows, macOS and Linux, on shares, and as other shells and URLs write them."""
    lower = folded.lower
    if (
        _NAMES["users"] not in lower
        and "home" not in lower
        and "users" not in lower
        and "settings" not in lower
        and "profiles" not in lower
    ):
        return
    for m in _FOLDER.finditer(lower):
        start = _start(folded, m.start())
        if start is None:
            continue
        end = _end_of_name(folded.text, lower, m.end(), "%" in m[0])
        domain = folded.text[m.end() : end]
        if 2 <= len(domain) <= 12 and domain.isascii() and domain.isalpha() and domain.isupper():
            user = _IN_DOMAIN.match(lower, end)
            if user is not None and user[1] not in _FOLDERS:
                end = user.end()
        name = lower[m.end() : end].strip()
        latin = _LATIN.match(name)
        if latin is not None and name.startswith(_PROSE, latin.end()):  # the sentence goes on behind it
            name = latin[0]
        if name and name not in NOBODY and not _is_web(folded, start, name, end):
            yield Found(start, end, PrivateKind.HOME_PATH, 4)


def _start(folded: Folded, folder: int) -> int | None:
    """Where the path begins whose folder of homes stands at `folder`; None if it is no such path."""
    lower = folded.lower
    first = max(0, folder - 110)
    is_share = "$" in lower[folder : folder + 10] or lower.startswith(
        ("profiles", "homes", "userdata", "redirected"), folder
    )
    patterns = (_UNC,) if is_share else (_WSL, _DRIVE, _UNC)
    for pattern in patterns:
        m = pattern.search(lower, first, folder)
        if m is not None:
            is_drive = pattern is _DRIVE and (
                lower[m.start()] != "/" or lower.startswith(("/mnt/", "/cygdrive/"), m.start())
            )
            return m.start() if is_drive or not _in_word(lower, m.start()) else None
    if is_share or lower.startswith("documents", folder):
        return None
    m = _ROOT.search(lower, first, folder)
    if m is None or (m[0][-1] == "\\" and lower.startswith("home", folder)):
        return None
    start = m.start()
    if _in_word(lower, start):
        before = lower[max(0, start - 8) : start]
        return (
            start
            if before.endswith(("file://", "file:/", "localhost", "%3d", "%3a", "%22", "%20", "**"))
            or _SCHEME.search(before)
            else None
        )
    return start


def _in_word(lower: str, start: int) -> bool:
    before = lower[start - 1 : start]
    if before in ("", "/") or not before.isascii():
        return before == "/" and not lower[max(0, start - 7) : start].endswith("file://")
    return before.isalnum() or before in "_.~-}%)\\$*@"


def _is_web(folded: Folded, start: int, name: str, end: int) -> bool:
    """Whether it is the path of a web page: `/home/index`, `GET /users/42`."""
    lower = folded.lower
    if not lower.startswith(("/users", "/home"), start):
        return False
    stem = name.partition("?")[0]
    if stem in _WEB or stem.endswith(
        (".html", ".php", ".jsp", ".aspx", ".vue", ".do", ".action", ".js", ".css", ".htm")
    ):
        return True
    if stem.isdigit() or (
        lower[end : end + 1] in ("?", "=", "{", "<", "$") and not lower.startswith("</", end)
    ):
        return True
    return _METHOD.search(folded.before(start, 220)) is not None


def _end_of_name(text: str, lower: str, start: int, is_encoded: bool) -> int:
    """Where the name ends that begins at `start`."""
    if text[start : start + 1] in ("<", "{", "%", "$", "*", "[") and not _PERCENT.match(lower, start):
        return start
    escaped = _ESCAPED.match(text, start - 1) or _ESCAPED.match(text, start - 2)
    if escaped is not None:
        return escaped.end()
    folder = _FOLDER_NAME.match(text, start)
    if folder is not None and _is_odd_name(folder[0]) and not is_encoded:
        return folder.end()
    name = _NAME.match(text, start, min(len(text), start + _MOST))
    if name is None:
        return start
    slash = _END.search(lower, start, name.end() + 1)
    stop = name.end()
    if slash is not None:
        between = text[start : slash.start()]
        if len(between.split(" ")) <= 4 and "  " not in between and not re.search(r" [-–—@]|\.\s", between):
            return _stripped(text, start, slash.start())
        stop = slash.start()
    if text[stop : stop + 1] in ('"', "'", "”", "’", "`", "<", "|") and len(text[start:stop].split(" ")) <= 3:
        quote = {"”": "“", "’": "‘"}.get(text[stop], text[stop])
        if quote in text[max(0, start - 90) : start].rpartition("\n")[2]:
            return _stripped(text, start, stop)
    han = _HAN.match(text, start)
    if han is not None:
        owned = han[0].find(_NAMES["folder_owned"])
        if 0 < owned <= 4:
            return start + owned + len(_NAMES["folder_owned"])
        is_name = len(han[0]) <= 4 and not han[0].startswith(_PROSE)
        return han.end() if is_name else start
    word = _WORD.match(text, start)
    if word is None:
        return start
    more = _CAPITAL.match(text, word.end()) if text[start].isupper() else None
    return _stripped(text, start, more.end() if more else word.end())


def _is_odd_name(name: str) -> bool:
    """Whether it has a mark that otherwise ends a name: O'Brien, Li (Work)."""
    return ("'" in name or "(" in name) and name.count(" ") <= 3 and "' " not in name and ") " not in name


def _stripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " .-":
        end -= 1
    return end
