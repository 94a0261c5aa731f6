"""What mails say, in the language of the report."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

import msgspec
import sqlalchemy as sa

from helppanel import assets

# Where the link goes when the mail leaves; no text of a user's or an agent's has it.
LINK = "\ue000"
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000\ud800-\udfff]")


class Letter(msgspec.Struct, frozen=True):
    """A mail's subject, on one line, and its plain text with `LINK` in it."""

    subject: str
    body: str


def received_letter(locale: str, number: str) -> Letter:
    """The receipt. Nothing that was typed is in it: who states another's address sends them no words."""
    say = _texts(locale)
    return Letter(
        say["received_subject"].format(number=number),
        _body(say, say["received"].format(number=number)),
    )


def answered_letter(ticket: sa.Row[Any], message: sa.Row[Any], files: int) -> Letter:
    """An agent's answer, the row `message`, whole; of its `files` it says that they are at the page."""
    say, title = _texts(ticket.locale), one_line(ticket.title)
    said = [
        say["answered"].format(agent=one_line(message.author_name), number=ticket.number, title=title),
        plain(message.text),
    ]
    if files:
        said.append(say["files"].format(count=files))
    return Letter(
        say["answered_subject"].format(number=ticket.number, title=title),
        _body(say, "\n\n".join(said)),
    )


def solved_letter(ticket: sa.Row[Any]) -> Letter:
    """The solution without an answer of its own."""
    say, title = _texts(ticket.locale), one_line(ticket.title)
    said = say["solved"].format(number=ticket.number, title=title)
    return Letter(
        say["solved_subject"].format(number=ticket.number, title=title),
        _body(say, f"{said}\n\n{_after(say, ticket)}"),
    )


def told_letter(ticket: sa.Row[Any], message: sa.Row[Any]) -> Letter:
    """What the system wrote, the row `message`."""
    say, title = _texts(ticket.locale), one_line(ticket.title)
    said = say["told"].format(number=ticket.number, title=title)
    return Letter(
        say["told_subject"].format(number=ticket.number, title=title),
        _body(say, f"{said}\n\n{plain(message.text)}"),
    )


def solved_too(ticket: sa.Row[Any], answer: Letter) -> Letter:
    """The answer, which also tells that the ticket is solved."""
    say, title = _texts(ticket.locale), one_line(ticket.title)
    before, _, after = answer.body.rpartition(LINK)
    return Letter(
        say["solved_subject"].format(number=ticket.number, title=title),
        f"{before}{say['solved_too']}\n\n{_after(say, ticket)}\n\n{LINK}{after}",
    )


def with_link(body: str, locale: str, link: str) -> str:
    """`body` with `link` to the ticket's page, or with a word about My feedback where there is no page."""
    say = _texts(locale)
    return body.replace(LINK, f"{say['link']}\n{link}\n{say['link_note']}" if link else say["no_link"])


def one_line(text: str) -> str:
    """`text` for a header or a sentence: no line breaks, no control characters."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def plain(text: str) -> str:
    """`text` as it may stand in a plain text: only line breaks and tabs of all control characters."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _after(say: dict[str, str], ticket: sa.Row[Any]) -> str:
    fixed = say["fixed_in"].format(version=one_line(ticket.fixed_in)) + "\n" if ticket.fixed_in else ""
    return f"{fixed}{say['reopen']}"


def _body(say: dict[str, str], said: str) -> str:
    return f"{say['hello']}\n\n{said}\n\n{LINK}\n\n{say['foot']}\n"


def _texts(locale: str) -> dict[str, str]:
    return _read("en" if locale.lower().split("-")[0].split("_")[0] == "en" else "zh-CN")


@cache
def _read(locale: str) -> dict[str, str]:
    texts: dict[str, str] = tomllib.loads(assets.path(f"i18n/{locale}/mail.toml").read_text("utf-8"))
    return texts
