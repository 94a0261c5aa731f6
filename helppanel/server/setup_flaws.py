"""What is wrong with a company's setup: a code, where it stands, and the values its sentence names."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache

import msgspec

from helppanel import assets
from helppanel.server.toml_lines import Path


class FlawCode(StrEnum):
    """The keys of `setup.toml` in `resources/i18n`."""

    NOT_A_FILE = "not_a_file"
    UNREADABLE = "unreadable"
    NOT_TOML = "not_toml"
    NOT_TEXT = "not_text"
    UNKNOWN_KEY = "unknown_key"
    UNKNOWN_KEY_NEAR = "unknown_key_near"
    MISSING_KEY = "missing_key"
    WRONG_TYPE = "wrong_type"
    NOT_ONE_OF = "not_one_of"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    BAD_LOCALE = "bad_locale"
    BAD_ZONE = "bad_zone"
    UNSAFE_LINK = "unsafe_link"
    BAD_URL = "bad_url"
    BAD_ADDRESS = "bad_address"
    DUPLICATE = "duplicate"
    UNKNOWN_TEAM = "unknown_team"
    BAD_DAY = "bad_day"
    NO_DAYS = "no_days"
    HALF_A_SPAN = "half_a_span"
    NO_ZONE_IN_TIME = "no_zone_in_time"
    OVERLAP = "overlap"
    EITHER_OR = "either_or"
    MAIL_IN_THE_CLEAR = "mail_in_the_clear"
    FILE_UNREADABLE = "file_unreadable"
    BAD_KEY = "bad_key"
    SECRET_SHORT = "secret_short"  # noqa: S105  a code, not a secret
    READABLE_BY_ALL = "readable_by_all"


class Flaw(msgspec.Struct, frozen=True, kw_only=True):
    """One of them. `file` is where it stands, at `line` (0: the whole file), in the value of `key`."""

    code: FlawCode
    file: str
    line: int
    key: str = ""
    values: dict[str, str] = {}


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A flaw at a place in the document, before its line is looked up."""

    code: FlawCode
    path: Path
    values: dict[str, str] = {}


def name_of(path: Path) -> str:
    """A place as people write it.

    >>> name_of(("channels", 1, "title", "zh-CN"))
    'channels[2].title.zh-CN'
    """
    name = ""
    for part in path:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if name else part
    return name


def sentence(flaw: Flaw, locale: str) -> str:
    """`file:line: key: what is wrong` in `locale`, "zh-CN" or "en"."""
    where = f"{flaw.file}:{flaw.line}" if flaw.line else flaw.file
    said = setup_text(flaw.code, locale, **flaw.values)
    return ": ".join(part for part in (where, flaw.key, said) if part)


def sentences(flaws: tuple[Flaw, ...], locale: str) -> str:
    """One line each."""
    return "\n".join(sentence(flaw, locale) for flaw in flaws)


def setup_text(key: str, locale: str, **values: str) -> str:
    """A sentence about the setup, with `{name}` filled from `values`."""
    return _texts(locale)[key].format_map(values)


@cache
def _texts(locale: str) -> dict[str, str]:
    texts: dict[str, str] = tomllib.loads(assets.path(f"i18n/{locale}/setup.toml").read_text("utf-8"))
    return texts
