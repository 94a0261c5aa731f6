"""The version with the fix: who had the problem hears of it, and says after the upgrade if it is gone."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from helppanel.contract.ticket import TicketStatus
from helppanel.demo.tour.answered.others import ISSUE
from helppanel.demo.tour.answered.world import Person, World
from helppanel.demo.tour.expect import expect
from helppanel.demo.tour.hands import click
from helppanel.demo.tour.patience import rest
from helppanel.demo.tour.story import Step

SETTLE_S = 0.25  # the page lays itself out before the question is photographed
FIXED_IN, UPGRADED = "12.5", "12.5.0"


class Fixed:
    """Two users have the known issue; the editor is closed, upgraded and started again."""

    def __init__(self, world: World) -> None:
        self._world, self._stage, self._t = world, world.stage, world.t

    def steps(self) -> list[Step]:
        return [
            Step("fix_named", self.fix_named),
            Step("fix_told", self.fix_told),
            Step("upgraded_yes", self.upgraded_yes),
            Step("upgraded_no", self.upgraded_no),
        ]

    def fix_named(self) -> str:
        """The agent names the version once; both tickets are solved by that, and the mail names it."""
        world = self._world
        world.at_desk(lambda agent: agent.fix(ISSUE, FIXED_IN), "the version with the fix")
        for person in (world.first, world.second):
            world.await_desk(person.number, TicketStatus.SOLVED)
        world.await_desk(world.member.number, TicketStatus.NEW)
        return world.await_mail(FIXED_IN)

    def fix_told(self) -> str:
        """Before the upgrade the panel says which version it will be, and asks nothing yet."""
        world = self._world
        world.sit_down(world.first)
        world.open_feedback()
        world.await_state(TicketStatus.SOLVED)
        later = self._t("feedback.fixed_later", version=FIXED_IN)
        self._stage.wait(lambda: world.text("fixed_title") == later, later)
        expect(self._stage.shown("fixed_yes", QWidget) is None, "it is asked before the upgrade")
        told = self._t("system.fixed_in", version=FIXED_IN)
        self._stage.wait(lambda: world.eyes.says(told), told)
        return later

    def upgraded_yes(self) -> str:
        """The upgraded editor asks whether it is fixed: yes, and it stays solved."""
        world = self._world
        title = self._asked(world.first)
        click(self._stage.see("fixed_yes", QWidget))
        self._stage.wait(lambda: self._stage.shown("fixed_question", QFrame) is None, "the question goes")
        self._stage.see("stars", QWidget)
        world.await_desk(world.first.number, TicketStatus.SOLVED)
        world.at_desk(lambda agent: agent.read(world.first.number), "the agent reads it")
        return title

    def upgraded_no(self) -> str:
        """The second user says no: the ticket is open again, and the desk knows why."""
        world, number = self._world, self._world.second.number
        title = self._asked(world.second)
        click(self._stage.see("fixed_no", QWidget))
        why = self._t("feedback.fixed_no_text", version=FIXED_IN)
        self._stage.wait(lambda: world.eyes.says(why), why)
        world.await_desk(number, TicketStatus.IN_PROGRESS)
        world.await_state(TicketStatus.IN_PROGRESS)
        said = world.at_desk(lambda agent: agent.read(number), "the agent reads it")
        expect(why in said, f"the agent reads {said!r}")
        world.await_desk(world.first.number, TicketStatus.SOLVED)
        return f"{title} {why}"

    def _asked(self, person: Person) -> str:
        world = self._world
        world.sit_down(person, UPGRADED)
        world.open_feedback()
        asks = self._t("feedback.fixed_question", version=FIXED_IN)
        self._stage.wait(lambda: world.text("fixed_title") == asks, asks)
        rest(SETTLE_S)
        self._stage.beside["question"] = self._stage.cast.camera.take(self._stage.host.window)
        return asks
