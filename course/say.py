"""What a verb says when its work is done; several verbs say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from course.autograde.engine import Graded
    from course.inbox.collect import Collected


def say_collected(result: Collected) -> None:
    """Say what came in, what was refused and why."""
    known = f", {result.known} sudah diterima sebelumnya" if result.known else ""
    click.echo(f"✓ {len(result.accepted)} berkas jawaban diterima{known}.")
    for line in result.refused:
        click.echo(f"! {line}")
    if result.refused:
        click.echo("  Berkas jawaban yang ditolak disimpan di inbox/refused/.")
    for line in result.notes:
        click.echo(f"  {line}")


def say_graded(result: Graded) -> None:
    """Say how many answers were graded, and which need a person."""
    unchanged = f", {result.unchanged} sudah dinilai sebelumnya" if result.unchanged else ""
    click.echo(f"✓ {result.graded} jawaban dinilai{unchanged}.")
    for line in (*result.kept_back, *result.refused, *result.needs_grading):
        click.echo(f"! {line}")
