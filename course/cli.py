"""The command line: one table of verbs, loaded on demand, and one way to end.

Exit code 0: fine. 1: some input was refused or something needs mending. 2: cannot run.
A verb stands in the ``commands.py`` of its room, which alone parses and prints for it.
"""

from __future__ import annotations

import ast
import errno
import io
import os
import sys
import tempfile
import traceback
from contextlib import suppress
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import click

from course import CourseError
from course.files import Places, at_work, old_places, trouble, write_atomically

_ROOMS = {
    "lessons.commands": "check translate",
    "people.commands": "new invite zoom",
    "phone.commands": "site",
    "inbox.commands": "collect answers roster",
    "autograde.commands": "release grade upgrade",
    "reports.commands": "report dashboard rundown evaluate items agreement validity power pool "
    "certificate gradebook",
    "curriculum.commands": "keepsake",
    "privacy.commands": "forget export backup restore",
    "demo": "demo",
    "desk.commands": "desk",
    "receiver.commands": "receive lti",
}
VERBS = {verb: f"course.{room}" for room, verbs in _ROOMS.items() for verb in verbs.split()}
"""The module of each verb; the verb's function there has the verb's name."""


def _described(module: str) -> dict[str, click.Command]:
    """Return the functions of a module as commands with only their help, read, not imported.

    Importing every room would make ``course --help`` wait for seconds.
    """
    path = Path(__file__).parent.parent.joinpath(*module.split(".")).with_suffix(".py")
    functions = [f for f in ast.parse(path.read_bytes()).body if isinstance(f, ast.FunctionDef)]
    return {f.name: click.Command(f.name, help=ast.get_docstring(f)) for f in functions}


class _InOrder(click.Group):
    """Commands by name, after the one with which nobody needs the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(super().list_commands(ctx), key=lambda verb: verb != "desk")


class _Verbs(click.Group):
    """The verbs of the table; a verb's room is imported when the verb is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in VERBS:
            return None
        verb = getattr(import_module(VERBS[cmd_name]), cmd_name)
        assert isinstance(verb, click.Command)  # noqa: S101  a test holds the table to it
        return verb

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        found = {module: _described(module) for module in set(VERBS.values())}
        shown = _InOrder(commands={verb: found[VERBS[verb]][verb] for verb in VERBS})
        shown.format_commands(ctx, formatter)


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kelas-umkm", message="Kelas UMKM %(version)s")
@click.pass_context
def course(ctx: click.Context) -> None:
    """Kelas UMKM: rilis pelajaran, kumpulkan jawaban, nilai, dan buat laporan.

    Tanpa mengetik perintah lain: course desk membuka semuanya di browser.

    Jalankan di folder Kelas UMKM. Untuk melihat semuanya bekerja: course demo
    """
    root = Path.cwd()
    if Places(root).restoring.exists():
        from course.privacy.restore import finish  # noqa: PLC0415  only when needed

        click.echo(f"! {finish(root)}", err=True)
    ctx.obj = partial(_save_first, root)
    ctx.with_resource(at_work(root))


def _save_first(root: Path, why: str) -> None:
    """Back the class up before a verb changes what cannot be taken back, and say so.

    Handed to the verbs: their rooms know nothing of backups.
    """
    from course.privacy.backup import safety_copy  # noqa: PLC0415  only when needed

    path = safety_copy(root, why)
    click.echo(
        f"✓ Cadangan dibuat dulu. Untuk membatalkan: course restore {path.relative_to(root)}"
    )


def _name_old_places(root: Path) -> None:
    """Say where the things of a class of the old layout belong now, in one line."""
    moves = old_places(root)
    if moves:
        where = ", ".join(f"{old.name} → {new.relative_to(root)}" for old, new in moves.items())
        click.echo(f"! Susunan folder kelas berubah: {where}. Pindahkan: course upgrade", err=True)


def main() -> None:
    """Run the command line; whatever goes wrong is a sentence, never a traceback."""
    # A library's half-written file that is cleared away at the end would print a traceback.
    sys.unraisablehook = lambda _: None
    try:
        run()
    except Exception as error:  # noqa: BLE001  what nobody foresaw
        verb = next((word for word in sys.argv[1:2] if word in VERBS), "")
        click.echo(f"✗ {unforeseen(error, f'course {verb}'.strip())}", err=True)
        sys.exit(2)


def run() -> None:
    """Run the command line; an error a person can mend is one line, without a traceback.

    Any other error is raised: a fault of ours.
    """
    _never_stop_at_a_sign()
    try:
        if "upgrade" not in sys.argv[1:2]:
            _name_old_places(Path.cwd())
        course(standalone_mode=False)
        if sys.stdout:
            sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo(
            "Dihentikan. Perintah yang sama boleh diulang; yang sudah selesai tidak diulang.",
            err=True,
        )
        sys.exit(130)
    except BrokenPipeError:
        _leave_the_pipe()
        sys.exit(1)
    except Exception as error:
        if not (sentence := to_mend(error)):
            raise
        click.echo(f"✗ {sentence}", err=True)
        if getattr(error, "errno", None) == errno.ENOSPC:
            _leave_the_pipe()  # what a library says later would change the exit code
        sys.exit(2)


def _never_stop_at_a_sign() -> None:
    """Let a Windows console without ✓ in its code page show "?"."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def to_mend(error: Exception) -> str:
    """Return what a person can do; "" for a fault of ours."""
    if isinstance(error, CourseError):
        return str(error)
    if isinstance(error, MemoryError):
        return "Memori komputer penuh. Tutup program lain, lalu ulangi perintah yang sama."
    if type(error).__name__ == "SerialisationError":  # lxml's, below a workbook: "IO_ENOSPC"
        error = OSError(getattr(errno, str(error).removeprefix("IO_"), 0), str(error))
    return trouble(error) if isinstance(error, OSError) else ""


def _leave_the_pipe() -> None:
    """Let the interpreter end in peace when nobody reads any more (``course report | head -1``).

    Or where nothing more can be written.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(nowhere, sys.stdout.fileno())


def unforeseen(error: BaseException, what: str) -> str:
    """Write down where a fault of ours happened; return what to do with that.

    ``what`` was being done: ``course grade``. No words of the error itself: they may hold an
    answer or a name.
    """
    lines = [f"Kelas UMKM {version('kelas-umkm')}, {what}", f"{sys.version}, {sys.platform}"]
    cause: BaseException | None = error
    while cause:
        number = f" {cause.errno}" if isinstance(cause, OSError) else ""
        lines += ["", f"{type(cause).__name__}{number}"]
        lines += [
            f"  {frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__, limit=-40)
        ]
        cause = cause.__cause__ or cause.__context__
    text = "\n".join(lines) + "\n"
    said = f"{what} berhenti karena kesalahan program ({type(error).__name__})"
    for folder in (Places(Path.cwd()).log, Path(tempfile.gettempdir())):
        path = folder / f"{what.replace(' ', '-')}.txt"
        if folder.parent.is_dir():
            with suppress(OSError):
                write_atomically(path, text.encode())
                return (
                    f"{said}. Datanya tetap. Kirim {path} kepada pengelola Kelas UMKM; "
                    "di dalamnya tidak ada jawaban atau nama."
                )
    return f"{said}. Datanya tetap. Kirim baris ini kepada pengelola Kelas UMKM."
