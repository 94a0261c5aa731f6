"""Grow a help into a large one: python -m tests.bench.grow PAGES.jsonl… OUT.jsonl --pages 100000

The real pages come first, as they are. Each further page takes the title of one real page, a heading of
another and the sections of several, with some paragraphs exchanged, so that words, lengths and repetition
stay those of the source. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import msgspec

from helppanel.articles import locales
from helppanel.articles.source import Fault
from helppanel.articles.sources import scan

SEED = 20261123
_ANCHOR = re.compile(r"\s*\{#[^}]*\}\s*$")
EXCHANGED = 0.25  # of the paragraphs of a further page come from anywhere


class Page(msgspec.Struct, frozen=True):
    """One line of a .jsonl source."""

    id: str
    title: str
    body: str
    locale: str
    related: list[str] = []


def real(paths: list[Path], locale: str) -> list[Page]:
    """The pages of `locale` under `paths`, which `articles build` would take too."""
    found = (source for source in scan(paths) if not isinstance(source, Fault))
    return [
        Page(source.id, source.title, source.body, source.locale, list(source.related))
        for source in found
        if source.locale == locale
    ]


def sections(body: str) -> list[str]:
    """The parts of a Markdown body, each with the heading it stands under."""
    parts = body.split("\n## ")
    return [parts[0], *("## " + part for part in parts[1:])]


def grown(pages: list[Page], count: int) -> Iterator[Page]:
    """`count` pages: those given, cut off or continued."""
    yield from pages[:count]
    random = Random(SEED)
    parts = [sections(page.body) for page in pages]
    every = [part for page in parts for part in page if part.strip()]
    paragraphs = [text for part in every for text in part.split("\n\n")[1:] if text.strip()]
    headings = [_ANCHOR.sub("", part.partition("\n")[0][3:]) for part in every if part.startswith("## ")]
    names = headings or [page.title for page in pages]
    for number in range(len(pages), count):
        length = len(random.choice(parts))
        body = (_mixed(random.choice(every), paragraphs, random) for _ in range(length))
        title = f"{random.choice(pages).title}：{random.choice(names)} {number}"
        related = [random.choice(pages).id for _ in range(random.randrange(4))]
        yield Page(f"grown/{number}", title, "\n\n".join(body), pages[0].locale, related)


def _mixed(section: str, paragraphs: list[str], random: Random) -> str:
    head, *rest = section.split("\n\n")
    mixed = [random.choice(paragraphs) if random.random() < EXCHANGED else text for text in rest]
    return "\n\n".join([head, *mixed])


def write(pages: Iterable[Page], out: Path) -> None:
    """One page a line."""
    with out.open("wb") as stream:
        for page in pages:
            stream.write(msgspec.json.encode(page) + b"\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--locale", default=locales.DEFAULT)
    args = parser.parse_args()
    write(grown(real(args.sources, args.locale), args.pages), args.out)


if __name__ == "__main__":
    main()
