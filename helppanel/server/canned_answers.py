"""Answers that agents give again and again, kept ready under a title."""

from __future__ import annotations

from typing import Annotated

import msgspec
import sqlalchemy as sa

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import WORDS, Text, has_words
from helppanel.server.database import Transaction
from helppanel.server.schema_desk import canned_answers


class CannedAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """`title` names it at the desk only; `text` goes to the user."""

    title: Annotated[str, msgspec.Meta(max_length=100, pattern=WORDS)]
    text: Annotated[Text, msgspec.Meta(pattern=WORDS)]


def all_of(connection: sa.Connection) -> tuple[CannedAnswer, ...]:
    """All of them, by title."""
    rows = connection.execute(sa.select(canned_answers).order_by(canned_answers.c.title))
    return tuple(CannedAnswer(title=row.title, text=row.text) for row in rows)


def save(transaction: Transaction, answer: CannedAnswer) -> bool:
    """Keep it in the place of one of the same title; whether it is new.

    Raises HelpError(TEXT_EMPTY).
    """
    title = answer.title
    if not has_words(title) or not has_words(answer.text):
        raise HelpError(Problem.TEXT_EMPTY)
    connection = transaction.connection
    changed = connection.execute(
        canned_answers.update().where(canned_answers.c.title == title).values(text=answer.text)
    )
    if changed.rowcount:
        return False
    connection.execute(canned_answers.insert().values(title=title, text=answer.text))
    return True


def remove(transaction: Transaction, title: str) -> None:
    """Remove it. Raises HelpError(NOT_FOUND)."""
    gone = transaction.connection.execute(canned_answers.delete().where(canned_answers.c.title == title))
    if not gone.rowcount:
        raise HelpError(Problem.NOT_FOUND, f"no canned answer {title!r}")
