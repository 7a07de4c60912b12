"""The class's signing key: ECDSA on P-256 (``ES256``), which every browser's WebCrypto verifies.

Ed25519 would be as good, but browsers of cheap phones learnt it only in 2025. The private key is a
JWK (RFC 7517) that only its owner may read; public keys are files of their own on the site, so that
a lost key can be replaced and what it signed is still proven.
"""

from __future__ import annotations

import json
from pathlib import Path

from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from course import CourseError
from course.files import Places, trouble, write_atomically, write_private
from course.phone.certificates import public

ALGORITHM = "ES256"
_CURVE = "P-256"


def key_file(key: ECKey) -> str:
    """Return the name of a public key's file, which is its thumbprint (RFC 7638)."""
    return f"kunci-{key.thumbprint()}.json"


def signing_key(root: Path, *, new: bool = False) -> ECKey:
    """Return the class's key; the first time, and where a ``new`` one is asked for, make it.

    Raises CourseError where there were certificates and the key is gone, or it cannot be read.
    """
    path = Places(root).signing_key
    known = sorted(public(root).glob("kunci-*.json"))
    if new or not (path.exists() or known):
        key = ECKey.generate_key(_CURVE, private=True)
        write_private(path, json.dumps(key.as_dict(private=True)).encode())
    elif not path.exists():
        raise CourseError(
            f"{path.relative_to(root)}: kunci penanda tangan tidak ada (cadangan kelas tidak "
            "memuatnya). Salin dari komputer yang lama, atau buat yang baru: course certificate "
            "--new-key. Sertifikat yang sudah ada tetap terbukti asli."
        )
    else:
        key = _read(root, path)
    data = json.dumps(key.as_dict(private=False), indent=1).encode()
    write_atomically(public(root) / key_file(key), data)
    return key


def _read(root: Path, path: Path) -> ECKey:
    name = path.relative_to(root)
    try:
        key = ECKey.import_key(json.loads(path.read_bytes()))
    except OSError as error:
        raise CourseError(trouble(error) or f"{name}: kunci tidak bisa dibaca.") from error
    except (ValueError, TypeError, KeyError, JoseError) as error:
        raise CourseError(
            f"{name}: isinya rusak. Salin lagi dari simpanan, atau: course certificate --new-key"
        ) from error
    if not key.is_private or key.curve_name != _CURVE:
        raise CourseError(f"{name}: bukan kunci penanda tangan kelas. Salin lagi dari simpanan.")
    return key
