"""Mail to users who left an address, through a real mail server on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email import message_from_bytes
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from helppanel.contract.service_info import ServiceInfo
from helppanel.contract.ticket import DeskPatch, InstallationRequest, TicketStatus
from helppanel.server import mail_queue
from helppanel.server.agents import Agent, add_agent
from helppanel.server.database import Database, open_database
from helppanel.server.erasing import erase
from helppanel.server.installations import add_installation
from helppanel.server.mailer import Mailer, Pace
from helppanel.server.setup import MailSecurity, MailSetup, Setup
from helppanel.server.ticket_links import open_links, secret_ticket
from helppanel.server.ticket_rows import ticket_row
from helppanel.server.tickets import answer, create_ticket, edit
from tests.delivery.certificates import Authority
from tests.server.callers import report
from tests.server.mail_server import SECONDS, Inbox, free_port, mail_server
from tests.server.mail_stages import HANG_UP, Stages, failing_mail_server

_PACE = Pace(later=0.05, away=0.05, most=0.2, most_away=0.2, look=0.2, tries=4, tries_away=400)
_LIN = "lin@example.com"


class Office:
    """A database with an agent and a user, and a mailer that is started when a test wants it."""

    def __init__(self, folder: Path) -> None:
        self.inbox, self.port = Inbox(), free_port()
        self.database: Database = open_database(folder)
        self.links = open_links(folder)
        self.set_mail(MailSetup(
            host="127.0.0.1", port=self.port, security=MailSecurity.NONE,
            sender="support@corp.example", sender_name="WPS 客服",
        ))  # fmt: skip
        with self.database.writing() as transaction:
            self.agent: Agent = add_agent(transaction, "周予", "correct horse")
            request = InstallationRequest(app_id="writer", app_version="12", locale="zh-CN")
            self.installation = add_installation(transaction, request)

    def set_mail(self, mail: MailSetup | None) -> None:
        self.database.setup = Setup(
            info=ServiceInfo(name={}), mail=mail, public_url="https://help.corp.example"
        )

    def report(self, text: str = "打印不了", **changes: Any) -> str:
        with self.database.writing() as transaction:
            made = report(text, **{"email": _LIN, **changes})
            return str(create_ticket(transaction, self.installation.id, made).number)

    def answer(self, number: str, text: str, status: TicketStatus | None = None) -> None:
        with self.database.writing() as transaction:
            answer(transaction, number, self.agent, text, status=status)

    def solve(self, number: str) -> None:
        with self.database.writing() as transaction:
            edit(transaction, number, self.agent, DeskPatch(status=TicketStatus.SOLVED))

    def until(self, done: Callable[[], bool]) -> None:
        """Wait for `done`, which only the database can tell."""
        pause, deadline = threading.Event(), time.monotonic() + SECONDS
        while not done():
            assert time.monotonic() < deadline, "it never came to that"
            pause.wait(0.02)

    def states(self, number: str) -> list[tuple[str, str, str]]:
        with self.database.reading() as connection:
            row = ticket_row(connection, number)
            return [(mail.kind, mail.state, mail.problem) for mail in mail_queue.mails_of(connection, row.id)]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Closed at the end."""
    made = Office(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def mailing(office: Office) -> Iterator[Callable[[], Mailer]]:
    """Starts the mailer; ends it with the test."""
    with ExitStack() as stack:

        def start() -> Mailer:
            mailer = Mailer(office.database, office.links, lambda: office.database.setup, _PACE)
            mailer.start()
            stack.callback(mailer.close)
            return mailer

        yield start


Starter = Callable[[], Mailer]


def _text(mail: EmailMessage) -> str:
    return str(mail.get_content()).replace("\r\n", "\n")


def test_receipt_answer_and_solution_are_mailed_once_each(office: Office, mailing: Starter) -> None:
    """Each is one mail in the report's language with the same link that works, in one conversation."""
    with mail_server(office.inbox, office.port):
        mailer = mailing()
        number = office.report()
        office.answer(number, "请更新\n到 12.5")
        office.solve(number)
        mailer.wake()
        receipt, answered, solved = office.inbox.wait(3)
        mailer.close()
    assert [str(mail["Subject"]) for mail in (receipt, answered, solved)] == [
        f"【{number}】已收到您的反馈", f"【{number}】客服回复：打印不了", f"【{number}】已解决：打印不了"
    ]  # fmt: skip
    assert "请更新\n到 12.5" in _text(answered)
    link = f"https://help.corp.example/support/t/{office.links.secret(_uuid(office, number))}"
    assert all(link in _text(mail) for mail in (receipt, answered, solved))
    with office.database.reading() as connection:
        assert secret_ticket(connection, link.rpartition("/")[2]).number == number
    assert receipt["In-Reply-To"] is None
    assert answered["In-Reply-To"] == solved["References"] == receipt["Message-ID"]
    assert receipt["Auto-Submitted"] == "auto-replied"
    assert answered["Auto-Submitted"] == "auto-generated"
    assert str(answered["From"]) == "WPS 客服 <support@corp.example>"
    assert parsedate_to_datetime(str(answered["Date"])).tzinfo is not None
    assert office.inbox.recipients == [_LIN] * 3
    assert office.states(number) == [(kind, "sent", "") for kind in ("receipt", "answer", "solved")]


def _uuid(office: Office, number: str) -> Any:
    with office.database.reading() as connection:
        return ticket_row(connection, number).uuid


def test_an_answer_that_solves_is_one_mail(office: Office, mailing: Starter) -> None:
    """Both are said in one mail, in English to who reported in English."""
    number = office.report("Cannot print", locale="en-GB")
    office.answer(number, "Update to 12.5", TicketStatus.SOLVED)
    with mail_server(office.inbox, office.port):
        mailing()
        mails = office.inbox.wait(2)
    assert len(mails) == 2
    assert mails[1]["Subject"] == f"[{number}] Resolved: Cannot print"
    assert "Update to 12.5" in _text(mails[1])
    assert "marked as resolved" in _text(mails[1])
    assert office.states(number) == [("receipt", "sent", ""), ("answer", "sent", "")]


def test_no_mail_server_no_mail(office: Office) -> None:
    """Nothing is queued without `[mail]`, so that nothing old is sent once there is one."""
    office.set_mail(None)
    number = office.report()
    office.answer(number, "好的")
    assert office.states(number) == []


def test_what_waits_outlives_a_setup_without_a_mail_server(office: Office, mailing: Starter) -> None:
    """Mail that was queued before `[mail]` went, be it for a moment, is held and leaves once it is back."""
    number, mail = office.report(), office.database.setup.mail
    office.set_mail(None)
    looked = threading.Event()

    def setup() -> Setup:
        looked.set()
        return office.database.setup

    mailer = Mailer(office.database, office.links, setup, _PACE)
    mailer.start()
    assert looked.wait(SECONDS)
    mailer.close()  # waits until the look is over
    assert office.states(number) == [("receipt", "queued", "")]
    office.set_mail(mail)
    with mail_server(office.inbox, office.port):
        mailing()
        office.inbox.wait(1)
    assert office.inbox.tried == 1


def test_what_no_mail_server_came_for_is_given_up_visibly(office: Office) -> None:
    """After days without `[mail]` a mail has failed, and an agent sees it; it is not sent as old news."""
    number = office.report()
    office.set_mail(None)
    mailer = Mailer(office.database, office.links, lambda: office.database.setup, replace(_PACE, held=0.0))
    mailer.start()
    office.until(lambda: office.states(number) == [("receipt", "failed", "no_server")])
    mailer.close()
    assert office.inbox.tried == 0


def test_a_mail_that_cannot_be_noted_as_sent_is_not_sent_again(
    office: Office, mailing: Starter, caplog: pytest.LogCaptureFixture
) -> None:
    """While the database takes nothing (a full disk), the mail server gets it once; it is noted later."""
    number = office.report()
    when = "CREATE TRIGGER full BEFORE UPDATE ON mails WHEN NEW.state = 'sent'"
    with office.database.writing() as transaction:
        transaction.connection.exec_driver_sql(f"{when} BEGIN SELECT RAISE(FAIL, 'full'); END")
    with mail_server(office.inbox, office.port):
        mailing()
        office.inbox.wait(1)
        office.until(lambda: caplog.text.count("mail waits") >= 3)
        with office.database.writing() as transaction:
            transaction.connection.exec_driver_sql("DROP TRIGGER full")
        office.until(lambda: office.states(number)[0][1] == "sent")
    assert office.inbox.tried == 1


def test_mail_waits_for_a_mail_server_that_is_away(office: Office, mailing: Starter) -> None:
    """What was queued while nobody listened arrives, once, when somebody does."""
    number = office.report()
    mailing()
    office.until(lambda: office.states(number)[0][2] != "")  # the first try was in vain
    with mail_server(office.inbox, office.port):
        office.inbox.wait(1)
    assert office.inbox.tried == 1


def test_a_mail_that_was_put_off_comes_again(office: Office, mailing: Starter) -> None:
    """After a 4xx it is tried again under the same Message-ID, and others are not held up."""
    office.inbox.verdicts = ["451 4.7.1 Greylisted"]
    first, second = office.report("一"), office.report("二")
    with mail_server(office.inbox, office.port):
        mailing()
        mails = office.inbox.wait(2)
    assert [first in mail["Subject"] for mail in mails] == [False, True]
    assert second in mails[0]["Subject"]


def test_what_is_put_off_for_ever_is_given_up(office: Office, mailing: Starter) -> None:
    """After the last try it has failed, with what the mail server said."""
    office.inbox.verdicts = ["451 4.7.1 Later"] * 10
    number = office.report()
    with mail_server(office.inbox, office.port):
        mailer = mailing()
        office.inbox.wait_for_tries(4)
        mailer.close()
    assert office.states(number) == [("receipt", "failed", "451 4.7.1 Later")]
    assert office.inbox.tried == 4


@pytest.mark.parametrize(
    ("at", "says", "taken"),
    [
        ("GREETING", "554 5.3.2 Not now", 1),
        ("EHLO", HANG_UP, 1),
        ("MAIL", "451 4.3.0 Try again", 1),
        ("MAIL", "550 5.7.1 Sender refused", 1),
        ("RCPT", "450 4.2.1 Greylisted", 1),
        ("RCPT", "421 4.3.2 Closing", 1),
        ("DATA", "451 4.3.0 Try again", 1),
        ("DATA", HANG_UP, 1),
        ("MIDDLE", HANG_UP, 1),
        ("END", "452 4.3.1 Full", 1),
        ("END", HANG_UP, 2),  # it was taken and could not be told: the one case in which it comes twice
    ],
)
def test_a_mail_server_that_fails_at_any_stage_gets_it_once(
    office: Office, mailing: Starter, at: str, says: str, taken: int
) -> None:
    """Wherever it dies or refuses, it is sent again, and comes twice only if the first was kept untold."""
    stages = Stages(at, says)
    number = office.report()
    with failing_mail_server(stages, office.port):
        mailer = mailing()
        office.until(lambda: office.states(number) == [("receipt", "sent", "")])
        mailer.close()
    ids = [message_from_bytes(mail)["Message-ID"] for mail in stages.taken]
    assert (len(ids), len(set(ids))) == (taken, 1)


def test_hostile_names_and_addresses_hold_up_nobody(office: Office, mailing: Starter) -> None:
    """What would break a mail's head does not reach it; an address no mail can have is refused at once."""
    evil = 'x"\r\nBcc: all@corp.example\r\n\r\n<b>=?utf-8?q?=0D=0ABcc:_y@z.cn?=\u202e\u2028'
    for bad in ("a..b@example.com", ".a@example.com", "=?utf-8?q?a?=@example.com"):
        assert office.states(office.report(email=bad)) == [("receipt", "failed", "bad_address")]
    with mail_server(office.inbox, office.port):
        mailer = mailing()
        number = office.report(evil, locale="en")
        office.answer(number, f"{evil}\n.\nQUIT")
        mailer.wake()
        mails = office.inbox.wait(2)
    for mail in mails:
        assert [str(mail["To"]), mail["Bcc"], mail.defects] == [_LIN, None, []]
        assert "\n" not in str(mail["Subject"])
    assert "\n.\nQUIT" in _text(mails[1])
    assert office.inbox.recipients == [_LIN] * 2


@pytest.mark.parametrize("at", ["data", "recipient"])
def test_a_refused_mail_has_failed_and_holds_up_nobody(office: Office, mailing: Starter, at: str) -> None:
    """A 5xx is final and told to the desk; the next mail is sent."""
    if at == "data":
        office.inbox.verdicts = ["554 5.7.1 Spam"]
    else:
        office.inbox.refused_recipients = {"gone@example.com"}
    refused = office.report("一", email="gone@example.com")
    taken = office.report("二")
    with mail_server(office.inbox, office.port):
        mailer = mailing()
        office.inbox.wait(1)
        mailer.close()
    ((kind, state, problem),) = office.states(refused)
    assert (kind, state, problem[:3]) == ("receipt", "failed", "554" if at == "data" else "550")
    assert office.states(taken) == [("receipt", "sent", "")]


def test_one_address_gets_no_flood_of_receipts(office: Office) -> None:
    """Who states another's address again and again fills their mailbox with ten receipts at most."""
    numbers = [office.report(str(count)) for count in range(11)]
    states = [office.states(number)[0] for number in numbers]
    assert states == [("receipt", "queued", "")] * 10 + [("receipt", "failed", "too_many")]


def test_an_address_that_is_none_is_told(office: Office, mailing: Starter) -> None:
    """It fails at once, whatever it tries to put into the mail's head."""
    number = office.report(email="a@b.cn\r\nBcc: all@corp.example")
    assert office.states(number) == [("receipt", "failed", "bad_address")]


def test_erased_with_the_report(office: Office) -> None:
    """Erasing takes queued mail, and the link, away."""
    number = office.report()
    with office.database.writing() as transaction:
        row = ticket_row(transaction.connection, number)
        office.links.give(transaction, row.id, row.uuid)
        erase(transaction, office.installation.token)
    assert office.states(number) == []
    with office.database.reading() as connection:
        assert ticket_row(connection, number).secret_hash is None


@pytest.mark.parametrize("way", [MailSecurity.STARTTLS, MailSecurity.TLS])
def test_encrypted_and_with_a_login(
    office: Office, mailing: Starter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: MailSecurity
) -> None:
    """Over STARTTLS and over TLS, with a login, to a server whose certificate is trusted."""
    authority = _authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))
    _set_secure(office, way)
    office.report()
    context = authority.context("127.0.0.1")
    with mail_server(office.inbox, office.port, login=("robot", "s3cret"), tls=way, context=context):
        mailing()
        office.inbox.wait(1)


def test_no_password_for_a_stranger(office: Office, mailing: Starter, tmp_path: Path) -> None:
    """A mail server whose certificate nobody vouches for gets neither the password nor a mail."""
    authority = _authority(tmp_path)
    _set_secure(office, MailSecurity.STARTTLS)
    number = office.report()
    context = authority.context("127.0.0.1")
    with mail_server(office.inbox, office.port, login=("robot", "s3cret"), tls="starttls", context=context):
        mailing()
        office.until(lambda: office.states(number)[0][2] != "")
    assert "CERTIFICATE_VERIFY_FAILED" in office.states(number)[0][2]
    assert office.inbox.tried == 0


def _authority(tmp_path: Path) -> Authority:
    folder = tmp_path / "authority"
    folder.mkdir()
    return Authority.make(folder)


def _set_secure(office: Office, way: MailSecurity) -> None:
    office.set_mail(MailSetup(
        host="127.0.0.1", port=office.port, security=way, user="robot", password="s3cret",
        sender="support@corp.example",
    ))  # fmt: skip
