"""The work plan of lesson 4 as a sheet for the wall, with the experiment where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from course.grading.schedules import entries
from course.keepsakes.material import Files
from course.keepsakes.printed import one_line, printed
from course.submitted import Submission

ROWS = ("l1", "l2", "l3", "n1", "n2", "n3")
WHO = {
    "saya": "Saya sendiri",
    "keluarga": "Keluarga",
    "pegawai": "Pegawai",
    "pendamping": "Bersama pendamping",
}
WHEN = {
    "m1": "Minggu ini",
    "m2": "Minggu depan",
    "m3": "Dua minggu lagi",
    "m4": "Bulan depan",
}
_EXPERIMENT = {
    "ubah": "Satu hal yang diubah",
    "ukur": "Yang dihitung",
    "batas": "Sampai kapan",
    "lalu": "Lalu",
}
_BODY = """{% block body %}
<p class="soft">Ditulis tanggal: ________________</p>
<table><thead><tr><th>No.</th><th>Apa</th><th>Siapa</th><th>Kapan</th><th>Tanda selesai</th>
<th>Sudah</th></tr></thead><tbody>
{% for step in steps %}
<tr><td data-name="No.">{{ loop.index }}</td><td data-name="Apa">{{ step.what }}</td>
<td data-name="Siapa">{{ step.who }}</td><td data-name="Kapan">{{ step.when }}</td>
<td data-name="Tanda selesai">{{ step.sign }}</td>
<td data-name="Sudah"><span class="box"></span></td></tr>
{% endfor %}
</tbody></table>
{% if experiment %}
<h2>Percobaan</h2>
<dl>{% for name, text in experiment %}<dt>{{ name }}</dt><dd>{{ text }}</dd>{% endfor %}</dl>
<p>Angka sebelum mulai: ________</p><p>Angka sesudahnya: ________</p>
{% endif %}
{% endblock %}"""


def write_workplan(work: Submission) -> Files:
    """Return ``rencana-kerja.html`` from ``rencana-kerja``, and from ``percobaan`` if answered."""
    files = Files()
    plan = entries([work.get("rencana-kerja").get("rencana")], ROWS)
    steps = [
        {
            "what": one_line(entry.get("langkah")),
            "who": WHO.get(entry.get("siapa"), ""),
            "when": WHEN.get(entry.get("kapan"), ""),
            "sign": one_line(entry.get("tanda")),
        }
        for entry in plan
        if entry.get("langkah")
    ]
    if not steps:
        files.notes.append("Rencana kerja masih kosong: tulis langkahnya di Tugas 18")
        return files
    experiment = _experiment(work.get("percobaan"))
    page = printed(_BODY, title="Rencana kerja", steps=steps, experiment=experiment)
    files.contents["rencana-kerja.html"] = page
    return files


def _experiment(answer: Mapping[str, Any]) -> list[tuple[str, str]]:
    if not answer.get("ubah"):
        return []
    return [(name, one_line(answer.get(key), 200)) for key, name in _EXPERIMENT.items()]
