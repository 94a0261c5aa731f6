"""What this user reads and is helped by, kept here."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.config import HelpConfig
from helppanel.contract.problems import HelpError
from helppanel.service import HelpService
from helppanel.service.local_use import HALF_LIFE, HELPED, KEPT, NAME, OPENED, LocalUse, mixed


class Clock:
    """Shows what the test sets."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def test_uses_add_up_and_fade(tmp_path: Path) -> None:
    """Uses of one article add up, count half after the half-life, and outlive the instance."""
    clock = Clock()
    use = LocalUse(tmp_path / NAME, clock)
    use.note("print", OPENED)
    use.note("print", HELPED)
    use.note("fonts", OPENED)
    clock.now += HALF_LIFE
    assert LocalUse(tmp_path / NAME, clock).worths() == {"print": 2.0, "fonts": 0.5}
    clock.now -= 5 * HALF_LIFE  # the clock was put back
    assert use.worths() == {"print": 4.0, "fonts": 1.0}


def test_the_file_stays_small(tmp_path: Path) -> None:
    """However many articles are opened, only those used most are kept."""
    clock = Clock()
    use = LocalUse(tmp_path / NAME, clock)
    use.note("often", HELPED)
    for number in range(KEPT + 20):
        clock.now += 1
        use.note(f"once-{number}", OPENED)
    assert len(use.worths()) == KEPT
    assert next(iter(use.worths())) == "often"


@given(st.binary(max_size=200))
def test_a_damaged_file_starts_over(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Whatever is in the file, reading it never fails and the next use is kept."""
    file = tmp_path_factory.getbasetemp() / "damaged.json"
    file.write_bytes(content)
    use = LocalUse(file)
    use.note("print", OPENED)
    assert use.worths()["print"] >= 0.99


def test_two_instances_leave_a_whole_file(tmp_path: Path) -> None:
    """Two instances that write at once leave a file both can read, and no other."""

    def work(name: str) -> None:
        use = LocalUse(tmp_path / NAME)
        for _ in range(50):
            use.note(name, OPENED)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert LocalUse(tmp_path / NAME).worths()
    assert [file.name for file in tmp_path.iterdir()] == [NAME]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Where nothing can be written, noting a use raises a HelpError and nothing else."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(HelpError):
        LocalUse(tmp_path / "file" / NAME).note("print", OPENED)


def test_own_use_moves_the_authors_order() -> None:
    """One opening moves an article little, an end that helped brings the last one among the first."""
    order = [f"a{number}" for number in range(30)]
    assert mixed(order, {}) == order
    once = mixed(order, {"a3": OPENED})
    assert once.index("a3") in (1, 2)
    assert mixed(order, {"a29": OPENED}).index("a29") > 5
    assert mixed(order, {"a29": OPENED + HELPED}).index("a29") < 5
    assert mixed(order, {"new": OPENED + HELPED}).index("new") < 6


def test_popular_minds_own_use(tmp_path: Path) -> None:
    """An article that helped this user rises among the popular ones of the real pack, until forgotten."""
    service = HelpService(HelpConfig(app_name="青简文字", app_version="12.4", data_dir=tmp_path))
    by_authors = [title.id for title in service.popular("zh-CN", 6)]
    last = service.titles("zh-CN")[-1].id
    assert last not in by_authors
    for _ in range(2):
        service.note_opened(last)
        service.note_helped(last)
    service.note_opened("no-such-article")
    found = [title.id for title in service.popular("zh-CN", 6)]
    assert last in found
    assert "no-such-article" not in found
    service.forget_use()
    assert [title.id for title in service.popular("zh-CN", 6)] == by_authors
    service.note_opened(last)
    service.erase()
    assert not (tmp_path / NAME).exists()
    service.close()
