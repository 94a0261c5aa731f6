"""What the paths of HTML pages say: which are articles, of what id and locale, and where links lead."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from helppanel.articles import locales
from helppanel.articles.text import clean

_SUFFIX = re.compile(r"\.x?html?$", re.IGNORECASE)
_NO_ARTICLE = re.compile(r"(genindex(-\w+)?|(py-)?modindex|search|searchresults|404|noscript|sitemap)")
_NOT_IN_ID = re.compile(r"[\s#?%]+")
_LOCALE = re.compile("([a-z]{2})(?:[-_](?:[a-z]{2}|hans|hant))?", re.IGNORECASE)
_LANGUAGES = {
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr",
    "hu", "id", "it", "ja", "ko", "lt", "lv", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr",
    "sv", "th", "tr", "uk", "vi", "zh",
}  # fmt: skip
_OVERVIEWS = {"index", "contents", "toc", "default"}
_OF_NAME = re.compile(r"[._-]([a-z]{2}(?:[-_](?:[A-Z]{2}|[A-Z][a-z]{3}))?)$")


class Names:
    """The ids of pages by their paths: `guide/print.html` is `guide/print`, `guide/index.html` is `guide`.

    Folders named after a locale are left out, so that the same page in two languages has one id.
    """

    def __init__(self, paths: Iterable[str], is_part: bool = False) -> None:
        """`is_part`: other helps may lie in folders beside those of this one."""
        self._ids: dict[str, str] = {}
        self._folders = set() if is_part else {""}
        plain = {path: _plain(path) for path in paths}
        self._sizes = Counter(folder for path in plain for folder in _folders(path))
        taken = set(plain.values())
        for path, name in plain.items():
            short = _without_index(name)
            self._ids[path] = name if short in taken else short
            if is_part:
                self._folders.add(path.partition("/")[0])

    def id(self, path: str) -> str:
        """The id of the page at `path`, which must be one of them."""
        return self._ids[path]

    def is_overview(self, path: str) -> bool:
        """Whether the page at `path` may be no more than a list of those in its folder, going by its name."""
        folder, _, name = path.rpartition("/")
        return _SUFFIX.sub("", name) in _OVERVIEWS and self._sizes[folder] > 1

    def target(self, address: str, page: str) -> tuple[str, str]:
        """The id of the page that the link `address` leads to, counted from `page`, and the anchor.

        "" for what is no page, and for an anchor alone, which every page knows best itself.
        """
        try:
            parts = urlsplit(address)
        except ValueError:
            return "", ""
        path = unquote(parts.path)
        if parts.scheme == "qthelp":  # qthelp://namespace/folder/page
            path, page = path.lstrip("/"), ""
        elif parts.scheme or parts.netloc or path.startswith("/") or not path:
            return "", ""
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
        for name in (joined, f"{joined}/index.html", f"{joined}.html") if joined != "." else ("index.html",):
            if name in self._ids:
                return self._ids[name], unquote(parts.fragment)
        top, is_inside, _ = joined.partition("/")
        if "" not in self._folders and is_inside and top not in (*self._folders, "..") and is_page(joined):
            return _without_index(_plain(joined)), unquote(parts.fragment)
        return "", ""


def is_page(path: str) -> bool:
    """Whether the file at `path` is an HTML page that may hold an article."""
    name = path.rpartition("/")[2]
    return _SUFFIX.search(name) is not None and _NO_ARTICLE.fullmatch(_SUFFIX.sub("", name)) is None


def based(path: str, base: str) -> str:
    """The path from which the addresses on the page at `path` count, given its <base href>."""
    if not base or urlsplit(base).scheme or base.startswith("/"):
        return path
    folder = posixpath.join(posixpath.dirname(path), base)
    joined = posixpath.normpath(folder if folder.endswith("/") else posixpath.dirname(folder) or ".")
    return path if joined.startswith("..") else posixpath.join("" if joined == "." else joined, "page")


def locale(path: str, lang: str) -> str:
    """The locale of the page at `path` that says `lang` of itself; "" if neither says one.

    A folder `pt-BR` says more than the page, whose template may have been written for another language.
    """
    said = locales.canonical(lang) or ""
    for part in path.split("/")[:-1]:
        named = named_locale(part)
        if named and (len(part) > 2 or not said or said[:2] == named[:2]):
            return named
    return said


def locale_of_name(stem: str) -> str:
    """The locale at the end of a file's name, as in `manual_zh_CN`; "" if there is none."""
    match = _OF_NAME.search(stem)
    return named_locale(match[1]) if match else ""


def chapter(path: str, titles: Mapping[str, str]) -> str:
    """The section of the page at `path` by its outermost folder: the title of its overview, else its name."""
    *parts, name = path.split("/")
    if _SUFFIX.sub("", name) == "index" and path not in titles:
        parts = parts[:-1]  # the last is the page's own name
    for place, part in enumerate(parts):
        if not named_locale(part):
            folder = "/".join(parts[: place + 1])
            return titles.get(f"{folder}/index.html") or part.replace("_", " ").replace("-", " ")
    return ""


def _plain(path: str) -> str:
    """`path` without its suffix and the folder of its locale, as an id may be written."""
    *folders, name = path.split("/")
    parts = [part for part in folders if not named_locale(part)]
    return _NOT_IN_ID.sub("-", clean("/".join([*parts, _SUFFIX.sub("", name)])))


def _folders(path: str) -> Iterator[str]:
    """The folders around `path`, the innermost first, "" the last."""
    while path:
        path = posixpath.dirname(path)
        yield path


def _without_index(name: str) -> str:
    folder, _, last = name.rpartition("/")
    return folder if folder and last == "index" else name


def named_locale(folder: str) -> str:
    """The locale that `folder` is named after; "" for others: `api-doc` and `ui` are none."""
    match = _LOCALE.fullmatch(folder)
    return (locales.canonical(folder) or "") if match and match[1].lower() in _LANGUAGES else ""
