"""Files: whole or not at all, links told from files, some for their owner only."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from course.files import is_readable_by_others, is_regular, write_atomically, write_private


def test_a_regular_file_is_no_link_and_what_cannot_be_told_is_not_absent(tmp_path: Path) -> None:
    file, link = tmp_path / "a", tmp_path / "b"
    file.touch()
    link.symlink_to(file)
    paths = [file, link, tmp_path, tmp_path / "c", file / "d"]
    assert [is_regular(path) for path in paths] == [True, False, False, False, False]
    with pytest.raises(OSError, match="too long"):
        is_regular(tmp_path / ("x" * 300))


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new" / "a.txt"
    write_atomically(path, b"old")

    def full(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="disk full"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in path.parent.iterdir()] == ["a.txt"], "nothing half is left"


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the folder decides who may read")
def test_a_private_file_is_its_owner_s(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_atomically(path, b"1")
    assert is_readable_by_others(path)
    write_private(path, b"2")
    assert not is_readable_by_others(path)
