"""The verb for learning platforms: ``course lti``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from course import CourseError

if TYPE_CHECKING:
    from course.inbox.mailbox.platforms import Platform


@click.group()
def lti() -> None:
    """Buka pelajaran dari Moodle atau Canvas (LTI 1.3), dan kirim nilainya ke sana.

    Perlu layanan penerima di alamat https (course receive). Langkahnya: docs/pengajar/moodle.md.

    Contoh: course lti show   lalu   course lti add moodle --moodle https://moodle.contoh.ac.id
    --client-id 8BkS4rPz --deployment 3
    """


@lti.command()
@click.argument("name", metavar="NAMA")
@click.option("--moodle", metavar="ALAMAT", help="Alamat Moodle.")
@click.option("--canvas", metavar="ALAMAT", help="Alamat Canvas (yang disediakan Instructure).")
@click.option("--client-id", required=True, metavar="ID", help="Client ID, dari platform.")
@click.option("--deployment", required=True, metavar="ID", help="Deployment ID, dari platform.")
@click.option("--issuer", metavar="ALAMAT", help="Platform lain: Platform ID (issuer).")
@click.option("--login", metavar="ALAMAT", help="Platform lain: authentication request URL.")
@click.option("--token", metavar="ALAMAT", help="Platform lain: access token URL.")
@click.option("--keys", metavar="ALAMAT", help="Platform lain: public keyset URL.")
def add(
    name: str, *, moodle: str | None, canvas: str | None, client_id: str, deployment: str,
    **said: str | None,
) -> None:  # fmt: skip
    """Daftarkan Moodle, Canvas, atau platform lain; NAMA bebas, misalnya moodle.

    Contoh: course lti add moodle --moodle https://moodle.contoh.ac.id --client-id 8BkS4rPz
    --deployment 3
    """
    from course.inbox.mailbox import platforms

    root = Path.cwd()
    if moodle and not canvas:
        one = platforms.moodle(moodle, client_id, deployment)
    elif canvas and not moodle:
        one = platforms.canvas(canvas, client_id, deployment)
    else:
        one = _other(said, client_id, deployment)
    is_new = platforms.add_platform(root, name, one)
    click.echo(f"✓ {name} {'didaftarkan' if is_new else 'diperbarui'}: {one.issuer}")
    click.echo("  Layanan di komputer lain? Salin lagi: course receive copy FOLDER")


def _other(said: dict[str, str | None], client_id: str, deployment: str) -> Platform:
    from course.inbox.mailbox.platforms import other

    given = {name: value for name, value in said.items() if value}
    if len(given) < len(said):
        raise CourseError(
            "Pilih satu: --moodle ALAMAT, --canvas ALAMAT, atau --issuer, --login, --token dan "
            "--keys bersama-sama."
        )
    return other(**given, client_id=client_id, deployments=[deployment])


@lti.command()
def show() -> None:
    """Tampilkan apa yang diketik di Moodle atau Canvas, dan apa yang sudah terdaftar.

    Contoh: course lti show
    """
    from course.inbox.mailbox.platforms import read_platforms
    from course.receiver.lti.tool import to_type

    root = Path.cwd()
    for label, value in to_type(root):
        click.echo(f"{label + ':':<22} {value}")
    for name, one in read_platforms(root).items():
        click.echo(f"✓ {name}: {one.issuer}, client ID {one.client_id}, "
                   f"deployment {', '.join(one.deployments)}")  # fmt: skip


@lti.command()
@click.argument("service", metavar="[ALAMAT]", required=False, default="")
@click.option("--tests", is_flag=True, help="Kirim juga nilai tes awal dan tes akhir.")
def scores(*, service: str, tests: bool) -> None:
    """Kirim nilai pelajaran ke Moodle atau Canvas; yang sudah sama di sana dilewati.

    Hanya peserta yang membuka pelajaran dari sana dan sudah setuju. ALAMAT: layanan penerima di
    komputer lain; tanpa itu layanan di folder ini.

    Contoh: course lti scores   atau   course lti scores https://kirim.contoh.ac.id/
    """
    from course.reports.platforms.passback import send_scores

    done = send_scores(Path.cwd(), service=service, tests=tests)
    click.echo(f"✓ {done.sent} nilai dikirim, {done.same} sudah sama di sana.")
    for line in done.problems:
        click.echo(f"! {line}")
    if done.problems:
        sys.exit(1)
