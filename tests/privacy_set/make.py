"""`python -m tests.privacy_set.make`: make lines.jsonl out of the templates; the same bytes every time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.privacy_set.slots import SLOT, Filled, fill

HERE = Path(__file__).parent
LINES = HERE / "lines.jsonl"
# Lines from one template that has slots: more where people write, to balance kinds and languages.
COPIES = {"user_zh": 5, "chat_zh": 5, "office": 5, "user_en": 4, "app_log": 3, "mail": 3, "windows": 3}
FEWEST = 2


@dataclass(frozen=True)
class Line:
    """A labelled line; `genre` is the file its template stands in."""

    id: str
    genre: str
    filled: Filled

    def row(self) -> str:
        """As it stands in lines.jsonl."""
        spans = [{"start": start, "end": end, "kind": str(kind)} for start, end, kind in self.filled.spans]
        return json.dumps({"id": self.id, "text": self.filled.text, "spans": spans}, ensure_ascii=False)


def templates(path: Path) -> list[str]:
    """A file's templates, one a line; blank lines and lines that begin with `## ` are not."""
    return [
        line for line in path.read_text("utf-8").splitlines() if line.strip() and not line.startswith("## ")
    ]


def make(folder: Path = HERE / "templates") -> list[Line]:
    """All lines, every text once. A line depends on its template alone: a new one moves no other."""
    made, seen = [], set[str]()
    for path in sorted(folder.glob("*.txt")):
        number = 0
        for template in templates(path):
            for copy in range(COPIES.get(path.stem, FEWEST) if SLOT.search(template) else 1):
                filled = fill(template, Random(f"{path.stem} {copy} {template}"))
                if filled.text not in seen:
                    seen.add(filled.text)
                    number += 1
                    made.append(Line(f"{path.stem}-{number:04}", path.stem, filled))
    return made


def main() -> None:
    made = make()
    LINES.write_text("".join(line.row() + "\n" for line in made), "utf-8", newline="\n")
    clean = sum(not line.filled.spans for line in made) / len(made)
    traps = sum(bool(line.filled.traps) for line in made) / len(made)
    print(f"{len(made)} lines, {clean:.2f} without a secret, {traps:.2f} with look-alikes")


if __name__ == "__main__":
    main()
