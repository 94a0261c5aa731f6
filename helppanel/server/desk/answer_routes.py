"""快捷回复 and 已知问题: what agents prepare once for many tickets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from litestar import Request, Response, get, post

from helppanel.contract.service_info import ServiceInfo
from helppanel.server import canned_answers, known_issues
from helppanel.server.canned_answers import CannedAnswer
from helppanel.server.database import Transaction
from helppanel.server.desk.navigation import navigation
from helppanel.server.desk.render import go, page
from helppanel.server.desk.session import AnyRequest, Visit
from helppanel.server.desk_list import Filter, Order, count_tickets, list_tickets
from helppanel.server.known_issues import KnownIssueText
from helppanel.server.store import Store

_CANNED, _KNOWN = "/desk/canned-answers", "/desk/known-issues"
LINKED = 20  # tickets of a known issue on its page; the list has all


@get("/canned-answers")
async def show_canned(
    request: Request[Any, Any, Any], store: Store, service: ServiceInfo, visit: Visit
) -> Response[str]:
    """All of them; `?edit=title` has that one in the form."""

    def read(connection: sa.Connection) -> dict[str, object]:
        answers = {one.title: one for one in canned_answers.all_of(connection)}
        return _shown(connection, request, visit, "canned", answers)

    return page("canned.html", visit, service, await store.read(read))


@post("/canned-answers")
async def save_canned(store: Store, visit: Visit, form: dict[str, str]) -> Response[None]:
    """Save the form's, in the place of one of the same title, or remove it."""
    title, text = form.get("title", "").strip(), form.get("text", "").replace("\r\n", "\n").strip()

    def write(transaction: Transaction) -> None:
        if form.get("do") == "remove":
            canned_answers.remove(transaction, title)
        else:
            canned_answers.save(transaction, CannedAnswer(title=title, text=text))

    await store.write(write)
    return go(_CANNED)


@get("/known-issues")
async def show_known(
    request: Request[Any, Any, Any], store: Store, service: ServiceInfo, visit: Visit
) -> Response[str]:
    """All of them; `?edit=id` has that one in the form, with its tickets."""

    def read(connection: sa.Connection) -> dict[str, object]:
        issues = {one.id: one for one in known_issues.all_of(connection)}
        its = Filter(known_issue=request.query_params.get("edit", ""))
        return _shown(connection, request, visit, "known_issues", issues) | {
            "linked": list_tickets(connection, its, LINKED, order=Order.PROMISE),
            "linked_count": count_tickets(connection, its),
        }

    return page("known.html", visit, service, await store.read(read))


@post("/known-issues")
async def save_known(store: Store, visit: Visit, form: dict[str, str]) -> Response[None]:
    """Save the form's; publish it or no longer; name the version with the fix, or take it back."""
    issue, do, agent = form.get("id", "").strip(), form.get("do", ""), visit.acting

    def write(transaction: Transaction) -> None:
        if do in ("publish", "withdraw"):
            known_issues.publish(transaction, issue, do == "publish")
        elif do == "fix":
            known_issues.fix(transaction, issue, form.get("fixed_in", "").strip(), agent)
        elif do == "unfix":
            known_issues.unfix(transaction, issue, agent)
        else:
            known_issues.save(transaction, issue, _text(form))

    await store.write(write)
    return go(f"{_KNOWN}?edit={quote(issue)}")


def _shown(
    connection: sa.Connection, request: AnyRequest, visit: Visit, key: str, rows: Mapping[str, object]
) -> dict[str, object]:
    """What both pages show: all `rows`, and the one whose name `?edit` has."""
    edited = rows.get(request.query_params.get("edit", ""))
    return {"nav": navigation(connection, visit.name, key), "rows": tuple(rows.values()), "edited": edited}


def _text(form: dict[str, str]) -> KnownIssueText:
    def listed(name: str) -> tuple[str, ...]:
        words = form.get(name, "").replace("，", ",").split(",")
        return tuple(word.strip() for word in words if word.strip())

    def localised(name: str) -> dict[str, str]:
        values = {locale: form.get(f"{name}_{locale}", "").strip() for locale in ("zh-CN", "en")}
        return {locale: value for locale, value in values.items() if value}

    return KnownIssueText(
        title=localised("title"),
        text=localised("text"),
        error_codes=listed("error_codes"),
        words=listed("words"),
        apps=listed("apps"),
    )


ROUTES = (show_canned, save_canned, show_known, save_known)
