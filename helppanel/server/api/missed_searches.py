"""`PUT /missed-searches/{uuid}`: what was searched in vain, from panels whose users agreed to tell."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, put
from litestar.params import FromPath

from helppanel.contract.missed_search import LONGEST_QUERY, MOST_SEARCHES, MissedSearches
from helppanel.contract.problems import Problem
from helppanel.server import missed_searches
from helppanel.server.api.description import Answer, Description, Security, described
from helppanel.server.api.requests import AnyRequest, NeedsParts, installation, read_json


@put(
    "/missed-searches/{uuid:uuid}",
    status_code=204,
    opt=described(
        Description(
            summary="Tell of searches that found nothing; they are counted, and who told is not kept",
            security=Security.INSTALLATION,
            body=MissedSearches,
            answers={204: Answer(text="Counted, now or when this UUID came first")},
            problems=(Problem.RATE_LIMITED,),
        )
    ),
)
async def put_missed_searches(request: AnyRequest, uuid: FromPath[UUID], parts: NeedsParts) -> Response[None]:
    caller = installation(request, parts)
    told = await read_json(request, MissedSearches, MOST_SEARCHES * LONGEST_QUERY)
    parts.missed_searches.use(caller.id)
    await parts.store.write(lambda transaction: missed_searches.accept(transaction, uuid, told))
    return Response(None, status_code=204)


HANDLERS = (put_missed_searches,)
