"""Published figures about instruments and planning, to the digits printed; each names its source."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from course.evaluation.statistics.content import aiken_v, item_index, scale_index
from course.evaluation.statistics.functioning import DELTA, ets_class, g_error, mantel_haenszel
from course.evaluation.statistics.planning import (
    RANK_EFFICIENCY,
    for_signed_rank,
    people_needed,
    power,
    smallest_gain,
)
from course.evaluation.statistics.reliability import correlation, intraclass, omega

PUBLISHED = Path(__file__).parent / "published"


def printed(value: float, text: str) -> bool:
    """Return whether a value, rounded like the printed figure, is that figure."""
    return f"{value:.{len(text.partition('.')[2])}f}" == text


# Content validity.


def test_seven_experts_rate_ten_items() -> None:
    # Example of the R function aikenV: ratings 1 to 4; V = (mean - 1) / 3, by hand.
    items = {
        (3, 3, 3, 4, 4, 4, 3): "0.81",
        (2, 4, 3, 2, 4, 4, 4): "0.76",
        (4, 3, 3, 2, 4, 4, 3): "0.76",
        (3, 2, 3, 3, 4, 3, 3): "0.67",
        (4, 4, 4, 3, 4, 4, 4): "0.95",
    }
    for ratings, v in items.items():
        assert printed(aiken_v(ratings).v, v)


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, "0.2553", "0.3662"), (15, 148, "0.0624", "0.1605"), (0, 20, "0.0000", "0.1611")],
)
def test_the_score_interval_of_v_is_wilson_s(count: int, n: int, low: str, high: str) -> None:
    # Newcombe (1998), Table I, method 3: on a scale of one step V is a share.
    found = aiken_v([1.0] * count + [0.0] * (n - count), 0, 1)
    assert printed(found.low, low)
    assert printed(found.high, high)


def test_the_score_interval_of_v_is_penfield_and_giacobbi_s() -> None:
    # Their equations 4 and 5: n experts, k = highest - lowest steps.
    ratings, k = [2, 4, 3, 2, 4, 4, 4], 3
    found, n, z = aiken_v(ratings), len(ratings), float(stats.norm.ppf(0.975))
    root = z * math.sqrt(4 * n * k * found.v * (1 - found.v) + z**2)
    ends = [(2 * n * k * found.v + z**2 + s * root) / (2 * (n * k + z**2)) for s in (-1, 1)]
    assert (found.low, found.high) == pytest.approx(ends)
    assert aiken_v([4, 4, 4]).high == 1
    assert math.isnan(aiken_v([]).v)
    with pytest.raises(ValueError, match="from 1 to 4"):
        aiken_v([0, 3])


@pytest.mark.parametrize(
    ("n", "relevant", "index", "chance", "kappa"),
    [
        *((3, 2, "0.67", "0.375", "0.47"), (4, 3, "0.75", "0.250", "0.67")),
        *((5, 4, "0.80", "0.156", "0.76"), (6, 5, "0.83", "0.094", "0.81")),
        *((6, 4, "0.67", "0.234", "0.57"), (7, 6, "0.86", "0.055", "0.85")),
        *((7, 5, "0.71", "0.164", "0.65"), (8, 7, "0.88", "0.031", "0.88")),
        *((9, 7, "0.78", "0.070", "0.76"), (10, 8, "0.80", "0.044", "0.79")),
        (10, 7, "0.70", "0.117", "0.66"),
    ],
)
def test_polit_beck_and_owen_s_modified_kappa(
    n: int, relevant: int, index: str, chance: str, kappa: str
) -> None:
    # Polit, Beck & Owen (2007), Table 4; n = 10 as BMC Health Serv Res 17:513 (2017), Table 10,
    # prints it. They round index and chance before they divide; unrounded, five of six give .816.
    found = item_index(relevant, n)
    assert found.index == pytest.approx(float(index), abs=0.00501)
    assert printed((float(index) - float(chance)) / (1 - float(chance)), kappa)
    assert found.kappa == pytest.approx(float(kappa), abs=0.01)
    assert item_index(n, n).kappa == 1


def test_six_experts_agree_on_twelve_items() -> None:
    # A published table of six experts (PMC7253559, Table 4): S-CVI/Ave 0.97, S-CVI/UA 0.83.
    ratings = np.array([
        [4, 4, 4, 4, 4, 4], [4, 3, 4, 4, 3, 4], [4, 4, 4, 4, 4, 4], [4, 4, 4, 4, 4, 4],
        [3, 4, 4, 4, 4, 4], [2, 3, 4, 3, 3, 4], [4, 4, 4, 4, 4, 4], [4, 4, 4, 4, 4, 4],
        [3, 3, 4, 2, 3, 4], [4, 4, 4, 3, 4, 4], [4, 4, 4, 3, 4, 4], [4, 4, 4, 3, 4, 4],
    ]).T  # fmt: skip
    found = scale_index(ratings)
    assert (found.experts, found.items) == (6, 12)
    assert printed(found.average, "0.97")
    assert printed(found.universal, "0.83")
    assert found.average_low < found.average < found.average_high <= 1
    nothing = scale_index(np.full((3, 4), math.nan))
    assert nothing.items == 0
    assert math.isnan(nothing.average)


# Reliability.


def test_omega_of_the_spss_anxiety_questionnaire() -> None:
    # JASP's verification "match R, SPSS, SAS and MiniTab": 0.762830469875068, interval
    # 0.748803468173598 to 0.776857471576537, standard error 0.00715676502839475.
    found = omega(pd.read_csv(PUBLISHED / "field_saq_covariance.csv"), 2571)
    assert found.omega == pytest.approx(0.762830469875068, abs=1e-6)
    assert found.low == pytest.approx(0.748803468173598, abs=1e-6)
    assert found.high == pytest.approx(0.776857471576537, abs=1e-6)


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        *(("asrm_1", 0.642387810117694), ("asrm_2", 0.640141520920559)),
        *(("asrm_3", 0.769749240010078), ("asrm_4", None)),
    ],
)
def test_omega_if_an_item_is_dropped(left_out: str, expected: float | None) -> None:
    # JASP's tests of its reliability analysis (lavaan's fit, standardised); for the last item it
    # has none either.
    table = pd.read_csv(PUBLISHED / "jasp_asrm_correlation.csv")
    table.index = table.columns
    kept = [name for name in table.columns[:4] if name != left_out]
    found = omega(table.loc[kept, kept], 77)
    if expected is None:
        assert math.isnan(found.omega)
        assert found.notes
    else:
        assert found.omega == pytest.approx(expected, abs=1e-6)


def test_omega_says_why_there_is_none() -> None:
    assert omega(np.eye(2), 50).notes[0].code == "three_items_needed"
    assert omega(np.diag([1.0, 0.0, 1.0]), 50).notes[0].code == "item_without_spread"


def test_shrout_and_fleiss_s_six_targets() -> None:
    # Shrout & Fleiss (1979), Table 2: ICC(2,1) = .29; R's psych: 0.019 to 0.76.
    judges = [9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7]
    found = intraclass(*judges)
    assert printed(found.icc, "0.29")
    assert printed(found.low, "0.019")
    assert printed(found.high, "0.76")


def test_pingouin_s_wines() -> None:
    # pingouin 0.7.0 on Real Statistics' wines: ICC(A,1) 0.727689, 0.43448966 to 0.92670861.
    wines = [1, 1, 3, 6, 6, 7, 8, 9], [2, 3, 8, 4, 5, 5, 7, 9], [0, 3, 1, 3, 5, 6, 7, 9]
    found = intraclass(*wines, [1, 2, 4, 3, 6, 2, 9, 8])
    assert printed(found.icc, "0.727689")
    assert (found.low, found.high) == pytest.approx((0.43448966, 0.92670861), abs=1e-8)


def test_the_same_twice_is_one_and_a_shift_of_all_is_not() -> None:
    same = intraclass([1, 2, 3, 4], [1, 2, 3, 4])
    assert same.icc == 1
    assert same.notes[0].code == "no_error_spread"
    assert intraclass([1, 2, 3, 4], [3, 4, 5, 6]).icc < 0.6
    assert math.isnan(intraclass([1, 2], [1, 2]).icc)


def test_fisher_s_interval_of_the_evaluation_plan() -> None:
    # r = .30: n = 10, 20, 30, 50.
    ends = {10: ("-0.41", "0.78"), 20: ("-0.16", "0.66"), 30: ("-0.07", "0.60")}
    for n, (low, high) in ends.items():
        one = np.tile([-1.0, 1.0], n // 2)
        noise = np.repeat([-1.0, 1.0], n // 2)
        noise -= one * (one @ noise) / n
        noise *= math.sqrt(n) / np.linalg.norm(noise)
        found = correlation(one, 0.3 * one + math.sqrt(1 - 0.3**2) * noise)
        assert found[:2] == (n, pytest.approx(0.3))
        assert printed(found[2], low)
        assert printed(found[3], high)
    assert math.isnan(correlation([1, 1, 1], [1, 2, 3])[1])


# Fairness.


def test_r_s_admissions_at_berkeley() -> None:
    # R's ?mantelhaen.test, UCBAdmissions: X-squared 1.4269, p 0.2323, common odds ratio 0.9046968,
    # 0.7719074 to 1.0603298.
    departments = [
        [[512, 313], [89, 19]], [[353, 207], [17, 8]], [[120, 205], [202, 391]],
        [[138, 279], [131, 244]], [[53, 138], [94, 299]], [[22, 351], [24, 317]],
    ]  # fmt: skip
    found = mantel_haenszel(departments)
    assert printed(found.odds, "0.9046968")
    assert printed(found.odds_low, "0.7719074")
    assert printed(found.odds_high, "1.0603298")
    assert printed(found.p, "0.2323")
    assert (found.n, found.ets) == (4526, "A")


def test_delta_and_class_of_an_admission_test() -> None:
    # difR's MH of Martinkova & Hladka (2023), item 49: alpha 0.5430, delta 1.4352, moderate (B).
    assert pytest.approx(1.4352, abs=3e-4) == DELTA * math.log(0.5430)
    assert ets_class(1.4352, 0.0004, 0.17) == "B"
    assert ets_class(0.3693, 0.3386, 0.16) == "A"
    assert ets_class(2.5, 0.2, 1.0) == "A"  # not different from none
    assert ets_class(2.5, 0.0001, 0.2) == "C"
    assert ets_class(-1.6, 0.01, 0.26) == "B"  # not surely above one


def test_tables_without_both_groups_say_nothing() -> None:
    assert mantel_haenszel([[[3, 2], [0, 0]]]).notes[0].code == "no_common_odds"
    assert mantel_haenszel([]).n == 0
    both = [[[8, 2], [5, 5]]]
    alone = mantel_haenszel([*both, [[3, 2], [0, 0]]])
    assert alone == mantel_haenszel(both)
    assert alone.odds == 4


def test_borenstein_s_variance_of_g() -> None:
    # Borenstein et al. (2009), ch. 4: d = 0.5970, n = 50 and 50, g = 0.5924, V(g) = 0.0411.
    assert printed(g_error(0.5924, 50, 50) ** 2, "0.0411")


# Planning.


def test_g_power_s_matched_pairs() -> None:
    # G*Power 3.1 manual (2023), ch. 19: 0.832114 and 0.500352; ch. 20: N = 1492, 0.900169.
    assert printed(power(0.421637, 50), "0.832114")
    assert printed(power(0.2828427, 50), "0.500352")
    assert people_needed(0.1, 0.9, level=0.01) == 1492
    assert printed(power(0.1, 1492, level=0.01), "0.900169")


def test_lakens_s_eight_pairs() -> None:
    # Lakens (2013): d_z = 1.50, 95%: 8.
    assert people_needed(1.5, 0.95) == 8


def test_a_crossover_is_two_groups_of_half_differences() -> None:
    # Senn's period-adjusted test is a two-sample t test of differences that are turned in one
    # sequence: their means lie 2 * gain apart. R's ?power.t.test: n = 20 a group, delta = 1:
    # 0.8689528; for 0.90 n = 22.02110, so 23 a group. A gain of half a SD, then, and 46 people.
    # (R counts one tail, which differs by 2e-7.)
    assert power(0.5, 40, design="crossover") == pytest.approx(0.8689528, abs=3e-7)
    assert people_needed(0.5, 0.9, design="crossover") == 46


def test_the_smallest_gain_of_the_evaluation_plan() -> None:
    # d_z with 80% power: n = 10, 20, 30, 50.
    for n, dz in {10: "1.00", 20: "0.66", 30: "0.53", 50: "0.40"}.items():
        assert printed(smallest_gain(n, 1.0), dz)
        assert power(smallest_gain(n, 18.0) / 18, n) == pytest.approx(0.8)
    assert math.isnan(smallest_gain(2, 1.0, design="crossover"))


@pytest.mark.parametrize("design", ["paired", "crossover"])
@pytest.mark.parametrize("dz", [0.05, 0.3, 2 / 3, 3.0, 40.0])
def test_n_is_the_smallest_that_is_enough(dz: float, design: str) -> None:
    n = people_needed(dz, 0.8, design=design)
    step = 1 if design == "paired" else 2
    assert n % step == 0
    assert power(dz, n, design=design) >= 0.8 > power(dz, n - step, design=design)


def test_ranks_cost_five_percent() -> None:
    assert printed(RANK_EFFICIENCY, "0.955")
    assert for_signed_rank(20) == 21
    assert for_signed_rank(20, 2) == 22


def test_the_power_of_a_crossover_is_what_simulated_classes_show() -> None:
    rng, n, gain, form = np.random.default_rng(5), 20, 0.7, 0.9
    turned = np.repeat([1.0, -1.0], n // 2)
    change = gain + form * turned + rng.normal(size=(4000, n))
    means = [change[:, turned == side].mean(axis=1) for side in (1, -1)]
    spread = [change[:, turned == side].var(axis=1, ddof=1) for side in (1, -1)]
    t = sum(means) / 2 / np.sqrt(sum(spread) / 2 / n)
    found = (np.abs(t) > stats.t.ppf(0.975, n - 2)).mean()
    assert found == pytest.approx(power(gain, n, design="crossover"), abs=0.02)
