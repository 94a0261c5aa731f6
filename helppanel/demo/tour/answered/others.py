"""Who else has something to say: the second user, who has the same problem, the member, and the website."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import urljoin

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from helppanel.config import LOCALES
from helppanel.contract.service_info import localise
from helppanel.contract.ticket import TicketStatus
from helppanel.demo.tour.agent import KnownProblem
from helppanel.demo.tour.answered.setup import TIER
from helppanel.demo.tour.answered.world import World
from helppanel.demo.tour.browser import File, Page
from helppanel.demo.tour.expect import expect
from helppanel.demo.tour.far_end import API
from helppanel.demo.tour.hands import choose, click
from helppanel.demo.tour.paper import paper
from helppanel.demo.tour.story import Step
from helppanel.ui.texts import Texts

ISSUE = "pdf-last-row"
MEMBER_LINE = "channel_phone-members"
LOG = "E-2107 cannot read fonts\n" * 200


class Others:
    """Reports that arrive while the first one is open."""

    def __init__(self, world: World) -> None:
        self._world, self._stage, self._t = world, world.stage, world.t
        self._web = ""  # the number of the website's ticket
        self._secret = ""  # the address of its page

    def steps(self) -> list[Step]:
        return [
            Step("known_issue", self.known_issue),
            Step("joined", self.joined),
            Step("claim_unsigned", self.claim_unsigned),
            Step("member", self.member),
            Step("badge", self.badge),
            Step("member_line", self.member_line),
            Step("web_form", self.web_form),
            Step("member_first", self.member_first),
            Step("web_answered", self.web_answered),
        ]

    def known_issue(self) -> str:
        """The agent writes and publishes a known issue, and links the first user's ticket."""
        world = self._world

        def every(key: str) -> dict[str, str]:
            return {locale: Texts(locale).t(f"demo.tour_issue_{key}") for locale in LOCALES}

        problem = KnownProblem(ISSUE, every("title"), every("text"), tuple(every("words").values()))
        world.at_desk(lambda agent: agent.publish(problem), "the known issue")
        self._stage.beside["desk-issue"] = self._stage.beside["desk"]
        world.at_desk(lambda agent: agent.link(world.first.number, ISSUE), "the link")
        published = self._stage.away(self._stage.desk.service, "the service info").known_issues
        expect([one.id for one in published] == [ISSUE], f"the server publishes {published}")
        expect(self._affected() == 1, f"{self._affected()} are affected")
        return localise(published[0].title, self._stage.texts.locale)

    def joined(self) -> str:
        """The second user's form shows the known issue: one click joins it."""
        world, title = self._world, self._t("demo.tour_issue_title")
        world.sit_down(world.second)
        world.write("demo.tour_same")
        card = self._stage.see("known_issue", QFrame)
        expect(title in card.accessibleName(), f"the card says {card.accessibleName()!r}")
        click(self._stage.see("known_join", QPushButton))
        self._stage.see("known_leave", QPushButton)
        number = world.send(world.second)
        affected = self._affected()
        expect(affected == 2, f"{affected} are affected")
        world.at_desk(lambda agent: agent.read(number), "the agent reads it")
        return f"{number}: {affected} have it"

    def claim_unsigned(self) -> str:
        """The second user's account token is signed by nobody: no badge, no member line, no rank."""
        world, number = self._world, self._world.second.number
        choose(world.eyes.open_help_menu(), "helppanel_support")
        self._stage.see("page_home", QWidget)
        expect(self._stage.shown("member_badge", QFrame) is None, "there is a badge")
        choose(world.eyes.open_help_menu(), "helppanel_contact")
        self._stage.see("channel_phone-domestic", QWidget)
        expect(self._stage.shown(MEMBER_LINE, QWidget) is None, "there is a member line")
        row = self._row(number)
        given = {name: row[name] for name in ("account_name", "tier", "rank")}
        expect(not any(given.values()), f"the desk believes {given}")
        return f"{number}: {given}"

    def member(self) -> str:
        """The third user's token is signed: the desk knows name and tier of who reports."""
        world, tier = self._world, self._t("demo.tour_tier")
        world.sit_down(world.member)
        world.write("demo.tour_member_report")
        number = world.send(world.member)
        row = self._row(number)
        expect(row["account_name"] == world.member.user.name, f"the desk knows {row['account_name']!r}")
        expect(row["tier"] == TIER, f"the desk believes {row['tier']!r}")
        world.at_desk(lambda agent: agent.read(number), "the agent reads it")
        return f"{row['account_name']}, {tier}: {number}"

    def badge(self) -> str:
        """The member's panel shows the badge of the tier."""
        choose(self._world.eyes.open_help_menu(), "helppanel_support")
        self._stage.see("page_home", QWidget)
        said = self._stage.see("member_badge", QFrame).accessibleName()
        expect(said == self._t("demo.tour_tier"), f"the badge says {said!r}")
        return said

    def member_line(self) -> str:
        """联系我们 has the members' hotline."""
        choose(self._world.eyes.open_help_menu(), "helppanel_contact")
        return self._stage.see(MEMBER_LINE, QWidget).accessibleName()

    def web_form(self) -> str:
        """A report with a file from the website, by a browser without JavaScript, leads to a secret page."""
        world, stage = self._world, self._stage
        form = stage.away(lambda: world.browser.get(f"{stage.url}/support"), "the website's form")
        stage.beside["web-form"] = paper(form.url, form.text)
        file = File("fonts.log", LOG.encode(), "text/plain")
        values = {"kind": "problem", "text": self._t("demo.tour_web_report"), "error_code": "E-2107"}
        page = stage.away(lambda: self._sent(form, values, file), "the form is sent")
        stage.beside["web-sent"] = paper(page.url, page.text)
        self._secret = page.url.partition("?")[0]
        expect("/support/t/" in page.url, f"the form led to {page.url}: {page.text}")
        known = {world.first.number, world.second.number, world.member.number}
        new = set(stage.away(stage.desk.numbers, "the desk's list")) - known
        expect(len(new) == 1, f"the desk has these more: {new}")
        (self._web,) = new
        expect(self._web in page.text, f"the page does not name {self._web}")
        digest = hashlib.sha256(file.content).hexdigest()
        expect(stage.away(lambda: stage.desk.blob(digest), "the file") == file.content, "other bytes")
        world.at_desk(lambda agent: agent.read(self._web), "the agent reads it")
        return f"{self._web}, tracked at {urljoin(self._secret, '.')}…"

    def member_first(self) -> str:
        """Four wait for the desk; in its list the member is the first, who was the third to report."""
        world = self._world
        numbers = world.at_desk(lambda agent: agent.numbers(), "the agent's list")
        every = {world.first.number, world.second.number, world.member.number, self._web}
        expect(set(numbers) == every, f"the list has {numbers}, not {every}")
        expect(numbers[0] == world.member.number, f"{world.member.number} is not the first of {numbers}")
        return ", ".join(numbers)

    def web_answered(self) -> str:
        """The agent's answer stands at the secret page; without the secret there is none."""
        world, text = self._world, self._t("demo.tour_web_answer")
        world.at_desk(lambda agent: agent.answer(self._web, text, TicketStatus.PENDING), "the agent's answer")
        page = world.visit(self._secret, "web-page")
        expect(text in page.text, f"the page says {page.text}")
        wrong = f"{self._secret[:-1]}{'A' if self._secret[-1] != 'A' else 'B'}"
        stranger = self._stage.away(lambda: world.browser.get(wrong), "another link")
        expect(stranger.status == 404, f"another link leads to {stranger.status}")
        return self._t("demo.tour_web_answer")

    def _sent(self, form: Page, values: dict[str, str], file: File) -> Page:
        return self._world.browser.send(form, form.form("text"), values, [file])

    def _affected(self) -> int:
        """How many the desk counts who have the known issue."""
        return int(self._asked("known-issues", "id", ISSUE)["affected"])

    def _row(self, number: str) -> dict[str, Any]:
        """The ticket's row in the desk's list."""
        return self._asked("tickets", "number", number)

    def _asked(self, what: str, key: str, value: str) -> dict[str, Any]:
        desk = self._stage.desk
        rows = json.loads(self._stage.away(lambda: desk.call("GET", f"{API}/desk/{what}"), what))
        return next(row for row in rows if row[key] == value)
