"""Turns templates into answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache, partial
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import Response
from litestar.datastructures import Cookie
from litestar.enums import MediaType
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER
from markupsafe import Markup

from helppanel.contract.service_info import ServiceInfo, localise
from helppanel.server.desk import chips, look, wording
from helppanel.server.desk.session import Visit


def page(
    template: str,
    visit: Visit,
    service: ServiceInfo,
    values: dict[str, object],
    *,
    status: int = HTTP_200_OK,
    cookies: Iterable[Cookie] = (),
    headers: dict[str, str] | None = None,
) -> Response[str]:
    """The page `template` for `visit`, filled with `values`."""
    texts = visit.texts
    name = localise(service.name, texts.locale)
    where, now = wording.zone(service), datetime.now(UTC)
    frame: dict[str, object] = {
        "t": texts,
        "agent": visit.name,
        "csrf": visit.csrf,
        "here": visit.here,
        "nav": None,
        "brand": texts.t("brand", name=name) if name else texts.t("brand_bare"),
        "when": partial(wording.when, now=now, where=where, texts=texts),
        "left": partial(wording.time_left, now=now, texts=texts),
        "duration": partial(wording.duration, texts=texts),
    }
    html = _environment().get_template(template).render(frame | values)
    return Response(
        html,
        status_code=status,
        media_type=MediaType.HTML,
        headers={"Content-Language": texts.locale} | (headers or {}),
        cookies=tuple(cookies),
    )


def go(target: str, cookies: Iterable[Cookie] = ()) -> Response[None]:
    """Send the browser on to `target` with a GET, an address within the desk."""
    return Response(
        None, status_code=HTTP_303_SEE_OTHER, headers={"Location": target}, cookies=tuple(cookies)
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("helppanel.server.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {
        "icon": look.icon,
        "css_version": look.version(look.stylesheet()),
        "script_version": look.version(look.script()),
        "chips": chips.STATUS,
        "sources": chips.SOURCES,
        "mail_kinds": chips.MAIL,
        "localise": localise,
        "size": wording.size,
        "avatar": _avatar,
    }
    environment.filters |= {"plain": wording.plain, "mail_address": partial(quote, safe="@")}
    return environment


def _avatar(name: str) -> Markup:
    return Markup('<span class="avatar" aria-hidden="true">{}</span>').format(wording.initial(name))
