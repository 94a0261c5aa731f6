"""What addresses in pages mean, and which files they reach."""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.articles.addresses import Folder, inside, target


@pytest.mark.parametrize(
    ("page", "address", "path"),
    [
        ("a.md", "x.png", "x.png"),
        ("zh-CN/a.md", "img/./x.png?v=1#y", "zh-CN/img/x.png"),
        ("zh-CN/a.md", "../img/x%20y.png", "img/x y.png"),
        ("a/b/c.md", "../../x.png", "x.png"),
        ("a.md", "打印.png", "打印.png"),
        ("a.md", "../x.png", None),
        ("a.md", "%2e%2e/x.png", None),
        ("a/b.md", "../../x.png", None),
        ("a.md", "/etc/passwd", None),
        ("a.md", "//host/x", None),
        ("a.md", "C:/x.png", None),
        ("a.md", "..\\x.png", None),
        ("a.md", "%5c%5chost%5cx", None),
        ("a.md", "x.png%00.svg", None),
        ("a.md", "http://x/y", None),
        ("a.md", "", None),
        ("a.md", ".", None),
    ],
)
def test_a_path_stays_inside(page: str, address: str, path: str | None) -> None:
    """Relative addresses are counted from the page and never lead out of the root."""
    assert inside(page, address) == path


@given(st.text(max_size=30), st.text(st.sampled_from("./\\%2eEfF:x~\x00"), max_size=30))
def test_no_address_names_a_file_outside(text: str, dots: str) -> None:
    """Whatever the address, its path has no way up and no beginning of its own."""
    for address in (text, dots):
        path = inside("zh-CN/a.md", address)
        assert path is None or (".." not in path.split("/") and not path.startswith("/") and "\\" not in path)
        target(address, "zh-CN/a.md", None)


def test_a_folder_gives_only_what_lies_in_it(tmp_path: Path) -> None:
    """Files in the folder are read up to a limit; everything else is not there."""
    root = tmp_path / "root"
    (root / "sub").mkdir(parents=True)
    (root / "sub" / "a.txt").write_bytes(b"12345")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (tmp_path / "root-other").mkdir()
    (tmp_path / "root-other" / "x").write_bytes(b"secret")
    folder = pickle.loads(pickle.dumps(Folder(root)))
    assert folder.read("sub/a.txt", 3) == b"123"
    for path in (
        "sub",
        "",
        "gone",
        "../secret.txt",
        "../root-other/x",
        str(tmp_path / "secret.txt"),
        "a\0b",
        "x" * 999,
    ):
        assert folder.read(path, 9) is None


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there, and there are no pipes")
def test_links_and_pipes_are_no_way_out(tmp_path: Path) -> None:
    """A link out of the folder, a circle of links and a pipe are not read, and nothing waits for them."""
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (root / "real.txt").write_bytes(b"real")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "up").symlink_to(tmp_path)
    (root / "round").symlink_to(root / "round")
    (root / "in.txt").symlink_to(root / "real.txt")
    if sys.platform != "win32":
        os.mkfifo(root / "pipe")
    folder = Folder(root)
    assert folder.read("in.txt", 9) == b"real"
    for path in ("out.txt", "up/secret.txt", "round", "pipe"):
        assert folder.read(path, 9) is None
