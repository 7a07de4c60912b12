"""The verb that takes answers in over the network: ``course receive``."""

from __future__ import annotations

from pathlib import Path

import click


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
