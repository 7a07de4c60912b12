"""The verbs of the service: ``course receive``, and ``course lti`` for learning platforms."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from course import CourseError

if TYPE_CHECKING:
    from course.inbox.mailbox.platforms import Platform


@click.group(invoke_without_command=True)
@click.option("--port", default=8898, show_default=True, help="Pintu di komputer ini.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Alamat di komputer ini.")
@click.option("--processes", default=1, show_default=True, type=click.IntRange(1, 64),
              help="Berapa proses menerima bersama.")  # fmt: skip
@click.option("--database", metavar="ALAMAT", help="Kotak kiriman di PostgreSQL (KELAS_MAILBOX).")
@click.option("--site", default="", metavar="ALAMAT", help="Situs kelas.  [bawaan: dari undangan]")
@click.option("--base", default="/", envvar="JUPYTERHUB_SERVICE_PREFIX", metavar="ALAMAT",
              help="Awal alamat, di balik server lain.  [bawaan: /]")  # fmt: skip
@click.option("--proxied", is_flag=True, help="Hanya nginx atau Caddy yang sampai ke pintu ini.")
@click.pass_context
def receive(  # noqa: PLR0913  as many as it has options
    ctx: click.Context, *, port: int, host: str, processes: int, database: str | None, site: str,
    base: str, proxied: bool,
) -> None:  # fmt: skip
    """Terima jawaban yang dikirim sendiri oleh HP, langsung ke kelas ini.

    Biarkan jendela ini terbuka selama menerima. Berhenti: Ctrl+C. Cara memasangnya di depan
    internet (nginx, Caddy, TLS): docs/receiving.md.

    Contoh: course receive   atau   course receive --processes 2 --site https://kelas.contoh.ac.id/
    """
    if ctx.invoked_subcommand:
        return
    import os

    from course.inbox.mailbox import SETTING
    from course.people.invitations import site_address
    from course.receiver.service import Setting, serve

    if database:
        os.environ[SETTING] = database
    own = site and site_address(site)
    base = f"/{base.strip('/')}/".replace("//", "/")
    setting = Setting(str(Path.cwd()), host, port, own, proxied, base)
    serve(setting, processes, lambda at: click.echo(
        f"Menerima jawaban di http://{host}:{at}{base} untuk situs {own or 'yang di undangan'}. "
        "Berhenti: Ctrl+C"
    ))  # fmt: skip


@receive.command()
@click.argument("service", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--site", default="", metavar="ALAMAT", help="Situs kelas.  [bawaan: dari undangan]")
def copy(service: Path, *, site: str) -> None:
    """Buat folder untuk layanan di komputer lain: kode, token, pelajaran; tanpa nama dan nomor.

    Ulangi sesudah daftar atau pelajaran berubah. Kiriman di sana diambil dengan:
    course collect https://kirim.contoh.ac.id/

    Contoh: course receive copy ../layanan
    """
    from course.people.invitations import site_address
    from course.receiver.copy import lay_copy

    laid = lay_copy(Path.cwd(), service.resolve(), site and site_address(site))
    click.echo(f"✓ {laid.codes} kode dan {laid.lessons} pelajaran di {service}.")
    for line in laid.problems:
        click.echo(f"! {line}")


@receive.command()
@click.option("--anew", is_flag=True, help="Ganti kunci yang ada; folder layanan disalin lagi.")
def key(*, anew: bool) -> None:
    """Buat kunci kelas: dengan itu kiriman di layanan lain diambil, dan layar kelas dibuka."""
    from course.inbox.mailbox.key import make_key

    path = make_key(Path.cwd(), anew=anew).relative_to(Path.cwd())
    click.echo(f"✓ Kunci kelas: {path} (rahasia; jangan dikirim ke siapa pun).")


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
@click.option("--client-id", default="", metavar="ID", help="Client ID, dari platform.")
@click.option("--deployment", default="", metavar="ID", help="Deployment ID, dari platform.")
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
    from course.inbox.mailbox.key import require_class

    root = Path.cwd()
    require_class(root)
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
@click.argument("name", metavar="NAMA")
def remove(name: str) -> None:
    """Hapus platform dari kelas ini: dari sana tidak ada pelajaran yang terbuka lagi.

    Contoh: course lti remove moodle
    """
    from course.inbox.mailbox.key import require_class
    from course.inbox.mailbox.platforms import remove_platform

    require_class(Path.cwd())
    remove_platform(Path.cwd(), name)
    click.echo(f"✓ {name} dihapus. Layanan di komputer lain? course receive copy FOLDER")


@lti.command()
def show() -> None:
    """Tampilkan apa yang diketik di Moodle atau Canvas, dan apa yang sudah terdaftar.

    Contoh: course lti show
    """
    from course.inbox.mailbox.key import require_class
    from course.inbox.mailbox.platforms import read_platforms
    from course.receiver.lti.tool import to_type

    root = Path.cwd()
    require_class(root)
    for label, value in to_type(root):
        click.echo(f"{label + ':':<22} {value}")
    for name, one in read_platforms(root).items():
        click.echo(f"✓ {name}: {one.issuer}, client ID {one.client_id}, "
                   f"deployment {', '.join(one.deployments)}")  # fmt: skip


@lti.command()
@click.argument("address", metavar="[ALAMAT]", required=False, default="")
@click.option("--tests", is_flag=True, help="Kirim juga nilai tes awal dan tes akhir.")
def scores(address: str, *, tests: bool) -> None:
    """Kirim nilai pelajaran ke Moodle atau Canvas; yang sudah sama di sana dilewati.

    Hanya peserta yang membuka pelajaran dari sana dan sudah setuju. ALAMAT: layanan penerima di
    komputer lain; tanpa itu layanan di folder ini.

    Contoh: course lti scores   atau   course lti scores https://kirim.contoh.ac.id/
    """
    from course.inbox.mailbox.key import require_class
    from course.reports.platforms.passback import send_scores

    require_class(Path.cwd())
    done = send_scores(Path.cwd(), service=address, tests=tests)
    click.echo(f"✓ {done.sent} nilai dikirim, {done.same} sudah sama di sana.")
    for line in done.problems:
        click.echo(f"! {line}")
    if done.problems:
        sys.exit(1)
