"""Bytes as people read them."""

from __future__ import annotations


def amount(size: int) -> str:
    """Bytes as `0 B`, `2 KB`, `1.6 MB`, `15.5 GB`; units of 1024, one decimal from MB on."""
    if size < 1024:
        return f"{size} B"
    if size < 1024**2 - 512:
        return f"{max(1, round(size / 1024))} KB"
    for unit, factor in (("MB", 1024**2), ("GB", 1024**3)):
        if size < factor * 1024 - factor // 20:
            return f"{size / factor:.1f} {unit}"
    return f"{size / 1024**4:.1f} TB"
