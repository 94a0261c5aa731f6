"""Packs as the server offers them and panels choose among them."""

from __future__ import annotations

from typing import Annotated

import msgspec

from helppanel.contract.report import Moment, Name, Sha256

MOST_BYTES = 1024**3  # of one pack; ten thousands of pages take some 400 MB


class PackOffer(msgspec.Struct, frozen=True, kw_only=True):
    """One pack to download. `format` is the pack file's; `app` the id of the app it is for, "" for all."""

    name: Name
    sha256: Sha256
    size: Annotated[int, msgspec.Meta(ge=1, le=MOST_BYTES)]  # bytes
    format: Annotated[int, msgspec.Meta(ge=0, lt=2**32)]
    app: Name = ""
    updated_at: Moment


class PackList(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to download; what is no longer in it is withdrawn."""

    packs: tuple[PackOffer, ...] = ()


def choose(offered: PackList, app: str, pack_format: int) -> PackOffer | None:
    """The newest pack of `pack_format` for `app`; one for all apps only where it has none of its own."""
    fitting = [one for one in offered.packs if one.format == pack_format and one.app in (app, "")]
    return max(fitting, key=lambda one: (one.app == app, one.updated_at, one.name), default=None)
