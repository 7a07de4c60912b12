"""The part of the site that proves certificates: one page, and what it looks up.

``kelas/certificates/public/`` holds what everybody may see, as ``reports.certificates`` wrote it:
each credential under its random number, the public keys, the list of the revoked. Nothing there
names a person.
"""

from __future__ import annotations

from pathlib import Path

from course.files import Places, write_atomically
from course.pages import template
from course.phone.pictures import Files

PAGE, FOLDER = "sertifikat.html", "sertifikat"
STATIC = Path(__file__).parent / "static"


def public(root: Path) -> Path:
    """Return the folder whose files are copied into the site."""
    return Places(root).certificates / "public"


def certificate_files(root: Path, title: str) -> dict[str, bytes]:
    """Return the files of the site that prove certificates, by path; none before the first."""
    folder = public(root)
    data = {f"{FOLDER}/{p.name}": p.read_bytes() for p in sorted(folder.glob("*")) if p.is_file()}
    if not data:
        return {}
    extra = Files()
    style, script = (
        extra.add(Path(name).stem, Path(name).suffix, (STATIC / name).read_bytes())
        for name in ("phone.css", "certificate.js")
    )
    page = template("phone/certificate").render(
        title=title, style=style, script=script, folder=FOLDER
    )
    return {**data, **extra.outputs, PAGE: page.encode()}


def publish(root: Path, title: str) -> None:
    """Bring the site's certificates up to date; the rest of the site stays as it is."""
    site, files = Places(root).site, certificate_files(root, title)
    for old in (site / FOLDER).glob("*"):
        if f"{FOLDER}/{old.name}" not in files:
            old.unlink()
    for name, data in files.items():
        write_atomically(site / name, data)
