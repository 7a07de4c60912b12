"""The verbs for what goes out: reports, the workshop's pages, figures of own data."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

from course import lessons
from course.files import Places, write_atomically
from course.people.program import read_program

_CSV = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("kind", default="evaluation", metavar="[JENIS]")
@click.argument("codes", nargs=-1, metavar="[KODE]...")
@click.option("--lang", default="id", show_default=True, help="Bahasa laporan: id atau en.")
@click.option("--week", type=int, help="Untuk jenis week: minggu ke berapa.  [bawaan: terakhir]")
def report(kind: str, codes: tuple[str, ...], lang: str, week: int | None) -> None:
    """Buat laporan di kelas/reports/.

    Jenis: evaluation (seluruh kelas), participant (satu peserta), mentor (satu pendamping),
    workshop (lokakarya dan hadirnya di Zoom), needs (usulan belajar tiap mitra), week (seminggu
    pendampingan, dengan pesan siap tempel).

    Contoh: course report evaluation --lang en

    Contoh: course report participant U07

    Contoh: course report mentor MH03

    Contoh: course report week --week 2
    """
    from course.evaluation.progress import notices
    from course.gradebook.scores import NothingGradedError
    from course.reports.programme.today import write_today
    from course.reports.report import sheet_reports, write_report

    root = Path.cwd()
    sheets = sheet_reports(root)
    if codes and kind in sheets:
        raise click.UsageError(f"Laporan {kind} untuk seluruh kelas. Jalankan tanpa {codes[0]}.")
    for code in codes or ("",):
        weekly = sheets.get(kind) if kind == "week" else None
        try:
            page = weekly(root, week) if weekly else write_report(root, kind, code, lang)
        except NothingGradedError as error:
            if kind != "evaluation":
                raise
            click.echo(f"! {error}")
            page = write_today(root)
        else:
            if kind == "evaluation":
                say_table(root)
        click.echo(f"✓ Laporan: {page.relative_to(root)} (buka dengan browser)")
    for line in notices(root, dt.datetime.now().astimezone().date()):
        click.echo(f"! {line}")


def say_table(root: Path) -> None:
    """Print the indicators and their mean, as the report has written them down."""
    from course.reports.report import printed_table

    click.echo(f"\n{printed_table(root)}\n")


@click.command()
@click.option("--site", default="http://localhost:8000/", help="Alamat situs kelas.")
def rundown(site: str) -> None:
    """Buat susunan acara lokakarya dengan tautan pelajaran, untuk dicetak atau dibagikan.

    Contoh: course rundown --site https://kelas.contoh.ac.id/
    """
    from course.reports.programme.rundown import write_rundown

    root = Path.cwd()
    page = write_rundown(root, read_program(Places(root).program, lessons.names(root)), site)
    click.echo(f"✓ Susunan acara: {page.relative_to(root)} (buka dengan browser, cetak: Ctrl+P)")


@click.command()
@click.option(
    "--no-browser", is_flag=True, help="Siapkan dasbor.ipynb saja, jangan buka JupyterLab."
)
def dashboard(*, no_browser: bool) -> None:
    """Buka dasbor untuk dibagikan di layar: siapa sudah mengirim, sebaran jawaban tanpa nama."""
    lessons.names(Path.cwd())  # else this is no class's folder
    # A copy: JupyterLab saves what it shows into the notebook it opened.
    notebook = Path.cwd() / "dasbor.ipynb"
    ours = files("course.reports").joinpath("notebooks", "dashboard.ipynb")
    write_atomically(notebook, ours.read_bytes())
    click.echo("✓ dasbor.ipynb siap. Di JupyterLab: menu Run, lalu Run All Cells.")
    if not no_browser:
        subprocess.run(  # noqa: S603  our own JupyterLab, in the same environment
            [sys.executable, "-m", "jupyterlab", str(notebook), "--notebook-dir=."], check=False
        )


@click.command()
@click.option(
    "--csv", "path", required=True, type=_CSV, help="participant,indicator,pre,post[,max]"
)
def evaluate(path: Path) -> None:
    """Hitung perubahan tes awal ke tes akhir dari data sendiri, dicetak sebagai JSON.

    Kolom: participant, indicator, pre, post, dan boleh max (nilai tertinggi). Sel kosong berarti
    tidak ada nilai. Tanpa max, angka memakai satuan data, tanpa persen, kategori, dan N-gain.

    Contoh: course evaluate --csv pre_post.csv
    """
    from course.evaluation.own_data import evaluate_csv

    _say(evaluate_csv(path))


@click.command()
@click.option("--csv", "path", required=True, type=_CSV, help="Satu baris satu orang.")
def items(path: Path) -> None:
    """Analisis butir dari data sendiri (rumus Moodle), dicetak sebagai JSON.

    Satu baris satu orang, satu kolom satu butir. Kolom participant boleh ada; baris dengan
    participant "max" berisi nilai tertinggi setiap butir. Tanpa baris itu, butir bernilai 0 sampai
    1 dihitung dari 1.

    Contoh: course items --csv nilai.csv
    """
    from course.evaluation.own_data import items_csv

    _say(items_csv(path))


def _say(found: Any) -> None:
    from course.reports.language import language

    # allow_nan=False: JSON has no nan, and a figure that cannot be computed must be null.
    spelled = language("id").spelled
    click.echo(json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False, default=spelled))


@click.command()
@click.argument("names", nargs=-1, metavar="[PELAJARAN]...")
@click.option("--part", type=click.Choice(["tune", "test"]), help="Hanya bagian bank ini.")
@click.option("--sheet", type=click.IntRange(1), metavar="JUMLAH", help="Buat lembar penilai.")
@click.option("--marks", multiple=True, type=_CSV, help="Lembar yang sudah diisi; boleh beberapa.")
@click.option("--keep", is_flag=True, help="Simpan hasil bank untuk daftar perlu dilihat orang.")
def agreement(
    names: tuple[str, ...],
    part: str | None,
    sheet: int | None,
    marks: tuple[Path, ...],
    *,
    keep: bool,
) -> None:
    """Bandingkan nilai otomatis dengan nilai orang.

    Dari bank jawaban pelajaran, dari nilai tangan di formgrader, dan dari lembar penilai.

    Contoh: course agreement   atau   course agreement m2-akun-usaha --part test

    Contoh: course agreement --sheet 60   lalu   course agreement --marks A.xlsx --marks B.xlsx
    """
    from course.evaluation.agreement import sheets
    from course.evaluation.agreement.marks import bank_marks, class_marks, summary
    from course.evaluation.agreement.precedents import keep_precedents
    from course.reports.agreement import compared, sentence, write_agreement

    root = Path.cwd()
    if sheet:
        path = Places(root).reports / "lembar-penilai.xlsx"
        drawn = sheets.draw(root, sheet)
        sheets.write_sheet(path, drawn)
        how = "Isi kolom poin, tiap penilai satu berkas."
        click.echo(f"✓ {len(drawn)} jawaban: {path.relative_to(root)}. {how}")
        return
    if keep:
        for path in keep_precedents(root, names):
            click.echo(f"✓ {path.relative_to(root)}")
        return
    sources, rated = {}, {}
    bank = bank_marks(root, names, part or "")
    for half, name in (("test", "Bank, bagian uji"), ("tune", "Bank, bagian latihan")):
        sources[name], rated[name] = (own[own["part"] == half] for own in bank)
    if (root / "gradebook.db").exists():
        sources["Nilai tangan di formgrader"] = class_marks(root)
    if marks:
        sources["Lembar penilai"] = rated["Lembar penilai"] = sheets.rater_marks(root, marks)
    sources = {name: own for name, own in sources.items() if len(own)}
    rows = {name: summary(own) for name, own in compared(sources, rated).items()}
    click.echo("\n".join(map(sentence, rows, rows.values())))
    page, open_ = write_agreement(root, sources, rows)
    if open_:
        click.echo(f"! {open_} jawaban kelas ini perlu dilihat orang: lihat daftarnya di laporan.")
    click.echo(f"✓ Laporan: {page.relative_to(root)} (buka dengan browser)")


@click.command()
@click.argument("codes", nargs=-1, metavar="[KODE]...")
@click.option("--site", default="", help="Alamat situs kelas.  [bawaan: dari program.toml]")
@click.option("--revoke", default="", metavar="NOMOR", help="Cabut sertifikat (nomor, atau kode).")
@click.option("--new-key", is_flag=True, help="Buat kunci baru kalau yang lama hilang.")
def certificate(codes: tuple[str, ...], site: str, revoke: str, *, new_key: bool) -> None:
    """Buat sertifikat (PDF, A4) bagi yang memenuhi syarat di program.toml, bagian [certificate].

    Tidak memuat nilai. Nama dicetak hanya kalau kolom sertifikat di daftar peserta berisi ya. Kode
    QR membuka halaman di situs kelas yang membuktikan keasliannya (Open Badges 3.0). Yang belum
    berhak disebut dengan alasannya.

    Contoh: course certificate   atau   course certificate U07

    Contoh: course certificate --revoke U07
    """
    from course.reports.certificates.issue import issue
    from course.reports.certificates.issue import revoke as take_back

    root = Path.cwd()
    if revoke:
        number = take_back(root, revoke, site=site)
        click.echo(f"✓ Sertifikat {number} dicabut. Salin kelas/site/ ke tempat situs.")
        return
    done = issue(root, codes, site=site, new_key=new_key)
    for code, why in done.waiting.items():
        click.echo(f"! {code} belum: {why}.")
    for line in done.notes:
        click.echo(f"! {line}")
    click.echo(
        f"✓ {len(done.papers)} sertifikat ({done.named} dengan nama) di kelas/certificates/."
    )
    if done.papers:
        click.echo("  Agar kode QR terbukti, salin isi kelas/site/ ke tempat situs.")
        click.echo("  Simpan kelas/signing/key.jwk di tempat aman: cadangan kelas tidak memuatnya.")
    if "localhost" in done.site:
        click.echo(
            "! Kode QR hanya jalan di komputer ini. Isi site di program.toml, bagian [certificate]."
        )
    if codes and done.waiting:
        sys.exit(1)


@click.command()
@click.option(
    "--for",
    "platform",
    default="moodle",
    show_default=True,
    type=click.Choice(["moodle", "canvas", "classroom"]),
    help="Untuk apa.",
)
def gradebook(platform: str) -> None:
    """Simpan nilai untuk Moodle, Canvas, atau Google Classroom di kelas/exports/.

    Pelajaran dalam poin, kemampuan di tes akhir dalam persen. Nama dan email diambil dari daftar
    peserta; tanpa itu dipakai kodenya.

    Contoh: course gradebook --for moodle
    """
    from course.reports.platforms.grades import write_grades

    done = write_grades(Path.cwd(), platform)
    click.echo(
        f"✓ {done.people} peserta, {done.columns} nilai: {done.path.relative_to(Path.cwd())}"
    )
    if done.without_address:
        click.echo(f"! Tanpa email di daftar: {', '.join(done.without_address)}.")
    click.echo(f"  {_HOW[platform]}")
    click.echo("  Isinya nama dan nilai. Hapus berkas ini sesudah dipakai.")


_HOW = {
    "moodle": "Di Moodle: Grades, Import, CSV file. Buat dulu butir nilainya; cocokkan orang lewat "
    "Email address.",
    "canvas": "Di Canvas: Grades, Import. Kolom baru menjadi tugas baru; orang dicocokkan lewat "
    "SIS Login ID (email).",
    "classroom": "Google Classroom tidak bisa mengimpor nilai. Buka berkas ini dengan Google "
    "Sheets, lalu salin nilainya.",
}


@click.command()
@click.argument("sheets", nargs=-1, type=_CSV, metavar="[LEMBAR]...")
@click.option("--sheet", is_flag=True, help="Buat lembar kosong untuk ahli.")
def validity(sheets: tuple[Path, ...], *, sheet: bool) -> None:
    """Hitung validitas isi tes dari penilaian ahli (V Aiken, I-CVI, S-CVI).

    Buat lembarnya, kirim kepada lima ahli, satu berkas tiap ahli, lalu kumpulkan.

    Contoh: course validity --sheet   lalu   course validity A.xlsx B.xlsx C.xlsx D.xlsx E.xlsx
    """
    from course.evaluation.instrument import experts
    from course.reports.instrument.validity import write_validity
    from course.reports.language import language

    root = Path.cwd()
    asked = experts.items(root)
    if sheet == bool(sheets):
        raise click.UsageError("Tulis --sheet, atau lembar yang sudah diisi: A.xlsx B.xlsx.")
    if sheet:
        path = Places(root).reports / "lembar-ahli.xlsx"
        experts.write_sheet(path, asked)
        how = "Kirim kepada lima ahli; tiap ahli mengisi kolom relevansi."
        click.echo(f"✓ {len(asked)} butir: {path.relative_to(root)}. {how}")
        return
    ratings = experts.read_ratings(sheets, asked)
    if ratings.unknown:
        click.echo(
            f"! {ratings.unknown} nilai tentang butir yang sudah berubah tidak dihitung. "
            "Buat lembar baru: course validity --sheet",
            err=True,
        )
    page, whole = write_validity(root, asked, ratings)
    number = language("id").number
    click.echo(
        f"{len(sheets)} ahli, {int(whole['items'])} butir: V Aiken {number(whole['v'], 2)}, "
        f"S-CVI/Ave {number(whole['average'], 2)}, S-CVI/UA {number(whole['universal'], 2)}."
    )
    if len(sheets) < _EXPERTS:
        click.echo(
            f"! Paling sedikit {_EXPERTS} ahli, sebaiknya lima: satu ahli belum kesepakatan."
        )
    click.echo(f"✓ Laporan: {page.relative_to(root)} (buka dengan browser)")


_EXPERTS = 3
"""Fewest experts of a panel (Lynn 1986)."""


@click.command("power")
@click.option("--sd", type=float, required=True, help="Simpangan baku perubahan, dalam poin.")
@click.option("--gain", type=float, help="Kenaikan yang ingin terlihat, dalam poin.")
@click.option(
    "--design", type=click.Choice(["paired", "crossover"]), default="paired", show_default=True,
    help="Semua satu naskah, atau naskah A dan B bersilang.",
)  # fmt: skip
@click.option(
    "--power", "chance", type=click.FloatRange(0.5, 0.999), default=0.8, show_default=True,
    help="Peluang kenaikan itu terlihat.",
)  # fmt: skip
@click.option("--people", type=click.IntRange(3, 100_000), help="Ukuran kelas.")
@click.option(
    "--lost", type=click.FloatRange(0, 0.9), default=0.0, help="Bagian yang tidak sampai tes akhir."
)
@click.option(
    "--tests", type=click.IntRange(1, 100), default=1, show_default=True,
    help="Banyaknya indikator yang diuji bersama (Holm).",
)  # fmt: skip
def power(
    sd: float, *, gain: float | None, design: str, chance: float, people: int | None, lost: float,
    tests: int,
) -> None:  # fmt: skip
    """Rencanakan kelas: berapa orang agar suatu kenaikan terlihat.

    SB perubahan diambil dari kelas sebelumnya (evaluation-indikator.csv: selisih dibagi d_z),
    atau 18 sampai 25 poin kalau belum ada.

    Contoh: course power --gain 12 --sd 18 --lost 0.1

    Contoh: course power --sd 18 --people 10 --design crossover
    """
    from course.reports.instrument.plan import Plan, plan_lines

    plan = Plan(sd, gain=gain, design=design, chance=chance, people=people, lost=lost, tests=tests)
    for line in plan_lines(plan):
        click.echo(line)


@click.command("pool")
@click.argument(
    "classes", nargs=-1, required=True, metavar="KELAS...", type=click.Path(path_type=Path)
)
def pool(classes: tuple[Path, ...]) -> None:
    """Gabungkan jawaban tes beberapa kelas, tanpa kode dan tanpa nama kelas.

    Mulai 100 orang: kesulitan butir menurut model Rasch dan dua parameter, kecocokannya, dan peta
    Wright. Kelas sendiri disebut dengan titik.

    Contoh: course pool . ../kelas-2026 ../kelas-2027
    """
    from course.evaluation.pooled.classes import pool as joined
    from course.evaluation.statistics.calibration import PEOPLE
    from course.reports.pooled.page import write_pool

    root = Path.cwd()
    lessons.names(root)  # else this is no class's folder
    found = joined(classes)
    done = write_pool(root, found)
    click.echo(f"✓ {found.people} orang dari {found.classes} kelas: {done.data.relative_to(root)}")
    for of, people in zip(classes, found.each, strict=True):
        click.echo(f"  {of}: {people} orang")
    click.echo("  Jawaban tiap orang tanpa kode. JANGAN dipublikasikan.")
    if done.page:
        click.echo(f"✓ Laporan: {done.page.relative_to(root)} (buka dengan browser)")
    else:
        click.echo(f"! Kurang dari {PEOPLE} orang: parameter butir belum dihitung.")
