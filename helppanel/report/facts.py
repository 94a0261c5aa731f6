"""Facts as small objects, asked all at once: one that fails or hangs says so and stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from itertools import groupby

from helppanel.contract.report import AppInfo, Fact, FactGroup
from helppanel.report import facts_display, facts_process, facts_system
from helppanel.report.clean import clean_text, cut
from helppanel.report.patience import SECONDS, LateError, Patience

LONGEST = (
    50_000  # characters kept of an answer or a name until it is scrubbed, which cuts it to what may leave
)
HOST = "host:"  # begins the ids of facts and groups that the host adds

Asks = Mapping[str, Callable[[], object]]  # by id, or by label where the host adds them


@dataclass(frozen=True)
class Source:
    """One thing to find out: `label` is its human description, `collect` asks for it.

    `group_label` describes the group `group`, which the user ticks or unticks as one.
    """

    id: str
    group: str
    group_label: str
    label: str
    collect: Callable[[], object]


@dataclass(frozen=True)
class FromHost:
    """What the host adds: `facts` about the app, `groups` by their labels, the open document's name."""

    facts: Asks = field(default_factory=dict)
    groups: Mapping[str, Asks] = field(default_factory=dict)
    document: Callable[[], object] | None = None


def sources(
    app: AppInfo, host: FromHost, qt: Mapping[str, str], label: Callable[[str], str]
) -> tuple[Source, ...]:
    """Everything that would be collected, in the order it is shown, without asking yet.

    `qt` holds what only the UI can know (`ui.qt_facts.gather`). `label` gives the human description for an id
    (`os`, `group_app`) of `resources/i18n/*/facts.toml`.
    """

    def known(group: str, asks: Asks) -> Iterator[Source]:
        about = label(f"group_{group}")
        return (Source(key, group, about, label(key), ask) for key, ask in asks.items())

    def of_host(asks: Asks, group: str, about: str) -> Iterator[Source]:
        return (Source(HOST + name, group, about, name, ask) for name, ask in asks.items())

    def of_qt(*keys: str) -> Asks:
        return {key: partial(qt.__getitem__, key) for key in keys if key in qt}

    about_app: Asks = {"app_name": lambda: app.name, "app_version": lambda: app.version}
    document: Asks = {} if host.document is None else {"document": host.document}
    return (
        *known("app", about_app),
        *of_host(host.facts, "app", label("group_app")),
        *(one for name, asks in host.groups.items() for one in of_host(asks, _group(name), name)),
        *known("system", facts_system.ASKS),
        *known("system", of_qt("screens", "platform")),
        *known("system", facts_display.ASKS),
        *known("process", facts_process.ASKS),
        *known("process", of_qt("qt")),
        *known("document", document),
    )


def groups(app: AppInfo, host: FromHost, qt: Mapping[str, str]) -> frozenset[str]:
    """The ids of all groups there are, without asking for anything."""
    return frozenset(source.group for source in sources(app, host, qt, str))


def collect(
    app: AppInfo,
    host: FromHost,
    qt: Mapping[str, str],
    label: Callable[[str], str],
    patience: Patience[str] | None = None,
) -> tuple[FactGroup, ...]:
    """Ask for every fact; arguments as for `sources`. The answers are raw: `prepare` scrubs what leaves.

    A fact with nothing to say ("") is left out; of a very long one `LONGEST` characters stay. Who asks again
    and again keeps a `patience`. Takes 2 s where something hangs: not on the UI thread.
    """
    asked = {f"{number} {source.id}": source for number, source in enumerate(sources(app, host, qt, label))}
    answers = (patience or Patience()).ask(
        {name: partial(_text, source.collect) for name, source in asked.items()}
    )
    found = [
        (source, Fact(id=_fit(source.id), label=_fit(source.label), value=_value(answers[name], label)))
        for name, source in asked.items()
        if answers[name] != ""
    ]
    grouped = groupby(found, key=lambda pair: (pair[0].group, pair[0].group_label))
    return tuple(
        FactGroup(id=_fit(group), label=_fit(about), facts=tuple(fact for _, fact in members))
        for (group, about), members in grouped
    )


def _group(name: str) -> str:
    """An id that stays with the name, so that the user's choice does, and tells nobody what it is."""
    return f"{HOST}{sha256(name.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _text(ask: Callable[[], object]) -> str:
    return str(ask())


def _value(answer: str | BaseException, label: Callable[[str], str]) -> str:
    if isinstance(answer, LateError):
        answer = label("late").format(seconds=f"{SECONDS:g}")
    elif isinstance(answer, BaseException):
        answer = label("failed").format(error=type(answer).__name__)
    return _fit(answer)


def _fit(text: str) -> str:
    return cut(clean_text(text[: 4 * LONGEST]), LONGEST)  # cleaning takes away; nobody waits for 100 MB of it
