"""HelpService: the verbs of the panel, without a widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from helppanel.config import HelpConfig, system_locale
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import FactGroup, Parcel
from helppanel.policy import Policy
from helppanel.report import allowed, facts, prepare
from helppanel.report.draft import Draft, DraftFile
from helppanel.report.gauge import Tell, untold
from helppanel.report.patience import Patience
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.scrubbing import Scrubbing
from helppanel.report.vote import prepare_vote
from helppanel.service import attachments
from helppanel.service.knowing import Knowing
from helppanel.service.rooms import FETCHED

Groups = tuple[FactGroup, ...]
Files = tuple[Path | DraftFile, ...]


def _here(callback: Callable[[], None]) -> None:
    callback()


class HelpService(Knowing):
    """One host application's help, reports and conversations.

    Making one reads the administrator's policy, unless it is given, and else touches neither disk nor
    network. `post` hands a callback to the thread that made the service; `on_change` is called through it
    with `parcels`, `news`, `service` or `link`, with `progress` while files are being sent, or with
    `articles` when another pack serves from then on.
    `label` gives the human name of a fact by locale and key, `private_label` that of a private kind;
    `qt_facts` are facts only the user interface knows.
    What it says of itself (`policy`, `server`, `has_server`, `online`, `progress`) is at hand, as are `run`,
    `attend`, `network_changed` and `start`; all other verbs may touch the disk and raise HelpError.
    """

    def __init__(
        self,
        config: HelpConfig,
        *,
        post: Callable[[Callable[[], None]], None] = _here,
        on_change: Callable[[str], None] | None = None,
        label: Callable[[str, str], str] = lambda _locale, key: key,
        private_label: Callable[[str, PrivateKind], str] = lambda _locale, kind: kind.value,
        qt_facts: Mapping[str, str] | None = None,
        policy: Policy | None = None,
    ) -> None:
        super().__init__(config, post, on_change, policy)
        self._label = label
        self._private_label = private_label
        self._patience: Patience[str] = Patience()
        self.qt_facts: Mapping[str, str] = qt_facts or {}

    # make a report

    def collect_facts(self, locale: str) -> Groups:
        """What the machine and the app say of themselves: raw, it is scrubbed when the parcel is made."""
        about = self._app(), self._from_host(), self.qt_facts
        return facts.collect(*about, partial(self._label, locale), self._patience)

    def scrubbed(self, groups: Groups, shown: frozenset[str], locale: str) -> tuple[Groups, dict[str, int]]:
        """`groups` as they would leave, and by kind how much was taken out; kinds in `shown` stay."""
        scrubbing = Scrubbing(partial(self._private_label, locale), shown)
        return scrubbing.groups(groups), scrubbing.counts

    def prepare(
        self, draft: Draft, facts: Groups, locale: str, *, finished: bool = True, tell: Tell = untold
    ) -> Parcel:
        """The parcel that will leave; of a draft that is not `finished`, what would leave now.

        Raises HelpError FORM_OFF, SCREENSHOTS_OFF or FILES_OFF for what the administrator forbids.
        """
        parcel = prepare.prepare(
            allowed.without_email(draft, self.policy),
            facts,
            app=self._app(),
            locale=locale,
            uuid=self._drafts.uuid,
            now=datetime.now(UTC),
            limits=self._limits(),
            finished=finished,
            label=partial(self._private_label, locale),
            tell=tell,
        )
        allowed.check(parcel.kind, parcel.manifest, self.policy)
        return parcel

    def submit(self, parcel: Parcel) -> None:
        """Store the parcel durably and let the courier take it. Ends the draft. Raises as `prepare`."""
        allowed.check(parcel.kind, parcel.manifest, self.policy)
        self._put(parcel)
        if parcel.ticket is None:
            self._drafts.end(parcel.uuid)

    def vote(self, article_id: str, locale: str, helpful: bool, reason: str, text: str, query: str) -> None:
        """Store whether an article helped, and let the courier take it; `reason` as `VoteReason` has them.

        Raises HelpError NO_SERVER, and then keeps nothing: nobody would ever read it.
        """
        if not self.has_server:
            raise HelpError(Problem.NO_SERVER)
        self._put(
            prepare_vote(
                article_id,
                locale,
                helpful,
                reason,
                text,
                query,
                pack=self._articles_version(),
                app=self._app(),
                uuid=uuid4(),
                now=datetime.now(UTC),
                limits=self._limits(),
            )
        )

    # follow

    def prepare_reply(self, number: str, text: str, files: Files = ()) -> Parcel:
        """The parcel of a reply to ticket `number`, as it would leave now. Raises as `prepare`."""
        parcel = prepare.prepare_reply(
            text,
            files,
            number,
            uuid=uuid4(),
            now=datetime.now(UTC),
            limits=self._limits(),
            label=partial(self._private_label, self._config.locale or system_locale()),
        )
        allowed.check(parcel.kind, parcel.manifest, self.policy)
        return parcel

    def reply(self, number: str, text: str, files: Files = ()) -> None:
        """Store a reply to ticket `number` and let the courier take it."""
        self.submit(self.prepare_reply(number, text, files))

    def mark_read(self, uuid: UUID) -> None:
        """The user has seen what is new in this conversation."""
        if self._opened().inbox.mark_read(uuid):
            self._changed("news")

    def edit_again(self, uuid: UUID) -> Draft:
        """Take a parcel that surely never arrived back into the draft.

        A refused one stays in the list until the one made of it, which has another UUID, is stored.
        Raises HelpError MAYBE_SENT, or DRAFT_IN_USE where the form holds something else that was not sent.
        """
        draft = self._drafts.replacing(uuid)
        if draft is None:
            self._drafts.must_be_free()
            outbox = self._opened().outbox
            # The draft first: whatever is cut here, the words are in one place or the other.
            groups = facts.groups(self._app(), self._from_host(), self.qt_facts)
            contents, is_refused = outbox.contents(uuid), outbox.was_refused(uuid)
            draft = self._drafts.restore(*contents, groups, keep_uuid=not is_refused)
            if not is_refused:
                self._take_out(uuid)
        return allowed.trimmed(draft, self.policy)

    def _take_out(self, uuid: UUID) -> None:
        """It is the draft, under the same UUID; where it may have arrived, the draft goes instead."""
        try:
            self._opened().outbox.withdraw(uuid)
        except HelpError:
            self._drafts.discard()
            raise
        self._changed("parcels")

    def attachment(self, sha256: str) -> Path:
        """A local copy of an attachment, fetched when it is not here."""
        return self._fetched(sha256, untold)

    def attachment_named(self, sha256: str, name: str, tell: Tell = untold) -> Path:
        """A local copy for the program that opens files called so; `tell` hears of the bytes fetched."""
        source = self._fetched(sha256, tell)
        return attachments.named_copy(source, sha256, name, self._folder / FETCHED, tell)

    def save_attachment(self, sha256: str, path: Path, tell: Tell = untold) -> None:
        """Save a copy at `path`. Raises as `attachment`, and HelpError DISK_FULL or DATA_UNWRITABLE."""
        attachments.copy_to(self._fetched(sha256, tell), sha256, path, tell)

    def _fetched(self, sha256: str, tell: Tell) -> Path:
        opened = self._opened()
        return attachments.local_copy(sha256, opened, self._folder / FETCHED, self._fetch_line, tell)

    # people and hours, own data

    def data_dir(self) -> Path:
        """Where everything local lies."""
        return self._folder

    def _from_host(self) -> facts.FromHost:
        return facts.FromHost(self._config.facts, self._config.fact_groups, self._config.document)
