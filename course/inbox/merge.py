"""Which answers stand, of everything a participant sent to one lesson: pure functions.

Answers are merged exercise by exercise, so that a phone that was emptied wipes nothing. The result
depends on the set of sendings alone, not on the order in which they were collected.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from course.exercises.answers import Answers, Entry, First, Skipped
from course.exercises.fields import Photo
from course.lessons.lesson import Lesson

AHEAD = dt.timedelta(days=1)
"""A time later than this after the answer was received cannot be right: the phone's clock ran
ahead. Within it lie clocks set to another zone."""
_LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

COUNT, LEAVE_OUT = "count", "leave-out"
"""What a person decided about a sending."""
LEFT_OUT, FOREIGN, UNPROVEN, COMPLETE, OUTSIDE, REPLACED, OTHER_FORM = (
    "left_out", "foreign", "unproven", "complete", "outside", "replaced", "other_form",
)  # fmt: skip
REASONS = {
    LEFT_OUT: "dikeluarkan oleh pengajar",
    FOREIGN: "tanda pengenal tidak cocok; mungkin dari orang lain, atau dijawab sebelum undangan "
    "yang sekarang",
    UNPROVEN: "tanpa tanda pengenal, sedangkan ada kiriman lain yang memakainya",
    COMPLETE: "datang sesudah tesnya lengkap",
    OUTSIDE: "dijawab di luar waktu tesnya",
    OTHER_FORM: "bentuk tes yang lain; dari satu orang satu bentuk yang dihitung",
    REPLACED: "semua jawabannya sudah ada yang lebih baru",
}
"""Why what a sending says does not count, in words."""
NEEDS_A_LOOK = {FOREIGN, UNPROVEN, COMPLETE, OUTSIDE, OTHER_FORM}


@dataclass(frozen=True)
class Sending:
    """What one participant sent to one lesson at one time."""

    id: str
    """From its content: the same sending has the same, however often it comes."""
    answers: Answers
    """What of it can be used as the lesson is asked now."""
    received: dt.datetime
    """When it was collected for the first time."""
    folder: Path = Path()
    """Where the pictures that came along lie."""
    decided: str = ""
    """``COUNT``, ``LEAVE_OUT`` or nothing."""
    held: bool = False
    """Whether it came with a proof that was not the sender's, and waits for a person."""

    @property
    def at(self) -> dt.datetime:
        """The time of its newest answer in UTC, as ``time_of``; 1970 without answers."""
        return max(
            (self.time_of(entry) for entry in self.answers.answers.values()), default=_LONG_AGO
        )

    def time_of(self, entry: Entry) -> dt.datetime:
        """Return when an answer was given, in UTC; when it was received where that is ahead."""
        at = _utc(entry.at)
        return at if self.is_credible(entry) else min(at, self.received)

    def is_credible(self, entry: Entry) -> bool:
        """Return whether an answer's time can be right."""
        return _utc(entry.at) <= self.received + AHEAD


@dataclass(frozen=True)
class Rule:
    """What decides which answers to a lesson stand."""

    token: str = ""
    """The sender's proof; without one nobody has to prove anything."""
    is_test: bool = False
    """A test counts by its first complete answers, another lesson by its newest."""
    opens: dt.date | None = None
    closes: dt.date | None = None
    before: dt.datetime | None = None
    """Answers count that were given before this: a pretest's, before the posttest's first."""


@dataclass(frozen=True)
class Merged:
    """Which answers stand, and where each of them came from."""

    answers: Answers | None
    """Blank where nothing stands of what was sent; None where nothing was sent."""
    used: Mapping[str, tuple[Sending, ...]] = field(default_factory=dict)
    """By exercise, every sending that counts and holds the answer that stands."""
    aside: Mapping[str, str] = field(default_factory=dict)
    """Why what a sending says does not count, by its id: keys of ``REASONS``."""
    at: dt.datetime = _LONG_AGO
    """When the newest of the answers that stand was given, in UTC."""


def merge(sendings: Iterable[Sending], lesson: Lesson, rule: Rule) -> Merged:
    """Return the answers that stand of one participant's sendings to ``lesson``."""
    sent = list(sendings)
    left, aside = admitted(sent, rule)
    ordered = sorted(left, key=_in_time)
    counted: list[Sending] = []
    best: dict[str, tuple[Entry, Sending]] = {}
    for one in ordered:
        if rule.is_test and _is_complete(best, lesson) and one.decided != COUNT:
            aside[one.id] = COMPLETE
            continue
        inside = _inside(one, rule)
        if one.answers.answers and not inside:
            aside[one.id] = OUTSIDE
            continue
        counted.append(one)
        for name, entry in inside.items():
            if name not in best or _rank(name, entry, one, lesson) > _rank(
                name, *best[name], lesson
            ):
                best[name] = entry, one
    used = {
        name: tuple(one for one in ordered if one.answers.answers.get(name) == entry)
        for name, (entry, _) in best.items()
    }
    ids = {one.id for some in used.values() for one in some}
    aside |= {one.id: REPLACED for one in counted if one.id not in ids}
    for one in ordered:  # a later sending of the same answers takes nothing and says nothing new
        if all(name in best and best[name][0] == e for name, e in one.answers.answers.items()):
            aside.pop(one.id, None)
    firsts = {} if rule.is_test else {n: _first(n, best[n][0], counted, lesson) for n in best}
    return Merged(_answers(best, firsts, sent), used, aside, _newest(best, sent))


def merge_forms(
    sendings: Iterable[Sending], asked: Mapping[str, Lesson], lesson: str, rule: Rule
) -> Merged:
    """Return the answers that stand to a test that may have come in two forms: to one of them.

    ``asked``: the lessons by what answers say they are to (``Answers.asked``). The form that a
    person counted stands, else the one that was finished (first), else the one with more answers.
    """
    forms: dict[str, tuple[Lesson, list[Sending]]] = {lesson: (asked[lesson], [])}
    for one in sendings:
        known = asked[one.answers.asked]
        name = one.answers.asked if known.items else lesson
        forms.setdefault(name, (known, []))[1].append(one)
    merged = {name: merge(some, known, rule) for name, (known, some) in forms.items()}

    def rank(name: str) -> tuple[object, ...]:
        known, some = forms[name]
        own = merged[name]
        entries = own.answers.answers if own.answers else {}
        best = {key: (entry, some[0]) for key, entry in entries.items()}
        is_whole = bool(entries) and _is_complete(best, known)
        counted = any(one.decided == COUNT for one in some) and bool(entries)
        return counted, is_whole, 0 if is_whole else len(entries), -own.at.timestamp(), name

    chosen = max((name for name in forms if forms[name][1]), key=rank, default=lesson)
    aside = dict(merged[chosen].aside)
    for name in merged.keys() - {chosen}:
        aside |= {one.id: OTHER_FORM for one in forms[name][1]} | {
            id_: reason
            for id_, reason in merged[name].aside.items()
            if reason in {LEFT_OUT, FOREIGN, UNPROVEN}
        }
    return replace(merged[chosen], aside=aside)


def admitted(sendings: Iterable[Sending], rule: Rule) -> tuple[list[Sending], dict[str, str]]:
    """Return the sendings that may count, and why the others may not.

    One that came with somebody else's proof waits for a person. Beside a sending with the right
    proof one without any is set apart: it may be somebody else's.
    """
    aside, left = {}, []
    for one in sendings:
        is_own = bool(rule.token) and one.answers.token == rule.token
        if one.decided == LEAVE_OUT:
            aside[one.id] = LEFT_OUT
        elif one.held and not is_own and one.decided != COUNT:
            aside[one.id] = FOREIGN
        else:
            left.append(one)
    proven = {one.id for one in left if rule.token and one.answers.token == rule.token}
    if not proven:
        return left, aside
    for one in left:
        if one.id not in proven and one.decided != COUNT:
            aside[one.id] = UNPROVEN
    return [one for one in left if one.id not in aside], aside


def _in_time(one: Sending) -> tuple[bool, dt.datetime, str]:
    """Order sendings by their own time; those with times that cannot be right come last."""
    entries = one.answers.answers.values()
    newest = max((_utc(entry.at) for entry in entries), default=_LONG_AGO)
    return not all(map(one.is_credible, entries)), newest, one.id


def _is_complete(best: Mapping[str, tuple[Entry, Sending]], lesson: Lesson) -> bool:
    asked = [name for name, definition in lesson.definitions.items() if not definition.practice]
    return all(name in best and is_filled(best[name][0]) for name in asked)


def _inside(one: Sending, rule: Rule) -> dict[str, Entry]:
    """Return the answers that were given while the test was open."""
    if not rule.is_test or one.decided == COUNT:
        return dict(one.answers.answers)
    return {
        name: entry for name, entry in one.answers.answers.items() if _is_open(one, entry, rule)
    }


def _is_open(one: Sending, entry: Entry, rule: Rule) -> bool:
    # The day where the participant is, as the phone says it.
    credible = one.is_credible(entry)
    day = entry.at.date() if credible else min(entry.at.date(), one.received.astimezone().date())
    if (rule.opens and day < rule.opens) or (rule.closes and day > rule.closes):
        return False
    return rule.before is None or not credible or _utc(entry.at) < rule.before


def is_filled(entry: Entry) -> bool:
    """Return whether an entry answers anything."""
    return any(value not in (None, "", [], {}) for value in entry.value.values())


def _rank(name: str, entry: Entry, one: Sending, lesson: Lesson) -> tuple[object, ...]:
    """Order the answers to one exercise: filled, as it is asked now, at a likely time, new."""
    filled = is_filled(entry) or name in lesson.about.emptied
    asked_now = lesson.definitions[name].is_answered_by(entry)
    said = entry.model_dump_json()
    return filled, asked_now, one.is_credible(entry), _utc(entry.at), entry.tries, said


def _first(name: str, entry: Entry, counted: Sequence[Sending], lesson: Lesson) -> First | None:
    """Return what was answered before any phone said what is right; None where none did.

    The earliest of all sendings: it counts for the marks, whatever a later phone still knows. Of a
    task with pictures the standing answer's own, whose pictures came along.
    """
    if any(isinstance(one, Photo) for one in lesson.definitions[name].fields):
        return entry.first
    found = [
        (min(_utc(other.first.at), one.received), one.id, other.first)
        for one in counted
        for other in [one.answers.answers.get(name)]
        if other and other.first and other.item == entry.item
    ]
    return min(found, key=lambda first: first[:2])[2] if found else None


def _answers(
    best: Mapping[str, tuple[Entry, Sending]],
    firsts: Mapping[str, First | None],
    sent: Sequence[Sending],
) -> Answers | None:
    """Return the entries under the head of the newest sending that something stands of."""
    ids = {one.id for _, one in best.values()}
    head = max((one for one in sent if one.id in ids or not ids), key=_heading, default=None)
    if head is None:
        return None
    names = [*head.answers.answers, *sorted(best)]
    entries = {
        name: best[name][0].model_copy(update={"first": firsts.get(name)})
        for name in dict.fromkeys(names)
        if name in best
    }
    skipped = _skipped(one for one in sent if one.id in ids)
    return head.answers.model_copy(update={"answers": entries, "skipped": skipped})


def _skipped(sent: Iterable[Sending]) -> dict[str, Skipped]:
    """Return what was said last of each sitting's reading, by sendings that something stands of."""
    said = [(name, one) for each in sent for name, one in each.answers.skipped.items()]
    said.sort(key=lambda pair: (pair[0], _utc(pair[1].at), pair[1].back))
    return dict(said)


def _heading(one: Sending) -> tuple[bool, dt.datetime, bool, str]:
    late, newest, id_ = _in_time(one)
    return not late, newest, bool(one.answers.token), id_


def _newest(best: Mapping[str, tuple[Entry, Sending]], sent: Sequence[Sending]) -> dt.datetime:
    """Return the newest time of what stands, else of what was sent.

    Of the times that can be right, where there are any.
    """
    given = list(best.values()) or [(e, one) for one in sent for e in one.answers.answers.values()]
    right = [(entry, one) for entry, one in given if one.is_credible(entry)] or given
    return max((min(_utc(entry.at), one.received) for entry, one in right), default=_LONG_AGO)


def _utc(at: dt.datetime) -> dt.datetime:
    """Return a time in UTC, 1970 at the earliest: a year 1 has none everywhere."""
    return at.astimezone(dt.UTC) if at.year > _LONG_AGO.year else _LONG_AGO
