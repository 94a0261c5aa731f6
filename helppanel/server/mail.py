"""Builds mails and hands them to the company's mail server (SMTP)."""

from __future__ import annotations

import hashlib
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from helppanel.server.mail_queue import Waiting
from helppanel.server.mail_texts import one_line, with_link
from helppanel.server.mailbox import mailbox
from helppanel.server.setup import MailSetup

_SECONDS = 30  # for each step of a conversation
_POLICY = SMTP.clone(cte_type="7bit")  # every mail server takes it
_PERMANENT = range(500, 600)


class MailRefusedError(Exception):
    """This mail will not be taken, however often it is sent; says why."""


class MailLaterError(Exception):
    """This mail was not taken now, and others may be; says why."""


class MailServerError(Exception):
    """The mail server cannot be reached or lets nothing through just now; says why."""


class Postbox:
    """An open connection to the mail server."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp

    def send(self, message: EmailMessage) -> None:
        """Hand `message` over. Raises MailRefusedError, MailLaterError, MailServerError.

        Of a connection that breaks before the last answer SMTP cannot tell whether the mail was taken; it
        is sent again under the same Message-ID.
        """
        try:
            self._smtp.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise _verdict(code, said) from error
        except smtplib.SMTPDataError as error:
            raise _verdict(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:  # a refused sender too: that is the setup's
            raise MailServerError(_said(error)) from error


@contextmanager
def open_postbox(setup: MailSetup) -> Iterator[Postbox]:
    """A connection as `setup` says. Raises MailServerError."""
    try:
        smtp = _connect(setup)
    except (smtplib.SMTPException, OSError) as error:
        raise MailServerError(_said(error)) from error
    try:
        yield Postbox(smtp)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        smtp.close()


def build_message(mail: Waiting, setup: MailSetup, link: str) -> EmailMessage:
    """The mail as it leaves; `link` "": there is no page to lead to.

    The same mail always has the same Message-ID, and those of one ticket refer to its receipt, whether that
    was sent or not, so that mail programs show them as one conversation.
    Raises MailRefusedError, also for what the standard library cannot write: it must not hold up the others.
    """
    try:
        message = _message(mail, setup, link)
        message.as_bytes()
    except (ValueError, LookupError, AttributeError, TypeError, MessageError) as error:
        raise MailRefusedError(_said(error)) from error
    return message


def _message(mail: Waiting, setup: MailSetup, link: str) -> EmailMessage:
    domain = setup.sender.rpartition("@")[2]
    address = mailbox(mail.recipient)
    if address is None:
        raise MailRefusedError("bad_address")
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(one_line(setup.sender_name), addr_spec=setup.sender)
    message["To"] = Address(addr_spec=address)
    message["Subject"] = one_line(mail.subject)
    message["Date"] = datetime.now(UTC)
    message["Message-ID"] = _message_id(mail.key, domain)
    receipt = f"receipt:{mail.ticket_uuid}"
    if mail.key == receipt:
        message["Auto-Submitted"] = "auto-replied"
    else:
        message["In-Reply-To"] = message["References"] = _message_id(receipt, domain)
        message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"  # out-of-office replies would reach nobody
    message["Content-Language"] = re.sub("[^A-Za-z0-9-]", "", mail.locale)[:35] or "zh-CN"
    message.set_content(with_link(mail.body, mail.locale, link), charset="utf-8", cte="base64")
    return message


def _connect(setup: MailSetup) -> smtplib.SMTP:
    # Its own name at EHLO: looking the machine's up may take a minute.
    name = setup.sender.rpartition("@")[2]
    smtp: smtplib.SMTP
    if setup.security == "tls":
        context = ssl.create_default_context()
        smtp = smtplib.SMTP_SSL(setup.host, setup.port, name, timeout=_SECONDS, context=context)
    else:
        smtp = smtplib.SMTP(setup.host, setup.port, name, timeout=_SECONDS)
    try:
        if setup.security == "starttls":
            smtp.starttls(context=ssl.create_default_context())
        if setup.user:
            smtp.login(setup.user, setup.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _message_id(key: str, domain: str) -> str:
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def _verdict(code: int, said: bytes | str) -> MailRefusedError | MailLaterError:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    words = one_line(f"{code} {text}")[:300]
    return MailRefusedError(words) if code in _PERMANENT else MailLaterError(words)


def _said(error: Exception) -> str:
    return one_line(f"{type(error).__name__}: {error}")[:300]
