"""Finds secrets told in a sentence, in Chinese or English, and those given to commands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.pairs import trimmed
from helppanel.report.privacy.sentences import Rule, Rules, every
from helppanel.report.privacy.tokens_cued import is_secret
from helppanel.report.privacy.words import any_of, table

_SECRETS = table("secrets")
_CHINESE = Pattern(
    rf"(?P<cue>{any_of(_SECRETS['zh'])})(?P<glue>[\"'”’」】)）\]]{{0,2}}[ \t]{{0,2}}(?:"
    rf"{any_of(_SECRETS['glue'])})?[ \t]{{0,2}}[:：=|]?[ \t]{{0,3}}[\"'“‘「【\[(（]?)(?P<value>[!-~"
    rf"]{{3,120}})"
)
_STATED = Pattern(
    r"[a-z]+(?: (?:for|of|to) [\w ]{1,20}?)? (?:is|was|are|set to|changed to|to|as|=):? "
    r"{1,2}[\"'“‘`]?(?P<value>[!-~]{4,120})"
)
_BEFORE_CODE = Pattern(
    r"(?:verification|security|auth(?:entication)?|login|access|confirmation|one[- ]time|sms|"
    r"2fa|activation|pin|"
    r"invite|unlock) $"
)
_CODE = Pattern(r"code(?: is| was|:)? {1,2}[\"'“‘`]?(?P<value>\d{4,8}|[a-z0-9]{6,8})(?![\w.-])")


def _told(folded: Folded, m: re.Match[str]) -> Found | None:
    start = m.start("value")
    end = _end_of_told(folded.text, start, m.end("value"), "")
    value = folded.text[start:end]
    if _is_mixed(value) and is_secret(value, "password"):
        return Found(start, end, PrivateKind.TOKEN, 2)
    return None


def _given(folded: Folded, m: re.Match[str]) -> Found | None:
    """What stands behind a command's flag."""
    if is_secret(folded.text[m.start("value") : m.end("value")], "password"):
        return Found(m.start("value"), m.end("value"), PrivateKind.TOKEN, 4)
    return None


def _mixed(folded: Folded, m: re.Match[str]) -> Found | None:
    """What stands right behind the word: letters with digits, and a capital or a sign or quotes."""
    start = m.start("value")
    end = _end_of_told(folded.text, start, m.end("value"), folded.text[start - 1 : start])
    value = folded.text[start:end]
    is_quoted = not folded.text[start - 1 : start].isspace()
    if not re.search(r"\d", value) or not re.search("[A-Za-z]", value):
        return None
    if is_quoted or re.search(r"[A-Z]|[!@#$%^&*]", value):
        return Found(start, end, PrivateKind.TOKEN, 2) if is_secret(value, "password", True) else None
    return None


def _command(pattern: str, before: str = "") -> tuple[Rule, ...]:
    return (Rule(Pattern(pattern, re.MULTILINE), _given, Pattern(before) if before else None),)


_BEARER = Rule(Pattern(r"bearer (?P<value>[a-z0-9._~+/=-]{12,2000})"), _given)
_LONG = Rule(Pattern(r"[a-z]+ [\"'“‘`]?(?P<value>(?=[a-z_-]*\d)[a-z0-9_+/=-]{16,200})(?![\w-])"), _given)
_SAID = Rule(Pattern(r"[a-z]+ [\"'“‘`]?(?P<value>(?=[a-z]*\d|\d*[a-z])[!-~]{6,64})"), _mixed)
_INDEXED = Rule(Pattern(r"[a-z]+\[(?P<value>(?=[a-z_-]*\d)[a-z0-9_.=-]{12,200})\]"), _given)
_WORD = (Rule(_STATED, _told), _LONG, _SAID, _INDEXED)
_KEY = Pattern(
    r"(?:api)?key:? (?:is |was )?[\"'“‘`]?(?P<value>(?=[a-z_+/-]*\d)[\w+/-]{16,200}={0,2})(?![\w-])", re.A
)
_VALUE = r"(?P<value>[^\s'\"]{3,60})"
# Not the port: this is read in lower case.
_MYSQL = _command(rf"\w+\s[^\n]{{0,200}}?\s-p(?!-|\d{{2,5}}(?:\s|$))['\"]?{_VALUE}")
_LICENSE = _command(
    r"\w+(?: key| code)?[\"']? ?[:=]? ?[\"']?"
    r"(?P<value>(?=[a-z-]*\d)[a-z0-9]{4,6}(?:-[a-z0-9]{4,6}){2,6})(?![\w-])"
)
RULES: Rules = {
    **dict.fromkeys(("license", "licence"), _LICENSE),
    **dict.fromkeys(("refreshtoken", "accesstoken", "authtoken", "sessiontoken"), (_LONG,)),
    "session": _command(r"session id:? (?P<value>(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{16,128})(?![\w-])"),
    "signtool": _command(rf"signtool\s[^\n]{{0,120}}?\s/p {_VALUE}"),
    "bearer": (_BEARER,),
    **dict.fromkeys(
        ("password", "passcode", "passphrase", "passwd", "pwd", "pw", "pin", "otp", "token", "secret"), _WORD
    ),
    "code": (Rule(_CODE, _told, _BEFORE_CODE),),
    "key": (
        Rule(_STATED, _told, Pattern(r"(?:api|access|secret|licen[sc]e|product|activation)[ _-]$")),
        Rule(_KEY, _given, Pattern(r"(?:api|access|secret|app|auth|private)[ _-]?$")),
    ),
    "apikey": (Rule(_KEY, _given),),
    "securestring": _command(r"securestring (?:-string )?['\"](?P<value>[^'\"\n]{3,80})['\"]"),
    "auth": _command(r"auth (?:login|plain|cram-md5) (?P<value>[a-z0-9+/]{8,400}={0,2})(?![\w+/])"),
    "community": _command(
        r"community (?P<value>(?!public|private|string)[\w!@#$%.-]{4,40})(?= (?:ro|rw)\b|\s*$)"
    ),
    **dict.fromkeys(("snmpwalk", "snmpget", "snmpset"), _command(rf"\w+\s[^\n]{{0,60}}?-c {_VALUE}")),
    "wifi": _command(r"wifi:[^\n]{0,80}?;?p:(?P<value>[^;\n]{3,63});"),
    "docker": _command(rf"docker login\s[^\n]{{0,100}}?(?:-p|--password)[ =]{_VALUE}"),
    "ldapsearch": _command(rf"ldap\w+\s[^\n]{{0,120}}?-w {_VALUE}"),
    "smbclient": _command(r"smbclient\s[^\n]{0,120}?-u [\w.\\-]{1,40}%(?P<value>[^\s'\"]{3,60})"),
    **dict.fromkeys(
        (
            "sqlcmd",
            "psexec",
            "bcp",
            "mosquitto",
            "mongosh",
            "mongo",
            "mongodump",
            "mongorestore",
            "zip",
            "unrar",
            "rar",
        ),
        _command(r"\w+\s[^\n]{0,120}?\s-p ?(?P<value>(?=\S*[a-z])[^\s'\"]{4,60})"),
    ),
    **dict.fromkeys(("plink", "pscp", "psftp"), _command(rf"\w+\s[^\n]{{0,120}}?-pw {_VALUE}")),
    "mysql": _MYSQL,
    "mysqldump": _MYSQL,
    "mysqladmin": _MYSQL,
    "sshpass": _command(rf"sshpass -p ?['\"]?{_VALUE}"),
    "redis": _command(rf"redis-cli\s[^\n]{{0,100}}?-a ['\"]?{_VALUE}"),
    "unzip": _command(rf"unzip [^\n]{{0,60}}?-p ?{_VALUE}"),
    "requirepass": _command(rf"requirepass ['\"]?{_VALUE}"),
    "masterauth": _command(rf"masterauth ['\"]?{_VALUE}"),
    "identified": _command(rf"identified (?:with \w+ )?by (?:password )?['\"]{_VALUE}"),
    "net": _command(r"net use [^\n]{0,80}?\s(?P<value>[^\s/\\:]{3,40}) /user:"),
    "htpasswd": _command(rf"htpasswd -\w*b\w* \S{{1,60}} \S{{1,40}} {_VALUE}"),
    "user": _command(rf"user[ =]['\"]?[\w.@-]{{1,40}}:{_VALUE}", r"--(?:proxy-)?$"),
    "login": _command(rf"login \S{{1,60}} password {_VALUE}"),
}
_ARCHIVE = Pattern(rf"7za? [^\n]{{0,100}}?-p{_VALUE}")
_FLAGS = Pattern(rf"-u ?['\"]?[\w.@\\-]{{1,40}}['\"]? -p ?['\"]?(?![\d:.]+(?:\s|$)|[./~]){_VALUE}")
_SLASHED = Pattern(r"/p(?:w|ass|assword)?:(?P<value>[^\s\"'=]{4,60})(?=\s|$)")
_CURL = Pattern(rf"-u ?['\"]?[\w.@-]{{1,40}}:{_VALUE}")


def told_tokens(folded: Folded) -> Iterator[Found]:
    """Secrets told in Chinese, and behind flags without a word."""
    lower, text = folded.lower, folded.text
    signs = (("7z", _ARCHIVE), ("-u", _CURL), *((("/p", _SLASHED),) if "/u" in lower else ()))
    for sign, form in signs:
        for m in every(lower, sign, form) if sign in lower else ():
            found = _given(folded, m)
            if found is not None:
                yield found
    for m in every(lower, "-u", _FLAGS) if " -p" in lower else ():
        found = _given(folded, m) if _is_mixed(text[m.start("value") : m.end("value")]) else None
        if found is not None:
            yield found
    if not text.isascii():
        for m in _CHINESE.finditer(lower):
            start, end = m.span("value")
            end = _end_of_told(text, start, end, m["glue"])
            if _is_told(text[start:end], m["cue"], m["glue"].strip(), folded.after(end, 4)):
                yield Found(start, end, PrivateKind.TOKEN, 3)


def _end_of_told(text: str, start: int, end: int, glue: str) -> int:
    opened = glue.strip()[-1:] if glue else ""
    closing = {"[": "]", "(": ")", "（": "）", "'": "'", '"': '"'}.get(opened)
    if closing and closing in text[start:end]:
        return start + text[start:end].index(closing)
    stop = re.search(r"[\"<>]|[,;](?=\S{0,20}[=:])|[,;]$", text[start:end])
    end = start + stop.start() if stop else end
    aside = text.find("(", start + 1, end)
    if aside > 0 and not text[end : end + 1].isascii() and ")" not in text[aside:end]:  # `（QQ邮箱）`
        end = aside
    return trimmed(text, start, end)


def _is_told(value: str, cue: str, glue: str, after: str) -> bool:
    if (
        glue.startswith("](")
        or after.lstrip().startswith(tuple(_SECRETS["units"]))
        or not is_secret(value, "password", True)
    ):
        return False
    if re.fullmatch("[0-9a-f]{32,64}", value.lower()) and cue in _SECRETS["checksums"]:
        return False
    if re.match(
        r"0x[0-9a-f]+$|(?:[a-z]{1,6}|windows|android|version)-?\d{1,3}$|\d{1,2}-\d{1,2}$|https?:|v?\d+(?:\.\d+)+$",
        value.lower(),
    ) and not re.search(rf"[:：={_SECRETS['is']}]", glue):
        return False
    return len(value) >= 4 and (
        bool(re.search(rf"[:：=\"'“‘「【\[{_SECRETS['is']}]", glue))
        or _is_mixed(value)
        or (cue in _SECRETS["letters"] and re.match("[a-z]{16}(?![a-z])", value) is not None)
    )


def _is_mixed(value: str) -> bool:
    """Whether it has more than letters: as a password does and a word does not."""
    return (
        any(not c.isalpha() for c in value.strip(".,!?:;'\"-/"))
        and any(map(str.isalnum, value))
        and any(c.isdigit() or c in "!@#$%^&*_+" for c in value)
    )
