"""All drawings by the file each is, below ``source/``."""

from __future__ import annotations

import inspect
from types import ModuleType

from drawings import (
    m1_internet,
    m2_akun_usaha,
    m2_toko,
    m3_foto_katalog,
    m4_strategi,
    m5_ekspor,
    m6_marketplace,
    m7_katalog_tabel,
    m8_angka,
)

LESSONS = {
    "m1-internet": [m1_internet],
    "m2-akun-usaha": [m2_akun_usaha, m2_toko],
    "m3-foto-katalog": [m3_foto_katalog],
    "m4-strategi": [m4_strategi],
    "m5-ekspor": [m5_ekspor],
    "m6-marketplace": [m6_marketplace],
    "m7-katalog-tabel": [m7_katalog_tabel],
    "m8-angka": [m8_angka],
}


def _of(module: ModuleType) -> dict[str, str]:
    own = (
        f
        for _, f in inspect.getmembers(module, inspect.isfunction)
        if f.__module__ == module.__name__
    )
    return {
        f"{f.__name__.replace('_', '-')}.svg": f() for f in own if not f.__name__.startswith("_")
    }


def drawn() -> dict[str, str]:
    """Return what every drawing holds, by ``<lesson>/<name>.svg``."""
    return {
        f"{lesson}/{name}": drawing
        for lesson, modules in LESSONS.items()
        for module in modules
        for name, drawing in _of(module).items()
    }
