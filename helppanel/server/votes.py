"""Takes in article votes. The same UUID twice is taken in once."""

from __future__ import annotations

import hashlib
from uuid import UUID

import sqlalchemy as sa

from helppanel.contract.article_vote import ArticleVote
from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Receipt
from helppanel.server.database import Transaction
from helppanel.server.doubles import Taken
from helppanel.server.erasing import must_not_be_erased
from helppanel.server.installations import must_be_known
from helppanel.server.intake import check_wire, decode_json
from helppanel.server.schema import article_votes


def accept_vote(
    transaction: Transaction, installation_id: str, uuid: UUID, body: bytes, limits: Limits
) -> Taken:
    """Take in a vote's manifest; the very bytes again, from whomever, give the same receipt.

    Raises HelpError: WIRE_UNSUPPORTED, BAD_REQUEST, UUID_CONFLICT, ERASED, TEXT_TOO_LONG, UNAUTHORIZED.
    """
    connection, sha256 = transaction.connection, hashlib.sha256(body).hexdigest()
    known = connection.execute(sa.select(article_votes).where(article_votes.c.uuid == uuid)).first()
    if known is not None:
        if known.sha256 != sha256:
            raise HelpError(Problem.UUID_CONFLICT, f"{uuid} was received with other bytes")
        return Taken(Receipt(uuid=uuid, number="", received_at=known.received_at), is_new=False)
    must_not_be_erased(connection, uuid)
    must_be_known(connection, installation_id)
    check_wire(body)
    vote = decode_json(body, ArticleVote)
    if vote.uuid != uuid:
        raise HelpError(Problem.UUID_CONFLICT, f"the manifest is of {vote.uuid}")
    if len(vote.text) > limits.text:
        raise HelpError(Problem.TEXT_TOO_LONG, f"more than {limits.text} characters")
    connection.execute(
        article_votes.insert().values(
            uuid=uuid,
            installation_id=installation_id,
            sha256=sha256,
            article=vote.article,
            locale=vote.locale,
            helpful=vote.helpful,
            reason=vote.reason,
            text=vote.text,
            query=vote.query,
            pack=vote.pack,
            app_id=vote.app.id,
            app_version=vote.app.version,
            created_at=vote.created_at,
            received_at=transaction.now,
        )
    )
    return Taken(Receipt(uuid=uuid, number="", received_at=transaction.now), is_new=True)
