"""`helppanel serve --check`: what is wrong with a company's setup, or what it sets."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from helppanel.config import system_locale
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.service_info import localise
from helppanel.server.service_file import FILE, make_file
from helppanel.server.setup import Setup
from helppanel.server.setup_flaws import sentences, setup_text
from helppanel.server.setup_reading import read_setup


def check(folder: Path) -> int:
    """Print it; returns 0, or 1 if something is wrong. A folder without a setup gets the first one.

    Raises HelpError: DATA_UNWRITABLE, BAD_SETTING (no such folder, a `service.json` that is none).
    """
    if not folder.is_dir():
        raise HelpError(Problem.BAD_SETTING, f"--data {folder}: not a folder")
    locale = system_locale()
    try:
        file = make_file(folder)
    except OSError as error:
        raise HelpError(Problem.DATA_UNWRITABLE, str(error), folder=str(folder)) from error
    reading = read_setup(file)
    for flaws in (reading.flaws, reading.warnings):
        if flaws:
            print(sentences(flaws, locale), file=sys.stderr)
    if reading.setup is None:
        count = str(len(reading.flaws))
        print(setup_text("check_bad", locale, file=str(folder / FILE), count=count), file=sys.stderr)
        return 1
    print(setup_text("check_good", locale, file=str(folder / FILE)))
    print("\n".join(f"  {line}" for line in _summary(reading.setup, locale)))
    return 0


def _summary(setup: Setup, locale: str) -> Iterator[str]:
    def say(key: str, value: str = "") -> str:
        return setup_text(f"check_{key}", locale, value=value)

    def names(values: Iterable[str]) -> str:
        return ", ".join(values) or say("none")

    info = setup.info
    yield say("name", localise(info.name, locale))
    yield say("teams", names(localise(team.name, locale) or team.id for team in info.teams))
    yield say("channels", names(localise(one.title, locale) or one.id for one in info.channels))
    yield say("tiers", names(localise(tier.title, locale) or tier.id for tier in setup.tiers))
    yield say("mail_off") if setup.mail is None else say("mail_on", setup.mail.sender)
    members = setup.members
    yield say("members_off") if members is None else say("members_on", str(len(members.keys)))
    days = setup.retention_days
    yield say("retention_off") if days is None else say("retention_on", str(days))
    yield say("web_on" if setup.web_form else "web_off")
