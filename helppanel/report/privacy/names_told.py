"""Finds the names of accounts in sentences, log lines and commands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helppanel.report.privacy import together
from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.names import says_nothing
from helppanel.report.privacy.names_framed import FRAMED, framed_names, named, seats
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.sentences import Rule, Rules, every, joined
from helppanel.report.privacy.words import any_of, table

_NAMES = table("names")
_CUES = _NAMES["cue"]
_NAME = r"[a-z0-9_][\w.\\$+-]{1,40}(?:@[\w-]{1,40}(?:\.[\w-]{1,40}){0,4})?"
_N = rf"[\"'“‘`\[(<]?(?P<name>{_NAME})"
_SIGNED = r"[\"'“‘`\[(<]?(?P<name>(?=[a-z]*(?:[\d_]|[.\\-]\w))[a-z0-9_][\w.\\$+-]{1,40})"
_SURELY = (
    r"log(?:ged|s|ging)? ?(?:in|out|on|off)\b|login\b|signed\b|from (?:\d|[\w.-]+ (?:port|not))|"
    r"(?:does not|doesn't|did not) exist|not (?:found|in\b|allowed|exist)|"
    r"is (?:locked|disabled|not in|not allowed|already|blocked|logged|expired|unknown|offline|online)|"
    r"quota exceeded|has (?:logged|been|no (?:access|permission|right))|was (?:locked|disabled|added|removed|"
    r"denied|logged|created)|"
    r"authenticated|committed|connected|disconnected|joined|exceeded|denied|attempted|"
    r"(?:cannot|can't|could not) log|"
    r"successfully|failed (?:to (?:log|auth|sign)|login|auth|password|to connect)|by \(|"
    r"(?:uploaded|downloaded|submitted|requested|opened|closed|created|deleted|updated|added|removed|changed|"
    r"modified|renamed|exported|approved) |via |on host|with (?:password|uid|role)|using password"
)
_AFTER = (
    r"logged|login|log|signed|from|is|does|doesn't|not|has|have|had|on|at|connected|"
    r"disconnected|authenticated|"
    r"failed|added|removed|created|deleted|updated|joined|left|via|cannot|can|was|attempted|tried|requested|"
    r"uploaded|downloaded|opened|closed|denied|exceeded|with|locked|:|=|\(|in|using|changed|"
    r"started|submitted|"
    r"successfully|exited|by|no|already"
)


def _rule(pattern: str, before: str = "") -> Rule:
    # A line's end is the text's end: a line alone and among others says the same.
    return Rule(Pattern(pattern, re.ASCII | re.MULTILINE), named, Pattern(before) if before else None)


_LOGIN = (
    _rule(
        rf"\w+ (?:from|by|of|attempt by|failure by|failed for|ok for|success for|succeeded for) (?:"
        rf"user )?{_N}"
    ),
    _rule(rf"\w+ [\"'](?P<name>{_NAME})[\"']"),
)
_SSH = (
    _rule(
        r"\w+(?:-copy-id)?\s(?:-{1,2}[\w.-]+\s(?:[\w./~-]+\s)?){0,4}(?:\S+\s)??(?P<name>[\w.-]{2,32})@(?=[\w\[])"
    ),
)
_OBJECT = r"user\" ?: ?\{[^{}]{0,80}\"(?:name|login|username|account)\" ?: ?\"(?P<name>[^\"]{2,40})\""
_USER = (
    _rule(
        rf"user {{1,2}}{_N}",
        r"\b(?:for|by|from|as|invalid|unknown|authenticating|illegal|local|remote|current|"
        r"domain|target|"
        r"windows) $",
    ),
    _rule(r"user [\"'“‘`\[<](?P<name>[^\"'”’`\]>\n]{2,40})[\"'”’`\]>]"),
    _rule(rf"users? {_SIGNED}(?=[\"'”’`\])>]?(?:\s(?:{_AFTER})\b| ?\(|@|,|$))"),
    _rule(rf"user {_N}(?=[\"'”’`\])>]?(?:\s(?:{_SURELY})|@))"),
    _rule(_OBJECT),
    _rule(r"user\.name[ =]{1,3}[\"'](?P<name>[^\"'\n]{2,40})[\"']"),
    _rule(r"user (?:/add )?\"?(?P<name>[^\s/\"]{2,32})", r"\bnet $"),
    _rule(r"user:\"?(?P<name>[^\s\"]{2,60})", r"/$"),
)
_FOR = (
    _rule(
        rf"for (?:invalid user |illegal user )?{_N}(?= from)",
        r"\b(?:accepted|failed|postponed|partial)\s[\w/-]{1,40} $",
    ),
    _rule(
        rf"for {_N}(?=[\"'”’`\])>]?(?:[.,;:@]|$|\s(?:from|on|at|changed|expired|reset|failed|succeeded|is|"
        rf"was|via|in|deni"
        rf"ed|has|with|"
        r"\()))",
        r"\b(?:log-?ins?|authentication|authorization|auth|access|permission|quota|session|profile|mailbox|"
        r"password)\s(?:\w{1,12}\s){0,3}$",
    ),
)
_AS = (
    _rule(
        rf"as:? (?:user )?{_N}",
        r"\b(?:logged|logging|log|login|signed|signing|authenticated|authenticating|running|connected|"
        r"connecting|impersonat\w+|registered|executing) (?:in |on )?$",
    ),
)
_ID = (_rule(r"[ug]id=\d+\((?P<name>[\w.\\-]{2,40})\)"),)
_RULES: Rules = {
    "user": _USER,
    "users": (_USER[2],),
    "session": (_rule(rf"session \w{{1,12}} of user {_N}(?=[\s.,]|$)"),),
    "owner": (_rule(_OBJECT.replace("user", "owner", 1)),),
    "author": (_rule(_OBJECT.replace("user", "author", 1)),),
    "for": _FOR,
    "as": _AS,
    "login": _LOGIN,
    "logon": _LOGIN,
    "sudo": (
        _rule(r"sudo(?:\[\d+\])?:\s+(?P<name>[\w.-]{2,32}) :"),
        _rule(rf"sudo -u {_N}"),
    ),
    "su": (
        _rule(r"su(?:\[\d+\])?: [^\n]{0,40}\(to [\w.-]+\) (?P<name>[\w.-]{2,32}) on\b"),
        _rule(rf"su (?:-l |- |-){_N}(?=$|\n)"),
    ),
    "uid": _ID,
    "gid": _ID,
    "by": (_rule(r"by (?P<name>[\w.-]{2,32})\(uid="),),
    "chown": (_rule(r"chown (?:-\w+ )?(?P<name>[a-z_][\w.-]{1,31})(?=[: ])"),),
    "whoami": (_rule(r"whoami(?:\s*[:=>]+\s*|\s{1,3}|\n)(?P<name>[\w.-]{2,20}(?:\\[\w.-]{2,30})?)\s*$"),),
    "username": (_rule(rf"username (?:is|was) {_N}"),),
    "name": (_rule(rf"name (?:is|was) {_N}", r"\b(?:user|account|login|sign-in|screen|nick) $"),),
    "id": (_rule(rf"id (?:is|was) {_N}", r"\b(?:user|login|account) $"),),
    "account": (_rule(r"account (?:is |was |[\"'“])?(?P<name>[a-z][\w.-]*[\d._][\w.-]*)(?![\w@])"),),
    **dict.fromkeys(
        ("useradd", "usermod", "userdel", "adduser", "deluser", "passwd"),
        (_rule(r"\w+ (?:-[\w-]+ (?:[a-z]+ (?=\S))?){0,4}(?P<name>[a-z_][\w.-]{1,31})(?=$|\s)"),),
    ),
    "principal": (_rule(r"principal(?:name)?[ :=]+(?P<name>[\w.-]{2,32})@"),),
    **dict.fromkeys(("ssh", "scp", "sftp", "rsync", "mosh"), _SSH),
}
RULES = joined(_RULES, FRAMED, together.RULES)
_PROMPT = Pattern(
    r"(?<![\w./:@-])(?P<name>[a-z_][\w.-]{1,31})@(?P<host>[a-z0-9][\w-]{1,62}(?:\.(?:local|"
    r"lan|home|internal|corp))?)"
    r"(?=[: ][~/]\S{0,80}[\])]?\s?[$#%>]|[: ][~/]?\S{0,40}[\])]\s?[$#]|:~|'s password:|"
    r" \S{1,40} [%$#](?:\s|$))",
    re.ASCII,
)
_QUOTED = Pattern(r"'(?P<name>[^'\s]{1,40})'@'(?P<host>[^'\s]{1,80})'")
_KEY_OWNER = Pattern(
    r" aaaa[\w+/=.…]{8,1200}\s(?P<name>[a-z_][\w.-]{1,31})@(?P<host>[a-z0-9][\w-]{1,62})(?![\w.])", re.ASCII
)
_FLAG = Pattern(r"-u ?(?P<name>[a-z_][\w.-]{1,31})(?=\s|[:%]|$)(?<!-u)", re.ASCII)
_LISTED = Pattern(
    r"(?:[r-][w-][xst-]){3}[+.@]?\s+\d{1,5}\s+(?P<name>[a-z_][\w.-]{1,31})\s+[a-z_][\w.-]{0,31}\s+\d",
    re.ASCII,
)
_OWN_GROUP = Pattern(
    r"(?:[r-][w-][xst-]){3}[+.@]?\s+\d{1,5}\s+(?P<owner>[a-z_][\w.-]{1,31})\s+(?P<name>(?P=owner))\s+\d",
    re.ASCII,
)
_IN_PASSWD = Pattern(r"(?<![\w.-])(?P<name>[a-z_][\w.-]{1,31}):x:(?=\d{1,7}:\d)", re.ASCII)
_TERMINAL = Pattern(r"(?P<name>[a-z_][\w.-]{1,31})\s+(?:pts/\d+|tty\d+|console|:\d)\s")
_LISTED_PROCESS = r"(?P<name>[a-z_][\w.+-]{1,31})\s+\d{1,7}\s+\d{1,3}\.\d\s+\d{1,3}\.\d\s"
_PROCESS, _NEXT_PROCESS = Pattern(_LISTED_PROCESS), Pattern("\n" + _LISTED_PROCESS)
_CRON = Pattern(r"cron\[\d+\]: \((?P<name>[\w.-]{2,32})\) ")
_GROUPS = Pattern(r"groups=[^\n]*")
_GROUP = Pattern(r"\d\((?P<name>[\w.\\-]{2,40})\)", re.ASCII)
_DOMAIN = Pattern(
    r"(?<![\w\\/:.%$-])(?:(?:desktop|laptop|win|pc)-[a-z0-9]{3,15}|corp|contoso|"
    r"[a-z]{2,12}(?:domain|corp|ad|net|dom))$"
)
# Any domain in capitals, and a name that stands alone and does not begin as a written line end does.
_CAPITALS = Pattern(
    r"(?:^|[\s\"'(\[=:,;])(?!HK|NT$|AUTHORITY|ROOT|SYSTEM|SOFTWARE|SAM|REGISTRY|ERR|WARN|INFO|DEBUG)"
    r"[A-Z][A-Z0-9-]{1,14}$"
)
_ALONE = Pattern(r"\\(?![nrt][a-z])[A-Za-z][\w.-]{1,30}(?=[\s\"',;)\]]|$)", re.ASCII)
_SHARES = frozenset((*_NAMES["no_server"].split(), *_NAMES["folders"].split()))
_BEHIND_DOMAIN = Pattern(r"\\(?P<name>[a-z][\w.-]{1,30})(?![\w\\])", re.ASCII)
_TELLING = _NAMES["telling_after"]
_STANDS_ALONE = Pattern(r"\s*(?:$|[\n,，;；。)\]}\"'、(（])")
_LABELS = frozenset(_NAMES["labels"])
_SURE = frozenset(_CUES["user_sure_zh"])
_CHINESE = Pattern(
    rf"(?P<cue>{any_of((*_CUES['user_sure_zh'], *_CUES['user_zh']))})"
    rf"(?P<glue>[\"'”’」】)）\]]{{0,2}}[ \t]{{0,3}}(?:{any_of(_NAMES['glue'])})?(?:[ \t]?[.．]){{0,30}}[ "
    rf"\t]{{0,2}}[:：=|/]?[ \t]{{0,8}}[\"'“‘「【\[(（<`]?)"
    rf"(?P<name>[A-Za-z0-9_][\w.\\@$+-]{{1,60}}|(?<=[\"'“‘「【\[:：=])[\u4e00-\u9fff]{{2,4}}(?![\u"
    rf"4e00-\u9fff]))",
    re.ASCII,
)
_AS_CHINESE = Pattern(
    rf"{_NAMES['as_before']}\s?[\"'“‘「]?(?P<name>[a-z][\w.-]{{2,31}})[\"'”’」]?\s?{_NAMES['as_after']}",
    re.ASCII,
)


def told_names(folded: Folded) -> Iterator[Found]:
    """Accounts that a form or a Chinese cue gives away."""
    text = folded.text
    yield from framed_names(folded)
    yield from together.pairs_told(folded)
    for m in _signed(folded):
        found = named(folded, m)
        if found is not None:
            yield found
    if text.isascii():
        return
    for m in _CHINESE.finditer(folded.lower):
        start = m.start("name")
        name = text[start : m.end("name")].rstrip(".-")
        end = start + len(name)
        if (
            name not in _LABELS
            and not says_nothing(name)
            and _is_told(
                name, m["glue"].strip(), m["cue"] in _SURE, m["cue"] == _NAMES["users"], text[end : end + 8]
            )
        ):
            yield Found(start, end, PrivateKind.USERNAME)
    for m in _AS_CHINESE.finditer(folded.lower):
        if not says_nothing(m["name"]):
            yield Found(m.start("name"), m.end("name"), PrivateKind.USERNAME)


def _is_told(name: str, glue: str, is_sure: bool, is_speaker: bool, after: str) -> bool:
    """Whether the word behind a Chinese cue is a name."""
    if not name.isascii() and not is_sure and not re.search("[\"'“‘「【]", glue):
        return False
    if name.isdigit() or re.search(r"@[\w-]+\.\w", name):
        return False
    if after[:1] in ("=", ":") or glue.startswith("]("):
        return False
    if (
        is_speaker and ":" in glue and "\\" not in name
    ):  # of a chat: what follows is said, unless it stands alone
        return _STANDS_ALONE.match(after) is not None or after.lstrip().startswith(tuple(_TELLING))
    if re.search(rf"[:：=\"'“‘「【\[(（<`{_NAMES['is']}]", glue):
        return True
    if not name.isascii():
        return False
    has_sign = any(c.isdigit() or c in "._\\" for c in name)
    is_plain = name.islower() or has_sign or (is_sure and len(name) > 4 and not name.isupper())
    return is_plain and (is_sure or after.lstrip().startswith(tuple(_TELLING)))


def prompts(lower: str) -> Iterator[re.Match[str]]:
    """Where `name@host` stands before a shell's prompt or in quotes."""
    if " aaaa" in lower:
        yield from _KEY_OWNER.finditer(lower)
    at = lower.find("@")
    while at >= 0:
        first = lower.rfind("\n", max(0, at - 44), at) + 1
        m = _PROMPT.search(lower, max(first, at - 34, 0), at + 200) or _QUOTED.search(
            lower, max(first, at - 44, 0), at + 90
        )
        if m is not None:
            yield m
        at = lower.find("@", max(at + 1, m.end() if m else 0))


def _signed(folded: Folded) -> Iterator[re.Match[str]]:
    lower = folded.lower
    if "@" in lower:
        yield from prompts(lower)
    if "-u" in lower:
        for m in every(lower, "-u", _FLAG):
            if not (lower[m.start() - 1 : m.start()].isalnum() or lower[m.start() - 1 : m.start()] == "-"):
                yield m
    if "cron[" in lower:
        yield from every(lower, "cron[", _CRON)
    if "pts/" in lower or "tty" in lower:
        for start in {lower.rfind("\n", 0, seat) + 1 for seat in seats(lower)}:
            listed = _TERMINAL.match(lower, start)
            if listed is not None:
                yield listed
    first = _PROCESS.match(lower)
    if first is not None:
        yield first
    yield from _NEXT_PROCESS.finditer(lower)
    if "rw" in lower:
        yield from every(lower, "rw", _LISTED)
        yield from every(lower, "rw", _OWN_GROUP)
    if ":x:" in lower:
        yield from _IN_PASSWD.finditer(lower)
    if "groups=" in lower:
        for listed in _GROUPS.finditer(lower):
            yield from _GROUP.finditer(lower, *listed.span())
    at = lower.find("\\")
    while at >= 0:
        if (folded.text[at - 1 : at].isupper() or lower[at - 1 : at].isdigit()) and (
            _DOMAIN.search(lower, max(0, at - 30), at)
            or (_ALONE.match(folded.text, at) and _CAPITALS.search(folded.text, max(0, at - 17), at))
        ):
            name = _BEHIND_DOMAIN.match(lower, at)
            if name is not None and name["name"] not in _SHARES:
                yield name
        at = lower.find("\\", at + 1)
