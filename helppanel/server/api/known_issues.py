"""`GET /known-issues`, and the desk's calls to write, publish and fix them."""

from __future__ import annotations

import msgspec
from litestar import Response, delete, get, post, put
from litestar.params import FromPath

from helppanel.contract.problems import Problem
from helppanel.contract.service_info import KnownIssue
from helppanel.server import known_issues
from helppanel.server.api.description import Answer, Description, Security, described
from helppanel.server.api.requests import AnyRequest, NeedsParts, agent, has_etag, read_json
from helppanel.server.known_issues import DeskKnownIssue, KnownIssueText, Version


class Published(msgspec.Struct, frozen=True):
    """Body of the desk's `PUT …/published`."""

    published: bool


class Fix(msgspec.Struct, frozen=True):
    """Body of the desk's `POST …/fix`: the version of the app with the fix."""

    version: Version


class Fixed(msgspec.Struct, frozen=True):
    """The known issue, and how many tickets were solved or told by that."""

    issue: DeskKnownIssue
    tickets: int


@get(
    "/known-issues",
    opt=described(
        Description(
            summary="The known issues that are published, last changed first",
            conditional=True,
            answers={
                200: Answer(text="As published now", content=tuple[KnownIssue, ...], headers=("ETag",)),
                304: Answer(text="They are those of If-None-Match", headers=("ETag",)),
            },
        )
    ),
)
async def list_known_issues(
    request: AnyRequest, parts: NeedsParts
) -> Response[tuple[KnownIssue, ...] | None]:
    found = await parts.store.read(known_issues.published)
    etag = known_issues.etag_of(found)
    headers = {"ETag": f'"{etag}"', "Cache-Control": "no-cache"}
    if has_etag(request, etag):
        return Response(None, status_code=304, headers=headers)
    return Response(found, headers=headers)


@get(
    "/desk/known-issues",
    opt=described(
        Description(
            summary="All known issues, last changed first",
            security=Security.AGENT,
            answers={200: Answer(text="Published or not", content=tuple[DeskKnownIssue, ...])},
        )
    ),
)
async def list_all(request: AnyRequest, parts: NeedsParts) -> tuple[DeskKnownIssue, ...]:
    await agent(request, parts)
    return await parts.store.read(known_issues.all_of)


@put(
    "/desk/known-issues/{issue:str}",
    opt=described(
        Description(
            summary="Write a known issue; a new one is not published yet",
            security=Security.AGENT,
            body=KnownIssueText,
            answers={
                201: Answer(text="A new one", content=DeskKnownIssue),
                200: Answer(text="As it is now", content=DeskKnownIssue),
            },
        )
    ),
)
async def save(request: AnyRequest, issue: FromPath[str], parts: NeedsParts) -> Response[DeskKnownIssue]:
    await agent(request, parts)
    limit = parts.service.info.limits.text
    text = await read_json(request, KnownIssueText, limit)
    is_new = await parts.store.write(lambda transaction: known_issues.save(transaction, issue, text))
    saved = await parts.store.read(lambda connection: known_issues.known_issue(connection, issue))
    return Response(saved, status_code=201 if is_new else 200)


@put(
    "/desk/known-issues/{issue:str}/published",
    opt=described(
        Description(
            summary="Tell panels of a known issue, or no longer",
            security=Security.AGENT,
            body=Published,
            answers={200: Answer(text="As it is now", content=DeskKnownIssue)},
            problems=(Problem.NOT_FOUND,),
        )
    ),
)
async def publish(request: AnyRequest, issue: FromPath[str], parts: NeedsParts) -> DeskKnownIssue:
    await agent(request, parts)
    is_published = (await read_json(request, Published)).published
    await parts.store.write(lambda transaction: known_issues.publish(transaction, issue, is_published))
    return await parts.store.read(lambda connection: known_issues.known_issue(connection, issue))


@post(
    "/desk/known-issues/{issue:str}/fix",
    status_code=200,
    opt=described(
        Description(
            summary="Name the version with the fix; its tickets are solved and their users told, each once",
            security=Security.AGENT,
            body=Fix,
            answers={200: Answer(text="As it is now", content=Fixed)},
            problems=(Problem.NOT_FOUND,),
        )
    ),
)
async def fix(request: AnyRequest, issue: FromPath[str], parts: NeedsParts) -> Fixed:
    fixer = await agent(request, parts)
    version = (await read_json(request, Fix)).version
    told = await parts.store.write(lambda write: known_issues.fix(write, issue, version, fixer))
    return Fixed(await parts.store.read(lambda connection: known_issues.known_issue(connection, issue)), told)


@delete(
    "/desk/known-issues/{issue:str}/fix",
    status_code=200,
    opt=described(
        Description(
            summary="Say that the version named has no fix after all; what it solved goes on, and users hear",
            security=Security.AGENT,
            answers={200: Answer(text="As it is now", content=Fixed)},
            problems=(Problem.NOT_FOUND,),
        )
    ),
)
async def unfix(request: AnyRequest, issue: FromPath[str], parts: NeedsParts) -> Fixed:
    fixer = await agent(request, parts)
    told = await parts.store.write(lambda write: known_issues.unfix(write, issue, fixer))
    return Fixed(await parts.store.read(lambda connection: known_issues.known_issue(connection, issue)), told)


HANDLERS = (list_known_issues, list_all, save, publish, fix, unfix)
