"""Packs as another version would make them: every checksum right, the parts not ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from helppanel.articles import layout
from helppanel.articles.layout import Catalogue, Mapped, Part, Writer

Change = Callable[[dict[str, Part], Writer], None]


def remade(made: Path, out: Path, change: Change) -> Path:
    """Writes to `out` the pack at `made`, its first shelf with the parts that `change` leaves."""
    mapped, writer = Mapped(made), Writer(out)
    writer.put(mapped.read((layout._HEADER.size, mapped._end - layout._HEADER.size)))
    first, *others = mapped.catalogue.shelves
    parts = dict(first.parts)
    change(parts, writer)
    shelf = msgspec.structs.replace(first, parts=parts)
    writer.finish(Catalogue((shelf, *others), mapped.catalogue.images))
    mapped.close()
    return out


def without(name: str) -> Change:
    """Leaves all parts but one."""

    def change(parts: dict[str, Part], writer: Writer) -> None:
        del parts[name]

    return change
