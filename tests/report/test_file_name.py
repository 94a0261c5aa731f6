"""What a file that somebody else named is called here, and whether it may be opened."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.report.file_name import LONGEST, LONGEST_BYTES, file_name, is_document

LETTERS = st.sampled_from('报a.:/\\ <>|?*"\x00\u202e\u2067-~$1exepdfCONnul')


@given(st.text(LETTERS, max_size=300) | st.text(max_size=300))
def test_any_name_is_one_file_in_one_folder(name: str) -> None:
    """Whatever an agent's file is called, it is one short name that every system takes."""
    made = file_name(name)
    assert len(made) <= LONGEST + 1
    assert len(made.encode()) <= LONGEST_BYTES + 1
    assert file_name(made) == made
    assert not set(made) & set('<>:"/\\|?*\x00\u202e')
    assert made[0] != "."
    assert made[-1] not in ". "
    assert PureWindowsPath(made).parts == (made,)
    assert is_document(name) == is_document(made)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / made).write_bytes(b"x")


@pytest.mark.parametrize(
    ("name", "made", "opens"),
    [
        ("报告.pdf", "报告.pdf", True),
        ("..\\..\\Startup/报告.PDF", "报告.PDF", True),
        ("报告.pdf:evil.exe", "报告.pdf_evil.exe", False),
        ("报告.pdf.exe", "报告.pdf.exe", False),
        ("报告.exe. .", "报告.exe", False),
        ("\u202efdp.exe", "fdp.exe", False),
        ("con.txt", "_con.txt", True),
        (".desktop", "desktop", False),
        ("a.svg", "a.svg", False),
        ("a.docm", "a.docm", False),
        ("长" * 300 + ".log", "长" * 65 + ".log", True),
        ("", "file", False),
    ],
)
def test_names_that_mislead(name: str, made: str, opens: bool) -> None:
    """The ending that decides stays, and nothing that a system would run is opened."""
    assert file_name(name) == made
    assert is_document(name) is opens
    assert PurePath(made).name == made
