"""Certificates: who earned one, the paper, and the credential that proves it without a server.

In ``kelas/certificates/`` lies a folder for each participant (the PDF, and what only the class
knows of it), and ``public/``, which the site shows. The private key lies in ``kelas/signing/``: it
is in no backup, and a restored class keeps its own.
"""

from __future__ import annotations

from pathlib import Path

from course.files import Places
from course.phone.certificates import FOLDER, public


def proofs_of(root: Path, code: str) -> list[Path]:
    """Return where what proves a participant's certificates lies, in the class and on its site."""
    own = sorted((Places(root).certificates / code).glob("*.json"))
    rooms = (public(root), Places(root).site / FOLDER)
    return [room / f"{path.stem}.jwt" for room in rooms for path in own]
