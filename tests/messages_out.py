"""Answers as WhatsApp messages, as the phone page writes them (``docs/sending.md``)."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from course.words import in_words

PART_CHARACTERS = 3_200
MAX_PARTS = 99
Packing = Literal["z", "p"]

_TITLE_CHARACTERS = 60  # of a long one, lest the message grow beyond 3,500 characters
_NOT_IN_TITLE = re.compile(r'[{}"\s]+')


def encode(
    answers: Mapping[str, Any], title: str, sent: datetime, packing: Packing = "z"
) -> list[str]:
    """Return the messages that carry ``answers`` (the content of an ``answers.json``).

    ``title`` is the lesson's, ``sent`` the moment by the participant's clock. Raises ValueError
    for more than 99 messages.
    """
    content = json.dumps(answers, ensure_ascii=False, separators=(",", ":")).encode()
    packed = zlib.compress(content, 9) if packing == "z" else content
    data = base64.b64encode(packed, altchars=b"-!").decode().rstrip("=")
    slices = [data[at : at + PART_CHARACTERS] for at in range(0, len(data), PART_CHARACTERS)]
    if len(slices) > MAX_PARTS:
        raise ValueError(f"{len(slices)} pesan; paling banyak {MAX_PARTS}. Kirim sebagai berkas.")
    head = f"KU1/{answers['participant']}/{answers['lesson']}"
    moment = f"{in_words(sent)} {sent:pukul %H.%M}"
    plain = _NOT_IN_TITLE.sub(" ", title).strip()[:_TITLE_CHARACTERS]
    first = f'Jawaban {answers["participant"]} untuk "{plain}", {moment}.'
    messages = []
    for number, piece in enumerate(slices, start=1):
        which = f"Pesan {number} dari {len(slices)}. " if len(slices) > 1 else ""
        sums = f"{zlib.crc32(packed):08x}/{zlib.crc32(piece.encode()):08x}"
        block = f"{head}/{number}-{len(slices)}/{packing}/{sums}/{piece}/KU"
        messages.append(f"{first}\n{which}Jangan diubah, langsung kirim saja.\n\n{block}")
    return messages
