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


class HeldPack(msgspec.Struct, frozen=True, kw_only=True):
    """A file among the packs that is no whole pack now, such as one that broke when it was replaced."""

    name: Name
    app: Name = ""


class PackList(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to download; what is neither in it nor `held` is withdrawn."""

    packs: tuple[PackOffer, ...] = ()
    held: tuple[HeldPack, ...] = ()


def choose(offered: PackList, app: str, pack_format: int, have: PackOffer | None = None) -> PackOffer | None:
    """The newest pack of `pack_format` for `app`; one for all apps only where it has none of its own.

    `have`, chosen before, remains a choice while what lies in its place is held, or of another format.
    """
    fitting = [one for one in offered.packs if one.format == pack_format and one.app in (app, "")]
    kept = {(one.app, one.name) for one in offered.held}
    kept |= {(one.app, one.name) for one in offered.packs if one.format != pack_format}
    if have is not None and (have.app, have.name) in kept:
        fitting.append(have)
    return max(fitting, key=lambda one: (one.app == app, one.updated_at, one.name), default=None)
