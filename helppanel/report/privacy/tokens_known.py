"""Finds keys that show by their form whose they are, JSON web tokens and private keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.runs import made_of, runs

# What must stand in the text before a form is looked for, and the form.
_FORMS: tuple[tuple[str, str], ...] = (
    ("gh", r"gh[pousr]_[A-Za-z0-9]{16,255}"),
    ("github_pat_", r"github_pat_[A-Za-z0-9_]{20,255}"),
    ("glpat-", r"gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat)-[A-Za-z0-9_-]{16,64}"),
    (
        "sk-",
        r"sk-(?:(?:proj|ant|or|live|test|svcacct|admin|lf)-[A-Za-z0-9_-]{10,220}|"
        r"[A-Za-z0-9][A-Za-z0-9_-]{15,220})",
    ),
    ("_live_", r"(?:sk|rk|pk|whsec)_live_[A-Za-z0-9]{8,255}"),
    ("_test_", r"(?:sk|rk|pk)_test_[A-Za-z0-9]{8,255}"),
    ("whsec_", r"whsec_[A-Za-z0-9+/=]{16,128}"),
    ("AKIA", r"AKIA[A-Z0-9]{12,20}"),
    ("ASIA", r"ASIA[A-Z0-9]{16}"),
    ("AGPA", r"AGPA[A-Z0-9]{16}"),
    ("AROA", r"AROA[A-Z0-9]{16}"),
    ("AIDA", r"AIDA[A-Z0-9]{16}"),
    ("AIza", r"AIza[A-Za-z0-9_-]{30,45}"),
    ("ya29.", r"ya29\.[A-Za-z0-9_.-]{16,512}"),
    ("GOCSPX-", r"GOCSPX-[A-Za-z0-9_-]{16,64}"),
    ("xox", r"xox[abceoprsd]-[A-Za-z0-9-]{8,255}"),
    ("xapp-", r"xapp-\d-[A-Za-z0-9-]{16,255}"),
    ("npm_", r"npm_[A-Za-z0-9]{30,64}"),
    ("pypi-", r"pypi-[A-Za-z0-9_-]{16,512}"),
    ("hf_", r"hf_[A-Za-z0-9]{20,64}"),
    ("SG.", r"SG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,64}"),
    ("LTAI", r"LTAI[A-Za-z0-9]{12,26}"),
    ("AKID", r"AKID[A-Za-z0-9]{13,40}"),
    ("dop_v1_", r"do[opr]_v1_[a-f0-9]{32,64}"),
    ("shp", r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{16,64}"),
    ("sq0", r"sq0(?:atp|csp|idp)-[A-Za-z0-9_-]{20,64}"),
    ("EAACEdEose0cBA", r"EAACEdEose0cBA[A-Za-z0-9]{8,255}"),
    ("dapi", r"dapi[a-f0-9]{32}(?:-\d)?"),
    ("lin_api_", r"lin_api_[A-Za-z0-9]{16,64}"),
    ("PMAK-", r"PMAK-[A-Za-z0-9-]{20,80}"),
    ("rubygems_", r"rubygems_[a-f0-9]{32,64}"),
    ("hvs.", r"hv[sb]\.[A-Za-z0-9_-]{20,255}"),
    ("AGE-SECRET-KEY-", r"AGE-SECRET-KEY-1[A-Z0-9]{30,80}"),
    ("tfp_", r"tfp_[A-Za-z0-9_-]{20,80}"),
    ("figd_", r"figd_[A-Za-z0-9_-]{20,80}"),
    ("sntrys_", r"sntrys_[A-Za-z0-9+/=_-]{20,255}"),
    ("NRAK-", r"NRAK-[A-Z0-9]{20,40}"),
    ("glsa_", r"glsa_[A-Za-z0-9_]{20,80}"),
    ("secret_", r"secret_[A-Za-z0-9]{32,64}"),
    ("ntn_", r"ntn_[A-Za-z0-9]{32,64}"),
    ("r8_", r"r8_[A-Za-z0-9]{30,45}"),
    ("gsk_", r"gsk_[A-Za-z0-9]{30,64}"),
    ("xai-", r"xai-[A-Za-z0-9]{40,100}"),
    ("key-", r"key-[a-f0-9]{32}"),
    ("-us", r"[a-f0-9]{32}-us\d{1,2}"),
    ("atlasv1", r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{40,80}"),
    ("ATATT", r"ATATT[A-Za-z0-9_=-]{20,255}"),
    ("dckr_pat_", r"dckr_pat_[A-Za-z0-9_-]{20,64}"),
    ("hooks.slack.com", r"https://hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/_-]{16,128}"),
    ("discord", r"https://(?:ptb\.|canary\.)?discord(?:app)?\.com/api/webhooks/\d{10,24}/[\w-]{16,128}"),
    (
        "/bot/v2/hook/",
        r"https://open\.(?:feishu\.cn|larksuite\.com)/open-apis/bot/v2/hook/[A-Za-z0-9-]{20,64}",
    ),
    ("webhook.office", r"https://[\w.-]+\.webhook\.office\.com/webhookb2/[\w@/-]{20,255}"),
    ("api.telegram.org/bot", r"\d{6,12}:[A-Za-z0-9_-]{30,45}"),
    (":AA", r"\d{8,11}:AA[A-Za-z0-9_-]{30,40}"),
    ("AAAA", r"AAAA[A-Za-z0-9_-]{7}:[A-Za-z0-9_-]{100,200}"),
    ("$", r"(?<=:)\$(?:1|5|6|y|apr1|2[aby]|argon2id?)\$[^\s:\"']{16,200}"),
    ("-", r"(?=[A-Z-]{0,29}[0-9])[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}(?![\w-])"),
    ("eyJ", r"eyJ[A-Za-z0-9_-]{8,4096}(?:\.[A-Za-z0-9_-]{4,8192}){1,4}\.?"),
)
# No key is shorter or without a digit: most lines have none and are not searched for fifty forms.
_RUN = made_of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
_LEAST = 16
_DIGIT = re.compile(b"[0-9]")
_COMPILED = [(sign, Pattern(rf"(?<![A-Za-z0-9_])(?:{form})")) for sign, form in _FORMS]
# Forms that can reach beyond such a run, or be shorter: their signs are looked for around it.
_WIDE = (
    *("$", ":AA", "AAAA", "SG.", "atlasv1", "discord", "eyJ", "hooks.slack.com", "hvs.", "sntrys_", "whsec_"),
    *("/bot/v2/hook/", "webhook.office", "xox", "ya29.", "api.telegram.org/bot"),
)
_INSIDE = Pattern(rf"(?<![A-Za-z0-9_])(?:{'|'.join(form for sign, form in _FORMS if sign not in _WIDE)})")

_BEGIN = Pattern(
    r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?=(?:\s|\\[nr]|"
    r"[\w-]{1,20}:[^\n]{0,99}\n|\\u000a)*[A-Za-z0-9+/=.…*]{12})"
)
_END = Pattern(r"-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----")
_BODY = Pattern(r"(?:[A-Za-z0-9+/=]|\s|\\[nr]|[A-Z][\w-]{1,20}: [^\n]{0,99}\n)*")


def known_tokens(folded: Folded) -> Iterator[Found]:
    """Keys, tokens and private keys that are known by their form."""
    text = folded.text
    done = 0
    for start, run in runs(text, _RUN, _long):
        end = start + len(run)
        first, last = max(done, start - 64), end + 24
        around = text[first:last]
        # A form begins where a word does: inside a run that is behind a dash.
        inside = _INSIDE.search if b"-" in run else _INSIDE.match
        if not inside(text, start, end) and not any(map(around.__contains__, _WIDE)):
            continue
        for sign, form in _COMPILED:
            for near in form.finditer(text, first, last + 64) if sign in around else ():
                m = form.match(text, near.start())
                if m is not None and m.end() > start and not _is_placeholder(m[0]):
                    done = max(done, m.end())
                    yield Found(m.start(), m.end(), PrivateKind.TOKEN, 6)
    if "PRIVATE KEY" in text:
        yield from _private_keys(text)


def _long(words: list[bytes]) -> list[bytes]:
    return [word for word in words if len(word) >= _LEAST and (_DIGIT.search(word) or b"AKIA" in word)]


def _private_keys(text: str) -> Iterator[Found]:
    """Whole keys, and what is left of one that was cut at its beginning or end."""
    done = 0
    for begin in _BEGIN.finditer(text):
        if begin.start() >= done:
            end = _END.search(text, begin.end())
            other = text.find("-----BEGIN ", begin.end())
            if end is not None and (other < 0 or end.start() < other):
                done = end.end()
            else:
                body = _BODY.match(text, begin.end())
                done = body.end() if body else begin.end()
            yield Found(begin.start(), done, PrivateKind.TOKEN, 8)
    first_end = _END.search(text)
    if first_end is not None and "-----BEGIN " not in text[: first_end.start()]:
        start = first_end.start()
        while start > 0 and (
            (text[start - 1].isalnum() and text[start - 1].isascii()) or text[start - 1] in "+/=\n\r\t \\"
        ):
            start -= 1
        if first_end.start() - start >= 16:
            yield Found(start, first_end.end(), PrivateKind.TOKEN, 8)


def _is_placeholder(token: str) -> bool:
    """Whether the secret part is one character over and over: `ghp_xxxxxxxx`."""
    body = max(re.split(r"[_.-]", token), key=len)
    return len(set(body.lower())) <= 2
