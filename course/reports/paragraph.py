"""The paragraph a lecturer can paste into an article: its numbers and its limits."""

from __future__ import annotations

import math

from course.evaluation.changes import by_gain
from course.evaluation.five import LEAST
from course.evaluation.results import WHY, Results
from course.indicators import known
from course.reports.language import Language, rounded
from course.reports.tables import best_p, mean_of


def paragraph(words: Language, results: Results) -> str:
    """Return the class's change in plain sentences; what cannot be computed is said so.

    The headline is the change of each person's mean over the indicators (last row of
    ``Results.means``); every number is one of ``Results.headline``.
    """
    found = _found(results)
    sentences = _who(words, results, found)
    if found["complete"] >= LEAST:
        sentences += [_means(words, results, found), _class_gain(words, results, found)]
        sentences += [_effect(words, found), _people(words, found), _rows(words, found)]
        sentences += [_best(words, results), _holm(words, found)]
    else:
        sentences.append(words.say("paragraph.few" if found["both"] else "paragraph.nobody"))
    if found["lost"]:
        sentences.append(words.say("paragraph.lost", lost=_whole(found, "lost")))
    if (results.incomplete["reason"] == "left_half_way").any():
        sentences.append(words.say("paragraph.stopped"))
    return " ".join(
        sentence for sentence in (*sentences, words.say("paragraph.limits")) if sentence
    )


def _whole(found: dict[str, float], name: str) -> int:
    return int(found[name])


def who_counts(words: Language, results: Results) -> str:
    """Return who is counted in which figure, and why the others are not: counts, no codes."""
    return " ".join(_who(words, results, _found(results)))


def _found(results: Results) -> dict[str, float]:
    return {str(name): float(value) for name, value in results.headline.to_numpy()}


def _who(words: Language, results: Results, found: dict[str, float]) -> list[str]:
    names = ("registered", "consented", "pretest", "both")
    counts = {name: _whole(found, name) for name in names}
    said = [words.say("paragraph.who", share=words.number(found["share"], 0), **counts)]
    if found["complete"] < LEAST:
        return said
    of = mean_of(words, results.means.iloc[-1], "paragraph.all_indicators")
    n = _whole(found, "complete")
    if found["rows_n_low"] == found["rows_n_high"] == n:
        said.append(words.say("paragraph.same_people", n=n, of=of))
    else:
        said.append(words.say("paragraph.rows_n", n=_rows_n(words, found)))
        said.append(words.say("paragraph.complete", n=n, of=of))
    rest = _whole(found, "both") - _whole(found, "complete")
    if rest:
        why = [words.say(f"paragraph.{r}", n=_whole(found, r)) for r in WHY if found[r]]
        said.append(words.say("paragraph.rest", n=rest, why=words.listed(why)))
    return said


def _rows_n(words: Language, found: dict[str, float]) -> str:
    low, high = (_whole(found, f"rows_n_{name}") for name in ("low", "high"))
    return str(low) if low == high else words.say("paragraph.span", low=low, high=high)


def _means(words: Language, results: Results, found: dict[str, float]) -> str:
    row = results.means.iloc[-1]
    return words.say(
        "paragraph.means",
        of=mean_of(words, row, "paragraph.main"),
        verb=words.say(f"paragraph.{_way(found['gain'])}"),
        pre=words.number(found["mean_pre"]),
        category_pre=words.decoded(row["category_pre"]),
        post=words.number(found["mean_post"]),
        category_post=words.decoded(row["category_post"]),
        gain=words.number(found["gain"], sign=True),
        interval=_interval(words, found, "gain", 1),
    )


def _way(gain: float) -> str:
    shown = rounded(gain, 1)
    return "rises" if shown > 0 else "falls" if shown < 0 else "same"


def _interval(words: Language, found: dict[str, float], name: str, digits: int) -> str:
    low, high = found[f"{name}_low"], found[f"{name}_high"]
    if not (math.isfinite(low) and math.isfinite(high)):
        return words.say("paragraph.no_interval")
    ends = (words.number(end, digits) for end in (low, high))
    return words.say("paragraph.interval", **dict(zip(("low", "high"), ends, strict=True)))


def _class_gain(words: Language, results: Results, found: dict[str, float]) -> str:
    if not math.isfinite(found["class_gain"]):
        return words.say("paragraph.no_class_gain")
    return words.say(
        "paragraph.class_gain",
        value=words.number(found["class_gain"], 2),
        interval=_interval(words, found, "class_gain", 2),
        level=words.decoded(results.means.iloc[-1]["gain_level"]),
    )


def _effect(words: Language, found: dict[str, float]) -> str:
    return words.say(
        "paragraph.effect",
        g_av=_known(words, found["g_av"]),
        interval=_interval(words, found, "g_av", 2),
    )


def _known(words: Language, value: float) -> str:
    return words.number(value, 2) if math.isfinite(value) else words.say("paragraph.unknown")


def _people(words: Language, found: dict[str, float]) -> str:
    ways = [(name, _whole(found, name)) for name in ("up", "down", "same")]
    if len(some := [(name, n) for name, n in ways if n]) == 1:
        name, n = some[0]
        return words.say(f"paragraph.all_{name}", n=n)
    return words.say("paragraph.people", **dict(ways))


def _rows(words: Language, found: dict[str, float]) -> str:
    """Return the mean of the table's rows where it is another number than the headline."""
    names = ("pre", "post", "gain")
    if all(rounded(found[f"rows_{n}"], 1) == rounded(found[_HEAD[n]], 1) for n in names):
        return ""
    gain = words.number(found["rows_gain"], sign=True)
    return words.say("paragraph.rows", gain=gain, n=_rows_n(words, found))


_HEAD = {"pre": "mean_pre", "post": "mean_post", "gain": "gain"}


def _best(words: Language, results: Results) -> str:
    measured = by_gain(results.indicators)
    if len(measured) < 2:
        return ""
    found = {}
    for name, row in (("least", measured.iloc[0]), ("best", measured.iloc[-1])):
        found[name] = words.indicator(known(row["indicator"]))
        found[f"{name}_gain"] = words.number(row["gain"], sign=True)
        found[f"{name}_n"] = str(row["n"])
    return words.say("paragraph.best", **found)


def _holm(words: Language, found: dict[str, float]) -> str:
    if not found["tests"]:
        return ""
    counts = {name: _whole(found, name) for name in ("tests", "passed")}
    said = words.say("paragraph.holm" if counts["passed"] else "paragraph.holm_none", **counts)
    if not (hopeless := _whole(found, "hopeless")):
        return said
    best = best_p(words, (found["best_p"], found["best_p_high"]))
    return f"{said} {words.say('paragraph.hopeless', n=hopeless, best=best)}"
