"""A pack, opened: the only thing a panel needs to read and search articles."""

from __future__ import annotations

import hashlib
import threading
import zlib
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import msgspec
import numpy as np

from helppanel.articles.finder import Finder
from helppanel.articles.layout import Mapped
from helppanel.articles.locales import DEFAULT, nearest
from helppanel.articles.model import Article, Completion, Explanation, SearchResult, Span, Title
from helppanel.articles.pack_file import Stamp
from helppanel.articles.parts import check_shapes
from helppanel.articles.shelf import Shelf
from helppanel.contract.problems import HelpError, Problem

# After so many queries the memory that reading has filled is given back.
_QUERIES_KEPT = 200

# What reading raises where a pack does not hold what it should.
_DAMAGE = (LookupError, ValueError, ArithmeticError, zlib.error, msgspec.MsgspecError)

_P = ParamSpec("_P")
_T = TypeVar("_T")


def _reading(method: Callable[Concatenate[Pack, _P], _T]) -> Callable[Concatenate[Pack, _P], _T]:
    """A method that raises HelpError PACK_DAMAGED for what turns out to be wrong only when it is read."""

    @wraps(method)
    def read(pack: Pack, /, *args: _P.args, **named: _P.kwargs) -> _T:
        try:
            return method(pack, *args, **named)
        except _DAMAGE as error:
            raise pack.damaged(repr(error)) from error

    return read


class Pack:
    """A read-only pack. Every method may be called from any thread; none after `close`.

    Every method that looks into the file raises HelpError PACK_DAMAGED where it meets damage. A large pack is
    open before all of it was read, see `is_verified`: until then damage may also spoil answers unnoticed.
    """

    def __init__(self, mapped: Mapped, path: Path) -> None:
        """Raises HelpError PACK_FOREIGN for what another version made, or PACK_DAMAGED."""
        self._mapped = mapped
        self._path = path
        self._lock = threading.Lock()
        self._local = threading.local()
        self._ready: set[str] = set()
        self._queries = 0
        try:
            self._shelves = self._prove()
        except HelpError:
            mapped.close()
            raise

    @classmethod
    def open(cls, path: Path) -> Pack:
        """The pack at `path`. Raises HelpError: FILE_UNREADABLE, PACK_FOREIGN or PACK_DAMAGED."""
        return cls(Mapped(path), path)

    def close(self) -> None:
        """Lets go of the file."""
        self._shelves.clear()
        self._mapped.close()

    def verify(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Reads the whole file, unless `cancelled` says that nobody cares. Raises HelpError PACK_DAMAGED."""
        self._mapped.verify(cancelled)

    @property
    def is_verified(self) -> bool:
        """Whether the whole file was read and had its checksum; a small one always was."""
        return self._mapped.is_verified

    @property
    def stamp(self) -> Stamp:
        """What the file was when it was opened."""
        return self._mapped.stamp

    def is_touched(self) -> bool:
        """Whether somebody has written into the file since, and nothing must be read here any more."""
        return self._mapped.is_touched()

    def damaged(self, how: str) -> HelpError:
        """The problem that the pack does not hold what it should."""
        return HelpError(Problem.PACK_DAMAGED, f"{self._path}: {how}")

    @property
    def version(self) -> str:
        """What tells this content from any other, in hexadecimal digits."""
        return self._mapped.version

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales that have articles here."""
        return tuple(self._shelves)

    @_reading
    def search(
        self,
        query: str,
        locale: str = DEFAULT,
        limit: int = 20,
        section: str | None = None,
        platform: str | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> SearchResult:
        """The articles that answer `query`, best first; of one section, of one platform, if named.

        They are in `locale`; what only another locale has follows, or comes instead where `locale` has no
        answer. The last word may be half typed. No text raises; an answer that `cancelled` says nobody waits
        for is given up, and then it is empty.
        """
        result = self._finder(locale).search(query, limit, section, platform, cancelled)
        self._queries += 1
        if self._queries % _QUERIES_KEPT == 0:
            self._mapped.forget()
        return result

    @_reading
    def complete(self, query: str, locale: str = DEFAULT, limit: int = 6) -> tuple[Completion, ...]:
        """What a user who has typed `query` may go on to ask, likeliest first."""
        return self._finder(locale).complete(query, limit)

    @_reading
    def highlight(self, text: str, query: str, locale: str = DEFAULT) -> tuple[Span, ...]:
        """Where `text` holds what `query` asks for, however it was typed."""
        return self._finder(locale).marks(query).spans(text)

    @_reading
    def explain(self, query: str, article_id: str, locale: str = DEFAULT) -> Explanation:
        """Why the article ranks where it does. Raises HelpError(ARTICLE_NOT_FOUND)."""
        found = self._entry(article_id, locale)
        if found is None or found[0] is not self._shelf(locale):
            raise HelpError(Problem.ARTICLE_NOT_FOUND, article_id)
        return self._finder(locale).explain(query, found[1])

    @_reading
    def article(self, article_id: str, locale: str = DEFAULT) -> Article:
        """The article, in another locale if it lacks this one. Raises HelpError(ARTICLE_NOT_FOUND)."""
        found = self._entry(article_id, locale)
        if found is None:
            raise HelpError(Problem.ARTICLE_NOT_FOUND, article_id)
        return found[0].article(found[1])

    @_reading
    def image(self, name: str) -> bytes:
        """A picture, named as articles name it. Raises HelpError(NOT_FOUND)."""
        place = self._mapped.catalogue.images.get(name)
        if place is None:
            raise HelpError(Problem.NOT_FOUND, name)
        data = self._mapped.read(place)
        if not name.startswith(hashlib.sha256(data).hexdigest()[:32]):
            raise self.damaged(name)
        return data

    @_reading
    def titles(self, locale: str = DEFAULT, section: str | None = None) -> tuple[Title, ...]:
        """All articles of `locale`, or those of one section, most popular first."""
        shelf = self._shelf(locale)
        if shelf is None:
            return ()
        numbers = np.lexsort((np.arange(shelf.pages), -shelf.popular)).tolist()
        if section is not None:
            wanted = shelf.sections.index(section) if section in shelf.sections else -1
            numbers = [number for number in numbers if shelf.section_of[number] == wanted]
        return tuple(map(shelf.title, numbers))

    @_reading
    def popular(self, locale: str = DEFAULT, limit: int = 6) -> tuple[Title, ...]:
        """The articles that are asked for most, by the weights of their authors."""
        shelf = self._shelf(locale)
        if shelf is None:
            return ()
        numbers = np.lexsort((np.arange(shelf.pages), -shelf.popular))[: max(0, limit)]
        return tuple(map(shelf.title, numbers.tolist()))

    @_reading
    def related(self, article_id: str, locale: str = DEFAULT) -> tuple[Title, ...]:
        """The articles that `article_id` names as related, as far as they exist; none for an unknown id."""
        try:
            ids = self.article(article_id, locale).related
        except HelpError as error:
            if error.code is Problem.ARTICLE_NOT_FOUND:
                return ()
            raise
        return tuple(
            shelf.title(number) for shelf, number in filter(None, (self._entry(one, locale) for one in ids))
        )

    @_reading
    def sections(self, locale: str = DEFAULT) -> dict[str, int]:
        """The sections of `locale` with their number of articles, largest first."""
        shelf = self._shelf(locale)
        if shelf is None:
            return {}
        return dict(Counter([shelf.sections[place] for place in shelf.section_of.tolist()]).most_common())

    @_reading
    def _prove(self) -> dict[str, Shelf]:
        """The shelves. Raises HelpError PACK_FOREIGN where they lack a part or have it in another shape."""
        for each in self._mapped.catalogue.shelves:
            try:
                check_shapes(each)
            except ValueError as error:
                raise HelpError(Problem.PACK_FOREIGN, f"{self._path}: {error}") from error
        return {each.locale: Shelf(self._mapped, each) for each in self._mapped.catalogue.shelves}

    def _entry(self, article_id: str, locale: str) -> tuple[Shelf, int] | None:
        own = self._shelf(locale)
        for shelf in (*([own] if own is not None else []), *self._shelves.values()):
            number = shelf.number(article_id)
            if number >= 0:
                return shelf, number
        return None

    def _shelf(self, locale: str) -> Shelf | None:
        """What a reader of `locale` reads, None if nothing is in their language."""
        return self._shelves.get(nearest(locale, self._shelves))

    def _finder(self, locale: str) -> Finder:
        """Finds in `locale` first. Reads what that needs when first asked."""
        with self._lock:
            for name, shelf in self._shelves.items():
                if name not in self._ready:
                    shelf.open()
                    self._ready.add(name)
        # What finds keeps what it has learned of words; that belongs to one thread.
        finders: dict[str, Finder] = self._local.__dict__.setdefault("finders", {})
        if locale not in finders:
            finders[locale] = Finder(self._shelves, locale)
        return finders[locale]
