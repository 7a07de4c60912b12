"""What a press sends: written as it comes, within limits, and deleted when it is of no use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from desk_server import Desk
from hypothesis import given
from hypothesis import strategies as st

from course.desk import uploads
from course.desk.uploads import Upload, plain_path
from course.files import Places

REPOSITORY = Path(__file__).parents[2]
KIND = "multipart/form-data; boundary=XX"


def part(name: str, content: bytes, filename: str | None = None) -> bytes:
    ending = f'; filename="{filename}"' if filename is not None else ""
    return f'--XX\r\nContent-Disposition: form-data; name="{name}"{ending}\r\n\r\n'.encode() + (
        content + b"\r\n"
    )


BODY = (
    part("siapa", b"Bu Sri")
    + part("_xsrf", b"2|x")
    + part("berkas", b"a\r\n--X\r\nb" * 99, "Chat WA/photos/kue.jpg")
    + part("berkas", b"", "")
    + part("berkas", b"dua", "../../etc/C:\\x\\roster.XLSX")
    + b"--XX--\r\n"
)


def taken(root: Path, body: bytes, size: int = 10**9, kind: str = KIND) -> Upload:
    upload = Upload(root, kind, len(body))
    for at in range(0, len(body), size):
        upload.take(body[at : at + size])
    upload.end()
    return upload


@pytest.mark.parametrize("size", [1, 7, 10**9])
def test_fields_and_files_come_in_pieces_of_any_size(tmp_path: Path, size: int) -> None:
    form = taken(tmp_path, BODY, size).form()
    assert dict(form.values) == {"siapa": "Bu Sri"}
    assert [(name, path.name, path.read_bytes()) for name, path in form.files] == [
        ("Chat WA/photos/kue.jpg", "berkas.jpg", b"a\r\n--X\r\nb" * 99),
        ("etc/C_/x/roster.XLSX", "berkas.xlsx", b"dua"),
    ]
    assert all(Places(tmp_path).uploads in path.parents for _, path in form.files)


def test_a_plain_form_has_no_files(tmp_path: Path) -> None:
    kind = "application/x-www-form-urlencoded"
    form = taken(tmp_path, b"a=1&b=Bu+Sri&_xsrf=2", kind=kind).form()
    assert (dict(form.values), form.files) == ({"a": "1", "b": "Bu Sri"}, ())
    assert taken(tmp_path, b"", kind="").form().values == {}


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (BODY[:-30], "tidak utuh"),
        (b"nonsense", "tidak utuh"),
        (b"--XX\r\nContent-Disposition: form-data\r\n", "tidak utuh"),
        (part("x", b"1" * 9 * 1024**2) + b"--XX--\r\n", "terlalu panjang"),
        (part("x", b"") * 5_001 + b"--XX--\r\n", "tidak utuh"),
    ],
)
def test_what_cannot_be_used_leaves_nothing(tmp_path: Path, body: bytes, says: str) -> None:
    upload = taken(tmp_path, body, 65_536)
    assert says in upload.problem
    assert not [*Places(tmp_path).uploads.glob("*")]


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "disk tidak cukup" in Upload(tmp_path, KIND, 10**18).problem
    monkeypatch.setattr(uploads, "_ROOM", 10**18)
    upload = taken(tmp_path, BODY)
    assert "disk tidak cukup" in upload.problem
    assert not Places(tmp_path).uploads.exists()


@given(st.text(max_size=300))
def test_a_file_s_name_leads_nowhere_else(name: str) -> None:
    path = plain_path(name)
    assert not Path(path).is_absolute()
    assert all(one.strip(" .") and len(one) <= 120 for one in path.split("/"))
    assert not set(path) & set('<>:"\\|?*\0\n')


def test_nobody_unknown_may_send_a_byte(desk: Desk) -> None:
    path, head = f"{desk.own}/kiriman/taruh", {"Content-Type": KIND}
    assert desk.ask("POST", path, head, BODY)[0] == 403
    known = {**head, "Authorization": f"token {desk.token}"}
    assert desk.ask("POST", path, {**known, "Content-Length": str(2 << 30)})[0] == 413
    assert desk.ask("POST", path, known, BODY[:-30])[0] == 409
    assert not [*Places(desk.root).uploads.glob("*")]


def test_page_and_server_name_the_same_limit() -> None:
    script = (REPOSITORY / "course/js/desk/press.js").read_text("utf-8")
    (said,) = re.findall(r"MOST = ([\d* ]+);", script)
    assert eval(said) == uploads.MOST_BYTES
