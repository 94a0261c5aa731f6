"""Turns the website's templates into answers."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import cache, partial
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import Response
from litestar.enums import MediaType
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER
from markupsafe import Markup

from helppanel.contract.service_info import ServiceInfo, localise
from helppanel.server.desk import chips, look, wording
from helppanel.server.web.texts import WebTexts
from helppanel.server.web.visit import HOME, Visit


def page(
    template: str,
    visit: Visit,
    values: dict[str, object],
    *,
    status: int = HTTP_200_OK,
    headers: dict[str, str] | None = None,
) -> Response[str]:
    """The page `template` for `visit`, filled with `values`."""
    return bare_page(
        template, visit.texts, visit.info, visit.other_language, values, status=status, headers=headers
    )


def bare_page(
    template: str,
    texts: WebTexts,
    info: ServiceInfo,
    other_language: str,
    values: dict[str, object],
    *,
    status: int,
    headers: dict[str, str] | None = None,
) -> Response[str]:
    """A page for one of whom nothing more is known."""
    name = localise(info.name, texts.locale)
    frame: dict[str, object] = {
        "t": texts,
        "brand": name or texts.t("support"),
        "home": f"{HOME}?lang={texts.locale}",
        "other_language": other_language,
        "when": partial(wording.when, now=datetime.now(UTC), where=wording.zone(info), texts=texts),
        "times": _times(info, texts),
    }
    html = _environment().get_template(template).render(frame | values)
    own = {"Content-Language": texts.locale, "Vary": "Accept-Language"}
    return Response(html, status_code=status, media_type=MediaType.HTML, headers=own | (headers or {}))


def _times(info: ServiceInfo, texts: WebTexts) -> str:
    """Whose times the page shows: without a script it does not know the visitor's time zone."""
    offset = datetime.now(wording.zone(info)).isoformat()[-6:]
    zone = texts.t("zone_beijing") if info.time_zone == "Asia/Shanghai" else info.time_zone.replace("_", " ")
    return texts.t("times", zone=f"{zone} (UTC{offset})")


def go(target: str) -> Response[None]:
    """Send the browser on to `target` with a GET, an address within these pages."""
    return Response(None, status_code=HTTP_303_SEE_OTHER, headers={"Location": target})


@cache
def stylesheet() -> str:
    """The desk's rules and the few of these pages."""
    return look.stylesheet() + files("helppanel.server.web").joinpath("web.css").read_text("utf-8")


@cache
def _stylesheet_version() -> str:
    return hashlib.sha256(stylesheet().encode()).hexdigest()[:12]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("helppanel.server.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {
        "icon": look.icon,
        "css_version": _stylesheet_version(),
        "chips": chips.STATUS,
        "size": wording.size,
        "avatar": _avatar,
    }
    environment.filters["plain"] = wording.plain
    return environment


def _avatar(name: str) -> Markup:
    return Markup('<span class="avatar" aria-hidden="true">{}</span>').format(wording.initial(name))
