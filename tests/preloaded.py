"""The program, imported once: each process of `tests.forked` is a fork of the one that holds it."""

from __future__ import annotations

import gc
import importlib

for name in (
    "helppanel.cli",
    "helppanel.commands.delivery",
    "helppanel.commands.desk",
    "helppanel.commands.serve",
    "helppanel.delivery.client",
    "helppanel.report.prepare",
    "helppanel.server.app",
    "helppanel.server.run",
    "helppanel.service",
):
    importlib.import_module(name)
gc.collect()
gc.freeze()
