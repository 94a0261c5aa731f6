"""The desk's search: a full-text index of the tickets, brought up to date within the transaction that writes.

Triggers note each ticket whose words may have changed; `catch_up` reads those again. So whoever writes need
not know of the search, and what is committed is what is found. A revision that changes how words are made
puts every ticket into `search_stale`.
"""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa

from helppanel.articles.text import CHARACTER, LETTER, clean, normalise
from helppanel.server.schema import attachments, messages, tickets
from helppanel.server.schema_desk import notes, search_stale, ticket_tags

QUERY_LENGTH = 200  # characters of a query that count

_CHARACTER = re.compile(CHARACTER)
_WORD = re.compile(f"{CHARACTER}|{LETTER}")


def words(text: str) -> str:
    """`text` as the index takes it: normalised, each Chinese character a word of its own.

    >>> words("导出PDF失败")
    ' 导  出 pdf 失  败 '
    """
    return _CHARACTER.sub(r" \g<0> ", normalise(clean(text)))


def expression(query: str) -> str:
    """What the index is asked for: every term of `query`, the last of its words begun only; "" for no term.

    >>> expression('导出 E-21')
    '"导  出"* AND "e-21"*'
    """
    terms = [words(term).replace('"', " ").strip() for term in query[:QUERY_LENGTH].split()]
    return " AND ".join(f'"{term}"*' for term in terms if _WORD.search(term))


def found_by(query: str) -> sa.ColumnElement[bool]:
    """The condition that a ticket has all terms of `query` in its number, texts, names or error code."""
    wanted = expression(query)
    if not wanted:
        return sa.false()
    found = sa.text("SELECT rowid FROM ticket_words WHERE ticket_words MATCH :wanted_words")
    return tickets.c.id.in_(found.bindparams(wanted_words=wanted).columns(sa.column("rowid", sa.Integer)))


def catch_up(connection: sa.Connection) -> None:
    """Index anew what this transaction has changed. What was erased is gone from the index's pages too."""
    stale = connection.execute(sa.select(search_stale.c.ticket_id)).scalars().all()
    if not stale:
        return
    was_erased = False
    for ticket_id in stale:
        connection.exec_driver_sql("DELETE FROM ticket_words WHERE rowid = ?", (ticket_id,))
        row = connection.execute(sa.select(tickets).where(tickets.c.id == ticket_id)).first()
        if row is None or row.erased_at is not None:
            was_erased = True
            continue
        text = words("\n".join((*_own_texts(row), *_texts_of(connection, ticket_id))))
        connection.exec_driver_sql("INSERT INTO ticket_words (rowid, words) VALUES (?, ?)", (ticket_id, text))
    connection.execute(search_stale.delete())
    if was_erased:  # the index only marks what it drops; merged into one, it holds nothing dropped
        connection.exec_driver_sql("INSERT INTO ticket_words (ticket_words) VALUES ('optimize')")


def _own_texts(row: sa.Row[Any]) -> list[str]:
    names = (row.email, row.account_name, row.app_name, row.app_version)
    texts = (row.number, row.title, row.error_code, *names)
    return [str(text) for text in texts if text]


def _texts_of(connection: sa.Connection, ticket_id: int) -> list[str]:
    said = messages.c.ticket_id == ticket_id
    queries: tuple[sa.Select[tuple[str]], ...] = (
        sa.select(messages.c.text).where(said),
        sa.select(attachments.c.name).join(messages, messages.c.id == attachments.c.message_id).where(said),
        sa.select(notes.c.text).where(notes.c.ticket_id == ticket_id),
        sa.select(ticket_tags.c.tag).where(ticket_tags.c.ticket_id == ticket_id),
    )
    return [str(text) for query in queries for text in connection.execute(query).scalars()]
