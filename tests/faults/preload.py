"""Everything a life needs, imported once: each life is then a fork of the process that holds it."""

from __future__ import annotations

import gc
import importlib
import os
from pathlib import Path

OURS = str(Path(__file__).parent / "certificates" / "ours.pem")


def _prepare() -> None:
    from tests.faults import clock

    clock.install()
    # Whichever store of trusted certificates the client asks, it finds the one the proxy shows.
    os.environ["SSL_CERT_FILE"] = OURS
    import certifi

    certifi.where = lambda: OURS
    import certifi.core

    certifi.core.where = certifi.where


_prepare()
for name in (
    "helppanel.delivery.client",
    "helppanel.report.prepare",
    "helppanel.server.app",
    "helppanel.server.run",
    "helppanel.service",
    "tests.faults.host",
    "tests.faults.life",
    "tests.faults.proxy",
):
    importlib.import_module(name)
gc.collect()
gc.freeze()
