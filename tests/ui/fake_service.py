"""A `PanelService` in memory: what it holds is set by the test, what the pages do is kept for the test."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

import msgspec

from helppanel.contract.attention import Attention
from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import (
    AppInfo,
    AttachmentRole,
    Fact,
    FactGroup,
    Parcel,
    Report,
    encode,
)
from helppanel.contract.service_info import ServiceInfo
from helppanel.delivery.conversation import Conversation
from helppanel.policy import FREE
from helppanel.report.checks.model import Trouble
from helppanel.report.draft import Draft, DraftFile
from helppanel.report.gauge import Tell, untold
from helppanel.report.marks import Mark
from helppanel.report.prepare import prepare_reply
from helppanel.report.scrubbing import Scrubbing
from helppanel.service.progress import Progress
from helppanel.service.reply_files import ReplyFiles
from helppanel.ui.bridge import Bridge
from helppanel.ui.texts import private_label
from tests.ui.fake_files import FakeFiles

T = TypeVar("T")
GROUPS = (
    FactGroup(
        id="app",
        label="应用信息",
        facts=(
            Fact(id="app_name", label="应用", value="青简文字"),
            Fact(id="app_version", label="版本", value="12.4"),
        ),
    ),
    FactGroup(id="system", label="系统与显示", facts=(Fact(id="os", label="操作系统", value="Linux"),)),
)


class FakeJob:
    """Runs until cancelled."""

    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        """Drop the outcome."""
        self.cancelled = True


class FakeService(FakeFiles):
    """Set the attributes before the page is built; look at them after the clicks.

    `failures` maps a verb's name to the problem it raises. `on_change` is what the panel would pass.
    """

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self._bridge = Bridge()
        self._pool = ThreadPoolExecutor(max_workers=2)
        self._folder = folder or Path(tempfile.mkdtemp())
        self.on_change: Callable[[str], None] = lambda _kind: None
        self.info: ServiceInfo | None = None
        self.facts: tuple[FactGroup, ...] = GROUPS
        self.draft: Draft | None = None
        self.drafts: list[Draft] = []  # every one saved, in order
        self.submitted: list[Parcel] = []
        self.votes: list[tuple[str, str, bool, str, str, str]] = []  # as `vote` was called
        self.replies: list[tuple[str, str, tuple[DraftFile, ...]]] = []
        self.talks: list[Conversation] = []
        self.settings: dict[str, str] = {}
        self.attention: list[Attention] = []
        self.read: list[UUID] = []
        self.discarded: list[UUID] = []
        self.retries, self.erased = 0, False
        self.uploads: dict[UUID, Progress] = {}
        self.stopped: list[tuple[UUID, str]] = []
        self.saved: list[tuple[UUID, Path]] = []
        self.imported: list[Path] = []
        self.last_failure: HelpError | None = None
        self.has_server = True
        self.server: str | None = "https://help.example.com"
        self.policy = FREE
        self.troubles: tuple[Trouble, ...] = ()
        self.online: bool | None = True

    def close(self) -> None:
        """End the threads; nothing is delivered any more."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._bridge.close()

    def run(
        self,
        op: Callable[[], T],
        on_success: Callable[[T], None] | None = None,
        on_failure: Callable[[HelpError], None] | None = None,
    ) -> FakeJob:
        """On a real worker, delivered on the UI thread. What is not a HelpError is raised there."""
        job = FakeJob()

        def deliver(handler: Callable[[], None]) -> None:
            self._bridge.post(lambda: None if job.cancelled else handler())

        def work() -> None:
            try:
                result = op()
            except HelpError as error:
                problem = error
                deliver(lambda: on_failure(problem) if on_failure else _raise(problem))
            except Exception as error:
                bug = error
                deliver(lambda: _raise(bug))
            else:
                deliver(lambda: on_success(result) if on_success else None)

        self._pool.submit(work)
        return job

    def attend(self, attention: Attention) -> None:
        """Keep it."""
        self.attention.append(attention)

    # make a report

    def collect_facts(self, locale: str) -> tuple[FactGroup, ...]:
        """What the test set."""
        self._check("collect_facts")
        return self.facts

    def look_before_sending(self) -> tuple[Trouble, ...]:
        """What the test set."""
        self._check("look_before_sending")
        return self.troubles

    def scrubbed(
        self, groups: tuple[FactGroup, ...], shown: frozenset[str], locale: str
    ) -> tuple[tuple[FactGroup, ...], dict[str, int]]:
        """For real."""
        self._check("scrubbed")
        scrubbing = Scrubbing(partial(private_label, locale), shown)
        return scrubbing.groups(groups), scrubbing.counts

    def load_draft(self) -> Draft | None:
        """The one there is."""
        self._check("load_draft")
        return self.draft

    def save_draft(self, draft: Draft) -> None:
        """Keep it."""
        self._check("save_draft")
        self.draft = msgspec.structs.replace(draft, saved_at=datetime.now(UTC))
        self.drafts.append(self.draft)

    def discard_draft(self) -> None:
        """Forget it."""
        self._check("discard_draft")
        self.draft = None

    def keep_file(self, path: Path) -> DraftFile:
        """No copy is made."""
        self._check("keep_file")
        return DraftFile(
            path=path,
            name=path.name,
            media_type="application/octet-stream",
            size=path.stat().st_size,
            role=AttachmentRole.FILE,
            source="file",
        )

    def keep_picture(self, png: bytes, *, name: str, source: str, original: bytes | None = None) -> DraftFile:
        """Written to the folder."""
        self._check("keep_picture")
        return DraftFile(
            path=self._written(png),
            original=None if original is None else self._written(original),
            name=name,
            media_type="image/png",
            size=len(png),
            role=AttachmentRole.SCREENSHOT,
            source=source,
        )

    def remark_picture(self, file: DraftFile, png: bytes, marks: tuple[Mark, ...]) -> DraftFile:
        """Written to the folder, beside the one without the marks."""
        self._check("remark_picture")
        return msgspec.structs.replace(
            file,
            path=self._written(png),
            size=len(png),
            original=file.original or file.path,
            marks=marks,
        )

    def _written(self, png: bytes) -> Path:
        path = self._folder / f"{uuid4()}.png"
        path.write_bytes(png)
        return path

    def prepare(
        self,
        draft: Draft,
        facts: tuple[FactGroup, ...],
        locale: str,
        *,
        finished: bool = True,
        tell: Tell = untold,
    ) -> Parcel:
        """A real manifest of the draft, without its files."""
        self._check("prepare")
        if finished and not draft.text.strip():
            raise HelpError(Problem.TEXT_EMPTY)
        uuid = uuid4()
        report = Report(
            uuid=uuid,
            kind=draft.kind,
            created_at=datetime.now(UTC),
            locale=locale,
            app=AppInfo(id="qingjian", name="青简文字", version="12.4"),
            text=draft.text,
            email=draft.email or None,
            query=draft.query,
            article=draft.article,
            facts=tuple(group for group in facts if group.id not in draft.left_out),
        )
        return Parcel(uuid=uuid, manifest=encode(report), blobs={})

    def submit(self, parcel: Parcel) -> None:
        """Keep it and end the draft."""
        self._check("submit")
        self.submitted.append(parcel)
        self.draft = None

    def vote(self, article_id: str, locale: str, helpful: bool, reason: str, text: str, query: str) -> None:
        """Keep it."""
        self._check("vote")
        self.votes.append((article_id, locale, helpful, reason, text, query))

    # follow

    def conversations(self) -> tuple[Conversation, ...]:
        """What the test set."""
        self._check("conversations")
        return tuple(self.talks)

    def conversation(self, uuid: UUID) -> Conversation:
        """One of them."""
        self._check("conversation")
        for talk in self.talks:
            if talk.uuid == uuid:
                return talk
        raise HelpError(Problem.NOT_FOUND, str(uuid))

    def reply(self, number: str, text: str, files: tuple[DraftFile, ...] = ()) -> None:
        """Keep it."""
        self._check("reply")
        self.replies.append((number, text, files))

    def prepare_reply(self, number: str, text: str, files: tuple[DraftFile, ...] = ()) -> Parcel:
        """For real."""
        self._check("prepare_reply")
        now = datetime.now(UTC)
        return prepare_reply(text, files, number, uuid=uuid4(), now=now, limits=Limits())

    def reply_files(self, uuid: UUID) -> ReplyFiles:
        """For real, in the folder."""
        return ReplyFiles(self._folder / "replies" / str(uuid), self.policy, Limits)

    def mark_read(self, uuid: UUID) -> None:
        """Keep it, and count no more."""
        self._check("mark_read")
        self.read.append(uuid)
        self.talks = [msgspec.structs.replace(t, unread=0) if t.uuid == uuid else t for t in self.talks]

    def unread(self) -> int:
        """Of all conversations."""
        self._check("unread")
        return sum(talk.unread for talk in self.talks)

    def retry_now(self) -> None:
        """Count it."""
        self._check("retry_now")
        self.retries += 1

    def edit_again(self, uuid: UUID) -> Draft:
        """Its title becomes the draft."""
        self._check("edit_again")
        self.draft = Draft(text=self.conversation(uuid).title)
        self.discard(uuid)
        return self.draft

    def discard(self, uuid: UUID) -> None:
        """Take it off the list."""
        self._check("discard")
        self.discarded.append(uuid)
        self.talks = [talk for talk in self.talks if talk.uuid != uuid]

    def progress(self, uuid: UUID) -> Progress | None:
        """What the test set."""
        return self.uploads.get(uuid)

    def stop_file(self, uuid: UUID, sha256: str) -> None:
        """Keep it."""
        self._check("stop_file")
        self.stopped.append((uuid, sha256))

    def save_parcel(self, uuid: UUID, path: Path) -> None:
        """Something stands there afterwards."""
        self._check("save_parcel")
        path.write_bytes(uuid.bytes)
        self.saved.append((uuid, path))

    def import_answers(self, path: Path) -> None:
        """Keep it."""
        self._check("import_answers")
        self.imported.append(path)

    # people and hours, own data

    def service_info(self) -> ServiceInfo | None:
        """What the test set."""
        self._check("service_info")
        return self.info

    def data_dir(self) -> Path:
        """A folder."""
        return self._folder

    def load_setting(self, name: str) -> str | None:
        """From a dict."""
        self._check("load_setting")
        return self.settings.get(name)

    def save_setting(self, name: str, value: str | None) -> None:
        """Into a dict."""
        self._check("save_setting")
        if value is None:
            self.settings.pop(name, None)
        else:
            self.settings[name] = value

    def erase(self) -> None:
        """Forget all."""
        self._check("erase")
        self.erased = True
        self.draft, self.talks, self.settings = None, [], {}


def _raise(error: Exception) -> None:
    raise error
