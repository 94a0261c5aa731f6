"""The verbs that find help: search, read, browse, and what this user's own use adds."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from helppanel.articles.model import Article, Completion, SearchResult, Span, Title
from helppanel.contract.problems import HelpError, Problem
from helppanel.service.engine import Engine
from helppanel.service.local_use import HELPED, OPENED, mixed

_MIXED = 40  # of the authors' popular articles are mixed with those of the user's own use


class Finding(Engine):
    """Part of HelpService."""

    def search(
        self,
        query: str,
        *,
        locale: str,
        section: str | None = None,
        platform: str | None = None,
        limit: int = 20,
        cancelled: Callable[[], bool] | None = None,
    ) -> SearchResult:
        """Articles for `query`, best first; given up once `cancelled` says so, when nobody waits for them."""
        return self._ask(lambda pack: pack.search(query, locale, limit, section, platform, cancelled))

    def complete(self, query: str, locale: str, limit: int) -> tuple[Completion, ...]:
        """What a user who has typed `query` may go on to ask, likeliest first."""
        return self._ask(lambda pack: pack.complete(query, locale, limit))

    def highlight(self, text: str, query: str, locale: str) -> tuple[Span, ...]:
        """Where `text` holds what `query` asks for, however it was typed."""
        return self._ask(lambda pack: pack.highlight(text, query, locale))

    def article(self, article_id: str, locale: str) -> Article:
        """One article. Raises HelpError ARTICLE_NOT_FOUND."""
        return self._ask(lambda pack: pack.article(article_id, locale))

    def image(self, name: str) -> bytes:
        """A picture of an article, named as its HTML names it. Raises HelpError NOT_FOUND."""
        return self._ask(lambda pack: pack.image(name))

    def popular(self, locale: str, limit: int) -> tuple[Title, ...]:
        """The articles most people want, moved by what this user reads and is helped by."""
        own = self._use.worths()
        titles = {one.id: one for one in self._ask(lambda pack: pack.popular(locale, max(limit, _MIXED)))}
        shipped = tuple(titles)
        for article_id in islice(own, limit):
            if article_id not in titles and (title := self._title(article_id, locale)) is not None:
                titles[article_id] = title
        order = mixed(shipped, {one: worth for one, worth in own.items() if one in titles})
        return tuple(titles[one] for one in order[: max(0, limit)])

    def related(self, article_id: str, locale: str) -> tuple[Title, ...]:
        """The articles an article points to."""
        return tuple(self._ask(lambda pack: pack.related(article_id, locale)))

    def titles(self, locale: str, section: str | None = None) -> tuple[Title, ...]:
        """All titles, or those of one section."""
        return tuple(self._ask(lambda pack: pack.titles(locale, section)))

    def sections(self, locale: str) -> dict[str, int]:
        """The sections with their number of articles."""
        return self._ask(lambda pack: pack.sections(locale))

    def note_opened(self, article_id: str) -> None:
        """This user opened the article. Stays on this machine."""
        self._use.note(article_id, OPENED)

    def note_helped(self, article_id: str) -> None:
        """This user was helped by the article. Stays on this machine."""
        self._use.note(article_id, HELPED)

    def forget_use(self) -> None:
        """Forget which articles this user opened and was helped by."""
        self._use.forget()

    def _title(self, article_id: str, locale: str) -> Title | None:
        """Of an article that may be gone."""
        try:
            found = self._ask(lambda pack: pack.article(article_id, locale))
        except HelpError as error:
            if error.code is Problem.ARTICLE_NOT_FOUND:
                return None
            raise
        return Title(found.id, found.locale, found.title, found.section, found.updated)
