"""Certificates: who earns one, what stands on the paper, and what proves it."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jwt
import pypdfium2
import pytest
import zxingcpp
from conftest import run_course
from joserfc.jwk import ECKey
from killed import lay_program
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from course.evaluation.earned import _of as of_one
from course.people.program import Certificate
from course.phone.certificates import certificate_files
from course.reports.certificates import credential as badge
from course.reports.certificates.keys import signing_key

SITE = "https://kelas.example/"
NAME = "Siti “Ning” Nuraéni, S.E."
PEOPLE = {"U07": (NAME, "ya"), "U08": ("Budi Rahasia", "tidak"), "U01": ("Leni Kartika", "")}


@pytest.fixture(scope="module")
def issued(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small class with its certificates. Read only."""
    root = Path(shutil.copytree(small, tmp_path_factory.mktemp("issued") / "kelas"))
    lay_program(root)
    path = root / "kelas" / "program.toml"
    text = path.read_text("utf-8").replace("http://localhost:8000/", SITE)
    path.write_text(text.replace("least = 60\nskills = 3", "least = 40\nskills = 2"), "utf-8")
    roster = root / "kelas" / "roster.csv"
    head, *rows = roster.read_text("utf-8").splitlines()
    rows = [f'{row},"{name}",{agreed}' for row in rows for name, agreed in [_of(row[:3])]]
    roster.write_text("\n".join([f"{head},nama,sertifikat", *rows]) + "\n", "utf-8")
    done = run_course(root, "certificate")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "localhost" not in done.stdout
    return root


def _of(code: str) -> tuple[str, str]:
    name, agreed = PEOPLE.get(code, ("Tuti", "ya"))
    return name.replace('"', '""'), agreed


@pytest.fixture
def root(issued: Path, tmp_path: Path) -> Path:
    """A copy of that class, to change at will."""
    return Path(shutil.copytree(issued, tmp_path / "kelas"))


def paper(root: Path, code: str) -> tuple[str, str]:
    """Return a certificate's text and what its QR code says."""
    page = pypdfium2.PdfDocument(root / "kelas" / "certificates" / code / "sertifikat.pdf")[0]
    (code_seen,) = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    return page.get_textpage().get_text_bounded(), code_seen.text


def token_of(root: Path, code: str) -> str:
    (path,) = (root / "kelas" / "certificates" / code).glob("*.json")
    token = (root / "kelas" / "site" / "sertifikat" / f"{path.stem}.jwt").read_text("utf-8")
    assert token == json.loads(path.read_text("utf-8"))["token"]
    return token


def public_key(root: Path) -> ECKey:
    (path,) = (root / "kelas" / "site" / "sertifikat").glob("kunci-*.json")
    told = json.loads(path.read_text("utf-8"))
    assert set(told) <= {"kty", "crv", "x", "y", "kid"}, "no private part on the site"
    return ECKey.import_key(told)


def test_the_paper_says_what_she_can_do_and_no_marks(issued: Path) -> None:
    text, link = paper(issued, "U07")
    assert "Kelas UMKM Contoh" in text
    assert "32 jam" in text
    assert "Ketua program" in text
    assert "Menulis Status WhatsApp untuk jualan" in text or "Tahu cara" in text
    assert "U07" not in text
    assert "%" not in text
    numbers = {word for word in text.replace(".", " ").split() if word.isdigit()}
    assert numbers <= {"32", "26", "22", "2026", *map(str, range(1, 32))}
    parts = urlsplit(link)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{SITE}sertifikat.html"
    assert parse_qs(parts.fragment)["n"] == [NAME]


def test_no_name_without_consent_for_it(issued: Path) -> None:
    assert NAME in paper(issued, "U07")[0]
    for code in ("U08", "U01"):
        folder = issued / "kelas" / "certificates" / code
        if not folder.exists():
            continue
        text, link = paper(issued, code)
        assert PEOPLE[code][0] not in text + link
        assert "Budi" not in text
        assert "n=" not in link
    made = [p.parent.name for p in issued.glob("kelas/certificates/*/sertifikat.pdf")]
    assert "U08" in made, "else nothing was tried"


def test_nothing_public_says_who_it_is(issued: Path) -> None:
    site = issued / "kelas" / "site"
    every = [*site.rglob("*"), *(issued / "kelas" / "certificates" / "public").rglob("*")]
    token = token_of(issued, "U07")
    told = json.dumps(badge.claims_of(token), ensure_ascii=False)
    content = "".join(p.read_text("utf-8", "replace") for p in every if p.is_file()) + told
    for secret in ("U07", "Nuraéni", "Budi", "MH04"):
        assert secret not in content
    assert json.loads((site / "sertifikat" / "penerbit.json").read_text())["type"] == "Profile"


def test_two_other_verifiers_find_it_genuine(issued: Path) -> None:
    token, key = token_of(issued, "U07"), public_key(issued)
    header = jwt.get_unverified_header(token)
    assert header["kid"].startswith(f"{SITE}sertifikat/kunci-")
    assert set(header) <= {"alg", "kid", "typ", "jwk"}, "more the specification does not allow"
    claims = jwt.decode(token, jwt.PyJWK(key.as_dict(private=False)).key, ["ES256"])
    assert claims["credentialStatus"]["type"] == "1EdTechRevocationList"
    found = OB3Verifier(key.as_pem(private=False)).verify(token)
    assert found.issuer.id == f"{SITE}sertifikat/penerbit.json"
    assert found.achievement.name == "Kelas UMKM Contoh"


def forgeries(token: str) -> Iterator[str]:
    header, body, signature = token.split(".")
    claims = badge.claims_of(token)
    claims["credentialSubject"]["narrative"] += "\nEkspor"
    changed = jwt.encode(claims, ECKey.generate_key("P-256").as_pem(private=True), "ES256")
    yield f"{header}.{changed.split('.')[1]}.{signature}"
    yield changed
    yield jwt.encode(claims, None, "none")
    yield f"{header}.{body}."


def test_a_forged_one_is_refused(issued: Path) -> None:
    verifier = OB3Verifier(public_key(issued).as_pem(private=False))
    for forged in forgeries(token_of(issued, "U07")):
        with pytest.raises(OB3VerificationError):
            verifier.verify(forged)


@pytest.mark.long
def test_the_same_again_and_revoked_and_anew(root: Path) -> None:
    before = token_of(root, "U07")
    assert run_course(root, "certificate").returncode == 0
    assert token_of(root, "U07") == before
    done = run_course(root, "certificate", "--revoke", "u07")
    assert done.returncode == 0, done.stderr
    listed = json.loads((root / "kelas/site/sertifikat/dicabut.json").read_text("utf-8"))
    assert [one["id"] for one in listed["revokedCredential"]] == [badge.claims_of(before)["id"]]
    again = run_course(root, "certificate")
    assert "U07: sertifikatnya dicabut" in again.stdout
    assert run_course(root, "certificate", "U07").returncode == 0
    assert len(list((root / "kelas/certificates/U07").glob("*.json"))) == 2
    assert run_course(root, "certificate", "--revoke", "zzzzz-zzzzz").returncode == 2


def test_who_has_not_earned_it_is_told_why(root: Path) -> None:
    path = root / "kelas" / "program.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("skills = 2", "skills = 40"), "utf-8")
    done = run_course(root, "certificate", "U07")
    assert done.returncode == 1
    assert "U07 belum: baru" in done.stdout
    assert "course certificate --revoke U07" in done.stdout
    shutil.rmtree(root / "submitted" / "U08" / "posttest")
    assert "U08 belum: posttest belum masuk" in run_course(root, "certificate", "U08").stdout
    path.write_text(text.partition("[certificate]")[0], "utf-8")
    none = run_course(root, "certificate")
    assert none.returncode == 2
    assert "bagian [certificate] belum ada" in none.stderr
    assert run_course(root, "certificate", "U99").returncode == 2


@pytest.mark.long
def test_a_lost_key_is_replaced_and_the_old_one_stays_proven(root: Path) -> None:
    before = token_of(root, "U07")
    key = root / "kelas" / "signing" / "key.jwk"
    assert key.stat().st_mode & 0o77 == 0
    key.unlink()
    done = run_course(root, "certificate")
    assert done.returncode == 2
    assert "--new-key" in done.stderr
    assert run_course(root, "certificate", "--new-key").returncode == 0
    assert token_of(root, "U07") == before
    assert len(list((root / "kelas/site/sertifikat").glob("kunci-*.json"))) == 2
    key.write_text("{}", "utf-8")
    assert "isinya rusak" in run_course(root, "certificate").stderr
    assert signing_key(root, new=True).is_private


def test_a_broken_list_of_the_revoked_is_not_an_empty_one(root: Path) -> None:
    (root / "kelas/certificates/public/dicabut.json").write_text("[]", "utf-8")
    done = run_course(root, "certificate")
    assert done.returncode == 2
    assert "dicabut rusak" in done.stderr


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"number": 1}'])
def test_a_damaged_record_is_named(root: Path, content: str) -> None:
    (path,) = (root / "kelas/certificates/U07").glob("*.json")
    path.write_text(content, "utf-8")
    done = run_course(root, "certificate")
    assert done.returncode == 2
    assert f"{path.stem}.json: catatan sertifikat ini rusak" in done.stderr


def test_a_rebuilt_site_has_them_still(issued: Path) -> None:
    files = certificate_files(issued, "Kelas UMKM")
    site = issued / "kelas" / "site"
    assert {str(p.relative_to(site)) for p in site.rglob("*") if p.is_file()} == set(files)
    assert "sertifikat.html" in files


def test_whoever_is_forgotten_leaves_no_certificate(root: Path) -> None:
    number = badge.claims_of(token_of(root, "U07"))["id"].rpartition("/")[2]
    others = {p for p in root.glob("kelas/site/sertifikat/*.jwt") if p.name != number}
    assert others
    done = run_course(root, "forget", "U07", "--yes")
    assert "salin lagi isi kelas/site/" in done.stdout
    assert not (root / "kelas/certificates/U07").exists()
    assert not list(root.rglob(number))
    assert all(path.exists() for path in others)


def test_no_backup_holds_the_key_and_none_brings_a_revoked_one_back(root: Path) -> None:
    token = token_of(root, "U07")
    done = run_course(root, "backup", "satu.zip")
    assert "Kunci sertifikat (kelas/signing/key.jwk) tidak ikut" in done.stdout
    with zipfile.ZipFile(root / "satu.zip") as archive:
        names = archive.namelist()
        assert "kelas/certificates/U07/sertifikat.pdf" in names
        assert not [name for name in names if "key.jwk" in name]
    key = (root / "kelas/signing/key.jwk").read_bytes()
    assert run_course(root, "certificate", "--revoke", "U07").returncode == 0
    assert run_course(root, "restore", "satu.zip", "--yes").returncode == 0
    assert (root / "kelas/signing/key.jwk").read_bytes() == key
    assert "sertifikatnya dicabut" in run_course(root, "certificate").stdout
    listed = json.loads((root / "kelas/site/sertifikat/dicabut.json").read_text("utf-8"))
    assert [one["id"] for one in listed["revokedCredential"]] == [badge.claims_of(token)["id"]]


def test_what_is_reached_is_told_to_the_hair() -> None:
    rules = Certificate(hours=1, signer="Ketua", least=60, skills=2, lessons=("pretest",))
    nan, met = float("nan"), 0.6 * 100
    full = of_one("U07", {"P1": met, "K2": 59.99, "K3": 61}, {"pretest"}, rules)
    assert full.can == ("P1", "K3")
    assert not full.missing
    waits = of_one("U07", {"P1": met, "K2": nan}, {"pretest"}, rules)
    assert [why.code for why in waits.missing] == ["waiting"]
    few = of_one("U07", {"P1": 59.99, "K2": nan}, (), rules)
    assert [why.code for why in few.missing] == ["lesson", "skills"]
    assert [why.code for why in of_one("U07", {}, {"pretest"}, rules).missing] == ["posttest"]
