"""One report in each delivery state, in the outbox of a user whose server is away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QProgressBar, QWidget

from helppanel.config import HelpConfig
from helppanel.contract.problems import NO_WAY, Problem
from helppanel.contract.report import AttachmentRole, Receipt
from helppanel.delivery.outbox import Outbox
from helppanel.delivery.sender import SendError
from helppanel.demo.app import APP_ID, VERSION
from helppanel.demo.tour.hands import click
from helppanel.demo.tour.patience import rest
from helppanel.demo.tour.stage import Stage
from helppanel.report.draft import Draft, DraftFile
from helppanel.service import HelpService
from helppanel.service.link_state import LinkState
from helppanel.ui.feedback_page import FeedbackPage
from helppanel.ui.texts import Texts
from tests.pictures.studio import SETTLE_S, Studio

NOBODY = "http://127.0.0.1:9"
MB = 1024 * 1024
SOON, LATER = 12 * 60.0, 40.0  # seconds until the next try
VIDEO, LOG = 24 * MB, 300_000  # bytes


@dataclass(frozen=True)
class Way:
    """How a report got into its state: `held` by the courier, `handed` over, with a receipt, or a problem."""

    name: str
    problem: Problem | None = None
    after: float = SOON
    refused: bool = False
    held: bool = False
    handed: bool = False
    received: bool = False
    stopped: bool = False


P = Problem
WAYS = (
    Way("offline", P.OFFLINE),
    Way("name-not-found", P.NAME_NOT_FOUND),
    Way("proxy", P.PROXY_FAILED),
    Way("proxy-login", P.PROXY_LOGIN),
    Way("captive-portal", P.CAPTIVE_PORTAL),
    Way("tls", P.TLS_FAILED),
    Way("timeout", P.TIMEOUT),
    Way("server-down", P.SERVER_DOWN),
    Way("rate-limited", P.RATE_LIMITED),
    Way("retrying", P.UNAVAILABLE, LATER),
    Way("refused-too-large", P.TOO_LARGE, refused=True),
    Way("refused-policy", P.FILES_OFF, refused=True),
    Way("refused-version", P.WIRE_UNSUPPORTED, refused=True),
    Way("handed", P.SERVER_DOWN, handed=True),
    Way("sending", held=True),
    Way("uploading", held=True, received=True),
    Way("upload-paused", P.SERVER_DOWN, received=True),
    Way("upload-refused", P.TOO_LARGE, refused=True, received=True),
    Way("withdrawn", held=True, received=True, stopped=True),
    Way("delivered", received=True),
)
WORDS = {
    "zh-CN": (
        "导出 PDF 后，第二页的表格少了最后一行。",
        "打印预览里页边距比纸上宽。",
        "希望查找替换支持正则表达式。",
    ),
    "en": (
        "After exporting to PDF the table on page two lacks its last row.",
        "Margins are wider in print preview than on paper.",
        "Please let Find and Replace take regular expressions.",
    ),
}
NAMES = {"zh-CN": ("操作录屏.mp4", "诊断日志.txt"), "en": ("recording.mp4", "diagnosis.txt")}


class _Way(LinkState):
    """Stays as it is, whatever the calls meanwhile find: nobody is there."""

    def __init__(self, online: bool) -> None:
        super().__init__()
        self.online = online

    def told(self, error: SendError | None) -> bool:
        """Nothing changes."""
        return False


class Deliveries:
    """Makes them in `data`, as the courier and the user would have, and takes their pictures."""

    def __init__(self, data: Path, locale: str) -> None:
        self._data, self._locale = data, locale
        self._uuids: dict[str, UUID] = {}
        self._held: list[Outbox] = []  # other instances that are sending

    def arrange(self) -> None:
        """All of them, the last way first, so that the list begins with the first."""
        config = HelpConfig(
            app_name=Texts(self._locale).t("demo.app_name"),
            app_version=VERSION,
            app_id=APP_ID,
            server=NOBODY,
            data_dir=self._data,
        )
        service = HelpService(config)
        for number, way in enumerate(reversed(WAYS)):
            self._uuids[way.name] = self._one(service, way, number)
        service.close()

    def take(self, stage: Stage, studio: Studio, looks: tuple[str, ...]) -> None:
        """The list, and each of them opened."""
        studio.open("feedback", "feedback")
        for look in looks:
            studio.turn(look)
            if look == "narrow":
                studio.open(f"feedback:{self._uuids[WAYS[0].name]}", "feedback")
                studio.open("feedback", "feedback")
                studio.shoot("delivery-list")
            for way in WAYS:
                studio.open(f"feedback:{self._uuids[way.name]}", "feedback")
                self._reach(stage, way)
                self._move(stage, way)
                studio.shoot(f"delivery-{way.name}")
        self._stop(stage, studio)

    def _one(self, service: HelpService, way: Way, number: int) -> UUID:
        words = WORDS[self._locale][number % 3]
        parcel = service.prepare(Draft(text=words, files=self._files(service, way)), (), self._locale)
        service.submit(parcel)
        rooms = service._opened()
        outbox = Outbox(rooms.database, rooms.outbox.blobs) if way.held else rooms.outbox
        if way.held:
            self._held.append(outbox)
        claim = outbox.claim()
        assert claim is not None
        assert claim.uuid == parcel.uuid
        if way.received:
            missing = () if way.name == "delivered" else tuple(parcel.blobs)
            now = datetime.now(UTC)
            outbox.keep_receipt(
                parcel.uuid,
                Receipt(uuid=parcel.uuid, number=f"HP-{140 + number}", received_at=now, missing=missing),
            )
        if way.stopped:
            rows = outbox.uploads.of(parcel.uuid)
            outbox.uploads.withdraw(parcel.uuid, min(rows, key=lambda sha256: rows[sha256].size))
        if way.refused:
            assert way.problem is not None
            outbox.refuse(parcel.uuid, way.problem)
        elif way.problem is not None:
            asked = way.after if way.problem is Problem.RATE_LIMITED else 0.0
            outbox.retry(parcel.uuid, way.problem, after=way.after, asked=asked, reached=False)
        elif not way.held:
            outbox.settle(parcel.uuid)
        if way.handed:
            service.save_parcel(parcel.uuid, self._data.parent / "handed.zip")
        return parcel.uuid

    def _files(self, service: HelpService, way: Way) -> tuple[DraftFile, ...]:
        if not way.received and not way.refused:
            return ()
        kept = []
        for name, size in zip(NAMES[self._locale], (VIDEO, LOG), strict=True):
            file = self._data.parent / name
            file.write_bytes(f"{way.name} {name} ".encode() + bytes(size))
            kept.append(service.keep_file(file))
        assert all(file.role is AttachmentRole.FILE for file in kept)
        return tuple(kept)

    def _reach(self, stage: Stage, way: Way) -> None:
        """What the last call said of the way to the server, were this the only report."""
        service = stage.see("page_feedback", FeedbackPage).ctx.service
        assert isinstance(service, HelpService)
        assert service._carrier is not None
        service._carrier.link = _Way(way.problem not in NO_WAY)
        service._carrier._changed("link")
        rest(SETTLE_S)

    def _move(self, stage: Stage, way: Way) -> None:
        """What the courier tells while it sends."""
        if not way.held or not way.received:
            return
        total = VIDEO if way.stopped else VIDEO + LOG
        service = stage.see("page_feedback", FeedbackPage).ctx.service
        assert isinstance(service, HelpService)
        assert service._carrier is not None
        for done in (6 * MB, 6 * MB + 80_000, 6 * MB + 160_000):
            service._carrier.progress.told(self._uuids[way.name], done, total)
            rest(SETTLE_S)
        stage.wait(lambda: stage.shown("upload_bar", QProgressBar), "the bar")

    def _stop(self, stage: Stage, studio: Studio) -> None:
        """Before a file is stopped it is asked."""
        studio.open(f"feedback:{self._uuids['uploading']}", "feedback")
        click(stage.see("stop_file", QWidget))
        studio.shoot("delivery-stopping")
        click(stage.see("stop_file_no", QWidget))
