"""Finds the names of accounts where a program always writes one, whatever the name looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.names import says_nothing
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.sentences import Rule, Rules
from helppanel.report.privacy.words import any_of, table

_NAMES = table("names")
# Behind "user", "login", "account": words of an English sentence.
PROSE = frozenset(_NAMES["prose"].split())
_PART = Pattern(r"(?:pool|thread|worker|job|task|timer|step|process|pid|exec|node|build)[-_]?\d{1,4}")
_NAME = r"(?P<name>[a-z_][\w.\\-]{1,40})"


def named(_folded: Folded, m: re.Match[str]) -> Found | None:
    """The account of `m`, unless it is everyone's."""
    name = m["name"].rstrip(".-")
    if not name or says_nothing(name) or name in PROSE or _PART.fullmatch(name):
        return None
    return Found(m.start("name"), m.start("name") + len(name), PrivateKind.USERNAME)


def _rule(pattern: str, before: str = "") -> Rule:
    return Rule(Pattern(pattern, re.ASCII | re.MULTILINE), named, Pattern(before) if before else None)


_SIGNED = r"(?P<name>(?=[a-z]*(?:\d|[._-]\w))[a-z][\w.-]{1,40})"
_ENDS = r"(?=[\s,;.:)\]'\"]|$)"
_LOGIN = (
    _rule(rf"\w+ (?:ok|incorrect|failed|denied)[^\[\n]{{0,60}}\[{_NAME}"),
    _rule(rf"\w+ (?:is|was) (?!not\b|a\b|the\b|being\b|now\b){_NAME}(?=\s*$|[,;.]|\s(?:and|with)\b)"),
    _rule(rf"\w+ [\[\"'`]?{_NAME}(?=[\]\"'`]? (?:with password|from windows)\b)", r"\b(?:alter|create) $"),
    _rule(rf"\w+ {_NAME}(?= (?:failed|succeeded|denied|rejected|locked|is locked|not found)\b)"),
)
_ACCOUNT = (
    _rule(
        rf"\w+ [\"'“]?{_NAME}[\"'”]? (?:is|was|has been|got) (?:locked|disabled|blocked|suspended|banned|"
        rf"frozen|deleted)"
    ),
    _rule(
        rf"\w+ {_NAME}\s*$",
        r"(?:^|\b(?:my|the|with|using|use|for|under|from|of|to|in|on|on|by|as|via) |[,;:] )$",
    ),
)
_DONE = (
    _rule(
        rf"\w+ by (?!(?:mistake|accident|hand|chance|others?|policy|scripts?)\b){_NAME}"
        r"(?= (?:at|on|since) \w| <)"
    ),
    _rule(rf"\w+ by {_SIGNED}(?=\s*$|[,;.](?:\s|$))"),
)
FRAMED: Rules = {
    "login": _LOGIN,
    "account": _ACCOUNT,
    "incorrect": (_rule(rf"incorrect[^\[\n]{{0,40}}\[{_NAME}", r"\blogin $"),),
    "name": (
        _rule(rf"name={_NAME}(?=, uid=)", r"\buser: $"),
        _rule(rf"name {_NAME}(?=\s*$|,|\s(?:and|with|is|was|not|does|on)\b)", r"\b(?:user|login|account) $"),
    ),
    "username": (
        _rule(
            rf"username {_NAME}(?= (?:not found|does not|is not|already|is already|is locked|and|with)\b|"
            rf"\s*$|,)"
        ),
    ),
    "acls": (_rule(rf"acls to: (?:[\w.-]+, ?)*?(?!(?:yarn|hdfs|mapred|spark|hadoop)\b){_NAME}"),),
    "leaserenewer": (_rule(rf"leaserenewer:{_NAME}@"),),
    "failed": (_rule(rf"failed for {_NAME}(?= on /dev)"),),
    "insert": (
        _rule(
            r"insert into [\w.`\"\[\]]{0,40}(?:user|account|login|member|admin|staff)[^\n]{0,160}?values ?\("
            r"(?:\d{1,9}, ?)?['\"](?P<name>[^'\"\n]{2,40})['\"]"
        ),
    ),
    "user": (
        _rule(rf"user\"?: ?\{{ ?name: ?[\"']?{_NAME}(?=[\"',\s}}])"),
        _rule(rf"user[ :]{{1,2}}{_NAME}(?=[),;])", r"\($"),
        _rule(rf"user {_NAME}(?=\s*$|\n)", r"(?:^|[>\n] ?|\n[ \t]{1,8}|auth login |ftp |\] )$"),
    ),
    "by": (
        _rule(
            r"by (?P<name>(?=[a-z]*(?:\d|[._-]\w))[a-z][\w.-]{1,40}(?=[\s,;.)]|$)|[a-z]{3,20}(?= (?:at|on)"
            r" \d))",
            r"\b(?:creat|modifi|updat|upload|submitt|approv|request|open|report|edit|delet|lock|own|execut|"
            r"start|chang|"
            r"author|committ|review|assign|clos|resolv|run|sign|publish|sent)(?:ed)? $",
        ),
        _rule(rf"by {_NAME}(?= on (?:vty|tty|console|pts))"),
    ),
    "modified": _DONE,
    "updated": _DONE,
    "uploaded": _DONE,
    "submitted": _DONE,
    "approved": _DONE,
    "edited": _DONE,
    "locked": _DONE,
    "started": (_rule(rf"started by {_NAME}(?= in (?:/|[a-z]:))"),),
    "to": (_rule(rf"to {_SIGNED}(?=[\s,;.)]|$)", r"\b(?:assigned|delegated|belongs|granted|reassigned) $"),),
    "with": (_rule(rf"with {_SIGNED}(?=[\s,;.)]|$)", r"\b(?:signed|logged|logging|signing|log|sign) in $"),),
    "role": (_rule(r"role [\"'“](?P<name>[^\"'”\s]{2,40})[\"'”] (?:does not exist|is not permitted)"),),
    "runuser": (_rule(rf"runuser (?:-l |-u |- )?{_NAME}"),),
    "whoami": (_rule(rf"whoami\s{{0,3}}[\w.-]{{2,20}}\\{_NAME}"),),
    "welcome": (_rule(rf"welcome(?: back)?,? {_NAME}(?=[!,.]|\s*$)"),),
    "hello": (_rule(r"hello,? (?P<name>[a-z]+[._][\w.-]{1,30})(?=[!,])"),),
    "grant": (_rule(r"grant (?P<name>[a-z_][\w.\\-]{1,31})(?=:\(?[a-z(])", r"/$"),),
    "domain": (_rule(r"domain\\{1,2}(?P<name>[a-z][\w.-]{1,30})(?![\w\\])"),),
    "required": (_rule(rf"required for {_NAME}", r"\bpassword $"),),
    "operator": (_rule(rf"operator {_NAME}(?= (?:logged|signed|confirmed|approved|changed)\b)"),),
}

_IN_LOG = Pattern(rf" - {_NAME} (?=\[\d\d/[a-z]{{3}}/|\"(?:get|post|put|head|delete)\b)", re.ASCII)
_IN_HISTORY = Pattern(rf"r\d+ \| {_NAME} \| (?=20\d\d-)", re.ASCII)
_BEFORE_FTP = Pattern(rf"\[{_NAME}\] (?=ftp (?:response|command))", re.ASCII)
_AT_DATABASE = Pattern(
    rf"\] {_NAME}@[\w-]{{1,40}} (?=(?:log|fatal|error|statement|detail|hint|warning|notice): )", re.ASCII
)
_BEFORE_LOGIN = Pattern(rf"\[{_NAME}\] (?:ok|fail) ", re.ASCII)
_ON_TERMINAL = Pattern(
    rf"(?:^|[:>|\n] ?){_NAME}\s{{1,12}}(?:pts/\d+|tty\d+|:\d)\s{{1,20}}(?=20\d\d-|[a-z]{{3}} |\d{{1,3}}\.|"
    rf"\()",
    re.ASCII,
)
# Where a terminal stands: looked for first, as it is rare and begins with plain characters.
_SEATS = tuple(Pattern(seat) for seat in (r"pts/\d", r"tty\d", r":\d\s", r"console\s"))
_OF = _NAMES["account_of"]
_CHINESE = Pattern(
    rf"(?:{any_of(_OF['before'])})[ \"'“‘「]{{0,2}}{_NAME}[ \"'”’」]{{0,2}}(?:{any_of(_OF['after'])})",
    re.ASCII,
)
_OWNER = Pattern(rf"(?:{any_of(_OF['owner'])})[ :]{{0,2}}{_NAME}(?=$|[\s,;.。，；、)])", re.ASCII)
_TOLD = Pattern(
    rf"(?:{any_of(_OF['user'])}) ?(?P<name>[A-Z][A-Z0-9_.]{{1,20}}|[A-Za-z][\w.]{{2,30}})"
    rf" ?(?={any_of(_OF['told'])})",
    re.ASCII,
)
_IN_PARENTHESES = Pattern(
    rf"[\u4e00-\u9fff]{{2,4}}\((?P<name>[a-z][a-z0-9_.]{{3,30}})\) ?(?={any_of(_OF['did'])})", re.ASCII
)
_ACRONYMS = frozenset(_OF["acronyms"].split())


def framed_names(folded: Folded) -> Iterator[Found]:
    """Accounts where logs and Chinese sentences have them."""
    lower = folded.lower
    forms: list[Pattern] = []
    if " - " in lower:
        forms.append(_IN_LOG)
    if " | " in lower:
        forms.append(_IN_HISTORY)
    if "] ftp " in lower:
        forms.append(_BEFORE_FTP)
    if "@" in lower:
        forms.append(_AT_DATABASE)
    if "] ok " in lower or "] fail " in lower:
        forms.append(_BEFORE_LOGIN)
    if not lower.isascii():
        forms += (_CHINESE, _OWNER, _IN_PARENTHESES)
        for m in _TOLD.finditer(folded.text):
            if m["name"].lower() not in _ACRONYMS and (one := named(folded, m)) is not None:
                yield one
    found = (m for form in forms for m in form.finditer(lower))
    on_terminals = (
        m for seat in seats(lower) for m in _ON_TERMINAL.finditer(lower, max(0, seat - 56), seat + 64)
    )
    for m in chain(found, on_terminals):
        if m["name"] not in _ACRONYMS and (one := named(folded, m)) is not None:
            yield one


def seats(lower: str) -> Iterator[int]:
    """Where the names of terminals stand: `pts/0`, `tty1`, `:0`, `console`."""
    for seat in _SEATS:
        for m in seat.finditer(lower):
            yield m.start()
