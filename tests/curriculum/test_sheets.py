"""Sheets that are read, not graded: from the phone's file to the page a mentor uses."""

from __future__ import annotations

import json
import math
import re
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import REPOSITORY, answers_of, run_course
from filled import filled

from course import CourseError, lessons
from course.curriculum.asesmen.needs import Needs, learning_path, needs_of, remarks, tables
from course.curriculum.asesmen.older import of_today
from course.curriculum.asesmen.report import CANVAS, write_needs
from course.curriculum.catatan_mingguan.log import Logs, read_logs
from course.curriculum.catatan_mingguan.report import messages
from course.curriculum.catatan_mingguan.week import digest, latest_week
from course.evaluation.distribution import counts
from course.evaluation.observed import (
    beside_tests,
    observed_percents,
    observed_table,
    read_observations,
    read_observed,
)
from course.evaluation.opinions import (
    read_comments,
    read_opinions,
    read_recommendations,
    read_ticked,
    summarise,
)
from course.evaluation.percents import indicator_percents
from course.exercises.answers import Answers, Entry
from course.gradebook.scores import read_scores
from course.inbox.consent import consent_text, contradictions, read_consents
from course.inbox.submitted import Submission, answered
from course.indicators import is_task
from course.people.roster import course_roster

PARTICIPANTS, SPEAKERS = "evaluasi-peserta", "evaluasi-narasumber"
pytestmark = pytest.mark.xdist_group("demo")
MENTORS = {f"U{n:02}": f"MH{(n + 1) // 2:02}" for n in range(1, 11)}
NEEDS = lessons.load(REPOSITORY, "asesmen")
YES = {
    "paham-data": {"siapa": "pendamping", "wajib": "boleh"},
    "persetujuan": {"jawab": "setuju-v1", "tanggal": "2026-10-28"},
}


def sheet(**answers: dict[str, Any]) -> Submission:
    return filled("asesmen", {key.replace("_", "-"): value for key, value in answers.items()})


# Needs


def test_every_answer_of_the_sheet_means_something() -> None:
    known, sheet = tables(), NEEDS.definitions
    heavy = dict(sheet["perlu"].by_key["berat"].to_json()["options"])
    assert {name: problem.says for name, problem in known.problems.items()} == heavy
    assert {problem.lesson for problem in known.problems.values()} == set(known.modules)
    notebooks = {name: lessons.load(REPOSITORY, name).notebook for name in known.modules}
    assert {name: lessons.title(notebook) for name, notebook in notebooks.items()} == known.modules
    for exercise, field in (("usaha-saya", "alat"), ("sudah-pernah", "pernah")):
        options = dict(sheet[exercise].by_key[field].to_json()["options"])
        signs = {sign for some in known.signs.values() for sign in some if field == "alat"}
        assert {*known.strengths[field], *signs} <= set(options)


def test_the_sheet_s_end_says_where_each_worry_is_helped() -> None:
    """The lesson that is proposed to the mentor, and a sitting that is there."""
    (end,) = (cell for cell in notebook("asesmen")["cells"] if cell["id"] == "selesai")
    for worry in tables().problems.values():
        (said,) = re.findall(
            rf"^- {re.escape(worry.says)}: \*\*(Pelajaran \d), (Duduk \d)\*\*$",
            "".join(end["source"]),
            re.MULTILINE,
        )
        taught = ["".join(cell["source"]) for cell in notebook(worry.lesson)["cells"]]
        assert taught[0].startswith(f"# {said[0]}.")
        assert any(text.startswith(f"## {said[1]}:") for text in taught)


def notebook(name: str) -> dict[str, Any]:
    return json.loads((REPOSITORY / "source" / name / f"{name}.ipynb").read_text("utf-8"))


def test_a_lesson_for_those_who_want_it_can_be_asked_for() -> None:
    wishes = dict(NEEDS.definitions["perlu"].by_key["mau"].to_json()["options"])
    choice = [one.about for one in lessons.load_all(REPOSITORY).values() if one.about.optional]
    assert all("asesmen/perlu" in about.wanted for about in choice), "which answers ask for it?"
    asked = {wish for about in choice for wish in about.wanted["asesmen/perlu"]["mau"]}
    assert asked <= set(wishes) - {"cukup"}


def test_who_did_not_consent_is_named_and_not_read(demo: tuple[Path, str]) -> None:
    consents = read_consents(demo[0])
    assert {code: c.reason for code, c in consents.items() if not c.given} == {
        "U06": "jelaskan lagi (siapa yang melihat), lalu minta persetujuannya",
        "U09": "persetujuan belum diisi",
    }
    given = consents["U01"]
    assert (given.date, given.version) == ("2026-10-29", "v1")
    assert "12 bulan" in consent_text(demo[0])
    unread = [n for n in needs_in(demo[0]) if not n.consent.given]
    assert all(not (n.modules or n.problems or n.potential or n.facts) for n in unread)
    assert not (demo[0] / "kelas" / "reports" / "needs" / "U06.html").exists()
    assert "baju anak" not in "".join(
        path.read_text("utf-8") for path in (demo[0] / "kelas" / "reports").rglob("*.html")
    )


def needs_in(root: Path) -> list[Needs]:
    extra = [one for one in lessons.load_all(REPOSITORY).values() if one.about.optional]
    sheets = answered(root, NEEDS.name, consented=True)
    return [needs_of(sheet, NEEDS, extra=extra) for sheet in sheets]


def test_a_yes_counts_only_understood_and_dated() -> None:
    def given(**changes: Any) -> bool:
        answers = {**YES, **{k.replace("_", "-"): v for k, v in changes.items()}}
        return needs_of(filled("asesmen", answers), NEEDS).consent.given

    assert given()
    assert not given(persetujuan={"jawab": "setuju-v1"})
    assert not given(persetujuan={"jawab": "tidak-v1", "tanggal": "2026-10-28"})
    assert not given(paham_data={**YES["paham-data"], "wajib": "keluar"})
    assert not given(paham_data={})
    assert not needs_of(filled("asesmen", {}), NEEDS).consent.given


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, ""),
        ({"lama": "selamanya"}, "jelaskan lagi (berapa lama disimpan), lalu minta persetujuannya"),
        ({"wajib": "keluar"}, "jelaskan lagi (tidak wajib), lalu minta persetujuannya"),
    ],
)
def test_a_sheet_of_before_is_held_to_all_it_was_asked(
    change: dict[str, str], reason: str, tmp_path: Path
) -> None:
    """Until November 2026 five questions were asked, and a wrong one meant that it was unclear."""
    shutil.copytree(REPOSITORY / "source/asesmen", tmp_path / "source/asesmen")
    right = {"guna": "belajar", "siapa": "pendamping", "lama": "setahun", "hapus": "minta"}
    given = {**YES, "paham-data": {**right, "wajib": "boleh", **change}}
    items = {"paham-data": "05e730", "persetujuan": "f14133"}
    entries = {
        name: Entry(value=given[name], at="2026-10-28T19:43:14+07:00", tries=6, item=item)
        for name, item in items.items()
    }
    answers = Answers(lesson="asesmen", participant="U07", by="U07", answers=entries)
    path = tmp_path / "submitted" / "U07" / "asesmen" / "answers.json"
    path.parent.mkdir(parents=True)
    path.write_text(answers.model_dump_json(), "utf-8")
    decided = read_consents(tmp_path)["U07"]
    assert (decided.reason, decided.given) == (reason, not reason)


EXPORT = lessons.title(lessons.load(REPOSITORY, "m5-ekspor").notebook)


def test_the_path_puts_the_basics_first_and_shows_potential(demo: tuple[Path, str]) -> None:
    needs = {n.participant: n for n in needs_in(demo[0])}
    order = {code: [m.lesson[:2] for m in n.first] for code, n in needs.items()}
    assert order["U01"] == ["m2", "m3", "m4"]
    assert order["U02"][0] == "m1", "the basics come first where they are a problem"
    assert order["U07"] == ["m4"]
    assert needs["U07"].problems == ("Pembelinya itu-itu saja", "Uang usaha belum dicatat")
    assert "Barangnya pernah sampai ke luar negeri" in needs["U07"].potential
    assert {code: n.path for code, n in needs.items() if n.path} == {
        "U01": "daring", "U02": "hemat", "U03": "cetak", "U04": "daring", "U05": "hemat",
        "U07": "hemat", "U08": "daring", "U10": "daring",
    }  # fmt: skip


def test_export_is_proposed_to_who_asks_for_it_and_can_send(demo: tuple[Path, str]) -> None:
    needs = {n.participant: n for n in needs_in(demo[0])}
    assert {code for code, n in needs.items() if EXPORT in n.wanted} == {"U07", "U10"}
    assert "Ingin menjual ke luar negeri. Barang apa yang akan dikirim?" in needs["U05"].questions
    page = (demo[0] / "kelas" / "reports" / "needs" / "U02.html").read_text("utf-8")
    assert "mie ayam" in page
    assert "ekspor" not in page.lower(), "a noodle cart"


def test_contradictions_become_questions(demo: tuple[Path, str]) -> None:
    needs = {n.participant: n for n in needs_in(demo[0])}
    assert any("berjualan lewat internet tidak ditandai" in q for q in needs["U04"].questions)
    assert any("NIB" in q for q in needs["U07"].questions)
    assert not needs["U10"].questions[1:]
    mixed = {
        "usaha-saya": {"alat": ["irit"]},
        "sudah-pernah": {"pernah": ["belum", "foto"]},
        "toko": {"lewat": ["wa"]},
        "barang": {"barang": "donat"},
        "perlu": {"mau": ["katalog", "cukup"]},
    }
    assert len(remarks(mixed)) == 6


def test_a_sheet_of_before_is_read_as_one_of_today() -> None:
    older = sheet(
        data_usaha={"jenis": "makanan", "produk": "peyek", "izin": {"pirt": {"punya": "proses"}}},
        data_jualan={"kanal": ["warung", "wa", "ojol"], "jual": "sering"},
        data_ekspor={"harapan": ["toko", "foto"]},
        kesiapan_alat={"hp": "sendiri", "internet": "irit", "sinyal": "2"},
        swot_sendiri={"kekuatan": "- resep ibu\n", "kelemahan": 3},
        masalah={
            "daftar": {
                "uang": {"penting": "2"},
                "foto": {"penting": "3", "bisa": "2", "mendesak": "3"},
                "percaya": {"penting": "3", "bisa": "x"},
                "ekspor": {"penting": "1"},
                "hp": {"penting": ""},
            }
        },
        **{key.replace("-", "_"): value for key, value in YES.items()},
    )
    told = of_today(older)
    assert told["perlu"] == {"berat": ["foto", "malu", "uang"], "mau": ["ekspor", "marketplace"]}
    assert told["usaha-saya"] == {
        "jenis": "kemasan", "alat": ["hp", "irit", "sinyal"],
    }  # fmt: skip
    assert told["sudah-pernah"] == {"pernah": ["jual"]}
    assert told["toko"] == {"lewat": ["datang", "wa", "marketplace"]}
    needs = needs_of(older, NEEDS, extra=[lessons.load(REPOSITORY, "m5-ekspor")])
    assert [m.lesson[:2] for m in needs.first] == ["m2", "m3", "m4"]
    assert (needs.wanted, needs.path) == ((EXPORT,), "hemat")
    assert needs.potential[0] == "resep ibu"
    wild = {"data_usaha": {"izin": [1], "jenis": {}}, "masalah": {"daftar": "x"}, "toko": {}}
    assert of_today(sheet(**wild))["toko"] == {}


def test_an_answer_to_an_exercise_that_is_gone_is_read_still(demo_copy: Path) -> None:
    path = demo_copy / "submitted" / "U01" / "asesmen" / "answers.json"
    content = json.loads(path.read_text("utf-8"))
    entry = content["answers"].pop("perlu")
    entry |= {"value": {"daftar": {"akun": {"penting": "3"}}, "lain": ""}, "item": "011d74"}
    content["answers"]["masalah"] = entry
    path.write_text(json.dumps(content), "utf-8")
    (found,) = (n for n in needs_in(demo_copy) if n.participant == "U01")
    assert found.problems == ("Belum punya akun usaha",)


def test_the_one_page_of_the_business_comes_from_the_lesson_that_asks_it() -> None:
    name, exercises = CANVAS
    asked = lessons.load(REPOSITORY, name).definitions
    fields = {key for one in exercises if one in asked for key in asked[one].by_key}
    assert fields - {"usaha"} in (
        set(),
        {"pelanggan", "keunggulan", "cara-jual", "kegiatan", "biaya"},
    )


@pytest.mark.parametrize(
    ("means", "path"),
    [
        ([], ""),
        (["hp", "cukup"], "daring"),
        (["hp", "irit"], "hemat"),
        (["pinjam", "cukup"], "hemat"),
        (["hp", "sinyal", "kertas"], "cetak"),
    ],
)
def test_what_one_has_chooses_how_to_learn(means: list[str], path: str) -> None:
    found, why = learning_path({"usaha-saya": {"alat": means}})
    assert found == path
    assert bool(why) == bool(means)


def test_no_group_under_five_is_shown_or_follows_from_the_others() -> None:
    labels = {"a": "A", "b": "B", "c": "C"}

    def shown(*answers: str) -> dict[str, int | None]:
        return {row.label: row.count for row in counts([list(a) for a in answers], labels)[1]}

    assert shown(*"aaaa") == {}
    assert shown(*"aaaaaabb") == {"A": None, "B": None, "C": None}  # 8 - 6 = 2
    assert shown(*"aaaaaabbccc") == {"A": 6, "B": None, "C": None}
    assert shown(*"aaaaaabbbbbbbcc") == {"A": None, "B": 7, "C": None}
    assert shown("ab", "a", "a", "a", "a", "b") == {"A": 5, "B": None, "C": None}
    assert counts([[], ["a"]], labels)[0] == 1


def test_the_overview_shows_no_small_number(demo: tuple[Path, str]) -> None:
    page = (demo[0] / "kelas" / "reports" / "needs.html").read_text("utf-8")
    overview = page[page.index("Kelas secara keseluruhan") :]
    numbers = [int(n) for n in pd.Series(overview).str.findall(r"<td>(\d+)</td>")[0]]
    assert numbers
    assert min(numbers) >= 5
    assert not any(code in overview for code in MENTORS)


def test_a_text_of_a_participant_cannot_become_markup(demo_copy: Path) -> None:
    path = demo_copy / "submitted" / "U01" / "asesmen" / "answers.json"
    text = path.read_text("utf-8").replace("goreng kering", "<script>alert(1)</script> kering")
    path.write_text(text, "utf-8")
    assert run_course(demo_copy, "report", "needs").returncode == 0
    page = (demo_copy / "kelas" / "reports" / "needs" / "U01.html").read_text("utf-8")
    assert "&lt;script&gt;" in page
    assert "<script" not in page


def test_a_page_goes_when_consent_is_withdrawn(demo_copy: Path) -> None:
    assert (demo_copy / "kelas" / "reports" / "needs" / "U01.html").exists()
    path = demo_copy / "submitted" / "U01" / "asesmen" / "answers.json"
    path.write_text(path.read_text("utf-8").replace("setuju-v1", "tidak-v1"), "utf-8")
    run_course(demo_copy, "report", "needs")
    assert not (demo_copy / "kelas" / "reports" / "needs" / "U01.html").exists()


# Sheets stay out of the scores


def test_sheets_and_mentors_enter_no_indicator(demo: tuple[Path, str]) -> None:
    scores = read_scores(demo[0])
    wanted = {n for n in lessons.names(REPOSITORY) if lessons.load(REPOSITORY, n).about.optional}
    assert set(scores["lesson"]) | wanted == set(lessons.graded_names(REPOSITORY))
    assert not set(indicator_percents(scores)["participant"]) - set(MENTORS)
    mentors = scores[scores["lesson"] == "pendampingan"]
    assert set(mentors["participant"]) == set(MENTORS.values())
    codes = set(mentors["cell"].str.partition("-")[0]) - {"catatan"}
    assert all(map(is_task, codes))
    assert not any((demo[0] / "autograded").glob("*/asesmen"))


def test_a_sheet_is_not_graded_when_it_is_named_either(demo_copy: Path) -> None:
    done = run_course(demo_copy, "grade", "asesmen")
    assert done.returncode == 2
    assert "'asesmen' adalah lembar tanpa nilai" in done.stderr
    assert not any((demo_copy / "autograded").glob("*/asesmen"))


# Observation


def test_observed_percents_stand_beside_the_tests(demo: tuple[Path, str]) -> None:
    seen = read_observations(demo[0])
    assert len(seen) == 9 * 12
    assert set(seen["by"]) == set(MENTORS.values())
    assert all(MENTORS[row.participant] == row.by for row in seen.itertuples())
    percents = observed_percents(seen).set_index(["participant", "indicator"])["observed"]
    assert percents["U10", "K1"] == 100
    assert percents["U01", "K1"] == pytest.approx(100 * (3 + 2 + 2 + 3) / 12)
    assert percents["U04", "K2"] == pytest.approx(100 * (2 + 3 + 2) / 9), "three of four are enough"
    assert math.isnan(percents["U04", "K3"]), "one of four is not"
    assert math.isnan(percents["U02", "K3"])
    tests = indicator_percents(read_scores(demo[0]))
    both = beside_tests(tests, observed_percents(seen)).set_index(["participant", "indicator"])
    assert set(both.index.get_level_values("indicator")) == {"K1", "K2", "K3"}
    assert both.loc[("U10", "K1"), "observed"] == 100
    k1 = tests.query("participant == 'U10' and indicator == 'K1' and phase == 'post'")
    assert both.loc[("U10", "K1"), "simulated"] == k1["percent"].item()
    assert ("U09", "K1") not in both.index, "neither tested after nor observed"


def test_the_evaluation_shows_observation_beside_simulation(
    demo: tuple[Path, str], course_root: Path
) -> None:
    percents = indicator_percents(read_scores(demo[0]))
    table = observed_table(percents, read_observed(demo[0])).set_index("indicator")
    assert table["n"].to_dict() == {"K1": 9, "K2": 9, "K3": 7}
    both = beside_tests(percents, observed_percents(read_observations(demo[0]))).dropna()
    own = both[both["indicator"] == "K3"]
    assert table.loc["K3", "bias"] == pytest.approx((own["observed"] - own["simulated"]).mean())
    page = (demo[0] / "kelas" / "reports" / "evaluation.html").read_text("utf-8")
    assert "Keterampilan dalam simulasi dan yang teramati pendamping" in page
    assert observed_table(percents, read_observed(course_root)).empty, "nobody was observed"


# The weekly log


def test_a_week_counts_contacts_and_names_partners_at_risk(demo: tuple[Path, str]) -> None:
    logs = read_logs(demo[0])
    assert latest_week(logs) == 3
    week = digest(logs, MENTORS, 3)
    assert (week.done, week.planned, week.alone) == (15, 20, 7)
    assert f"{week.until:%Y-%m-%d}" == "2026-11-22"
    assert {partner: why for partner, _, why in week.at_risk} == {
        "U04": "menurut pendamping mungkin berhenti",
        "U07": "8 hari tanpa kontak",
        "U09": "17 hari tanpa kontak",
    }
    assert ("U02", "MH01", "lebih sering pendamping yang mengerjakan") in week.remarks
    assert ("U07", "MH04", "catatan minggu ini belum masuk") in week.remarks
    assert week.obstacles[0][0] == "waktu"
    by_mentor = week.mentors.set_index("mentor")
    assert by_mentor.loc["MH01", ["done", "planned", "by_mentor"]].tolist() == [4, 4, 2]


def test_messages_for_the_group_name_nobody(demo: tuple[Path, str]) -> None:
    logs = read_logs(demo[0])
    found = dict(messages(digest(logs, MENTORS, 3)))
    group = [text for heading, text in found.items() if "grup" in heading]
    assert len(group) == 2
    assert not any(code in text for code in (*MENTORS, *MENTORS.values()) for text in group)
    assert "U09: 17 hari tanpa kontak" in found["Untuk MH05 (chat pribadi)"]
    assert "U01" not in found["Untuk MH01 (chat pribadi)"]
    assert "Untuk MH03 (chat pribadi)" not in found, "nothing to remind of"


def test_week_four_brings_the_hand_over(tmp_path: Path) -> None:
    log = lessons.load(REPOSITORY, "catatan-mingguan")
    value = json.loads((answers_of(log.name) / "minggu-4.json").read_text())
    folder = tmp_path / "submitted" / "U01" / "catatan-mingguan"
    folder.mkdir(parents=True)
    shutil.copytree(REPOSITORY / "source" / "catatan-mingguan", tmp_path / "source" / log.name)
    content = {
        "version": 1, "course": "kelas-umkm", "lesson": log.name, "participant": "U01", "by": "MH01",
        "answers": {"minggu-4": {"value": value[0]["value"], "at": "2026-11-29T20:00:00+07:00", "item": log.definitions["minggu-4"].item}},
    }  # fmt: skip
    (folder / "answers.json").write_text(json.dumps(content))
    week = digest(read_logs(tmp_path), {"U01": "MH01", "U02": "MH01"}, 4)
    assert (week.done, week.planned) == (2, 4)
    assert [risk[::2] for risk in week.at_risk] == [("U02", "belum ada kontak yang tercatat")]
    assert "Kata sandi diganti oleh mitra" in dict(messages(week))["Serah terima"]


def test_the_verb_refuses_what_is_not_there(demo_copy: Path) -> None:
    for words, line in (
        (("--week", "4"), "Minggu 4: belum ada catatan dengan tanggal"),
        (("--week", "7"), "Minggu 7 tidak ada. Yang ada: 1, 2, 3, 4, 12"),
    ):
        done = run_course(demo_copy, "report", "week", *words)
        assert done.returncode == 2
        assert line in done.stderr
    done = run_course(demo_copy, "report", "needs", "U07")
    assert (done.returncode, "Jalankan tanpa U07" in done.stderr) == (2, True)
    done = run_course(demo_copy, "report", "week", "--week", "1")
    assert done.returncode == 0
    assert "aplikasi pertama" in (demo_copy / "kelas" / "reports" / "week.html").read_text("utf-8")
    empty = Logs(pd.DataFrame(), pd.DataFrame())
    with pytest.raises(CourseError, match="Belum ada catatan mingguan"):
        latest_week(empty)


# Opinions


def test_opinions_come_as_given_with_reversed_items_marked(demo: tuple[Path, str]) -> None:
    table = read_opinions(demo[0], PARTICIPANTS)
    assert table.groupby("participant").size().unique().tolist() == [11]
    assert table["participant"].nunique() == 48
    assert not table["reversed"].any(), "all its faces go one way"
    given = table.set_index(["participant", "item"])["value"]
    assert given["ZUE437778", "kecepatan"] == 5
    assert math.isnan(given["ZUG745958", "praktik"]), "left out is missing, not 0"
    assert given.dropna().between(1, 5).all()
    speakers = read_opinions(demo[0], SPEAKERS)
    assert speakers["participant"].unique().tolist() == ["NS01", "NS02"]
    assert speakers.loc[speakers["reversed"], "item"].unique().tolist() == ["sulit"]


def test_recommendations_what_was_ticked_and_comments(demo: tuple[Path, str]) -> None:
    likely = read_recommendations(demo[0], PARTICIPANTS).set_index("participant")["value"]
    assert likely["ZUO385249"] == 10
    assert math.isnan(likely["ZUG745958"])
    ticked = read_ticked(demo[0], PARTICIPANTS).query("participant == 'ZUQ405364'")
    assert ticked.query("item == 'Kendala'")["answer"].tolist() == ["HP", "Lupa kata sandi"]
    comments = read_comments(demo[0], SPEAKERS)
    assert "praktik langsung" in comments["text"].tolist()


def take_consent_back(root: Path, code: str) -> None:
    """Blank the date in the roster."""
    roster = root / "kelas" / "roster.csv"
    lines = roster.read_text("utf-8").splitlines()
    place = lines[0].split(",").index("consent")
    cells = next(line for line in lines if line.startswith(f"{code},")).split(",")
    blank = [*cells[:place], "", *cells[place + 1 :]]
    roster.write_text("\n".join(lines).replace(",".join(cells), ",".join(blank)), "utf-8")


def test_without_a_date_in_the_roster_no_sheet_is_read(demo_copy: Path) -> None:
    take_consent_back(demo_copy, "U05")
    for lesson in ("pengamatan", "catatan-mingguan"):
        read = {sheet.participant for sheet in answered(demo_copy, lesson, consented=True)}
        assert ("U05" in read, "U03" in read) == (False, True)
    write_needs(demo_copy)
    page = (demo_copy / "kelas" / "reports" / "needs.html").read_text("utf-8")
    assert "tanggal persetujuan belum ada di daftar peserta" in page
    pages = {path.stem for path in demo_copy.glob("kelas/reports/needs/*.html")}
    assert ("U05" in pages, "U03" in pages) == (False, True)


def test_a_refusal_on_the_sheet_is_held_against_the_roster(demo_copy: Path) -> None:
    fine = run_course(demo_copy, "roster", "check")
    assert fine.returncode == 0, fine.stdout
    path = demo_copy / "submitted" / "U03" / "asesmen" / "answers.json"
    content = json.loads(path.read_text("utf-8"))
    content["answers"]["persetujuan"]["value"]["jawab"] = "tidak-v1"
    path.write_text(json.dumps(content), "utf-8")
    take_consent_back(demo_copy, "U05")
    kept = course_roster(demo_copy)
    problems, notes = contradictions(demo_copy, kept)
    assert [line[:20] for line in problems] == ["U03: menolak di lemb"]
    assert any(line.startswith("U05: setuju pada 2026-10-29") for line in notes)


def test_a_workshop_s_sheets_are_summed_up_without_codes(demo: tuple[Path, str]) -> None:
    counted = [*(f"W{number:02d}" for number in range(1, 100)), "NS01", "NS02"]
    found = summarise(demo[0], (PARTICIPANTS, SPEAKERS), counted)
    assert found.few == (("Lembar evaluasi narasumber", 2),)
    assert (found.items["n"] + found.items["missing"]).unique().tolist() == [38]
    given = read_opinions(demo[0], PARTICIPANTS)
    own = given[given["participant"].str.startswith("ZW")].groupby("item")["value"]
    rows = found.items.set_index("text")
    assert rows.loc["1. Materinya jelas.", "mean"] == pytest.approx(own.get_group("jelas").mean())
    speed = rows.loc["4. Kecepatannya pas bagi saya."]
    assert speed["mean"] == pytest.approx(own.get_group("kecepatan").mean())
    assert speed["count_1"] == (own.get_group("kecepatan") == 1).sum()
    ((n, mean, high, middle, low, net),) = found.recommendation.to_numpy().tolist()
    assert (high + middle + low, net) == (n, 100 * (high - low) / n)
    assert 0 <= mean <= 10
    of = found.ticked.groupby("item")["of"].first()
    assert (of["Kendala"], len(of)) == (38, 3)
    assert (found.ticked.groupby("item")["n"].sum() >= of).all()
    assert not found.comments["text"].str.contains(r"\bW\d\d\b").any()


def test_fewer_than_five_sheets_are_not_summed_up(demo: tuple[Path, str]) -> None:
    everybody = read_opinions(demo[0], PARTICIPANTS)["participant"].unique()
    found = summarise(demo[0], (PARTICIPANTS,), set(everybody[-4:]))
    assert [n for _, n in found.few] == [4]
    assert found.items.empty
    assert found.comments.empty


def test_an_answer_to_an_older_wording_is_left_out(demo_copy: Path) -> None:
    path = demo_copy / "submitted" / "ZUO613332" / "evaluasi-peserta" / "answers.json"
    content = json.loads(path.read_text("utf-8"))
    content["answers"]["materi"]["item"] = "000000"
    path.write_text(json.dumps(content), "utf-8")
    (found,) = (
        s for s in answered(demo_copy, PARTICIPANTS, consented=True) if s.participant == "ZUO613332"
    )
    assert found.get("materi") == {}
    assert found.get("orang")
    path.write_text("{", "utf-8")
    assert "U01" not in {s.participant for s in answered(demo_copy, PARTICIPANTS, consented=True)}
