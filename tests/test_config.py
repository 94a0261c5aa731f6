from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.config import HelpConfig, match_locale


def config(**settings: Any) -> HelpConfig:
    return HelpConfig(**{"app_name": "App", "app_version": "1", **settings})


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("app_name", " "),
        ("app_version", ""),
        ("app_name", "x" * 256),
        ("app_version", "1" * 256),
        ("locale", "de"),
        ("theme", "blue"),
        ("accent", "blue"),
        ("server", "http://example.com"),
        ("server", "example.com"),
        ("shortcuts", {"explode": "F1"}),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(setting: str, value: object) -> None:
    """The developer sees at once which setting is wrong."""
    with pytest.raises(ValueError, match=setting):
        config(**{setting: value})


@pytest.mark.parametrize(
    "server", [None, "https://help.example.com", "http://127.0.0.1:8765", "http://localhost"]
)
def test_allowed_servers(server: str | None) -> None:
    """https anywhere, plain http only to this machine, or none at all."""
    assert config(server=server).server == server


@given(st.text(min_size=1, max_size=255).filter(str.strip))
def test_any_name_makes_one_folder(name: str) -> None:
    """Whatever the app is called, its data lies in one folder of that name, never elsewhere."""
    identity = config(app_name=name).identity
    assert identity
    assert Path(identity).name == identity


@pytest.mark.parametrize(
    ("name", "locale"),
    [
        ("zh_CN.UTF-8", "zh-CN"),
        ("zh-Hant-TW", "zh-CN"),
        ("en_GB", "en"),
        ("de", "en"),
        ("C", "en"),
        ("", "en"),
    ],
)
def test_the_nearest_locale(name: str, locale: str) -> None:
    """Every Chinese is Chinese, everything else English."""
    assert match_locale(name) == locale


def test_all_settings_together(tmp_path: Path) -> None:
    """A configuration made with every setting is taken as given."""
    made = config(
        app_id="app",
        locale="en",
        theme="dark",
        accent="#112233",
        data_dir=tmp_path,
        pack=tmp_path / "p",
        service_info=tmp_path / "s",
        shortcuts={"search": "Ctrl+P"},
        facts={"Licence": lambda: "pro"},
        fact_groups={"Cloud": {"Last synced": lambda: "09:20"}},
        document=lambda: "Report.docx",
        on_update=lambda: None,
        on_restart=lambda: None,
        user_name="林晓",
        account="linxiao",
        email="linxiao@example.com",
    )
    assert made.data_path() == tmp_path
    assert made.identity == "app"


def test_the_command_line_speaks_the_systems_language() -> None:
    """The environment decides between Chinese and English; output is UTF-8 whatever the console says."""
    words = [
        sys.executable,
        "-m",
        "helppanel",
        "status",
        "--server",
        "http://example.com",
        "--data",
        "nowhere",
    ]
    for lang, said in (("zh_CN.UTF-8", "没有加密"), ("en_US.UTF-8", "not encrypted")):
        env = {"LC_ALL": lang, "PYTHONIOENCODING": "ascii", "PATH": ""}
        done = subprocess.run(words, capture_output=True, env=env, check=False)
        assert done.returncode == 1
        assert said in done.stderr.decode("utf-8")
