"""The paragraph a lecturer can paste into an article: its numbers and its limits."""

from __future__ import annotations

import math

from course.evaluation.five import LEAST
from course.evaluation.results import Results
from course.indicators import known
from course.reports.language import Language
from course.reports.tables import mean_of


def paragraph(words: Language, results: Results) -> str:
    """Return the class's change in plain sentences; what cannot be computed is said so.

    The headline is the change of each person's mean over the indicators (last row of
    ``Results.means``); every number is one of ``Results.headline``.
    """
    found = {str(name): float(value) for name, value in results.headline.to_numpy()}
    sentences = _who(words, results, found)
    if found["complete"] >= LEAST:
        sentences += [_means(words, results, found), _class_gain(words, results, found)]
        sentences += [_test(words, found), _people(words, found), _rows(words, found)]
        sentences += [_best(words, results), _holm(words, found)]
    else:
        sentences.append(words.say("paragraph.few" if found["both"] else "paragraph.nobody"))
    if found["lost"]:
        sentences.append(words.say("paragraph.lost", lost=_whole(found, "lost")))
    if len(results.stopped):
        sentences.append(words.say("paragraph.stopped"))
    return " ".join(
        sentence for sentence in (*sentences, words.say("paragraph.limits")) if sentence
    )


def _whole(found: dict[str, float], name: str) -> int:
    return int(found[name])


def _who(words: Language, results: Results, found: dict[str, float]) -> list[str]:
    counts = {name: _whole(found, name) for name in ("registered", "both")}
    said = [words.say("paragraph.who", share=words.number(found["share"], 0), **counts)]
    if not LEAST <= found["complete"] < found["both"]:
        return said
    of = mean_of(words, results.means.iloc[-1], "paragraph.all_indicators")
    return [*said, words.say("paragraph.complete", n=_whole(found, "complete"), of=of)]


def _means(words: Language, results: Results, found: dict[str, float]) -> str:
    row = results.means.iloc[-1]
    return words.say(
        "paragraph.means",
        of=mean_of(words, row, "paragraph.seven"),
        verb=words.say(f"paragraph.{_way(found['gain'])}"),
        pre=words.number(found["mean_pre"]),
        category_pre=words.decoded(row["category_pre"]),
        post=words.number(found["mean_post"]),
        category_post=words.decoded(row["category_post"]),
        gain=words.number(found["gain"]),
        interval=_interval(words, found, "gain", 1),
    )


def _way(gain: float) -> str:
    rounded = round(gain, 1)
    return "rises" if rounded > 0 else "falls" if rounded < 0 else "same"


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


def _test(words: Language, found: dict[str, float]) -> str:
    p = words.p_value(found["p_pratt"])
    return words.say(
        "paragraph.test",
        p=p if p.startswith("<") else f"= {p}",
        rank_biserial=_known(words, found["rank_biserial"]),
        g_av=_known(words, found["g_av"]),
        interval=_interval(words, found, "g_av", 2),
    )


def _known(words: Language, value: float) -> str:
    return words.number(value, 2) if math.isfinite(value) else words.say("paragraph.unknown")


def _people(words: Language, found: dict[str, float]) -> str:
    counts = {name: _whole(found, name) for name in ("up", "down", "same")}
    return words.say("paragraph.people", **counts)


def _rows(words: Language, found: dict[str, float]) -> str:
    """Return the mean of the table's rows where it is another number than the headline."""
    shown = {name: words.number(found[f"rows_{name}"]) for name in ("pre", "post")}
    gain = words.number(found["rows_gain"], sign=True)
    own = {name: words.number(found[f"mean_{name}"]) for name in ("pre", "post")}
    if shown == own and gain == words.number(found["gain"], sign=True):
        return ""
    sizes = {name: _whole(found, f"rows_n_{name}") for name in ("low", "high")}
    return words.say("paragraph.rows", gain=gain, **shown, **sizes)


def _best(words: Language, results: Results) -> str:
    measured = results.indicators.dropna(subset="gain").sort_values("gain", kind="stable")
    if len(measured) < 2:
        return ""
    found = {}
    for name, row in (("least", measured.iloc[0]), ("best", measured.iloc[-1])):
        found[name] = words.indicator(known(row["indicator"]))
        found[f"{name}_gain"] = words.number(row["gain"], sign=True)
    return words.say("paragraph.best", **found)


def _holm(words: Language, found: dict[str, float]) -> str:
    if not found["tests"]:
        return ""
    counts = {name: _whole(found, name) for name in ("tests", "passed")}
    said = words.say("paragraph.holm", **counts)
    hopeless = _whole(found, "hopeless")
    return f"{said} {words.say('paragraph.hopeless', n=hopeless)}" if hopeless else said
