"""`helppanel doctor`: what would be collected, what can be captured, whether the server answers.

Of a server's data folder: whether its setup is good.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path

import msgspec

from helppanel.commands import checkup
from helppanel.commands.checkup import Check
from helppanel.commands.console import texts as system_texts
from helppanel.contract.report import AppInfo, FactGroup
from helppanel.policy import read
from helppanel.report import facts
from helppanel.report.scrubbing import Scrubbing
from helppanel.ui.texts import Texts, private_label
from helppanel.version import __version__


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `doctor`; it sets `run`, which returns the exit code: 1 if a check failed."""
    parser = subparsers.add_parser(
        "doctor",
        help="say what would be collected, what can be captured and whether the server answers",
        description="Checks this machine and prints what a report from it would contain. Sends nothing and "
        "keeps nothing; a picture of the screen is tried and thrown away. Exit code 1 if something is wrong.",
    )
    parser.add_argument("--server", metavar="URL", help="ask this server too")
    parser.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        help="an app's data folder, to check the articles it has fetched, or a server's, to check its "
        "service.toml",
    )
    parser.add_argument("--app", metavar="ID", default="", help="the app whose part of the policy to tell")
    parser.add_argument("--json", action="store_true", help="print the answers as JSON")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    texts = system_texts()
    policy = read(args.app)
    seen = checkup.look(screen=policy.screenshots)
    checks = [
        *checkup.machine(seen),
        *checkup.articles(args.data),
        *checkup.setup(args.data, texts.locale),
        checkup.administrator(policy),
        *checkup.server(policy.server or args.server),
    ]
    app = AppInfo(id="helppanel", name="helppanel", version=__version__)
    raw = facts.collect(app, facts.FromHost(), seen.qt, lambda key: texts.t(f"facts.{key}"))
    groups = Scrubbing(partial(private_label, texts.locale)).groups(raw)
    well = not any(check.state == "fail" for check in checks)
    if args.json:
        print(_json(well, checks, groups, texts))
    else:
        print("\n".join(_lines(checks, groups, texts)))
    return 0 if well else 1


def _json(well: bool, checks: Iterable[Check], groups: tuple[FactGroup, ...], texts: Texts) -> str:
    answer = {
        "ok": well,
        "checks": [asdict(check) | {"text": _say(check, texts)} for check in checks],
        "facts": msgspec.to_builtins(groups),
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _lines(checks: Iterable[Check], groups: tuple[FactGroup, ...], texts: Texts) -> Iterator[str]:
    yield texts.t("doctor.checks")
    for check in checks:
        yield f"  [{texts.t(f'doctor.state_{check.state}')}] {_say(check, texts)}"
    yield ""
    yield texts.t("doctor.collected")
    for group in groups:
        yield f"  {group.label}"
        for fact in group.facts:
            yield f"    {fact.label}: {fact.value}"


def _say(check: Check, texts: Texts) -> str:
    said = texts.t(f"doctor.{check.id}_{check.answer}", detail=check.detail)
    if check.problem is None:
        return said
    return texts.t(
        "doctor.why", said=said, problem=texts.problem(check.problem), next=texts.next_step(check.problem)
    )
