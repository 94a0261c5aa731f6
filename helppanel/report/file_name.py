"""What a file that somebody else named is called on this machine's disk, and whether it is only looked at."""

from __future__ import annotations

import re
from pathlib import PurePath

from helppanel.report.clean import clean_name

LONGEST = 80  # characters; with the folders around it a path stays below what Windows allows
LONGEST_BYTES = 200  # file systems count these, and a writer adds an ending of its own meanwhile
_ENDING = 16  # characters; what is longer is no ending
# Windows takes ":" for another stream of the file, and no system takes all of these.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)

# What programs only show. All else, what the system would run above all, can be saved and no more.
_TEXTS = {".pdf", ".txt", ".log", ".csv", ".md", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"}
_MEDIA = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".mp4", ".webm", ".mp3", ".wav"}
_DOCUMENTS = frozenset(_TEXTS | _MEDIA)


def file_name(name: str) -> str:
    """`name` as one file in one folder, on any system; its ending stays. "file" if nothing is left."""
    shown = _FORBIDDEN.sub("_", clean_name(name))
    shown = shown.strip(". ")  # hidden before, and after it not seen by Windows: `a.exe.` would run
    if _DEVICE.match(shown):
        shown = f"_{shown}"
    ending = PurePath(shown).suffix
    if len(ending) > _ENDING:
        ending = ""
    stem = shown[: len(shown) - len(ending)][: LONGEST - len(ending)]
    while len(f"{stem}{ending}".encode()) > LONGEST_BYTES:
        stem = stem[:-1]
    return f"{stem}{ending}".rstrip(". ") or "file"


def is_document(name: str) -> bool:
    """Whether a file of this name may be handed to the program that the system has for it."""
    return PurePath(file_name(name)).suffix.lower() in _DOCUMENTS
