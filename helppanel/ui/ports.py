"""What the pages ask of the service, and the context every page is built with."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar
from uuid import UUID

from helppanel.contract.attention import Attention as Attention
from helppanel.report.gauge import Tell, untold

if TYPE_CHECKING:
    from helppanel.config import HelpConfig
    from helppanel.contract.problems import HelpError
    from helppanel.contract.report import FactGroup, Parcel
    from helppanel.contract.service_info import Account, ServiceInfo
    from helppanel.policy import Policy
    from helppanel.report.checks.model import Trouble
    from helppanel.report.draft import Draft, DraftFile
    from helppanel.report.marks import Mark
    from helppanel.service import (
        Article,
        Completion,
        Conversation,
        Known,
        LedgerState,
        ReplyFiles,
        SearchResult,
        Title,
    )
    from helppanel.service.progress import Progress
    from helppanel.ui.texts import Texts
    from helppanel.ui.theme import Theme

T = TypeVar("T")


class Job(Protocol):
    """One `run`."""

    def cancel(self) -> None:
        """Drop the outcome: neither handler is called."""


class PanelService(Protocol):
    """The verbs of `HelpService` the pages use.

    All but `run`, `attend`, `reply_files`, `policy`, `server`, `has_server`, `online` and `progress` may
    touch the disk or the network: call them through `run`, which executes `op` on a worker thread and
    delivers the outcome on the UI thread. They raise HelpError.
    """

    def run(
        self,
        op: Callable[[], T],
        on_success: Callable[[T], None] | None = None,
        on_failure: Callable[[HelpError], None] | None = None,
    ) -> Job:
        """Run `op` on a worker; `Job.cancel()` drops its outcome. A failure without handler is logged."""

    def attend(self, attention: Attention) -> None:
        """Say what is on screen."""

    @property
    def policy(self) -> Policy:
        """What the administrator switched off."""

    @property
    def server(self) -> str | None:
        """Where reports go: where the administrator says, else the host."""

    @property
    def has_server(self) -> bool:
        """Whether there is a server to send to."""

    @property
    def online(self) -> bool | None:
        """Whether the last call reached the server; None before the first."""

    @property
    def last_failure(self) -> HelpError | None:
        """Why the last call failed; None when it did not."""

    # find help
    def search(
        self,
        query: str,
        *,
        locale: str,
        section: str | None = None,
        platform: str | None = None,
        limit: int = 20,
        cancelled: Callable[[], bool] | None = None,
    ) -> SearchResult:
        """`platform`: `Windows`, `macOS` or `Linux`; articles for all of them stay. See `ui.latest`."""

    def complete(self, query: str, locale: str, limit: int) -> tuple[Completion, ...]:
        """What a user who has typed `query` may go on to ask."""

    def highlight(self, text: str, query: str, locale: str) -> tuple[tuple[int, int], ...]:
        """Where `text` holds what `query` asks for, however it was typed: [start, end) in code points."""

    def article(self, article_id: str, locale: str) -> Article: ...
    def image(self, name: str) -> bytes:
        """The picture `name` of an article. Raises HelpError NOT_FOUND."""

    def popular(self, locale: str, limit: int) -> tuple[Title, ...]: ...
    def related(self, article_id: str, locale: str) -> tuple[Title, ...]: ...
    def titles(self, locale: str, section: str | None = None) -> tuple[Title, ...]: ...
    def sections(self, locale: str) -> dict[str, int]: ...
    def note_opened(self, article_id: str) -> None:
        """Keep here that the user opened the article; `popular` minds it."""

    def note_helped(self, article_id: str) -> None:
        """Keep here that the article helped."""

    def forget_use(self) -> None:
        """Forget both, of all articles."""

    # make a report
    def collect_facts(self, locale: str) -> tuple[FactGroup, ...]:
        """Raw: what is private in them is taken out when the parcel is made."""

    def look_before_sending(self) -> tuple[Trouble, ...]:
        """What is wrong on this machine that the user could mend before sending; takes up to 2 s."""

    def scrubbed(
        self, groups: tuple[FactGroup, ...], shown: frozenset[str], locale: str
    ) -> tuple[tuple[FactGroup, ...], dict[str, int]]:
        """`groups` as they would leave, and by `PrivateKind` how much was taken out; `shown` kinds stay."""

    def load_draft(self) -> Draft | None: ...
    def save_draft(self, draft: Draft) -> None: ...
    def discard_draft(self) -> None: ...
    def keep_file(self, path: Path) -> DraftFile:
        """Copy a file the user chose into the draft."""

    def keep_picture(self, png: bytes, *, name: str, source: str, original: bytes | None = None) -> DraftFile:
        """Keep an encoded picture in the draft; `original` is the one without the marks in it."""

    def remark_picture(self, file: DraftFile, png: bytes, marks: tuple[Mark, ...]) -> DraftFile:
        """A kept picture with other `marks`, which are flattened into `png`."""

    def prepare(
        self,
        draft: Draft,
        facts: tuple[FactGroup, ...],
        locale: str,
        *,
        finished: bool = True,
        tell: Tell = untold,
    ) -> Parcel:
        """The parcel that will leave, as the preview shows it. Raises HelpError TEXT_EMPTY, EMAIL_INVALID…

        Of a draft that is not `finished`: what would leave now, however large. `tell` hears how many bytes
        more of which file are done.
        """

    def submit(self, parcel: Parcel) -> None:
        """Store the parcel durably, in one transaction, and let the courier take it. Ends the draft."""

    def vote(self, article_id: str, locale: str, helpful: bool, reason: str, text: str, query: str) -> None:
        """Store whether an article helped; it travels as a report does. `reason`: `wrong_steps`, `unclear`,
        `other_problem` or "". Raises HelpError NO_SERVER, TEXT_TOO_LONG.
        """

    # follow
    def conversations(self) -> tuple[Conversation, ...]:
        """Newest first."""

    def conversation(self, uuid: UUID) -> Conversation: ...
    def reply(self, number: str, text: str, files: tuple[DraftFile, ...] = ()) -> None:
        """Store a reply parcel; it appears in the conversation at once, with its state."""

    def prepare_reply(self, number: str, text: str, files: tuple[DraftFile, ...] = ()) -> Parcel:
        """The parcel of that reply, for the preview."""

    def reply_files(self, uuid: UUID) -> ReplyFiles:
        """Where the files of the reply that is written to a conversation are kept. At hand."""

    def rate(self, number: str, stars: int, text: str = "") -> None:
        """Store a rating, 1 to 5 stars; it travels as a reply does."""

    def reopen(self, number: str, text: str, fixed: bool | None = None) -> None:
        """Store why a ticket shall be open again; `fixed` False: it answers no to 已解决吗?."""

    def say_fixed(self, uuid: UUID) -> None:
        """It answers yes: the version that the app has now has mended it."""

    def account(self) -> Account | None:
        """Who the user is, as far as the server believes the host's account token."""

    def synced_at(self) -> datetime | None:
        """When the server was last heard; None before the first time."""

    def known_issues(self, text: str, code: str = "") -> tuple[Known, ...]:
        """What the support side knows of that the text or the error code speaks of, the likeliest first."""

    def known_issue(self, name: str) -> Known | None:
        """The one with this id, while it is published."""

    def mark_read(self, uuid: UUID) -> None: ...
    def unread(self) -> int:
        """How many messages are unread, and how many questions after an upgrade wait for an answer."""

    def retry_now(self) -> None:
        """Try everything queued again at once."""

    def edit_again(self, uuid: UUID) -> Draft:
        """Take a parcel that was not delivered back into the draft."""

    def discard(self, uuid: UUID) -> None:
        """Delete a parcel that was not delivered."""

    def progress(self, uuid: UUID) -> Progress | None:
        """How far the files of a parcel are; None when none of them is being sent now. At hand."""

    def stop_file(self, uuid: UUID, sha256: str) -> None:
        """Do not send a file of a parcel. Raises HelpError MAYBE_SENT when it has arrived."""

    def save_parcel(self, uuid: UUID, path: Path) -> None:
        """Save a parcel that waits or was refused as one file, to be handed in."""

    def import_answers(self, path: Path) -> object:
        """Keep what the desk answers to what was handed in."""

    def untold_news(self) -> tuple[Conversation, ...]:
        """Those with news that nobody was told of, first those that wait for the user; now they are told."""

    def attachment(self, sha256: str) -> Path:
        """A local copy of an attachment, fetched when it is not here."""

    def attachment_named(self, sha256: str, name: str, tell: Tell = untold) -> Path:
        """A local copy for the program that opens files called so."""

    def save_attachment(self, sha256: str, path: Path, tell: Tell = untold) -> None:
        """Save a copy where the user wants it."""

    # what left
    def ledger(self) -> LedgerState:
        """Every parcel that left, the latest first, and whether all is to be erased."""

    def ledger_parcel(self, uuid: UUID) -> Parcel:
        """Exactly what left of one."""

    def ledger_export(self, path: Path) -> None:
        """Save the ledger with every byte it is about."""

    def ledger_delete(self, uuids: Collection[UUID]) -> int:
        """Forget these here, but nothing that is still to deliver; how many that were."""

    def erase_me(self) -> None:
        """Have the server erase all that was sent, and then do so here; waits for the way to it."""

    def keep_me(self) -> None:
        """Take that wish back."""

    # people and hours, own data
    def service_info(self) -> ServiceInfo | None: ...
    def data_dir(self) -> Path: ...
    def load_setting(self, name: str) -> str | None:
        """A choice of the user's: `locale`, `theme`, `place`, `dock_width`, `window_size`, `dismissed:ID`."""

    def save_setting(self, name: str, value: str | None) -> None: ...
    def erase(self) -> None:
        """Delete all local data: drafts, outbox, conversations, settings, installation."""


def _nowhere() -> None:
    """There is nothing ahead."""


@dataclass(frozen=True, kw_only=True)
class PageContext:
    """What every page is built with.

    `open` takes an address: `home`, `help`, `help?q=…`, `article:ID`, `report`, `report:problem`,
    `report:suggestion`, `report:question`, `feedback`, `feedback:UUID`, `contact`, `settings`, `ledger`.
    `back` returns to the page before, `forward` to the one it left if it `has_forward`; `toast` says good
    news at the panel's foot.
    `conceal(True)` takes the panel off the screen while a picture is taken, `conceal(False)` brings it back.
    `settings_changed` builds the frame anew, in the language and theme that are saved now.
    """

    service: PanelService
    config: HelpConfig
    texts: Texts
    theme: Theme
    open: Callable[[str], None]
    back: Callable[[], None]
    toast: Callable[[str], None]
    conceal: Callable[[bool], None]
    settings_changed: Callable[[], None]
    forward: Callable[[], None] = _nowhere
    has_forward: Callable[[], bool] = bool

    @property
    def locale(self) -> str:
        """`zh-CN` or `en`."""
        return self.texts.locale
