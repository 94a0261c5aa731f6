"""设置与隐私: language, theme and place; what is collected; where data lies and how it goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from helppanel.contract.problems import HelpError
from helppanel.ui.ports import PageContext
from helppanel.ui.report.work import Work
from helppanel.ui.settings.choices import ChoicesCard
from helppanel.ui.settings.collected import CollectedCard
from helppanel.ui.settings.local_data import LocalDataCard
from helppanel.ui.settings.sent_data import SentDataCard
from helppanel.ui.widgets.banner import Banner
from helppanel.ui.widgets.labels import label
from helppanel.ui.widgets.page import ScrollPage

NAMES = ("locale", "theme", "place")


class SettingsPage(ScrollPage):
    """Address: `settings`. A choice is saved at once and the frame built anew."""

    def __init__(self, ctx: PageContext) -> None:
        super().__init__(ctx, "settings", ctx.texts.t("settings.title"))
        theme, texts = ctx.theme, ctx.texts
        self._problem: Banner | None = None
        self.body.addWidget(label(texts.t("settings.title"), "title"))
        self._choices = ChoicesCard(theme, texts, ctx.config)
        self._choices.chosen.connect(self._choose)
        self._collected = CollectedCard(theme, texts, has_account=bool(ctx.config.account_token))
        self._data = LocalDataCard(theme, texts)
        self._data.forget_wanted.connect(self._forget)
        self._data.erase_wanted.connect(self._erase)
        self._data.said.connect(ctx.toast)
        self._sent = SentDataCard(theme, texts)
        self._sent.wanted.connect(lambda: ctx.open("ledger"))
        self._work = Work(ctx.service, self)  # a new language makes a new page; facts may take a while
        for card in (self._choices, self._collected, self._sent, self._data):
            self.body.addWidget(card)
        self.body.addStretch(1)

    def show_address(self, rest: str) -> None:
        """Show how things stand, and the facts as they would leave."""
        service, locale = self.ctx.service, self.ctx.locale

        def read() -> tuple[dict[str, str | None], Path]:
            return {name: service.load_setting(name) for name in NAMES}, service.data_dir()

        self._work.run(read, self._show, self._say_problem)
        self._work.run(
            lambda: service.scrubbed(service.collect_facts(locale), frozenset(), locale)[
                0
            ],  # as they would leave
            self._collected.show_groups,
            lambda error: self._collected.show_problem(self.ctx.texts.problem(error)),
        )

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: choices below their names."""
        super().set_narrow(narrow)
        self._choices.set_narrow(narrow)

    def first_focus(self) -> QWidget:
        """The language."""
        return self._choices.first()

    def _show(self, read: tuple[dict[str, str | None], Path]) -> None:
        values, folder = read
        self._choices.show_values(values)
        self._data.show_folder(folder)

    def _choose(self, name: str, value: str | None) -> None:
        service = self.ctx.service
        service.run(
            lambda: service.save_setting(name, value),
            lambda _none: self.ctx.settings_changed(),
            self._say_problem,
        )

    def _forget(self) -> None:
        done = self.ctx.texts.t("settings.forgotten")
        self.ctx.service.run(
            self.ctx.service.forget_use, lambda _none: self.ctx.toast(done), self._say_problem
        )

    def _erase(self) -> None:
        self._data.setEnabled(False)
        self.ctx.service.run(self.ctx.service.erase, lambda _none: self._erased(), self._not_erased)

    def _erased(self) -> None:
        self._data.setEnabled(True)
        self._data.settle()
        self.ctx.toast(self.ctx.texts.t("settings.erased"))
        self.ctx.settings_changed()  # the choices are gone too

    def _not_erased(self, error: HelpError) -> None:
        self._data.setEnabled(True)
        self._say_problem(error)

    def _say_problem(self, error: HelpError) -> None:
        texts = self.ctx.texts
        if self._problem is not None:
            self._problem.setParent(None)
            self._problem.deleteLater()
        banner = Banner(
            self.ctx.theme,
            "err",
            texts.problem(error),
            detail=texts.next_step(error.code),
            dismiss=texts.t("settings.dismiss"),
        )
        banner.setObjectName("settings_problem")
        banner.set_narrow(True)
        self._problem = banner
        self.body.insertWidget(1, banner)
        self.area.ensureVisible(0, 0)
        banner.announce()
