"""The learning platforms that may open this class's lessons (LTI 1.3), and the key that signs.

``kelas/platforms.toml`` holds public addresses and names of nobody; the key lies beside the
class's own, in ``kelas/receiving/``, and goes into no backup: platforms fetch its public half
anew, so another key can take its place.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import tomlkit
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from course import CourseError
from course.exercises.invited import usable_address
from course.files import Places, is_regular, trouble, write_atomically, write_private
from course.inbox.mailbox.key import require_class

_HEAD = "Moodle, Canvas, dan lain-lain yang boleh membuka pelajaran kelas ini (course lti)."
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""What a class may call a platform."""
_NAME_WORDS = "Pakai huruf kecil, angka, dan tanda hubung, misalnya moodle."
_KEY = "lti.pem"
_BITS = 2048  # the least that LTI allows, and what Moodle and Canvas themselves use
_CANVAS, _CANVAS_HOSTED = "https://sso.canvaslms.com", "https://canvas.instructure.com"


def _usable(address: str) -> str:
    """Return an address of a platform; ValueError for one that is neither https nor here."""
    if not usable_address(address.partition("?")[0]):
        raise ValueError("harus dimulai dengan https://")
    return address


Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]
Address = Annotated[Word, AfterValidator(_usable)]


class Platform(BaseModel):
    """One registration of this class at one platform."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: Word
    """Who signs what it says: ``https://moodle.contoh.ac.id``; compared, never opened."""
    client_id: Word
    deployments: Annotated[tuple[Word, ...], AfterValidator(lambda ids: tuple(dict.fromkeys(ids)))]
    login: Address
    """Where a browser is sent to show who it is (OIDC authentication request)."""
    token: Address
    """Where the right to send grades is asked for (OAuth 2)."""
    keys: Address
    """Where its public keys are (JWKS)."""

    @property
    def origins(self) -> list[str]:
        """The origins of its pages, as far as its addresses tell: they may frame ours."""
        parts = (urlsplit(one) for one in (self.issuer, self.login, self.token, self.keys))
        return sorted({f"{one.scheme}://{one.netloc}" for one in parts if one.netloc})


def moodle(address: str, client_id: str, deployment: str) -> Platform:
    """Return a Moodle at ``address``: all its addresses follow from it (``mod/lti``).

    Raises CourseError for an address that is none.
    """
    own = address.rstrip("/")
    at = f"{own}/mod/lti"
    return _made({
        "issuer": own, "client_id": client_id, "deployments": [deployment],
        "login": f"{at}/auth.php", "token": f"{at}/token.php", "keys": f"{at}/certs.php",
    })  # fmt: skip


def canvas(address: str, client_id: str, deployment: str) -> Platform:
    """Return a Canvas that Instructure hosts, the school's pages at ``address``.

    Source: developerdocs.instructure.com, "Configuring Canvas in the Tool". Raises CourseError
    for an address that is none.
    """
    return _made({
        "issuer": _CANVAS_HOSTED, "client_id": client_id, "deployments": [deployment],
        "login": f"{_CANVAS}/api/lti/authorize_redirect",
        "token": f"{address.rstrip('/')}/login/oauth2/token",
        "keys": f"{_CANVAS}/api/lti/security/jwks",
    })  # fmt: skip


def other(**said: object) -> Platform:
    """Return a platform by its own addresses. Raises CourseError for one that cannot be used."""
    return _made(said)


def _made(said: object, where: str = "") -> Platform:
    try:
        return Platform.model_validate(said)
    except ValidationError as error:
        one = error.errors()[0]
        place = ".".join(map(str, one["loc"]))
        words = str(one.get("ctx", {}).get("error") or "kosong, terlalu panjang, atau salah bentuk")
        if one["type"] == "extra_forbidden":
            words = "tidak dikenal. Hapus barisnya"
        elif one["type"] == "missing":
            words = "belum ada"
        raise CourseError(f"{where}{place}: {words}.") from error


def read_platforms(root: Path) -> dict[str, Platform]:
    """Return the platforms of the class at ``root`` by the name given to each; none without a file.

    Raises CourseError naming the file, the place and the mend.
    """
    path = Places(root).platforms
    if not path.exists():
        return {}
    try:
        said = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise CourseError(trouble(error) or f"{path}: tidak bisa dibuka.") from error
    except ValueError as error:
        raise CourseError(f"{path}: bukan TOML. {error}") from error
    if wrong := [name for name in said if not NAME.fullmatch(name)]:
        raise CourseError(f"{path}: nama {wrong[0]!r} tidak bisa dipakai. {_NAME_WORDS}")
    found = {name: _made(one, f"{path}: [{name}] ") for name, one in said.items()}
    if len({(one.issuer, one.client_id) for one in found.values()}) < len(found):
        raise CourseError(f"{path}: dua bagian punya issuer dan client_id yang sama. Hapus satu.")
    return found


def add_platform(root: Path, name: str, platform: Platform) -> bool:
    """Write a platform into the class's file, in place of the one of this name; make the key.

    Return whether it is new. A deployment more of the same registration joins the others. Raises
    CourseError where there is no class, and for a file that cannot be read.
    """
    require_class(root)
    if not NAME.fullmatch(name):
        raise CourseError(f"Nama {name!r} tidak bisa dipakai. {_NAME_WORDS}")
    known = read_platforms(root)
    before = known.get(name)
    if before and (before.issuer, before.client_id) == (platform.issuer, platform.client_id):
        ids = {"deployments": tuple(dict.fromkeys((*before.deployments, *platform.deployments)))}
        platform = platform.model_copy(update=ids)
    twin = [n for n, one in known.items() if n != name
            and (one.issuer, one.client_id) == (platform.issuer, platform.client_id)]  # fmt: skip
    if twin:
        raise CourseError(f"Platform ini sudah ada dengan nama {twin[0]}. Pakai nama itu.")
    if not is_regular(_key_file(root)):
        from joserfc.jwk import RSAKey  # noqa: PLC0415  for who opens lessons from a platform

        key = RSAKey.generate_key(_BITS, private=True)
        write_private(_key_file(root), key.as_pem(private=True))
    path = Places(root).platforms
    text = path.read_text("utf-8-sig") if path.exists() else f"# {_HEAD}\n"
    document = tomlkit.parse(text)
    table = tomlkit.table()
    for field, value in platform.model_dump(mode="json").items():
        table[field] = value
    document[name] = table
    write_atomically(path, tomlkit.dumps(document).encode())
    return before is None


def remove_platform(root: Path, name: str) -> None:
    """Take a platform out of the class's file. Raises CourseError for one that is not in it."""
    if name not in read_platforms(root):
        raise CourseError(f"{name}: tidak terdaftar. Lihat: course lti show")
    path = Places(root).platforms
    document = tomlkit.parse(path.read_text("utf-8-sig"))
    del document[name]
    write_atomically(path, tomlkit.dumps(document).encode())


def platform_key(root: Path) -> str:
    """Return the private key as PEM; CourseError where the class has none (any more)."""
    path = _key_file(root)
    if not is_regular(path):
        raise CourseError(
            f"{path}: kunci untuk Moodle dan Canvas belum ada. Buat: course lti add (platform "
            "yang sama, sekali lagi); di layanan: course receive copy sekali lagi."
        )
    return path.read_text("ascii")


def has_key(root: Path) -> bool:
    """Return whether the class has a key for platforms."""
    return is_regular(_key_file(root))


def copy_platforms(root: Path, target: Path) -> bool:
    """Lay the platforms and the key into a service's copy of a class; return whether there are any.

    What the class has no more, the copy loses too.
    """
    if not has_key(root) or not read_platforms(root):
        Places(target).platforms.unlink(missing_ok=True)
        _key_file(target).unlink(missing_ok=True)
        return False
    write_private(_key_file(target), _key_file(root).read_bytes())
    write_private(Places(target).platforms, Places(root).platforms.read_bytes())
    return True


def _key_file(root: Path) -> Path:
    return Places(root).receiving / _KEY
