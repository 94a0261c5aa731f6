"""The company's setup for the story: the shipped `service.toml` with members, mail and the form's address."""

from __future__ import annotations

import re
from pathlib import Path

from helppanel.config import LOCALES
from helppanel.demo.tour.answered.signer import ALGORITHM, AUDIENCE, ISSUER, KEY_ID
from helppanel.ui.texts import Texts

FILE, KEY_FILE = "service.toml", "members.pem"
TIER, PROMISE_MINUTES = "gold", 60
SENDER = "support@example.com"


def write_setup(folder: Path, url: str, mail_port: int, public_key: str) -> list[str]:
    """Adds to the file that the server made in `folder`, in one step; returns the lines it adds."""
    titles = ", ".join(f'{locale} = "{Texts(locale).t("demo.tour_tier")}"' for locale in LOCALES)
    address = f'public_url = "{url}"'
    added = [
        *("[[tiers]]", f'id = "{TIER}"', f"title = {{ {titles} }}"),
        *("rank = 20", f"promise_minutes = {PROMISE_MINUTES}"),
        *("", "[members]", f'issuer = "{ISSUER}"', f'audience = "{AUDIENCE}"'),
        *("", "[[members.keys]]", f'kid = "{KEY_ID}"', f'algorithm = "{ALGORITHM}"', f'file = "{KEY_FILE}"'),
        *("", "[mail]", 'host = "127.0.0.1"', f"port = {mail_port}", 'security = "none"'),
        f'sender = "{SENDER}"',
    ]
    (folder / KEY_FILE).write_text(public_key, "utf-8")
    file = folder / FILE
    shipped, found = re.subn(r"(?m)^# public_url = .*$", address, file.read_text("utf-8"), count=1)
    assert found, f"{FILE} does not say where its address belongs"
    part = file.with_name(f"{FILE}.new")
    part.write_text("\n".join([shipped, *added, ""]), "utf-8")
    part.replace(file)
    return [address, "", *added]
