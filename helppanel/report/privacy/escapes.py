"""Line ends and tabs that JSON and logs write as a backslash and a letter."""

from __future__ import annotations

from helppanel.report.privacy.lazy import Pattern

_BREAK = Pattern(r"\\[nrt](?<!\\\\[nrt])")
# Before it in the same word: then the backslash belongs to a path.
_PATH = Pattern(r"(?:[A-Za-z]:|\\|\.|%)[^\s\"'<>|，。：]*$")
# Behind it, where a letter follows a word: `CORP\tom` is a name, `x\nghp_…` is not.
_NEXT = Pattern(
    r"(?:wxid_|gh[pousr]_|github_pat_|eyJ|sk-|glpat-|xox|hf_|npm_|[0-9a-f]{1,4}[:-][0-9a-f]{0,4}[:-]"
    r"|[0-9a-f]{12}(?![0-9a-z])|[\w.+-]{1,40}@[\w-]+\.|[\w-]{2,24}[=:](?!\\))"
)


def without_breaks(text: str) -> str:
    """`text`, as long as before, with blanks and line ends in place of written ones."""
    pieces, done = [], 0
    for m in _BREAK.finditer(text):
        start, end = m.span()
        first = text[end : end + 1]
        if _PATH.search(text, max(0, start - 80), start):
            continue
        if (
            first.isascii()
            and (first.islower() or first == ".")
            and text[start - 1 : start].isalnum()
            and not _NEXT.match(text, end)
        ):
            continue
        pieces += [text[done:start], " \n" if m[0] == "\\n" else "  "]
        done = end
    return "".join(pieces) + text[done:] if pieces else text
