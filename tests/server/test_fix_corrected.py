"""A version that was announced with a fix turns out to be another, or to have none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helppanel.contract.service_info import ServiceInfo
from helppanel.contract.ticket import Author, Ticket, TicketStatus
from helppanel.server import known_issues
from helppanel.server.database import Database, open_database
from helppanel.server.known_issues import KnownIssueText
from helppanel.server.mail_queue import mails_of
from helppanel.server.setup import MailSetup, Setup
from tests.server.callers import rating, reopening, report
from tests.server.desk_steps import AGENT, At

ISSUE = "fonts"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """With a known issue, and mail that is queued."""
    made = open_database(tmp_path)
    mail = MailSetup(host="127.0.0.1", sender="help@corp.example")
    made.setup = Setup(info=ServiceInfo(name={}), mail=mail)
    with made.writing() as transaction:
        known_issues.save(transaction, ISSUE, KnownIssueText(title={"en": "Fonts"}))
    yield made
    made.close()


@pytest.fixture
def at(database: Database) -> At:
    return At(database)


def fix(at: At, version: str) -> int:
    with at.database.writing() as transaction:
        return known_issues.fix(transaction, ISSUE, version, AGENT)


def unfix(at: At) -> int:
    with at.database.writing() as transaction:
        return known_issues.unfix(transaction, ISSUE, AGENT)


def linked(at: At) -> str:
    return at.report(report(known_issue=ISSUE, email="lin@example.com"))


def said(ticket: Ticket) -> list[str]:
    return [message.text for message in ticket.messages if message.author == Author.SYSTEM]


def mailed(at: At, number: str) -> list[str]:
    with at.database.reading() as connection:
        return [mail.kind for mail in mails_of(connection, at.row(number).id)]


def test_a_corrected_version_is_told_as_a_correction(at: At) -> None:
    """Who was told of the wrong version hears of both, in the panel and by mail; who was not, of one only."""
    told = linked(at)
    assert fix(at, "12.5") == 1
    new = linked(at)
    assert fix(at, "12.6") == 2

    ticket = at.ticket(told)
    assert (ticket.status, ticket.fixed_in) == (TicketStatus.SOLVED, "12.6")
    first, second = said(ticket)
    assert "已在 12.5 版中修复" in first
    assert second.startswith("更正")
    assert "12.6" in second
    assert "12.5" in second
    assert mailed(at, told) == ["receipt", "solved", "told"]
    (only,) = said(at.ticket(new))
    assert "12.5" not in only
    assert mailed(at, new) == ["receipt", "solved"]
    assert fix(at, "12.6") == 0


def test_a_version_taken_back_opens_what_it_solved(at: At) -> None:
    """Its tickets are in progress again and wait for the desk, their users hear why, and no one asks them."""
    told = linked(at)
    fix(at, "12.5")
    quiet = linked(at)
    assert unfix(at) == 2

    ticket = at.ticket(told)
    assert (ticket.status, ticket.fixed_in) == (TicketStatus.IN_PROGRESS, "")
    assert "12.5 版" in said(ticket)[-1]
    assert "尚未修复" in said(ticket)[-1]
    assert ticket.promised_at is not None
    assert mailed(at, told) == ["receipt", "solved", "told"]
    # This one had the version, but no word of it.
    assert (said(at.ticket(quiet)), at.ticket(quiet).fixed_in) == ([], "")
    assert unfix(at) == 0
    assert fix(at, "12.7") == 2
    assert "更正" not in said(at.ticket(told))[-1]


def test_what_was_over_without_it_stays_over(at: At) -> None:
    """A ticket closed before, or whose user has rated since, is corrected in words and left where it is."""
    closed, content = linked(at), linked(at)
    at.edit(closed, status=TicketStatus.CLOSED)
    fix(at, "12.5")
    at.deliver(content, rating(5))
    unfix(at)
    for number, status in ((closed, TicketStatus.CLOSED), (content, TicketStatus.SOLVED)):
        ticket = at.ticket(number)
        assert (ticket.status, ticket.fixed_in) == (status, "")
        assert "尚未修复" in said(ticket)[-1]


def test_who_said_no_already_is_told_nothing_more(at: At) -> None:
    """A user who reopened it because it is not fixed needs no word that it is not."""
    number = linked(at)
    fix(at, "12.5")
    at.deliver(number, reopening("还是不行", fixed=False))
    before = said(at.ticket(number))
    unfix(at)
    assert said(at.ticket(number)) == before
    assert at.ticket(number).fixed_in == ""


def test_one_ticket_is_corrected_at_its_page(at: At) -> None:
    """The version of a ticket alone is corrected, taken back and, when it is closed, not told again."""
    number = at.report()
    at.edit(number, fixed_in="12.5", status=TicketStatus.SOLVED)
    at.edit(number, status=TicketStatus.CLOSED)
    assert len(said(at.ticket(number))) == 1
    at.edit(number, status=TicketStatus.SOLVED)
    at.edit(number, fixed_in="12.6")
    assert said(at.ticket(number))[-1].startswith("更正")
    at.edit(number, fixed_in="", status=TicketStatus.IN_PROGRESS)
    ticket = at.ticket(number)
    assert (ticket.status, ticket.fixed_in, len(said(ticket))) == (TicketStatus.IN_PROGRESS, "", 3)
    at.edit(number, status=TicketStatus.SOLVED, fixed_in="12.8")
    at.edit(number, fixed_in="")
    assert at.ticket(number).status == TicketStatus.IN_PROGRESS
    at.edit(number, status=TicketStatus.SOLVED)
    assert len(said(at.ticket(number))) == 5


def test_another_languages_user_reads_it_in_theirs(at: At) -> None:
    """The corrections have an English wording too."""
    number = at.report(report("Boxes", known_issue=ISSUE, locale="en"))
    for version in ("12.5", "12.6"):
        fix(at, version)
    unfix(at)
    _, instead, not_fixed = said(at.ticket(number))
    assert "12.6, not in 12.5" in instead
    assert "12.6 fixes what you reported, but it does not" in not_fixed
