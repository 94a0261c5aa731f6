"""Answered: the user hears from support, is asked, says what they think, and learns when it is fixed."""

from __future__ import annotations

from helppanel.demo.tour.answered.fixed import Fixed
from helppanel.demo.tour.answered.others import Others
from helppanel.demo.tour.answered.setup import write_setup
from helppanel.demo.tour.answered.talk import Talk
from helppanel.demo.tour.answered.world import World
from helppanel.demo.tour.stage import Stage
from helppanel.demo.tour.story import Step


class AnsweredStory:
    """Real panels, a real server process and a mail server; whoever is at the desk comes from the cast."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._world = World(stage)

    def steps(self) -> list[Step]:
        parts = (Talk(self._world), Others(self._world), Fixed(self._world))
        return [
            Step("server_started", self.server_started),
            *(step for part in parts for step in part.steps()),
        ]

    def server_started(self) -> str:
        """A server of our own takes over a setup with members and mail, without a restart; an agent comes."""
        stage, world = self._stage, self._world
        url = stage.start_server()
        world.hire()
        added = write_setup(stage.server.data, url, world.mail.port, world.signer.public)
        stage.wait(lambda: stage.away(stage.desk.service, "the service info").mail, "the setup is taken over")
        stage.note("service.toml", added)
        return f"{url} sends mail, and has members"
