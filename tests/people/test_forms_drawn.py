"""The draw of the tests' forms: balanced, the same again, written in the roster, in every link."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st

from course.exercises.invited import Invited, read_invitation
from course.exercises.widget import _join
from course.exercises.workbook import Workbook
from course.files import Places
from course.people.forms import COLUMN, UNDER_WAY, draw, draw_orders, draws, orders
from course.people.invitations import invite, read_invitations
from course.people.lists import PARTICIPANTS, read_list
from course.people.roster_check import check_roster

PROGRAM = """
[course]
name = "Kelas rekaan"
id = "rekaan-2027"
forms = true
start = 2027-01-04
end = 2027-01-31

[[stage]]
name = "Semua"
duration = "4 minggu"
start = 2027-01-04
end = 2027-01-31
in_charge = "dosen"
medium = ["WhatsApp"]
"""
CODES = st.sets(st.integers(1, 60).map(lambda n: f"U{n:02d}"))


@given(CODES, CODES, st.sampled_from(["brebes-2026", "tegal-2026"]))
def test_orders_differ_by_one_at_most_and_stand_whoever_is_added(
    first: set[str], more: set[str], key: str
) -> None:
    drawn = draw(first, {}, key)
    later = draw(first | more, drawn, key)
    assert drawn.keys() == first
    assert later.keys() == more - first
    for some in (drawn, {**drawn, **later}):
        counts = Counter(some.values())
        assert abs(counts["AB"] - counts["BA"]) <= 1
    assert draw(sorted(first, reverse=True), {}, key) == drawn


def test_the_draw_is_a_class_s_own_and_no_order_is_the_rule() -> None:
    codes = [f"U{n:02d}" for n in range(1, 41)]
    one, other = draw(codes, {}, "brebes-2026"), draw(codes, {}, "tegal-2026")
    assert one != other
    assert len({one[code] for code in codes[::2]}) == 2  # not odd codes A, even ones B


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "kelas").mkdir()
    (tmp_path / "source").mkdir()
    for name in ("pretest", "posttest"):
        (tmp_path / "source" / name).symlink_to(REPOSITORY / "source" / name)
    write_roster(tmp_path, "U01", "U02", "U03", "U04")
    Places(tmp_path).program.write_text(PROGRAM, "utf-8")
    return tmp_path


def write_roster(root: Path, *codes: str) -> None:
    lines = ["participant,mentor,token,consent", *(f"{code},MH01,,2027-01-04" for code in codes)]
    Places(root).roster.write_text("\n".join(lines) + "\n", "utf-8")


def test_what_is_drawn_stands_in_the_roster_and_stays(root: Path) -> None:
    (line,) = draw_orders(root)
    assert "diundi untuk 4 peserta: 2 mulai dengan bentuk A, 2 mulai dengan bentuk B" in line
    before = orders(root)
    assert Counter(before.values()) == {"AB": 2, "BA": 2}
    assert draw_orders(root) == []
    with Places(root).roster.open("a", encoding="utf-8") as file:
        file.write("U05,MH01,,2027-01-04,\nU06,MH01,,2027-01-04,\n")
    draw_orders(root)
    after = orders(root)
    assert after.items() >= before.items()
    assert Counter(after.values()) == {"AB": 3, "BA": 3}


def test_the_link_carries_the_order_and_an_older_one_is_named(root: Path) -> None:
    invite(root, Places(root).roster, "https://contoh.example/")
    drawn = orders(root)
    written = read_invitations(root)
    links = {one.participant: one.link for one in written.made if one.participant in drawn}
    for code, link in links.items():
        found = read_invitation(link)
        assert found
        assert (found.code, found.order) == (code, drawn[code])
    assert written.lacking == []
    mentors = [one.link for one in written.made if one.participant == "MH01"]
    assert "f=" not in mentors[0].partition("#")[2].replace("&f", "f")
    text = Places(root).roster.read_text("utf-8")
    swapped = text.replace(",AB", ",xx").replace(",BA", ",AB").replace(",xx", ",BA")
    Places(root).roster.write_text(swapped, "utf-8")
    assert set(read_invitations(root).lacking) == set(drawn)
    assert "Bentuk tes: A, lalu B" in (Places(root).invitations / "qr.html").read_text("utf-8")


def test_a_class_under_way_goes_on_as_it_is(root: Path) -> None:
    kept = Places(root).kept / "U01" / "pretest" / "0123456789ab.json"
    kept.parent.mkdir(parents=True)
    kept.write_text("{}", "utf-8")
    assert draw_orders(root) == [UNDER_WAY]
    assert set(orders(root).values()) == {"AB"}
    with Places(root).roster.open("a", encoding="utf-8") as file:
        file.write("U05,MH01,,2027-01-04,\n")
    assert draw_orders(root) == [UNDER_WAY]
    assert orders(root)["U05"] == "AB"


@pytest.mark.parametrize("without", ["forms = true\n", "second form"])
def test_a_class_that_wants_one_form_draws_nothing(root: Path, without: str) -> None:
    if without == "second form":
        (root / "source" / "posttest").unlink()
    else:
        Places(root).program.write_text(PROGRAM.replace(without, ""), "utf-8")
    assert not draws(root)
    invite(root, Places(root).roster, "https://contoh.example/")
    assert COLUMN not in read_list(Places(root).roster, PARTICIPANTS).columns
    assert all("f=" not in one.link for one in read_invitations(root).made)


def test_an_order_that_is_none_is_named(root: Path) -> None:
    import datetime as dt

    draw_orders(root)
    text = Places(root).roster.read_text("utf-8").replace(",AB", ",A lalu B", 1)
    Places(root).roster.write_text(text, "utf-8")
    found = check_roster(Places(root).roster, dt.date(2027, 1, 5))
    assert any("urutan bentuk tes 'A lalu B' harus AB atau BA" in str(p) for p in found.problems)


def test_the_notebook_of_the_other_form_is_named(tmp_path: Path) -> None:
    def opened(order: str, name: str) -> None:
        folder = tmp_path / f"{order}-{name}"
        folder.mkdir()
        _join(Workbook(folder, name), "U07", "U07", Invited("U07", order=order))

    for order, name in (("AB", "pretest"), ("BA", "pretest-b"), ("BA", "posttest-a"),
                        ("BA", "m1-internet"), ("", "pretest")):  # fmt: skip
        opened(order, name)
    with pytest.raises(ValueError, match=r"buka pretest-b\.ipynb di folder yang sama"):
        opened("BA", "pretest")
    with pytest.raises(ValueError, match=r"buka posttest\.ipynb"):
        opened("AB", "posttest-a")
