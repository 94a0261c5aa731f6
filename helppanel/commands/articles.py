"""`helppanel articles`: build, search, explain and check packs."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from helppanel.articles import locales
from helppanel.articles.model import SearchResult, Span
from helppanel.articles.pack import Pack
from helppanel.articles.source import Fault
from helppanel.commands import articles_explain
from helppanel.contract.problems import HelpError, Problem


class _BatchLine(msgspec.Struct):
    query: str
    locale: str = ""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `articles` with its four commands. Each sets `run`: returns the exit code or raises HelpError."""
    parser = subparsers.add_parser("articles", help="build, search, explain and check help articles")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    build = commands.add_parser(
        "build",
        help="compile articles into a pack",
        description="Compiles articles of all locales into one pack. The same sources give the same bytes.",
    )
    build.add_argument("sources", nargs="+", type=Path, metavar="SRC", help=_SRC)
    build.add_argument("-o", "--output", type=Path, required=True, metavar="PACK", help="the file to write")
    build.add_argument("--locale", type=_locale, metavar="L", help=_ELSE)
    build.add_argument("--json", action="store_true", help="print what was built as JSON")
    build.add_argument("--skip-faulty", action="store_true", help="leave faulty pages out, and name them")
    build.set_defaults(run=_build)

    search = commands.add_parser(
        "search",
        help="search a pack",
        description="Prints the articles that answer QUERY, best first, or answers a whole file of queries.",
    )
    search.add_argument("pack", type=Path, metavar="PACK", help="a pack made by `articles build`")
    search.add_argument("query", nargs="?", metavar="QUERY", help="what a user would type")
    _add_asked_locale(search)
    search.add_argument("--limit", type=_limit, default=20, metavar="N", help="at most N articles (20)")
    search.add_argument("--json", action="store_true", help="print snippets and highlights too, as JSON")
    search.add_argument(
        "--batch",
        type=Path,
        metavar="QUERIES",
        help='a file with one {"query": …[, "locale": …]} a line; prints one {"ids": […], "ms": …} for each',
    )
    search.set_defaults(run=_search, usage_error=search.error)

    explain = commands.add_parser(
        "explain",
        help="tell why an article ranks where it does",
        description="Prints what QUERY was understood as, and what adds to the score of article ID.",
    )
    explain.add_argument("pack", type=Path, metavar="PACK", help="a pack made by `articles build`")
    explain.add_argument("query", metavar="QUERY", help="what a user would type")
    explain.add_argument("id", metavar="ID", help="the id of an article")
    _add_asked_locale(explain)
    explain.add_argument("--json", action="store_true", help="print every figure, as JSON")
    explain.set_defaults(run=_explain, usage_error=explain.error)

    check = commands.add_parser(
        "check",
        help="find mistakes in articles",
        description="Prints what is wrong, one `file:line: what` a line. Exit code 1 if there is anything.",
    )
    check.add_argument("sources", nargs="+", type=Path, metavar="SRC", help=_SRC)
    check.add_argument("--locale", type=_locale, metavar="L", help=_ELSE)
    check.set_defaults(run=_check)


_SRC = (
    "a folder of Markdown with front matter or of HTML, a Qt Help file (.qch) or project (.qhp), "
    "or a .jsonl file with one {id, locale, title, body[, section, keywords]} a line"
)
_ELSE = "the locale of sources that do not say theirs"


def _locale(name: str) -> str:
    found = locales.canonical(name)
    if found is None:
        raise argparse.ArgumentTypeError(f"not a locale: {name}")
    return found


def _add_asked_locale(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--locale",
        type=_locale,
        default=locales.DEFAULT,
        metavar="L",
        help="the language of the articles (zh-CN)",
    )


def _limit(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a whole number of at least 1")
    return int(text)


def _build(args: argparse.Namespace) -> int:
    from helppanel.articles.build import build

    progress = _progress if sys.stderr.isatty() else None
    skipped: list[Fault] = []
    report = build(
        args.sources,
        args.output,
        progress,
        args.locale or "",
        workers=os.cpu_count() or 1,
        on_fault=skipped.append if args.skip_faulty else None,
    )
    for fault in skipped:
        print(fault, file=sys.stderr)
    if skipped:
        print(f"left out: {len(skipped)}", file=sys.stderr)
    if args.json:
        print(msgspec.json.encode(report).decode())
    else:
        pages = ", ".join(f"{locale}: {count}" for locale, count in report.pages.items())
        print(f"{args.output}: {pages}; {report.size:,} bytes, index {report.index_size:,}")
    return 0


def _progress(done: int, total: int) -> None:
    """A bar on the terminal."""
    width = 30 * done // total
    end = "\n" if done == total else ""
    print(f"\r[{'#' * width}{' ' * (30 - width)}] {done}/{total}", end=end, file=sys.stderr, flush=True)


def _search(args: argparse.Namespace) -> int:
    if (args.query is None) == (args.batch is None):
        args.usage_error("give either QUERY or --batch QUERIES")
    with _opened(args) as pack:
        if args.batch is not None:
            _batch(pack, args.batch, args.locale, args.limit)
        else:
            result = pack.search(args.query, args.locale, args.limit)
            print(
                msgspec.json.encode(result).decode() if args.json else "\n".join(_lines(result, args.locale))
            )
    return 0


@contextmanager
def _opened(args: argparse.Namespace) -> Iterator[Pack]:
    """The pack that was named, sound to the last byte, with articles in the locale that was named."""
    pack = Pack.open(args.pack)
    try:
        pack.verify()
        if args.locale not in pack.locales:
            args.usage_error(f"no articles in {args.locale}; --locale is one of {', '.join(pack.locales)}")
        yield pack
    finally:
        pack.close()


def _batch(pack: Pack, queries: Path, locale: str, limit: int) -> None:
    decoder = msgspec.json.Decoder(_BatchLine)
    try:
        lines = queries.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise HelpError(Problem.FILE_UNREADABLE, f"{queries}: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked = decoder.decode(line)
        except msgspec.MsgspecError as error:
            raise HelpError(Problem.BAD_SOURCE, f"{queries}:{number}: {error}") from error
        asked_locale = locales.canonical(asked.locale) if asked.locale else locale
        if asked_locale not in pack.locales:
            raise HelpError(Problem.BAD_SOURCE, f"{queries}:{number}: no articles in {asked.locale}")
        result = pack.search(asked.query, asked_locale, limit)
        print(json.dumps({"ids": [hit.id for hit in result.hits], "ms": round(result.ms, 3)}))


def _lines(result: SearchResult, locale: str) -> Iterable[str]:
    yield f"{result.total} articles, {result.ms:.1f} ms"
    if result.suggestion:
        yield f"meant: {result.suggestion}"
    if result.is_nearest and result.hits:
        yield "none answers the query; the nearest are"
    for hit in result.hits:
        elsewhere = f"; {hit.locale}" if hit.locale != locale else ""
        yield f"\n{_marked(hit.title, hit.title_spans)}  ({hit.id}; {hit.section or '-'}{elsewhere})"
        yield f"    {_marked(hit.snippet, hit.snippet_spans)}"


def _marked(text: str, spans: tuple[Span, ...]) -> str:
    """`text` with its highlights in brackets, for a terminal of any kind."""
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], "[", text[start:end], "]"]
        done = end
    return "".join(pieces) + text[done:]


def _explain(args: argparse.Namespace) -> int:
    with _opened(args) as pack:
        told = pack.explain(args.query, args.id, args.locale)
    print(msgspec.json.encode(told).decode() if args.json else "\n".join(articles_explain.lines(told)))
    return 0


def _check(args: argparse.Namespace) -> int:
    from helppanel.articles.check import check

    faults = check(args.sources, args.locale or "")
    for fault in faults:
        print(fault)
    return 1 if faults else 0
