"""Makes articles and their digests, in this process or in several; the result is the same."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import islice
from zlib import compress

import msgspec

from helppanel.articles.compose import article
from helppanel.articles.digest import Digest, Digester, Segmenter, places
from helppanel.articles.highlight import is_plain
from helppanel.articles.markup import Markup
from helppanel.articles.model import Article
from helppanel.articles.shelf import Words
from helppanel.articles.source import Source
from helppanel.contract.problems import HelpError, Problem

_BATCH = 250  # pages that travel together; the digests, and so the bytes, depend on it not at all
_WORTH_A_PROCESS = 600  # pages a worker must have to be quicker than it is slow to start
_AHEAD = 2  # batches a worker may be ahead of what is written
_LEVEL = 4  # a tenth larger than at the highest, in a third of the time


class MadePage(msgspec.Struct, frozen=True):
    """One article as it lies in the pack: its words and its rest, compressed; its pictures by name."""

    title: str
    words: bytes
    rest: bytes
    images: dict[str, bytes]


class Made(msgspec.Struct, frozen=True):
    """A batch of articles, and their digest."""

    pages: list[MadePage]
    digest: Digest


def make(
    sources: Iterable[Source], total: int, progress: Callable[[int, int], None] | None, workers: int
) -> Iterator[Made]:
    """The articles of `sources` in order; a batch never holds two locales. Raises HelpError EXTRA_MISSING."""
    done = 0
    for made in _made(_batches(sources), min(workers, total // _WORTH_A_PROCESS)):
        done += len(made.pages)
        if progress is not None:
            progress(done, total)
        yield made


def _made(batches: Iterator[list[Source]], workers: int) -> Iterator[Made]:
    if workers < 2:
        yield from map(_make, batches)
        return
    # Spawned on every system, so that no thread of this process is copied in the middle of something.
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        waiting = [pool.submit(_make, batch) for batch in islice(batches, workers * _AHEAD)]
        while waiting:
            made = waiting.pop(0).result()
            waiting += [pool.submit(_make, batch) for batch in islice(batches, 1)]
            yield made


def _batches(sources: Iterable[Source]) -> Iterator[list[Source]]:
    batch: list[Source] = []
    for source in sources:
        if batch and (len(batch) == _BATCH or batch[-1].locale != source.locale):
            yield batch
            batch = []
        batch.append(source)
    if batch:
        yield batch


@cache
def _tools() -> tuple[Markup, Digester]:
    """This process's own."""
    try:
        return Markup(), Digester(Segmenter())
    except ImportError as error:
        raise HelpError(Problem.EXTRA_MISSING, f"helppanel[articles] ({error.name})") from error


def _make(sources: list[Source]) -> Made:
    markup, digester = _tools()
    pages: list[MadePage] = []
    articles: list[Article] = []
    for source in sources:
        made, images = article(source, markup)
        words = Words(made.summary, made.text, places(made), is_plain(made.text))
        rest = msgspec.structs.replace(made, summary="", text="")
        pages.append(MadePage(made.title, _packed(words), _packed(rest), images))
        articles.append(made)
    return Made(pages, digester.digest(articles))


def _packed(what: Words | Article) -> bytes:
    return compress(msgspec.msgpack.encode(what), _LEVEL)
