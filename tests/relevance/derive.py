"""Make queries typed wrongly from queries typed well: python -m tests.relevance.derive QUERIES --locale zh-CN

QUERIES: one {"query", "relevant": [ids], "kind"} a line; those of kind `keyword` are taken. Prints the same
form, at most `--most` of each kind, always the same for the same input.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from . import slips

SEED = 20261123
MOST = 300


class Query(msgspec.Struct):
    """One line of a file of queries; members it does not know are passed over."""

    query: str
    relevant: list[str]
    kind: str


@cache
def _converter() -> Any:
    return import_module("opencc").OpenCC("s2t")  # has no types


def traditional(text: str, random: Random) -> str | None:
    """The query in traditional characters, word by word as OpenCC converts it."""
    converted = str(_converter().convert(text))
    return converted if converted != text else None


KINDS: dict[str, dict[str, slips.Slip]] = {
    "zh-CN": {
        "near_pinyin": slips.near_pinyin,
        "near_char": slips.near_char,
        "lookalike": slips.lookalike,
        "slip_pinyin": slips.slip_pinyin,
        "slip_latin": slips.slip_latin,
        "traditional": traditional,
        "fullwidth": slips.full_width,
    },
    "en": {"slip": slips.slip_latin, "inflected": slips.inflected, "fullwidth": slips.full_width},
}


def read(path: Path) -> list[Query]:
    """The queries of a file."""
    return msgspec.json.Decoder(list[Query]).decode(b"[" + b",".join(path.read_bytes().splitlines()) + b"]")


def derive(queries: Iterable[Query], locale: str, most: int = MOST) -> Iterator[Query]:
    """Of each kind at most `most`, chosen evenly; no two the same."""
    sources = [query for query in queries if query.kind == "keyword"]
    for kind, slip in KINDS[locale].items():
        random = Random(f"{SEED} {kind}")
        seen: set[str] = set()
        for source in random.sample(sources, len(sources)):
            typed = slip(source.query, random)
            if typed and typed not in seen and typed != source.query:
                seen.add(typed)
                yield Query(typed, source.relevant, kind)
                if len(seen) == most:
                    break


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("queries", type=Path)
    parser.add_argument("--locale", choices=KINDS, default="zh-CN")
    parser.add_argument("--most", type=int, default=MOST)
    args = parser.parse_args()
    for query in derive(read(args.queries), args.locale, args.most):
        sys.stdout.buffer.write(msgspec.json.encode(query) + b"\n")


if __name__ == "__main__":
    main()
