"""Faults planted into the code under test, each of which the suite must see."""

from __future__ import annotations

MUTANTS: tuple[str, ...] = ()


def apply_to_client(name: str) -> None:
    """Plant the client's fault `name`, if it is one."""


def apply_to_server(name: str) -> None:
    """Plant the server's fault `name`, if it is one."""
