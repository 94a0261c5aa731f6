"""What all parts of the story share: its people, and what they do at the panel, at the desk and by mail."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import TypeVar

from PySide6.QtWidgets import QLabel, QListView, QPlainTextEdit, QWidget

from helppanel.contract.ticket import TicketStatus
from helppanel.demo.app import VERSION
from helppanel.demo.people import User
from helppanel.demo.tour.agent import Agent
from helppanel.demo.tour.answered.setup import TIER
from helppanel.demo.tour.answered.signer import Signer
from helppanel.demo.tour.browser import Browser, Page
from helppanel.demo.tour.expect import expect
from helppanel.demo.tour.eyes import Eyes
from helppanel.demo.tour.hands import choose, click, type_text
from helppanel.demo.tour.mail_catcher import MailCatcher, text_of
from helppanel.demo.tour.paper import paper
from helppanel.demo.tour.stage import Stage

T = TypeVar("T")

LINK = re.compile(r"https?://\S+")


@dataclass
class Person:
    """One of the users; `home` names the folder of their panel's data, `number` is that of their ticket."""

    home: str
    user: User
    number: str = ""


class World:
    """The first user left an e-mail address, the second claims to be a member, the third is one."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.t = t = stage.texts.t
        self.eyes = Eyes(stage)
        self.mail = MailCatcher()
        stage.endings.append(self.mail.close)
        self.browser = Browser(stage.texts.locale)
        self.signer = sign = Signer()
        first, second = t("demo.user_account"), t("demo.tour_second_account")
        member = t("demo.tour_member_name")
        self.first = Person("first", User(t("demo.user_name"), first, email=first))
        claimed = t("demo.tour_second_name")
        self.second = Person("second", User(claimed, second, token=sign.claim(claimed, TIER)))
        believed = sign.token(member, TIER)
        self.member = Person("member", User(member, t("demo.tour_member_account"), token=believed))
        self._agent: Agent | None = None
        self._read_mails = 0

    def hire(self) -> None:
        """An agent begins to work."""
        name, password = self.stage.hire()
        self._agent = agent = self.stage.cast.at_desk(self.stage.desk, name, password)
        self.stage.endings.append(agent.close)

    def at_desk(self, act: Callable[[Agent], T], what: str) -> T:
        """The agent does it; what they see then becomes one of the step's pictures."""
        agent = self._agent
        assert agent is not None, "nobody is at the desk yet"
        done = self.stage.away(lambda: act(agent), what)
        self.stage.beside["desk"] = self.stage.away(agent.look, "a look at the desk")
        return done

    def sit_down(self, person: Person, version: str = VERSION) -> None:
        """`person` starts the editor, after whoever was there has ended it."""
        self.stage.open_host(user=person.user, version=version, home=person.home)
        bar = self.stage.host.window.menuBar()

        def laid_out() -> bool:
            place = self.eyes.help_menu_place()
            return place is not None and bar.actionAt(place) is not None

        self.stage.wait(laid_out, "the Help menu is in the menu bar")

    def write(self, key: str) -> None:
        """A text into a new form."""
        choose(self.eyes.open_help_menu(), "helppanel_report")
        self.stage.see("page_report", QWidget)
        self.stage.see("report_thumb_0", QWidget)
        field = self.stage.see("report_text", QPlainTextEdit)
        click(field)
        type_text(field, self.t(key))

    def send(self, person: Person) -> str:
        """The form leaves, and `person` has a number, which the desk has too."""
        click(self.stage.see("report_send", QWidget))
        self.eyes.follow()
        self.await_state(TicketStatus.NEW)
        shown = self.stage.see("ticket_number", QLabel).text()
        numbers = self.stage.away(self.stage.desk.numbers, "the desk's list")
        person.number = next((number for number in numbers if number in shown), "")
        expect(person.number, f"the panel shows {shown!r}, the desk has {numbers}")
        return person.number

    def open_feedback(self) -> None:
        """The only conversation of who sits there."""
        choose(self.eyes.open_help_menu(), "helppanel_feedback")
        talks = self.stage.see("feedback_list", QListView)
        self.stage.wait(lambda: talks.model().rowCount() == 1, "one conversation in the list")
        click(talks.viewport(), talks.visualRect(talks.model().index(0, 0)).center())
        self.stage.see("thread", QWidget)

    def await_state(self, status: TicketStatus) -> str:
        """The open conversation comes to it; returns what the chip says."""
        chip = self.t(f"status.{status}")
        self.stage.wait(lambda: self.eyes.state() == chip, f"the state {chip}, not {self.eyes.state()}")
        return chip

    def await_desk(self, number: str, status: TicketStatus) -> None:
        """The desk has the ticket there."""

        def there() -> bool:
            return self.stage.away(lambda: self.stage.desk.ticket(number), number).status is status

        self.stage.wait(there, f"{number} is {status} at the desk")

    def text(self, name: str) -> str:
        """What the visible label with this objectName says, or ""."""
        found = self.stage.shown(name, QLabel)
        return "" if found is None else found.text()

    def await_mail(self, *words: str) -> str:
        """The next mail comes to the first user, with `words` in it and a link that opens; its subject."""
        self.stage.wait(lambda: len(self.mail.mails) > self._read_mails, f"a mail with {words}")
        mail = self.mail.mails[self._read_mails]
        self._read_mails += 1
        subject, text = str(mail["Subject"]), text_of(mail)
        self.stage.beside["mail"] = paper(subject, f"{_heads(mail)}\n\n{text}")
        expect(self.first.user.email in str(mail["To"]), f"a mail to {mail['To']}")
        missing = [word for word in (self.first.number, *words) if word not in f"{subject}\n{text}"]
        expect(not missing, f"the mail lacks {missing}: {subject}\n{text}")
        link = LINK.search(text)
        expect(link, f"the mail has no link: {text}")
        assert link is not None
        page = self.visit(link.group(), "mail-page")
        expect(self.first.number in page.text, f"the mail's link opens {page.status}: {page.text}")
        return subject

    def visit(self, url: str, picture: str) -> Page:
        """A page of the website, which becomes one of the step's pictures."""
        page = self.stage.away(lambda: self.browser.get(url), url)
        self.stage.beside[picture] = paper(url, page.text)
        return page


def _heads(mail: EmailMessage) -> str:
    return "\n".join(f"{name}: {mail[name]}" for name in ("From", "To", "Date"))
