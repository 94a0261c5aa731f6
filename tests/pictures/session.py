"""All pictures in one language and theme: `python -m tests.pictures.session OUT LOCALE THEME [NAME…]`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from helppanel.demo.app import application
from helppanel.demo.tour.stage import Cast, Stage
from helppanel.policy import Policy
from tests.pictures import desk_weeks, walled
from tests.pictures.answered import Answered
from tests.pictures.deliveries import NOBODY, Deliveries
from tests.pictures.desk import PAGES, shoot_desk
from tests.pictures.pages import Pages
from tests.pictures.past import Past
from tests.pictures.studio import Studio, saver
from tests.pictures.words import AGENTS
from tests.server.callers import DeskCaller
from tests.server_process import helppanel

PASSWORD = "correct horse"
LOOKS = ("wide", "narrow")
DELIVERY = "delivery"
ANSWERED = "answered-"


class Session:
    """Lives of one user: whose server is away, before anything was reported, and after."""

    def __init__(self, out: Path, work: Path, locale: str, theme: str, names: tuple[str, ...]) -> None:
        self._out, self._work, self._locale, self._theme, self._names = out, work, locale, theme, names
        self._suffix = f"{locale[:2]}-{theme}"

    def run(self) -> None:
        """Takes all that are wanted."""
        if self._wanted(DELIVERY):
            self._deliveries()
        if self._names and all(name.startswith(DELIVERY) for name in self._names):
            return
        if self._wanted(ANSWERED):
            self._answered()
        if self._names and all(name.startswith(ANSWERED) for name in self._names):
            return
        picture = self._without_feedback()
        for name, policy in walled.POLICIES.items():
            if self._wanted(name):
                self._forbidden(name, policy)
        stage = self._stage("second")
        try:
            url, agents = stage.start_server(), AGENTS[self._locale]
            for name in agents:
                data = str(self._work / "second" / "server")
                done = helppanel("desk", "add-agent", name, "--data", data, text=f"{PASSWORD}\n")
                assert done.returncode == 0, done.stderr
            past = Past(url, stage.server.token(agents[0]), self._work / "second" / "panel", self._locale)
            past.live(picture, self._work)
            stage.open_host()
            studio = self._studio(stage)
            studio.open("home", "home")
            pages = Pages(studio, past.uuids)
            for shots in (pages.unread, pages.others):
                for look in LOOKS:
                    studio.turn(look)
                    for name, shoot in shots().items():
                        if self._wanted(name):
                            shoot()
            if any(self._wanted(name) for name in PAGES):
                desk_weeks.fill(self._work / "second" / "server", self._locale, datetime.now(UTC))
                with DeskCaller(url, stage.server.token(agents[0])) as desk:
                    desk_weeks.prepare(desk, self._locale)
                save = saver(self._out, self._suffix, self._wanted)
                shoot_desk(url, (agents[0], PASSWORD), self._locale, self._theme, save)
        finally:
            stage.close()

    def _without_feedback(self) -> QImage:
        """The pictures of an empty 我的反馈; returns one of the host."""
        stage = self._stage("first")
        try:
            stage.start_server()
            stage.open_host()
            picture = stage.host.window.grab().toImage()
            if self._wanted("empty"):
                studio = self._studio(stage)
                studio.open("feedback", "feedback")
                stage.see("feedback_empty", QWidget)
                for look in LOOKS:
                    studio.turn(look)
                    studio.shoot("empty")
        finally:
            stage.close()
        return picture

    def _deliveries(self) -> None:
        """我的反馈 with a report in every state of its delivery."""
        stage = self._stage("away")
        stage.url = NOBODY
        deliveries = Deliveries(self._work / "away" / "panel", self._locale)
        deliveries.arrange()
        try:
            stage.open_host()
            deliveries.take(stage, self._studio(stage), LOOKS)
        finally:
            stage.close()

    def _answered(self) -> None:
        """我的反馈 with a report in every state after an answer."""
        stage = self._stage("answered")
        try:
            stage.start_server()
            stage.open_host()
            picture = stage.host.window.grab().toImage()
            stage.close_host()
            name = AGENTS[self._locale][0]
            stage.server.add_agent(name)
            panel = self._work / "answered" / "panel"
            answered = Answered(stage, stage.server.token(name), panel, self._locale)
            answered.live(picture)
            stage.open_host()
            studio = self._studio(stage)
            studio.open("feedback", "feedback")
            for look in LOOKS:
                studio.turn(look)
                answered.take(studio)
        finally:
            stage.close()

    def _forbidden(self, name: str, policy: Policy) -> None:
        """The form under a policy."""
        stage = self._stage(name)
        try:
            stage.start_server()
            stage.open_host()
            stage._host = walled.forbidding(stage.host, policy)
            walled.shoot(self._studio(stage), name)
        finally:
            stage.close()

    def _stage(self, life: str) -> Stage:
        work = self._work / life
        work.mkdir()
        return Stage(self._out, work, self._locale, self._theme, Cast())

    def _studio(self, stage: Stage) -> Studio:
        return Studio(stage, saver(self._out, self._suffix, self._wanted))

    def _wanted(self, name: str) -> bool:
        """Whether it was asked for; the beginning of a name is enough, on either side."""
        return not self._names or any(name.startswith(one) or one.startswith(name) for one in self._names)


if __name__ == "__main__":
    application()
    folder, locale, theme, *names = sys.argv[1:]
    with TemporaryDirectory(prefix="helppanel-pictures-", ignore_cleanup_errors=True) as work:
        Session(Path(folder), Path(work), locale, theme, tuple(names)).run()
