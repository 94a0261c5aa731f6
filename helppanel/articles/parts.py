"""The parts a pack's shelf must have: another version's may bear the right checksum and yet not serve."""

from __future__ import annotations

from collections.abc import Mapping

from helppanel.articles.index import FIELDS
from helppanel.articles.layout import Array, Shelf

# Each part's types and its length: a number, or a name for what is as long in all parts that have it.
# Whoever changes a part, or what its bytes mean, raises `pack_file.FORMAT`.
PARTS: Mapping[str, tuple[tuple[str, ...], str | int]] = {
    "averages": (("<f4",), len(FIELDS)),
    "ends": (("<u4",), "terms"),
    "heads": (("<u4",), "texts"),
    "initials": (("|u1",), "initials"),
    "initials_ends": (("<u4",), "distinct initials"),
    "initials_words": (("<u4",), "words"),
    "inlinks": (("<u4",), "pages"),
    "keys": (("|u1",), "keys"),
    "keys_ends": (("<u4",), "distinct keys"),
    "keys_words": (("<u4",), "words"),
    "marks": (("<u4",), "pages"),
    "neighbour_counts": (("<u4",), "neighbours"),
    "neighbours": (("<u8",), "neighbours"),
    "pairs": (("<u8",), "pairs"),
    "phrases": (("|u1",), "phrases"),
    "platforms_of": (("<u4",), "pages"),
    "popular": (("<i4",), "pages"),
    "postings": (("<u4",), "postings"),
    "record_ends": (("<u4",), "pages"),
    "records": (("|u1",), "records"),
    "section_of": (("<u2",), "pages"),
    "sections": (("<u4",), "bounds"),
    "spellings": (("|u1",), "spellings"),
    "starts": (("<u4",), "bounds"),
    "stream": (("<u2", "<u4"), "stream"),
    "surface_counts": (("<u4",), "surfaces"),
    "surfaces": (("|u1",), "bytes of surfaces"),
    "synonyms": (("|u1",), "synonyms"),
    "texts": (("<u4",), "texts"),
    "twins": (("<u4",), "pages"),
    "units": (("|u1",), "units"),
    "word_counts": (("<u4",), "words"),
    "words": (("|u1",), "bytes of words"),
}
_COLUMNS = {"marks": (5,)}  # what comes after the length in a shape


def check_shapes(shelf: Shelf) -> None:
    """Whether all parts are there, by the catalogue alone. Raises ValueError: another version made this."""
    lengths: dict[str | int, int] = {
        "pages": shelf.pages,
        "bounds": shelf.pages + 1,
        len(FIELDS): len(FIELDS),
    }
    for name, (types, length) in PARTS.items():
        part = shelf.parts.get(name)
        if part is None:
            raise ValueError(f"no part {name}")
        if part.type not in types or part.shape[1:] != _COLUMNS.get(name, ()) or not part.shape:
            raise ValueError(f"part {name} is {part.type} {part.shape}")
        if lengths.setdefault(length, part.shape[0]) != part.shape[0]:
            raise ValueError(f"part {name} has {part.shape[0]} {length}, not {lengths[length]}")


def check_contents(parts: Mapping[str, Array]) -> None:
    """Whether the parts agree on what they hold, by a few numbers of them. Raises ValueError."""
    for name, wanted in (
        ("ends", _count(parts["units"]) + len(parts["pairs"])),
        ("surface_counts", _count(parts["surfaces"])),
        ("word_counts", _count(parts["words"])),
        ("word_counts", _count(parts["spellings"])),
        ("keys_ends", _count(parts["keys"])),
        ("initials_ends", _count(parts["initials"])),
        ("postings", _last(parts["ends"])),
        ("records", _last(parts["record_ends"])),
        ("stream", _last(parts["starts"])),
        ("texts", _last(parts["sections"])),
        ("keys_words", _last(parts["keys_ends"])),
        ("initials_words", _last(parts["initials_ends"])),
    ):
        if len(parts[name]) != wanted:
            raise ValueError(f"part {name} holds {len(parts[name])}, not {wanted}")


def _last(ends: Array) -> int:
    return int(ends[-1]) if len(ends) else 0


def _count(texts: Array) -> int:
    """The number of texts, as the head of their msgpack says it."""
    head = texts[:5].tobytes()
    if head[:1] == b"\xdc":
        return int.from_bytes(head[1:3], "big")
    if head[:1] == b"\xdd":
        return int.from_bytes(head[1:5], "big")
    if not head or head[0] & 0xF0 != 0x90:
        raise ValueError("texts that are none")
    return head[0] & 0x0F
