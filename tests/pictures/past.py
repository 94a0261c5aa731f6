"""What happened before the pictures are taken: reports of this user, answered at the desk."""

from __future__ import annotations

import time
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from helppanel.config import HelpConfig
from helppanel.contract.report import FactGroup
from helppanel.demo.app import APP_ID, VERSION
from helppanel.report.draft import Draft
from helppanel.service import HelpService
from helppanel.ui.qt_facts import gather
from helppanel.ui.texts import Texts
from tests.pictures.words import AGENTS, EMAIL, MACHINE, TALKS, Talk
from tests.server.callers import DeskCaller

DELIVERY_S = 60.0
THINKING_S = 1.1  # between one act and the next: within one second, events come before messages


class Past:
    """One user's installation in `data`, and the agents of one desk."""

    def __init__(self, url: str, token: str, data: Path, locale: str) -> None:
        self._url, self._token, self._locale = url, token, locale
        texts = Texts(locale)
        config = HelpConfig(
            app_name=texts.t("demo.app_name"), app_version=VERSION, app_id=APP_ID, server=url, data_dir=data
        )
        self._service = HelpService(
            config, label=lambda locale, key: Texts(locale).t(f"facts.{key}"), qt_facts=gather()
        )
        self.uuids: dict[str, str] = {}

    def live(self, window: QImage, folder: Path) -> None:
        """Sends and answers all of it; the last answer of the latest two is not read yet."""
        pictures = _pictures(window, folder)
        self._service.start()
        with DeskCaller(self._url, self._token) as desk:
            for talk in TALKS[self._locale]:
                self._talk(talk, desk, pictures[: talk.pictures])
        self._service.close()

    def _talk(self, talk: Talk, desk: DeskCaller, pictures: list[Path]) -> None:
        service = self._service
        kept = tuple(
            service.keep_picture(path.read_bytes(), name=path.name, source="window") for path in pictures
        )
        address = EMAIL[self._locale]
        draft = Draft(
            kind=talk.kind,
            text=talk.text,
            email=address,
            account=address,
            error_code=talk.error_code,
            tried=talk.tried,
            files=kept,
        )
        parcel = service.prepare(draft, self._facts(), self._locale)
        service.submit(parcel)
        self._settle()
        number = service.conversation(parcel.uuid).number
        assert number is not None
        time.sleep(THINKING_S)
        self.uuids[talk.name] = str(parcel.uuid)
        for text in talk.said:
            if text.startswith(">"):
                desk.answer(number, text[1:])
            else:
                self._settle()
                service.reply(number, text)
                self._settle()
                service.mark_read(parcel.uuid)
            time.sleep(THINKING_S)
        name = AGENTS[self._locale][talk.priority == "low"]
        answer = desk.edit(number, status=talk.status, priority=talk.priority, assignee=name)
        assert answer.status_code == 200, answer.text

    def _facts(self) -> tuple[FactGroup, ...]:
        return tuple(
            replace(
                group,
                facts=tuple(replace(fact, value=MACHINE.get(fact.id, fact.value)) for fact in group.facts),
            )
            for group in self._service.collect_facts(self._locale)
        )

    def _settle(self) -> None:
        assert self._service.wait_settled(DELIVERY_S), "not delivered"


def _pictures(window: QImage, folder: Path) -> list[Path]:
    """The host's window, and a part of it."""
    width, height = window.width(), window.height()
    part = window.copy(QRect(width // 5, height // 3, width // 2, height // 2))
    paths = [folder / "screenshot-1.png", folder / "screenshot-2.png"]
    for image, path in zip((window, part), paths, strict=True):
        image.save(str(path))
    return paths
