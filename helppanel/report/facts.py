"""Facts as small objects, collected one by one: a fact that fails says so and stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from threading import current_thread, main_thread

from helppanel.contract.report import AppInfo, Fact, FactGroup
from helppanel.report import facts_process, facts_system
from helppanel.report.clean import clean_text, cut

VALUE_LENGTH = 20_000  # characters a manifest allows in a value


@dataclass(frozen=True)
class Source:
    """One thing to find out: `label` is its human description, `collect` asks for it."""

    id: str
    group: str
    label: str
    collect: Callable[[], object]


def sources(
    app: AppInfo,
    host: Mapping[str, Callable[[], object]],
    qt: Mapping[str, str],
    label: Callable[[str], str],
) -> tuple[Source, ...]:
    """Everything that would be collected, in the order it is shown, without asking yet.

    `host` maps labels to what the host adds. `qt` holds what only the UI can know (`ui.qt_facts.gather`).
    `label` gives the human description for an id (`os`, `group_app`) of `resources/i18n/*/facts.toml`.
    """

    def known(group: str, asks: Mapping[str, Callable[[], object]]) -> list[Source]:
        return [Source(key, group, label(key), ask) for key, ask in asks.items()]

    def of_qt(*keys: str) -> dict[str, Callable[[], object]]:
        return {key: partial(qt.__getitem__, key) for key in keys if key in qt}

    return (
        *known("app", {"app_name": lambda: app.name, "app_version": lambda: app.version}),
        *(Source(cut(f"host:{name}", 255), "app", name, ask) for name, ask in host.items()),
        *known("system", facts_system.ASKS),
        *known("system", of_qt("screens", "platform")),
        *known("process", facts_process.ASKS),
        *known("process", of_qt("qt")),
    )


def collect(
    app: AppInfo,
    host: Mapping[str, Callable[[], object]],
    qt: Mapping[str, str],
    label: Callable[[str], str],
) -> tuple[FactGroup, ...]:
    """Ask for every fact; arguments as for `sources`. The answers are raw: `prepare` scrubs what leaves.

    Takes a while: not on the UI thread.
    """
    found = groupby(sources(app, host, qt, label), key=lambda source: source.group)
    return tuple(
        FactGroup(id=group, label=label(f"group_{group}"), facts=tuple(_ask(members, label)))
        for group, members in found
    )


def _ask(members: Iterable[Source], label: Callable[[str], str]) -> Iterable[Fact]:
    for source in members:
        try:
            value = str(source.collect())
        except BaseException as error:  # whatever a host's fact raises, the report must still be made
            if isinstance(error, KeyboardInterrupt) and current_thread() is main_thread():
                raise  # the user's own Ctrl+C
            value = label("failed").format(error=type(error).__name__)
        yield Fact(id=_fit(source.id), label=_fit(source.label), value=cut(clean_text(value), VALUE_LENGTH))


def _fit(name: str) -> str:
    return cut(clean_text(name), 255)
