"""Who may hand in what: participants their lessons, mentors theirs, speakers their sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping

from course.answers import Answers, AnswersError
from course.lessons import Lesson
from course.roster import Participant, mentors_of

# Speakers come once and stand on no roster.
_SPEAKER = re.compile(r"NS[0-9]{2,6}")


def check_sender(
    name: str, answers: Answers, lesson: Lesson | None, roster: Mapping[str, Participant]
) -> None:
    """Raise AnswersError, naming the file and the mend, unless the sender may hand this in.

    ``roster`` may hold mentors too (``roster.with_mentors``). Of a lesson that a mentor fills about
    a partner ``participant`` is the partner and ``by`` the mentor. ``lesson``: None if unknown.
    """
    code = answers.participant
    if not code:
        raise AnswersError(f"{name}: kode peserta belum diisi. Minta peserta mengisi kodenya.")
    if lesson and lesson.about.audience == "narasumber":
        _check_speaker(name, code)
        return
    if code not in roster:
        raise AnswersError(
            f"{name}: peserta {code} tidak ada di daftar peserta. "
            "Tambahkan ke roster.csv, atau tanyakan kode yang benar."
        )
    if lesson and lesson.about.observes:
        _check_observer(name, answers, roster)
        code = answers.by
    elif lesson:
        _check_audience(name, code, lesson, roster)
    if code in roster:
        _check_token(name, answers, roster[code])


def _check_speaker(name: str, code: str) -> None:
    if not _SPEAKER.fullmatch(code):
        raise AnswersError(
            f"{name}: lembar ini untuk narasumber (kode NS01, NS02, ...), bukan untuk {code}. "
            "Tanyakan siapa yang mengisinya."
        )


def _check_observer(name: str, answers: Answers, roster: Mapping[str, Participant]) -> None:
    partner, by = answers.participant, answers.by
    if partner in mentors_of(roster):
        raise AnswersError(
            f"{name}: lembar ini tentang seorang mitra, tetapi kodenya {partner}. "
            "Minta pendamping memilih mitra yang diamati, lalu mengirim ulang."
        )
    if not by or by != roster[partner].mentor:
        who = by if by and by != partner else "bukan pendamping"
        whose = roster[partner].mentor or "belum ada"
        raise AnswersError(
            f"{name}: lembar tentang {partner} diisi oleh {who}; pendampingnya {whose}. "
            "Periksa kodenya, atau perbaiki roster.csv."
        )


def _check_audience(
    name: str, code: str, lesson: Lesson, roster: Mapping[str, Participant]
) -> None:
    is_mentor = code in mentors_of(roster)
    if is_mentor != (lesson.about.audience == "mentor"):
        who, whom = ("pendamping", "peserta") if is_mentor else ("peserta", "pendamping")
        raise AnswersError(
            f"{name}: {lesson.name} untuk {whom}, sedangkan {code} adalah {who}. "
            "Tidak dihitung; tanyakan siapa yang mengisinya."
        )


def _check_token(name: str, answers: Answers, sender: Participant) -> None:
    if sender.token and answers.token and answers.token != sender.token:
        raise AnswersError(
            f"{name}: tanda pengenal tidak cocok dengan {sender.code}; mungkin berkas orang lain. "
            "Minta peserta membuka tautan undangannya sendiri lalu mengirim ulang."
        )
