"""``course certificate``: papers for those who earned them, and the site's proof of each."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from joserfc.errors import JoseError

from course import CourseError
from course.evaluation.earned import Earned, earned
from course.evaluation.gate import require
from course.files import Places, class_lock, write_atomically, write_private
from course.indicators import known
from course.people.invitations import site_address
from course.people.lists import PARTICIPANTS, read_list
from course.people.program import Certificate, Program, read_program
from course.people.roster import CODE, find_roster
from course.phone.certificates import public, publish
from course.phone.site import TITLE
from course.reports.certificates import credential as badge
from course.reports.certificates.keys import signing_key
from course.reports.certificates.paper import Paper, can_print, pdf
from course.reports.language import Language, language
from course.words import in_words

PDF = "sertifikat.pdf"
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without 0/o, 1/l/i: a number may be read out."""
_YES = {"ya", "y", "true"}


@dataclass(frozen=True)
class _Kept:
    """What the class knows of a certificate and nobody else: whose it is, and the name's secret."""

    number: str
    day: str
    secret: str
    token: str


@dataclass
class Issued:
    """What ``issue`` did."""

    papers: dict[str, Path] = field(default_factory=dict)
    """The PDFs by participant."""
    waiting: dict[str, str] = field(default_factory=dict)
    """Who has not earned one, and why, in Indonesian."""
    notes: list[str] = field(default_factory=list)
    site: str = ""
    named: int = 0
    """How many papers bear a name."""


def issue(
    root: Path, codes: Sequence[str] = (), *, site: str = "", new_key: bool = False
) -> Issued:
    """Write the certificate of everybody who earned one, or of ``codes``; publish the proof.

    A certificate keeps its number; one that was revoked is replaced only where its owner is named.
    Names come from the roster, of those whose column ``certificate`` says ya. Raises CourseError
    without ``[certificate]`` in the programme, without the key, for codes about whom nothing may be
    shown, and as ``earned``.
    """
    program, rules = _rules(root)
    with class_lock(root):
        found = Issued(site=site_address(site or rules.site))
        who = earned(root, rules)
        require(root, codes)
        if strangers := [code for code in codes if code not in who]:
            raise CourseError(f"{', '.join(strangers)}: bukan peserta kelas ini. Periksa kodenya.")
        making = _Making(root, program, rules, found, new_key=new_key)
        for code in codes or sorted(who):
            making.make(who[code], asked=bool(codes))
        making.publish()
    return found


def revoke(root: Path, which: str, *, site: str = "") -> str:
    """Revoke a certificate by its number, or by whose it is; return its number.

    The proof stays and says so. Raises CourseError for one that is not there.
    """
    program, rules = _rules(root)
    with class_lock(root):
        numbers = {kept.number: path.parent.name for path, kept in _all_kept(root)}
        number, gone = which.strip().lower(), revoked(root)
        own = [n for n, code in numbers.items() if code == which.upper() and n not in gone]
        number = own[0] if own else number
        if number not in numbers:
            raise CourseError(f"{which}: tidak ada sertifikat dengan nomor atau kode ini.")
        _publish(
            root, _programme(program, rules, site_address(site or rules.site)), {*gone, number}
        )
    return number


def revoked(root: Path) -> set[str]:
    """Return the numbers of the certificates that were revoked.

    The list stands beside the key too, where no older one is ever restored over it.
    """
    return set().union(*(_revoked_in(root, path) for path in _lists(root) if path.exists()))


def _lists(root: Path) -> tuple[Path, Path]:
    return public(root) / badge.REVOKED, Places(root).signing_key.parent / badge.REVOKED


def _revoked_in(root: Path, path: Path) -> set[str]:
    try:
        told = json.loads(path.read_bytes())["revokedCredential"]
        return {Path(one["id"]).stem for one in told}
    except (ValueError, KeyError, TypeError) as error:
        # Taken for empty, every revoked certificate would be genuine again.
        raise CourseError(
            f"{path.relative_to(root)}: daftar sertifikat yang dicabut rusak. Pulihkan dari "
            "cadangan (course restore)."
        ) from error


def _rules(root: Path) -> tuple[Program, Certificate]:
    path = Places(root).program
    program = read_program(path)
    if program.certificate is None:
        raise CourseError(
            f"{path.relative_to(root)}: bagian [certificate] belum ada. Tambahkan hours (jam "
            'belajar), signer (peran penanda tangan), dan site ("https://alamat-situs/").'
        )
    return program, program.certificate


def _programme(program: Program, rules: Certificate, site: str) -> badge.Programme:
    words, course = language("id"), program.course
    about = words.say(
        "certificate.about", hours=rules.hours, start=in_words(course.start),
        end=in_words(course.end),
    )  # fmt: skip
    criteria = words.say("certificate.criteria", skills=rules.skills)
    return badge.Programme(site, course.name, about, criteria)


class _Making:
    """Certificates in the making."""

    def __init__(
        self, root: Path, program: Program, rules: Certificate, found: Issued, *, new_key: bool
    ) -> None:
        self.root, self.rules, self.found = root, rules, found
        self.programme = _programme(program, rules, found.site)
        self.key = signing_key(root, new=new_key)
        self.words = language("id")
        self.gone = revoked(root)
        self.names = dict(_names(root, found.notes))
        self.today = dt.datetime.now().astimezone().date()
        self.kept: dict[str, list[_Kept]] = defaultdict(list)
        for path, kept in _all_kept(root):
            self.kept[path.parent.name].append(kept)

    def make(self, one: Earned, *, asked: bool) -> None:
        """Write the paper of somebody, or say why there is none."""
        code = one.participant
        every = self.kept[code]
        kept = next((k for k in every if k.number not in self.gone), None)
        if one.missing:
            self.found.waiting[code] = "; ".join(_reasons(self.words, one))
            if kept:
                self.found.notes.append(
                    f"{code}: sudah punya sertifikat, tetapi syaratnya sekarang tidak terpenuhi. "
                    f"Kalau perlu: course certificate --revoke {code}"
                )
            return
        if every and not kept and not asked:
            self.found.notes.append(
                f"{code}: sertifikatnya dicabut. Yang baru: course certificate {code}"
            )
            return
        self._write(one, kept)

    def _write(self, one: Earned, kept: _Kept | None) -> None:
        code, name = one.participant, self.names.get(one.participant, "")
        number = kept.number if kept else _number()
        secret = kept.secret if kept else secrets.token_urlsafe(12)
        day = dt.date.fromisoformat(kept.day) if kept else self.today
        skills = [self.words.plainly(known(indicator)) for indicator in one.can]
        claims = badge.credential(
            self.programme, number, skills=skills, day=day,
            identity=badge.identity_hash(name, secret) if name else "",
        )  # fmt: skip
        if kept and badge.claims_of(kept.token) == claims:
            token = kept.token
        else:
            token = badge.signed(self.programme, claims, self.key)
        record = _Kept(number, day.isoformat(), secret, token)
        paper = Paper(self.programme, number, name, secret, skills, day, self.rules.signer)
        folder = Places(self.root).certificates / code
        write_private(folder / f"{number}.json", json.dumps(asdict(record)).encode())
        self.kept[code].append(record)
        write_private(folder / PDF, pdf(paper, self.words))
        write_atomically(public(self.root) / f"{number}.jwt", token.encode())
        self.found.papers[code] = folder / PDF
        self.found.named += bool(name)

    def publish(self) -> None:
        """Bring the site up to date."""
        _publish(self.root, self.programme, self.gone)


def _publish(root: Path, programme: badge.Programme, gone: set[str]) -> None:
    folder = public(root)
    for path in _lists(root):
        write_atomically(path, badge.revocation_list(programme, sorted(gone)))
    profile = json.dumps(programme.issuer, ensure_ascii=False, indent=1)
    write_atomically(folder / badge.ISSUER, profile.encode())
    publish(root, TITLE)


def _number() -> str:
    """Return a number that says nothing: ten letters, 49 bits, in two groups."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def _all_kept(root: Path) -> Iterator[tuple[Path, _Kept]]:
    for path in sorted(Places(root).certificates.glob("*/*.json")):
        if CODE.fullmatch(path.parent.name):
            yield path, _read(root, path)


def _read(root: Path, path: Path) -> _Kept:
    try:
        told: dict[str, Any] = json.loads(path.read_bytes())
        kept = _Kept(**{key: str(told[key]) for key in ("number", "day", "secret", "token")})
        dt.date.fromisoformat(kept.day)
        badge.claims_of(kept.token)
    except (OSError, ValueError, TypeError, KeyError, JoseError) as error:
        raise CourseError(
            f"{path.relative_to(root)}: catatan sertifikat ini rusak. Pulihkan dari cadangan, atau "
            "hapus berkas itu; lalu sertifikatnya mendapat nomor baru."
        ) from error
    return kept


def _names(root: Path, notes: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the names that may stand on a paper, by code."""
    roster = find_roster(root)
    if not roster.exists():
        return
    for code, row in read_list(roster, PARTICIPANTS).by_code.items():
        if row["certificate"].casefold() not in _YES:
            continue
        name = badge.plain_name(row["name"])
        if name and can_print(name):
            yield code, name
        else:
            why = "namanya memuat huruf yang tidak bisa dicetak" if name else "kolom nama kosong"
            notes.append(f"{code}: {why}, jadi sertifikatnya tanpa nama.")


def _reasons(words: Language, one: Earned) -> list[str]:
    return [words.say(f"certificate.{why.code}", **dict(why.values)) for why in one.missing]
