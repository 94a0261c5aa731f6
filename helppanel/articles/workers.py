"""Makes articles and their digests, in this process or in several; the result is the same."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import islice
from zlib import compress

import msgspec

from helppanel.articles.compose import article
from helppanel.articles.digest import Digest, Digester, Headings, places
from helppanel.articles.learning import Learner
from helppanel.articles.markup import Markup
from helppanel.articles.model import Article
from helppanel.articles.plainness import is_plain
from helppanel.articles.shelf import Words
from helppanel.articles.source import Source
from helppanel.contract.problems import HelpError, Problem

_BATCH = 250  # pages that travel together; the digests, and so the bytes, depend on it not at all
_WORTH_A_PROCESS = 600  # pages a worker must have to be quicker than it is slow to start
_LEARNED = 10_000  # pages whose whole text words are learned from; of more, each so many-th
_AHEAD = 2  # batches a worker may be ahead of what is written
_LEVEL = 4  # a tenth larger than at the highest, in a third of the time


class MadePage(msgspec.Struct, frozen=True, array_like=True):
    """One article: its title, and the lengths of its words and of its rest in the batch's data."""

    title: str
    words: int
    rest: int


class Made(msgspec.Struct, frozen=True, array_like=True):
    """A batch: `data` holds the words and the rest of each article, compressed, one after the other."""

    pages: list[MadePage]
    data: bytes
    images: dict[str, bytes]
    digest: Digest


class _Batch(msgspec.Struct, frozen=True, array_like=True):
    """Pages of one locale; the first is number `first` of all."""

    sources: list[Source]
    first: int
    every: int


def make(
    sources: Iterable[Source], total: int, progress: Callable[[int, int], None] | None, workers: int
) -> Iterator[Made]:
    """The articles of `sources` in order; a batch never holds two locales. Raises HelpError EXTRA_MISSING."""
    done = 0
    every = max(1, total // _LEARNED)
    for made in _made(_batches(sources, every), min(workers, total // _WORTH_A_PROCESS)):
        done += len(made.pages)
        if progress is not None:
            progress(done, total)
        yield made


def _made(batches: Iterator[_Batch], workers: int) -> Iterator[Made]:
    if workers < 2:
        yield from map(_make, batches)
        return
    # Spawned on every system, so that no thread of this process is copied in the middle of something.
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        waiting = deque(pool.submit(_make, batch) for batch in islice(batches, workers * _AHEAD))
        while waiting:
            made = waiting.popleft().result()
            waiting.extend(pool.submit(_make, batch) for batch in islice(batches, 1))
            yield made


def _batches(sources: Iterable[Source], every: int) -> Iterator[_Batch]:
    batch: list[Source] = []
    first = 0
    for source in sources:
        if batch and (len(batch) == _BATCH or batch[-1].locale != source.locale):
            yield _Batch(batch, first, every)
            first += len(batch)
            batch = []
        batch.append(source)
    if batch:
        yield _Batch(batch, first, every)


@cache
def _tools() -> tuple[Markup, Digester]:
    """This process's own."""
    try:
        return Markup(), Digester(Learner())
    except ImportError as error:
        raise HelpError(Problem.EXTRA_MISSING, f"helppanel[articles] ({error.name})") from error


def _make(batch: _Batch) -> Made:
    markup, digester = _tools()
    pages: list[MadePage] = []
    data: list[bytes] = []
    images: dict[str, bytes] = {}
    articles: list[tuple[Article, Headings]] = []
    for source in batch.sources:
        made, pictures = article(source, markup)
        images |= pictures
        headings = places(made)
        words = _packed(Words(made.summary, made.text, headings, is_plain(made.text)))
        rest = _packed(msgspec.structs.replace(made, summary="", text=""))
        pages.append(MadePage(made.title, len(words), len(rest)))
        data += words, rest
        articles.append((made, headings))
    return Made(pages, b"".join(data), images, digester.digest(articles, batch.first, batch.every))


def _packed(what: Words | Article) -> bytes:
    return compress(msgspec.msgpack.encode(what), _LEVEL)
