"""Counts what arrived, by asking the desk."""

from __future__ import annotations

import hashlib
from collections import Counter

from tests.server.callers import DeskCaller


def arrived(agent: DeskCaller) -> Counter[str]:
    """How many tickets there are for each report's text; every attachment was received whole."""
    found: Counter[str] = Counter()
    for row in agent.call("GET", "/desk/tickets").json():
        ticket = agent.ticket(row["number"])
        found[ticket["messages"][0]["text"]] += 1
        for attachment in ticket["attachments"]:
            blob = agent.call("GET", f"/desk/blobs/{attachment['sha256']}").content
            assert hashlib.sha256(blob).hexdigest() == attachment["sha256"]
            assert len(blob) == attachment["size"]
    return found
