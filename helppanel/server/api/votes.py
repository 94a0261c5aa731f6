"""`PUT /article-votes/{uuid}`, and what the votes come to for the desk."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, get, put
from litestar.params import FromPath

from helppanel.contract.article_vote import ArticleVote
from helppanel.contract.problems import Problem
from helppanel.contract.report import Receipt
from helppanel.server.api.description import Answer, Description, Security, described
from helppanel.server.api.requests import (
    CHARACTER,
    SMALL_BODY,
    AnyRequest,
    NeedsParts,
    PageQuery,
    agent,
    installation,
    read_body,
    read_query,
)
from helppanel.server.desk_ratings import ArticleRating, list_ratings
from helppanel.server.votes import accept_vote


@put(
    "/article-votes/{uuid:uuid}",
    opt=described(
        Description(
            summary="Say whether an article helped; repeat it as often as you like",
            security=Security.INSTALLATION,
            body=ArticleVote,
            answers={
                201: Answer(text="Taken in, durably; `number` is empty", content=Receipt),
                200: Answer(text="These bytes were taken in before", content=Receipt),
            },
            problems=(Problem.WIRE_UNSUPPORTED, Problem.TEXT_TOO_LONG, Problem.UUID_CONFLICT),
        )
    ),
)
async def put_vote(request: AnyRequest, uuid: FromPath[UUID], parts: NeedsParts) -> Response[Receipt]:
    caller, limits = installation(request, parts), parts.service.info.limits
    body = await read_body(request, SMALL_BODY + CHARACTER * limits.text)
    taken = await parts.store.write(lambda write: accept_vote(write, caller.id, uuid, body, limits))
    return Response(taken.receipt, status_code=201 if taken.is_new else 200)


@get(
    "/desk/article-ratings",
    opt=described(
        Description(
            summary="What users said about each article, the one that helped least first",
            security=Security.AGENT,
            query=PageQuery,
            answers={200: Answer(text="The articles that have a vote", content=tuple[ArticleRating, ...])},
        )
    ),
)
async def list_article_ratings(request: AnyRequest, parts: NeedsParts) -> tuple[ArticleRating, ...]:
    await agent(request, parts)
    query = read_query(request, PageQuery)
    return await parts.store.read(lambda connection: list_ratings(connection, query.limit, query.offset))


HANDLERS = (put_vote, list_article_ratings)
