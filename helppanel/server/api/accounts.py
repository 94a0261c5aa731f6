"""`PUT` and `DELETE /account`: who the user is, as the host's signed token says."""

from __future__ import annotations

from litestar import Response, delete, put

from helppanel.contract.problems import Problem
from helppanel.contract.service_info import Account
from helppanel.contract.ticket import AccountToken
from helppanel.server import accounts
from helppanel.server.api.description import Answer, Description, Security, described
from helppanel.server.api.requests import AnyRequest, NeedsParts, installation, read_json


@put(
    "/account",
    opt=described(
        Description(
            summary="Say who the user is, by a token that the host's service signed",
            security=Security.INSTALLATION,
            body=AccountToken,
            answers={200: Answer(text="What the token gives, until it ends", content=Account)},
            problems=(Problem.ACCOUNT_TOKEN_INVALID,),
        )
    ),
)
async def put_account(request: AnyRequest, parts: NeedsParts) -> Response[Account]:
    caller = installation(request, parts)
    token = (await read_json(request, AccountToken)).token
    account = accounts.verify(token, parts.service.setup)
    await parts.store.write(lambda transaction: accounts.keep(transaction, caller.id, account))
    return Response(account, headers={"Cache-Control": "no-store"})


@delete(
    "/account",
    opt=described(
        Description(
            summary="Say that the user signed out; what was sent stays theirs. Repeat it as you like",
            security=Security.INSTALLATION,
            answers={204: Answer(text="Nobody is signed in")},
        )
    ),
)
async def delete_account(request: AnyRequest, parts: NeedsParts) -> None:
    caller = installation(request, parts)
    await parts.store.write(lambda transaction: accounts.keep(transaction, caller.id, None))


HANDLERS = (put_account, delete_account)
