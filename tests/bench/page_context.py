"""What a page or dialog is built with in the benches."""

from __future__ import annotations

from helppanel.config import HelpConfig
from helppanel.ui.ports import PageContext, PanelService
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme


def page_context(service: PanelService) -> PageContext:
    """Chinese and light, leading nowhere."""
    return PageContext(
        service=service,
        config=HelpConfig(app_name="Host", app_version="1"),
        texts=Texts("zh-CN"),
        theme=Theme("light"),
        open=lambda _address: None,
        back=lambda: None,
        toast=lambda _text: None,
        conceal=lambda _away: None,
        settings_changed=lambda: None,
    )
