"""The part of the fake service that finds help: articles in a dict, searched for the letters of the query."""

from __future__ import annotations

from collections.abc import Callable

from helppanel.articles.model import Article, Completion, Hit, SearchResult, Title
from helppanel.contract.problems import HelpError, Problem


class FakeHelp:
    """Part of FakeService. `failures` maps a verb's name to the problem it raises."""

    def __init__(self) -> None:
        self.failures: dict[str, Problem] = {}
        self.articles: dict[str, Article] = {}
        self.answers: dict[str, SearchResult] = {}  # by query, in place of a search
        self.completions: tuple[str, ...] = ()
        self.uses: list[str] = []  # in order
        self.images: dict[str, bytes] = {}
        self.meant: dict[str, str] = {}  # what a query stands for
        # Called on the worker with every query and its `cancelled`, for tests that hold a search up.
        self.hook: Callable[[str, Callable[[], bool] | None], None] = lambda _query, _cancelled: None

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
        """What `answers` holds, else every article whose title or text contains the query."""
        self._check("search")
        self.hook(query, cancelled)
        if query in self.answers:
            return self.answers[query]
        found = [a for a in self._in(locale) if query in a.title or query in a.text]
        if platform is not None:
            found = [a for a in found if not a.platforms or platform in a.platforms]
        sections: dict[str, int] = {}
        for article in found:
            sections[article.section] = sections.get(article.section, 0) + 1
        hits = [hit_of(a, query) for a in found if section is None or a.section == section]
        return SearchResult(query=query, hits=tuple(hits[:limit]), total=len(hits), sections=sections, ms=1.0)

    def complete(self, query: str, locale: str, limit: int) -> tuple[Completion, ...]:
        """Those that begin with the query."""
        self._check("complete")
        found = [text for text in self.completions if text.startswith(query)]
        return tuple(Completion(text, ((0, len(query)),)) for text in found[:limit])

    def note_opened(self, article_id: str) -> None:
        """Keep it."""
        self._check("note_opened")
        self.uses.append(f"opened {article_id}")

    def note_helped(self, article_id: str) -> None:
        """Keep it."""
        self._check("note_helped")
        self.uses.append(f"helped {article_id}")

    def forget_use(self) -> None:
        """Forget them."""
        self._check("forget_use")
        self.uses.clear()

    def highlight(self, text: str, query: str, locale: str) -> tuple[tuple[int, int], ...]:
        """Where `meant` has the query stand for other words, those, else the query itself."""
        self._check("highlight")
        word = self.meant.get(query, query)
        return tuple((at, at + len(word)) for at in range(len(text)) if word and text.startswith(word, at))

    def article(self, article_id: str, locale: str) -> Article:
        """By id."""
        self._check("article")
        for article in self._in(locale):
            if article.id == article_id:
                return article
        raise HelpError(Problem.ARTICLE_NOT_FOUND, article_id)

    def image(self, name: str) -> bytes:
        """From a dict."""
        self._check("image")
        if name not in self.images:
            raise HelpError(Problem.NOT_FOUND, name)
        return self.images[name]

    def popular(self, locale: str, limit: int) -> tuple[Title, ...]:
        """The first ones."""
        self._check("popular")
        return tuple(title_of(a) for a in self._in(locale)[:limit])

    def related(self, article_id: str, locale: str) -> tuple[Title, ...]:
        """Those the article names."""
        self._check("related")
        named = self.article(article_id, locale).related
        return tuple(title_of(a) for a in self._in(locale) if a.id in named)

    def titles(self, locale: str, section: str | None = None) -> tuple[Title, ...]:
        """All, or those of the section."""
        self._check("titles")
        return tuple(title_of(a) for a in self._in(locale) if section in (None, a.section))

    def sections(self, locale: str) -> dict[str, int]:
        """Counts."""
        self._check("sections")
        counts: dict[str, int] = {}
        for article in self._in(locale):
            counts[article.section] = counts.get(article.section, 0) + 1
        return counts

    def add_article(self, article_id: str, title: str, section: str = "", locale: str = "zh-CN") -> None:
        """A small article; for more, put an Article into `articles`."""
        article = Article(id=article_id, locale=locale, title=title, section=section)
        self.articles[f"{locale}/{article_id}"] = article

    def _in(self, locale: str) -> list[Article]:
        return [a for a in self.articles.values() if a.locale == locale]

    def _check(self, verb: str) -> None:
        if verb in self.failures:
            raise HelpError(self.failures[verb], f"{verb}, as the test wants")


def title_of(article: Article) -> Title:
    """An article as a title."""
    return Title(article.id, article.locale, article.title, article.section, article.updated)


def hit_of(article: Article, query: str = "") -> Hit:
    """An article as a hit, its title's match highlighted."""
    at = article.title.find(query) if query else -1
    return Hit(
        id=article.id,
        locale=article.locale,
        title=article.title,
        section=article.section,
        updated=article.updated,
        snippet=article.summary,
        title_spans=((at, at + len(query)),) if at >= 0 else (),
        snippet_spans=(),
        score=1.0,
    )
