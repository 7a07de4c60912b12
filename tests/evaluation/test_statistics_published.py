"""Published figures, to the digits that were printed. Each test names its source."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from course.evaluation.items import mcnemar
from course.evaluation.statistics.agreement import bland_altman, category_agreement
from course.evaluation.statistics.arrays import steps
from course.evaluation.statistics.change import (
    Change,
    change,
    class_gain,
    hake_level,
    normalized_change,
)
from course.evaluation.statistics.marks import alpha_interval, analyse
from course.evaluation.statistics.missing import estimates, lost_compared
from course.evaluation.statistics.paired import (
    correction,
    hedges_g,
    holm,
    signed_rank_p,
)
from course.evaluation.statistics.paired import rank_biserial as correlation_of_ranks

PUBLISHED = Path(__file__).parent / "published"
NAN = math.nan


def printed(value: float, text: str) -> bool:
    """Return whether a value, rounded like the printed figure, is that figure."""
    digits = len(text.partition(".")[2])
    return f"{value:.{digits}f}" == text


def own(pre: list[float], post: list[float]) -> Change:
    return change(pre, post, percent=False)


# Student (1908), extra hours of sleep; R's data set ``sleep``.
SLEEP = (
    [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
    [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
)
# Hollander & Wolfe (1973) p. 29, in R's ?wilcox.test: depression scale before and after.
DEPRESSION = (
    [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30],
    [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29],
)
# Darwin's Zea mays (Cureton 1967), in scipy's documentation of wilcoxon.
ZEA = [6.0, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]
# Thomason (in Cumming & Calin-Jageman 2017, ch. 8): 12 students before and after.
THOMASON_1 = (
    [13.0, 12, 12, 9, 14, 17, 14, 9, 6, 7, 11, 15],
    [14.0, 13, 16, 12, 15, 18, 13, 10, 10, 8, 14, 16],
)
THOMASON_2 = (
    [10.0, 14, 7, 12, 11, 11, 15, 14, 9, 16, 10, 11, 13, 19, 19, 15],
    [12.0, 19, 6, 9, 15, 13, 17, 14, 10, 17, 9, 14, 15, 22, 18, 18],
)
THOMASON_3 = (
    [41.0, 50, 71, 70, 74, 75, 64, 72, 77, 53, 60, 73, 72, 62, 68, 63, 69, 71, 70, 70, 75, 71, 76,
     64, 70, 65, 75, 66, 70, 70, 64, 72, 63, 68, 64, 61, 63, 76, 71],
    [52.0, 63, 69, 71, 80, 80, 69, 76, 78, 77, 67, 76, 69, 73, 73, 68, 70, 81, 70, 76, 77, 75, 69,
     77, 70, 76, 65, 64, 72, 71, 63, 78, 71, 77, 67, 66, 73, 75, 75],
)  # fmt: skip
# Lakens (2013), Table 1: ratings of two films by ten people.
FILMS = ([9.0, 7, 8, 9, 8, 9, 9, 10, 9, 9], [9.0, 6, 7, 8, 7, 9, 8, 8, 8, 7])


def test_r_s_paired_t_test_of_student_s_sleep_data() -> None:
    found = own(*SLEEP)
    assert (found.n, found.df) == (10, 9)
    assert printed(found.gain, "1.58")
    assert printed(found.t, "4.0621")
    assert printed(found.p_t, "0.002833")
    assert printed(found.gain_low, "0.7001142")
    assert printed(found.gain_high, "2.4598858")


def test_effectsize_s_average_variance_d_of_the_sleep_data() -> None:
    # R's effectsize 1.0.3, repeated_measures_d(method = "av"): g 0.76, d_av interval 0.43 to 1.23.
    found, j = own(*SLEEP), correction(9)
    assert printed(found.g_av, "0.761")
    assert printed(found.g_av_low / j, "0.43")
    assert printed(found.g_av_high / j, "1.23")


def test_coin_s_exact_pratt_p_of_the_sleep_data() -> None:
    # R's coin 1.4-2, wilcoxsign_test(zero.method = "Pratt", distribution = "exact").
    assert own(*SLEEP).p_pratt == 0.00390625


def test_hollander_and_wolfe_s_depression_scale() -> None:
    # R prints V = 40, one-sided p = 0.01953; effectsize's tests a rank-biserial of 0.777.
    found = own(DEPRESSION[1], DEPRESSION[0])
    assert printed(found.p_pratt / 2, "0.01953")
    assert found.rank_biserial == pytest.approx(0.777, abs=0.001)


def test_cureton_s_plants() -> None:
    found = own([0.0] * 15, ZEA)
    assert found.p_pratt == 0.041259765625  # scipy's documentation
    assert found.rank_biserial == pytest.approx((96 - 24) / 120)  # its statistic: 24 of 120


def test_pingouin_s_wilcoxon_example() -> None:
    x = [20.0, 22, 19, 20, 22, 18, 24, 20, 19, 24, 26, 13]
    y = [38.0, 37, 33, 29, 14, 12, 20, 22, 17, 25, 26, 16]
    # It drops the pair that is equal before it ranks.
    assert printed(without_zeros(y, x), "-0.378788")
    assert own(y, x).p_pratt == 0.2919921875  # coin, exact, Pratt


def test_king_rosopa_and_minium_s_drug() -> None:
    # In rcompanion's documentation; p by coin.
    placebo = [24.0, 39, 29, 28, 25, 32, 31, 33, 31, 22]
    drug = [28.0, 29, 34, 21, 28, 15, 17, 28, 16, 12]
    assert own(placebo, drug).p_pratt == 0.03125


def test_rcompanion_s_pairs_with_zeros_and_ties() -> None:
    a = [11.0, 12, 13, 14, 15, 16, 17, 18, 19, 20]
    b = [12.0, 14, 16, 18, 20, 22, 12, 10, 19, 20]
    assert own(a, b).p_pratt == 0.4140625  # coin, exact, Pratt


@pytest.mark.parametrize(
    ("pair", "p"),
    [(THOMASON_1, 0.00439453125), (THOMASON_2, 0.021484375), (([0.0] * 9, [0.0, 2, 3, -1, -4, 0, 0, 8, 9]), 0.34375)],
)  # fmt: skip
def test_coin_s_exact_p_on_thomason_and_stdlib_s_example(
    pair: tuple[list[float], list[float]], p: float
) -> None:
    assert own(*pair).p_pratt == p


def test_scipy_s_57_differences_exact_as_coin_and_approximate_as_published() -> None:
    moves = np.repeat(np.arange(-4.0, 5.0), [1, 4, 16, 15, 8, 4, 5, 1, 2])
    p, exact = signed_rank_p(moves)
    assert exact
    assert p == pytest.approx(0.00279616521156, rel=1e-11)  # coin
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("course.evaluation.statistics.paired.EXACT_WORK", 0)
        assert signed_rank_p(moves) == (pytest.approx(0.0031724568006762576, rel=1e-12), False)


def test_esci_s_thomason_1() -> None:
    found = own(*THOMASON_1)  # esci's tests, from ESCI
    assert found.gain == pytest.approx(1.666666667, abs=5e-10)
    assert found.gain_low == pytest.approx(0.715217957, abs=5e-10)
    assert found.gain_high == pytest.approx(2.618115376, abs=5e-10)
    assert found.df == 11


@pytest.mark.parametrize(
    ("pair", "d"), [(THOMASON_1, "0.536"), (THOMASON_2, "0.356"), (THOMASON_3, "0.652")]
)
def test_easi_s_standardized_differences_of_thomason(
    pair: tuple[list[float], list[float]], d: str
) -> None:
    # EASI computed the first from means and standard deviations rounded to three decimals.
    assert own(*pair).d_av == pytest.approx(float(d), abs=0.0006)


def test_lakens_two_films() -> None:
    found = own(FILMS[1], FILMS[0])
    assert printed(found.t, "4.74")
    assert printed(found.d_z, "1.50")
    assert printed(found.d_av, "1.13")
    assert printed(found.gain_low, "0.52")
    assert printed(found.gain_high, "1.48")


def test_pingouin_s_paired_t_example_with_a_missing_value() -> None:
    found = own([5.5, 2.4, NAN, 9.6, 4.2], [6.4, 3.4, 6.4, 11.0, 4.8])
    assert (found.n, found.df) == (4, 3)
    assert printed(found.t, "5.902")
    assert printed(found.gain_low, "0.45")
    assert printed(found.gain_high, "1.50")
    assert printed(found.d_av, "0.306")  # pingouin calls d_av cohen_d


@pytest.mark.parametrize(
    ("pair", "d_av", "d_z", "rank_biserial"),
    [(SLEEP, 0.8321810813495395, 1.2845575625910546, 1),
     (DEPRESSION, -0.5681239058332569, -1.0117918052161972, -7 / 9),
     (THOMASON_1, 0.5354272162332074, 1.1129864054599854, 0.8846153846153846),
     (THOMASON_2, 0.35551759121057164, 0.6469842045101325, 0.6583333333333334),
     (THOMASON_3, 0.6524394445072967, 0.7158541842331829, 0.7396870554765291),
     (FILMS, -1.1258799375612014, -1.5, -1)],
)  # fmt: skip
def test_pingouin_s_effect_sizes_on_every_pair(
    pair: tuple[list[float], list[float]], d_av: float, d_z: float, rank_biserial: float
) -> None:
    # pingouin 0.7.0: compute_effsize(paired=True, eftype="cohen" and "cohen_dz"), wilcoxon's RBC.
    found = own(*pair)
    assert found.d_av == pytest.approx(d_av)
    assert found.d_z == pytest.approx(d_z)
    assert without_zeros(*pair) == pytest.approx(rank_biserial)


def without_zeros(pre: list[float], post: list[float]) -> float:
    moves = steps(np.array(pre), np.array(post))
    return correlation_of_ranks(moves[moves != 0])


def test_the_rank_correlation_is_of_the_ranks_that_its_test_uses() -> None:
    # By hand: ranks of the sizes 1 (the zero, dropped), 2 (the fall), 3, 4.5, 4.5, 6, 7, 8, 9.
    pre = [12.5, 12.5, 8.25, 75.0, 66.75, 75.0, 37.5, 66.75, 75.0]
    post = [75.0, 25.0, 62.5, 100.0, 100.0, 75.0, 75.0, 62.5, 100.0]
    found = own(pre, post)
    assert found.rank_biserial == pytest.approx((42 - 2) / (42 + 2))
    assert without_zeros(pre, post) == pytest.approx((35 - 1) / (35 + 1))
    # The fall alone has the smallest rank, so two patterns of 2 ** 8 are as far out on each side.
    assert found.p_pratt == pytest.approx(2 * 2 / 2**8)


def test_pingouin_s_holm_example_and_a_missing_p_is_no_test() -> None:
    p = np.array([0.50, 0.003, NAN, 0.32, 0.054, 0.0003])
    assert holm(p) == pytest.approx([0.64, 0.012, NAN, 0.64, 0.162, 0.0015], nan_ok=True)


@pytest.mark.parametrize(
    ("up", "down", "p"),
    [(121, 59, 0.000004), (70, 59, 0.378688), (80, 59, 0.089452), (30, 60, 0.00206), (10, 30, 0.002221), (10, 10, 1.0)],
)  # fmt: skip
def test_vassarstats_exact_mcnemar(up: int, down: int, p: float) -> None:
    # In statsmodels' tests.
    assert mcnemar(up, down) == pytest.approx(p, abs=5e-7)


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, "0.2553", "0.3662"), (15, 148, "0.0624", "0.1605"), (0, 20, "0.0000", "0.1611"), (1, 29, "0.0061", "0.1718")],
)  # fmt: skip
def test_newcombe_s_wilson_intervals(count: int, n: int, low: str, high: str) -> None:
    # Newcombe (1998), Table I, method 3; through the facility of an item.
    marks = pd.DataFrame({"item": [1.0] * count + [0.0] * (n - count)})
    row = analyse(marks).items.iloc[0]
    assert printed(row["facility_low"], low)
    assert printed(row["facility_high"], high)


MOODLE = {
    "facility": [41.19318182, 81.36363636, 71.36363636, 65.45454545, 65.90909091, 36.36363636,
                 59.09090909, 50, 59.09090909, 63.63636364, 45.45454545, 27.27272727, 50],
    "effective_weight": [26.58464457, 3.368456046, 3.253955259, 7.584083694, 3.79658376, 3.183278505,
                         4.532356904, 7.78856243, 10.08351572, 8.381139345, 8.727645713, 7.946277111,
                         4.769500946],
    "discrimination_index": [25.88327077, 1.170256965, -4.207816809, 28.16930644, -2.513606859,
                             -12.99017581, -8.900638238, 8.670004606, 29.63337745, 15.18945843,
                             16.21079629, 15.52451404, -8.396734802],
    "discriminative_efficiency": [27.23492723, 1.382386552, -4.691171307, 31.12404354, -2.877487579,
                                  -17.5074184, -10.27568922, 10.86956522, 34.58997279, 17.4790556,
                                  20.14359793, 22.06477733, -10],
}  # fmt: skip


@pytest.mark.parametrize("field", MOODLE)
def test_moodle_s_question_statistics(field: str) -> None:
    # Moodle, mod/quiz/report/statistics/tests/statistics_test.php, slots 8 to 20 ("stats.xls").
    table = pd.read_csv(PUBLISHED / "moodle_questions.csv", index_col="participant")
    most = table.loc["max"].to_dict()
    slots = [f"s{number}" for number in range(8, 21)]
    items = analyse(table.drop(index="max")[slots], most).items
    scale = 100 if field == "facility" else 1
    assert (items[field] * scale).tolist() == pytest.approx(MOODLE[field], abs=1e-6)


def test_moodle_s_quiz_statistics() -> None:
    # Moodle, stats_from_steps_walkthrough_test.php, quiz 00, and qstats00.csv.
    found = analyse(pd.read_csv(PUBLISHED / "moodle_quiz00.csv"))
    expected = {
        "mean": 4.617333332, "sd": 0.8117265554, "skewness": -0.092502502,
        "kurtosis": -0.7073968557, "cic": -87.2230935542, "error_ratio": 136.8294900795,
        "standard_error": 1.1106813066,
    }  # fmt: skip
    for name, value in expected.items():
        assert found.whole[name] == pytest.approx(value, rel=1e-9), name
    index = [-7.0650767526, -28.8982125772, -9.1230674268, -22.6306444113, -17.6997047674,
             -45.3785178421, -5.6543166602]  # fmt: skip
    assert found.items["discrimination_index"].tolist() == pytest.approx(index, rel=1e-8)
    efficiency = [-9.4550536967, -36.7834118938, -21.6545012165, -31.4411395613, -21.1794802584,
                  -56.9365974439, -6.5043742058]  # fmt: skip
    assert found.items["discriminative_efficiency"].tolist() == pytest.approx(efficiency, rel=1e-7)
    weight = [21.2922742344, 18.8979800309, 4.443012573, 18.9347251357, 11.1450138688,
              9.8081339177, 15.4788602594]  # fmt: skip
    assert found.items["effective_weight"].tolist() == pytest.approx(weight, rel=1e-7)


def test_psych_s_alpha_of_r_s_attitude_data() -> None:
    # R's psych 2.2.9, alpha(attitude): raw_alpha 0.84, Feldt 0.74 to 0.92, r.drop.
    found = analyse(pd.read_csv(PUBLISHED / "r_attitude.csv"))
    assert printed(found.whole["alpha"], "0.84")
    assert printed(found.whole["alpha_low"], "0.74")
    assert printed(found.whole["alpha_high"], "0.92")
    r_drop = [0.6712620572, 0.7421097102, 0.5607111115, 0.7144454981, 0.7862755938, 0.2650343392,
              0.4608105495]  # fmt: skip
    assert (found.items["discrimination_index"] / 100).tolist() == pytest.approx(r_drop, abs=5e-11)


def test_real_statistics_alpha_as_pingouin_documents_it() -> None:
    # pingouin's long example (0.5917188485995826, [0.195, 0.84]) and its wide one after listwise
    # deletion (0.8016949152542373); R's psych gives 0.533 as the latter's lower end.
    found = analyse(pd.read_csv(PUBLISHED / "real_statistics_alpha.csv")).whole
    assert found["alpha"] == pytest.approx(0.5917188485995826, abs=1e-15)
    assert printed(found["alpha_low"], "0.195")
    assert printed(found["alpha_high"], "0.840")
    wide = analyse(pd.read_csv(PUBLISHED / "real_statistics_missing.csv")).whole
    assert wide["n"] == 9
    assert wide["alpha"] == pytest.approx(0.8016949152542373, abs=1e-14)
    assert wide["alpha_low"] == pytest.approx(0.533003199913, abs=1e-11)


def test_feldt_interval_of_the_evaluation_plan() -> None:
    # alpha .70 of five items: n = 10, 20, 30, 50.
    printed_ends = {
        10: ("0.25", "0.91"),
        20: ("0.43", "0.87"),
        30: ("0.49", "0.84"),
        50: ("0.54", "0.81"),
    }
    for n, (low, high) in printed_ends.items():
        ends = alpha_interval(0.70, n, 5)
        assert printed(ends[0], low)
        assert printed(ends[1], high)


def test_psych_s_weighted_kappa_of_nine_ratings() -> None:
    # R's psych, cohen.kappa's first example: weighted kappa 0.68, 0.43 to 0.93.
    one, other = "123456789", "131615567"
    found = category_agreement(one, other, "123456789")
    assert printed(found.kappa, "0.68")
    assert printed(found.kappa_low, "0.43")
    assert printed(found.kappa_high, "0.93")


def test_vcd_s_quadratic_kappa_of_91_couples() -> None:
    # R's vcd 1.4-11, Kappa(SexualFun, weights = "Fleiss-Cohen"): 0.3320456, ASE 0.09729752.
    table = np.array([[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]])
    one = [str(i) for i in range(4) for j in range(4) for _ in range(table[i, j])]
    other = [str(j) for i in range(4) for j in range(4) for _ in range(table[i, j])]
    found = category_agreement(one, other, "0123")
    assert printed(found.kappa, "0.3320456")
    assert found.kappa_high - found.kappa == pytest.approx(stats.norm.ppf(0.975) * 0.09729752)
    assert found.agreement == 33 / 91


def test_bland_and_altman_s_peak_flow_meters() -> None:
    # Lancet 1986. The paper's limits (-79.7, 75.5) come from its rounded mean and SD.
    wright = [494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427]
    mini = [512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451]
    found = bland_altman(wright, mini, multiplier=2)
    assert printed(found.bias, "-2.1")
    assert printed(found.sd, "38.8")
    assert printed(found.bias_low, "-22.0")
    assert printed(found.bias_high, "17.8")
    assert (found.lower, found.upper) == pytest.approx((-79.7, 75.5), abs=0.1)
    assert (found.lower_low, found.lower_high) == pytest.approx((-114.3, -45.1), abs=0.2)
    assert (found.upper_low, found.upper_high) == pytest.approx((40.9, 110.1), abs=0.2)


def test_fieller_s_ends_as_r_finds_them_by_inverting_the_t_test() -> None:
    # R 4.2.2, uniroot on t.test(post - pre - g * (100 - pre))$p.value - 0.05.
    found = change([10, 20, 30, 40, 50, 60], [30, 35, 45, 70, 60, 90])
    assert found.class_gain_low == pytest.approx(0.151790552905, abs=1e-12)
    assert found.class_gain_high == pytest.approx(0.554057473886, abs=1e-12)
    thomason = change(np.array(THOMASON_1[0]) * 4, np.array(THOMASON_1[1]) * 4)
    assert thomason.class_gain_low == pytest.approx(0.0572354977874, abs=1e-12)
    assert thomason.class_gain_high == pytest.approx(0.1863429629661, abs=1e-12)


def test_hake_s_gain_from_class_means() -> None:
    # A published abstract prints only 64.54 and 93.64 ("kenaikan 31,07%"): the gain is 0.82.
    assert printed(class_gain(np.array([64.54]), np.array([93.64])), "0.82")
    assert [hake_level(g) for g in (0.23, 0.29999, 0.3, 0.48, 0.7, 0.70001, NAN)] == [
        "low", "low", "medium", "medium", "medium", "high", "-",
    ]  # fmt: skip


def test_marx_and_cummings_normalized_change() -> None:
    assert normalized_change(40, 70) == 0.5
    assert normalized_change(40, 10) == -0.75
    assert normalized_change(40, 40) == 0
    assert math.isnan(normalized_change(0, 0))
    assert math.isnan(normalized_change(100, 100))
    with pytest.raises(ValueError, match="between 0 and 100"):
        normalized_change(0.4, 140)


def test_nlme_s_mixed_model_with_two_lost() -> None:
    # R's nlme, lme(y ~ phase, random = ~ 1 | id, REML): 17.2381446, SE 2.8112055.
    pre = [10, 20, 30, 40, 50, 60, 25, 35]
    post = [30, 35, 45, 70, 60, NAN, NAN, 50]
    found = {e.name: e for e in estimates(pre, post)}
    mixed = found["mixed_model"]
    assert mixed.gain == pytest.approx(17.2381446, abs=1e-4)
    assert (mixed.high - mixed.low) / 2 / stats.norm.ppf(0.975) == pytest.approx(2.8112, abs=0.02)
    assert (found["matched"].n, found["matched"].gain) == (6, 17.5)
    assert (found["lost_unchanged"].n, found["lost_unchanged"].gain) == (8, 13.125)
    assert found["worst"].gain == (20 + 15 + 15 + 30 + 10 + 15 - 60 - 25) / 8
    assert found["best"].gain == (20 + 15 + 15 + 30 + 10 + 15 + 40 + 75) / 8


def test_fisher_s_tea() -> None:
    # Fisher (1935): two-sided p = 0.4857; three of four low cups stayed, one of four high ones.
    found = lost_compared([50, 50, 50, 50, 70, 70, 70, 70], [1, 1, 1, NAN, 1, NAN, NAN, NAN])
    assert printed(found.p_fisher, "0.4857")


def test_hedges_g_of_independent_groups_as_pingouin() -> None:
    one, other = np.array([1.0, 2, 4, 4, 7]), np.array([3.0, 5, 6, 9])
    d = -0.8999721870267864  # pingouin 0.7.0, compute_effsize(eftype="cohen")
    assert hedges_g(one, other) == pytest.approx(d * correction(7))
    # pingouin takes the approximation 1 - 3 / (4 df - 1) of the same factor.
    assert hedges_g(one, other) == pytest.approx(-0.7999752773571434, abs=0.002)


def test_the_smallest_p_of_the_evaluation_plan() -> None:
    expected = {5: "0.0625", 6: "0.031", 8: "0.0078", 9: "0.0039", 10: "0.0020"}
    for people, p in expected.items():
        everyone_up = own([0.0] * people, list(range(1, people + 1)))
        assert printed(everyone_up.p_smallest, p)
        assert everyone_up.p_pratt == everyone_up.p_smallest


def test_rounding_noise_breaks_no_tie() -> None:
    # 1.3 - 0.1 and 1.2 - 0.0 differ in the last bit.
    moves = steps(np.array([0.1, 0.0, 0.5]), np.array([1.3, 1.2, 0.2]))
    assert moves[0] == moves[1]
    assert correlation_of_ranks(moves) == pytest.approx((2.5 + 2.5 - 1) / 6)


def test_wilson_through_statsmodels_takes_a_sum_of_shares() -> None:
    half = analyse(pd.DataFrame({"a": [0.5, 1.0, 0.25, 0.25]})).items.iloc[0]
    low, high = proportion_confint(2, 4, method="wilson")
    assert (half["facility_low"], half["facility_high"]) == pytest.approx((low, high))
