"""The paragraph a lecturer can paste into an article: its numbers and its limits."""

from __future__ import annotations

import math

import pandas as pd

from course.evaluation.changes import LEVEL, is_hopeless
from course.evaluation.five import LEAST
from course.evaluation.percents import came
from course.evaluation.results import Results
from course.indicators import known
from course.reports.language import Language


def paragraph(words: Language, results: Results) -> str:
    """Return the class's change in plain sentences; what cannot be computed is said so.

    The change is that of each person's mean over the seven indicators (last row of
    ``Results.means``).
    """
    row = results.means.iloc[-1]
    sentences = _who(words, results, int(row["n"]))
    if row["n"] >= LEAST:
        sentences += [_means(words, row), _class_gain(words, row), _test(words, row)]
        sentences += [_people(words, row), _best(words, results), _holm(words, results)]
    else:
        sentences.append(words.say("paragraph.few" if row["n"] else "paragraph.nobody"))
    sentences += [_lost(words, results), words.say("paragraph.limits")]
    return " ".join(sentence for sentence in sentences if sentence)


def _who(words: Language, results: Results, n: int) -> list[str]:
    steps = results.flow.set_index("step")["n"]
    registered, both = int(steps["registered"]), int(steps["analysed"])
    share = words.percent(both / registered) if registered else words.number(math.nan)
    said = [words.say("paragraph.who", registered=registered, both=both, share=share)]
    return [*said, words.say("paragraph.complete", n=n)] if LEAST <= n < both else said


def _means(words: Language, row: pd.Series) -> str:
    return words.say(
        "paragraph.means",
        verb=words.say(f"paragraph.{_way(row['gain'])}"),
        pre=words.number(row["mean_pre"]),
        category_pre=words.decoded(row["category_pre"]),
        post=words.number(row["mean_post"]),
        category_post=words.decoded(row["category_post"]),
        gain=words.number(row["gain"]),
        interval=_interval(words, row, "gain", 1),
    )


def _way(gain: float) -> str:
    rounded = round(gain, 1)
    return "rises" if rounded > 0 else "falls" if rounded < 0 else "same"


def _interval(words: Language, row: pd.Series, name: str, digits: int) -> str:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    if not (math.isfinite(low) and math.isfinite(high)):
        return words.say("paragraph.no_interval")
    ends = (words.number(end, digits) for end in (low, high))
    return words.say("paragraph.interval", **dict(zip(("low", "high"), ends, strict=True)))


def _class_gain(words: Language, row: pd.Series) -> str:
    if not math.isfinite(row["class_gain"]):
        return words.say("paragraph.no_class_gain")
    return words.say(
        "paragraph.class_gain",
        value=words.number(row["class_gain"], 2),
        interval=_interval(words, row, "class_gain", 2),
        level=words.decoded(row["gain_level"]),
    )


def _test(words: Language, row: pd.Series) -> str:
    p = words.p_value(row["p_pratt"])
    return words.say(
        "paragraph.test",
        p=p if p.startswith("<") else f"= {p}",
        rank_biserial=_known(words, row["rank_biserial"]),
        g_av=_known(words, row["g_av"]),
        interval=_interval(words, row, "g_av", 2),
    )


def _known(words: Language, value: float) -> str:
    return words.number(value, 2) if math.isfinite(value) else words.say("paragraph.unknown")


def _people(words: Language, row: pd.Series) -> str:
    down = row["changed"] - row["up"]
    return words.say(
        "paragraph.people", up=row["up"], down=down, same=int(row["n"] - row["changed"])
    )


def _best(words: Language, results: Results) -> str:
    measured = results.indicators.dropna(subset="gain").sort_values("gain", kind="stable")
    if len(measured) < 2:
        return ""
    found = {}
    for name, row in (("least", measured.iloc[0]), ("best", measured.iloc[-1])):
        found[name] = words.indicator(known(row["indicator"]))
        found[f"{name}_gain"] = words.number(row["gain"], sign=True)
    return words.say("paragraph.best", **found)


def _holm(words: Language, results: Results) -> str:
    known_p = results.indicators["p_holm"].dropna()
    passed = int((known_p < LEVEL).sum())
    if not len(known_p):
        return ""
    said = words.say("paragraph.holm", tests=len(known_p), passed=passed)
    hopeless = sum(any(map(is_hopeless, notes)) for notes in results.indicators["notes"])
    return f"{said} {words.say('paragraph.hopeless', n=hopeless)}" if hopeless else said


def _lost(words: Language, results: Results) -> str:
    tests = came(results.percents)
    lost = len(tests.get("pre", set()) - tests.get("post", set()))
    return words.say("paragraph.lost", lost=lost) if lost else ""
