"""The class's register: who may hand in what.

It is read once where answers come in, and handed on: nobody on the way asks a list again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from course.exercises.answers import Answers, AnswersError
from course.exercises.ballots import BALLOT
from course.lessons.forms import every_asked
from course.lessons.lesson import Lesson
from course.people.program import Program, find_program
from course.people.roster import CODE_AS_WORD, Participant, forgotten, mentors_of, with_mentors

_SPEAKER = re.compile(r"NS[0-9]{2,6}")


class SenderError(AnswersError):
    """Answers that are not this class's, or that their sender may not hand in."""


class ForgottenError(SenderError):
    """Answers of somebody whose data were deleted: nothing of them may be kept anywhere."""


class NamedError(SenderError):
    """A sheet without names that came with one: it is not kept beside its sender."""


@dataclass(frozen=True)
class Register:
    """What a class's lists, lessons and programme say."""

    roster: Mapping[str, Participant]
    """Everybody who was invited (``roster.invited``), the mentors among them."""
    lessons: Mapping[str, Lesson]
    """What may be answered (``forms.every_asked``)."""
    program: Program | None = None
    forgotten: Collection[str] = frozenset()
    """Whose data were deleted."""

    @property
    def class_id(self) -> str:
        """Which class this is; empty where it has no id."""
        return self.program.course.id if self.program else ""

    @cached_property
    def _mentors(self) -> frozenset[str]:
        return frozenset(mentors_of(self.roster))

    def admit(self, name: str, answers: Answers) -> Lesson:
        """Return the lesson to which the answers in ``name`` may be handed in.

        SenderError names the file and the mend; ForgottenError, NamedError: nothing of them may be
        kept either.
        """
        if self.class_id and answers.class_id not in {"", self.class_id}:
            raise SenderError(
                f"{name}: jawaban ini dari kelas {answers.class_id!r}, sedangkan ini kelas "
                f"{self.class_id!r}. Teruskan ke pengajar kelas itu."
            )
        if answers.participant in self.forgotten:
            raise ForgottenError(
                f"{name}: {answers.participant} sudah keluar dari data kelas (kelas/deletions.csv)."
                " Kiriman ini tidak diterima dan tidak disimpan. Kalau ikut lagi, beri kode baru."
            )
        lesson = self.lessons.get(answers.asked)
        self._check_sender(name, answers)
        if lesson is None:
            there = dict.fromkeys(one.name for one in self.lessons.values())
            raise SenderError(
                f"{name}: pelajaran {answers.asked!r} tidak ada di kelas ini "
                f"(yang ada: {', '.join(there)}). Perbarui Kelas UMKM, atau tanyakan dari kelas "
                "mana."
            )
        return lesson

    def _check_sender(self, name: str, answers: Answers) -> None:
        """Raise SenderError, naming the file and the mend, unless the sender may hand this in.

        Of a lesson that a mentor fills about a partner ``participant`` is the partner and ``by``
        the mentor.
        """
        code, lesson = answers.participant, self.lessons.get(answers.asked)
        if not code:
            raise SenderError(f"{name}: kode peserta belum diisi. Minta peserta mengisi kodenya.")
        if lesson and lesson.about.anonymous:
            self._check_ballot(name, code)
            return
        if lesson and lesson.about.audience == "narasumber":
            self._check_speaker(name, code)
        if code not in self.roster:
            raise SenderError(
                f"{name}: peserta {code} tidak ada di daftar peserta. "
                "Tambahkan ke daftar peserta, atau tanyakan kode yang benar."
            )
        if lesson and lesson.about.observes:
            self._check_observer(name, answers)
        elif lesson and lesson.about.audience != "narasumber":
            self._check_audience(name, code, lesson)

    def _check_ballot(self, name: str, code: str) -> None:
        if not BALLOT.fullmatch(code) or code in self.roster:
            raise NamedError(
                f"{name}: lembar ini tanpa nama, tetapi yang datang memakai kode. Tidak dibaca dan "
                "tidak disimpan; jangan dibagikan. Minta halamannya dibuka lagi saat ada sinyal, "
                "lalu dikirim sekali lagi."
            )

    def _check_speaker(self, name: str, code: str) -> None:
        if code not in self.roster and _SPEAKER.fullmatch(code):
            raise SenderError(
                f"{name}: narasumber {code} tidak ada di daftar narasumber. "
                "Tambahkan ke kelas/speakers.csv, atau tanyakan siapa yang mengisinya."
            )
        if not _SPEAKER.fullmatch(code):
            raise SenderError(
                f"{name}: lembar ini untuk narasumber (kode NS01, NS02, ...), bukan untuk {code}. "
                "Tanyakan siapa yang mengisinya."
            )

    def _check_observer(self, name: str, answers: Answers) -> None:
        partner, by = answers.participant, answers.by
        if partner in self._mentors:
            raise SenderError(
                f"{name}: lembar ini tentang seorang mitra, tetapi kodenya {partner}. "
                "Minta pendamping memilih mitra yang diamati, lalu mengirim ulang."
            )
        mentor = self.roster[partner].mentor
        if not by or by != mentor:
            who = by if by and by != partner else "bukan pendamping"
            raise SenderError(
                f"{name}: lembar tentang {partner} diisi oleh {who}; pendampingnya "
                f"{mentor or 'belum ada'}. Periksa kodenya, atau perbaiki roster.csv."
            )

    def _check_audience(self, name: str, code: str, lesson: Lesson) -> None:
        is_mentor = code in self._mentors
        if is_mentor != (lesson.about.audience == "mentor"):
            who, whom = ("pendamping", "peserta") if is_mentor else ("peserta", "pendamping")
            raise SenderError(
                f"{name}: {lesson.name} untuk {whom}, sedangkan {code} adalah {who}. "
                "Tidak dihitung; tanyakan siapa yang mengisinya."
            )

    def has_another_s_proof(self, answers: Answers, lesson: Lesson) -> bool:
        """Return whether answers carry a token that is not their sender's.

        They may be somebody else's under a wrong code; or the sender's own, from before the tokens
        of today were given out.
        """
        sender = self.roster.get(answers.by if lesson.about.observes else answers.participant)
        return bool(sender and sender.token and answers.token and answers.token != sender.token)

    def whom_to_ask(self, name: str) -> str:
        """Return a sentence on the participant whose code stands in a file's name, or nothing."""
        known = [code for code in CODE_AS_WORD.findall(name) if code in self.roster]
        if not known:
            return ""
        mentor = self.roster[known[-1]].mentor
        return f" Menurut namanya dari {known[-1]}" + (
            f"; pendamping: {mentor}." if mentor else "."
        )


def read_register(root: Path, invited: Mapping[str, Participant]) -> Register:
    """Return the register of the class at ``root``, of those who were ``invited``.

    Raises CourseError for a list, a lesson or a programme that is not right.
    """
    return Register(with_mentors(invited), every_asked(root), find_program(root), forgotten(root))
