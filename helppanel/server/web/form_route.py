"""The form itself, with the help articles above it."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post

from helppanel.contract.problems import HelpError, Problem
from helppanel.server.web.form_body import form_body
from helppanel.server.web.form_tokens import new_form, read_form
from helppanel.server.web.hand_over import hand_over_report
from helppanel.server.web.help_search import HelpSearch
from helppanel.server.web.rates import Use
from helppanel.server.web.render import go, page
from helppanel.server.web.report_form import KINDS, TRAP, ReportForm, check, report_of, typed
from helppanel.server.web.visit import Visit

_MOST_QUERY = 200


@get("/")
async def show_form(visit: Visit, help_search: HelpSearch) -> Response[Any]:
    """An empty form; `?q=` searches the articles."""
    visit.must_not_be_too_often(Use.VIEW)
    query = " ".join(visit.request.query_params.get("q", "").split())[:_MOST_QUERY]
    return await _form(visit, help_search, ReportForm(new_form(visit.links)), query=query)


@post("/")
async def send_form(visit: Visit, help_search: HelpSearch) -> Response[Any]:
    """Take the report in and lead to its page; a refused form comes back as it was typed."""
    limits = visit.setup.info.limits
    async with form_body(visit.request, visit.store.blobs, limits) as body:
        token = read_form(visit.links, body.text("form"))
        form = typed(body, new_form(visit.links) if token is None else body.text("form"))
        check(form, body, limits, visit.texts)
        if token is None:
            form.errors["form"] = visit.texts.t("error_expired")
        seconds = 0 if form.errors else visit.wait(Use.REPORT)
        if seconds:
            form.errors["form"] = visit.texts.t("error_too_often", minutes=-(-seconds // 60))
        if token is not None and not form.errors:
            report = report_of(form, body, token, visit.texts)
            try:
                secret = await hand_over_report(visit.store, visit.links, report, body.files)
            except HelpError as error:
                if error.code is not Problem.UNAVAILABLE:
                    raise
                form.errors["form"] = visit.texts.t("error_again")
            else:
                return go(visit.path(f"/t/{secret}", new="1"))
        if body.had_files and "files" not in form.errors:
            form.errors["files"] = visit.texts.t("error_files_again")
    status = 429 if seconds else 422
    headers = {"Retry-After": str(seconds)} if seconds else {}
    return await _form(visit, help_search, form, status=status, headers=headers)


async def _form(
    visit: Visit,
    help_search: HelpSearch,
    form: ReportForm,
    *,
    query: str = "",
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response[str]:
    limits = visit.setup.info.limits
    found = await help_search.search(query, visit.locale) if query else None
    values: dict[str, object] = {
        "form": form,
        "action": visit.path(),
        "kinds": KINDS,
        "trap": TRAP,
        "limits": limits,
        "mail": visit.setup.mail is not None,
        "first_response": visit.info.first_response,
        "can_search": await help_search.has_articles(),
        "query": query,
        "found": found,
        "article_path": lambda article: visit.path(f"/articles/{article}"),
    }
    return page("form.html", visit, values, status=status, headers=headers)


ROUTES = (show_form, send_form)
