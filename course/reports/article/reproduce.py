"""Compute the printed figures of an evaluation again, from its data, with pandas alone.

    python reproduksi.py [--lang en]

Reads data/nilai.csv beside this file, prints every figure as the page prints it, and holds each
against tables/*.csv to nine digits. Ends with 1 where one differs. Nothing of Kelas UMKM is
imported: this is a second way to the same figures. Not computed again: the mixed model and the
bootstrap, which need more than pandas.
"""

from __future__ import annotations

import io
import math
import sys
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from statistics import NormalDist

import pandas as pd

Figures = dict[str, float]
NAN = math.nan
Z = NormalDist().inv_cdf(0.975)
SAME = 1e-9


def beta_share(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function, by its continued fraction (Lentz)."""
    if x in (0.0, 1.0):
        return x
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(1 - x, b, a)
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(front + a * math.log(x) + b * math.log1p(-x)) / a
    total, c, d = 1.0, 1.0, 0.0
    for step in range(1000):
        m = step // 2
        if step == 0:
            term = 1.0
        elif step % 2 == 0:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / (1 + term * d)
        c = 1 + term / c
        total *= c * d
        if step and abs(c * d - 1) < 1e-16:
            break
    return front * (total - 1)


def t_two_sided(t: float, df: float) -> float:
    """Return P(|T| > |t|)."""
    return beta_share(df / (df + t * t), df / 2, 0.5)


def t_quantile(df: float) -> float:
    """Return the 97.5% quantile of t, by halving."""
    low, high = 0.0, 1.0
    while t_two_sided(high, df) > 0.05:
        low, high = high, 2 * high
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if t_two_sided(middle, df) > 0.05 else (low, middle)
    return (low + high) / 2


def varies(values: pd.Series, size: float) -> bool:
    """Return whether values differ by more than what arithmetic leaves behind."""
    return len(values) > 1 and float(values.max() - values.min()) > max(1e-12 * size, 1e-150)


def mean_ends(values: pd.Series) -> tuple[float, float]:
    """Return the t interval of a mean."""
    if not varies(values, float(values.abs().max())):
        return NAN, NAN
    half = t_quantile(len(values) - 1) * float(values.std()) / math.sqrt(len(values))
    return float(values.mean()) - half, float(values.mean()) + half


def steps(pre: pd.Series, post: pd.Series) -> pd.Series:
    """Return the differences, equal ones made equal whatever the arithmetic before."""
    unit = max(float(pre.abs().max()), float(post.abs().max())) * 1e-12
    return ((post - pre) / unit).round() if unit else post * 0


def pratt(moves: pd.Series) -> tuple[float, float]:
    """Return the exact two-sided p (zeros ranked, then dropped) and the rank-biserial r."""
    ranks = moves.abs().rank()
    doubled = [round(2 * rank) for rank in ranks[moves != 0]]
    total, chance = sum(doubled), [1.0]
    for rank in doubled:
        longer = [0.0] * (len(chance) + rank)
        for place, one in enumerate(chance):
            longer[place] += one / 2
            longer[place + rank] += one / 2
        chance = longer
    up = sum(round(2 * rank) for rank in ranks[moves > 0])
    p = min(1.0, 2 * math.fsum(chance[: min(up, total - up) + 1]))
    return p, (2 * up - total) / total if total else NAN


def holm(p_values: list[float]) -> list[float]:
    """Return Holm's adjusted p; a missing one is no test."""
    order = sorted((p, place) for place, p in enumerate(p_values) if not math.isnan(p))
    adjusted, worst = [NAN] * len(p_values), 0.0
    for place, (p, where) in enumerate(order):
        worst = max(worst, p * (len(order) - place))
        adjusted[where] = min(worst, 1.0)
    return adjusted


def change(pre: pd.Series, post: pd.Series) -> Figures:
    """Return the figures of a change in percentages of the same people."""
    n, gains, moves = len(pre), post - pre, steps(pre, post)
    gain, found = float(post.mean() - pre.mean()), {"n": float(n)}
    found |= {"mean_pre": float(pre.mean()), "mean_post": float(post.mean()), "gain": gain}
    found["pre_low"], found["pre_high"] = mean_ends(pre)
    found["post_low"], found["post_high"] = mean_ends(post)
    found["p_pratt"], found["rank_biserial"] = pratt(moves)
    found |= {"changed": float((moves != 0).sum()), "up": float((moves > 0).sum())}
    if varies(moves, float(moves.abs().max())):
        spread, t95 = float(gains.std()), t_quantile(n - 1)
        found |= {"t": gain / spread * math.sqrt(n), "df": n - 1.0, "d_z": gain / spread}
        found["p_t"] = t_two_sided(found["t"], n - 1)
        half = t95 * spread / math.sqrt(n)
        found |= {"gain_low": gain - half, "gain_high": gain + half}
        found |= sizes(pre, post, gains) | fieller(pre, gains, t95)
    return found


def sizes(pre: pd.Series, post: pd.Series, gains: pd.Series) -> Figures:
    """Return d_av, and Hedges' g_av with its interval."""
    n, unit = len(pre), math.sqrt((float(pre.var()) + float(post.var())) / 2)
    if n < 3 or not unit:
        return {}
    half_df = (n - 1) / 2
    j = math.exp(math.lgamma(half_df) - math.log(half_df) / 2 - math.lgamma(half_df - 0.5))
    d, half = float(gains.mean()) / unit, Z * float(gains.std()) / math.sqrt(n) / unit
    return {"d_av": d, "g_av": d * j, "g_av_low": (d - half) * j, "g_av_high": (d + half) * j}


def fieller(pre: pd.Series, gains: pd.Series, t95: float) -> Figures:
    """Return the class gain with Fieller's interval."""
    room, n = 100 - pre, len(pre)
    if float(room.mean()) <= 1e-10:
        return {}
    found, t2 = {"class_gain": float(gains.mean() / room.mean())}, t95 * t95
    a = float(room.mean()) ** 2 - t2 * float(room.var()) / n
    b = float(room.mean() * gains.mean()) - t2 * float(room.cov(gains)) / n
    c = float(gains.mean()) ** 2 - t2 * float(gains.var()) / n
    if a <= 1e-8:
        return found
    root = math.sqrt(max(0.0, b * b - a * c))
    return found | {"class_gain_low": (b - root) / a, "class_gain_high": (b + root) / a}


def crossed(pre: pd.Series, post: pd.Series, order: pd.Series) -> Figures:
    """Return gain, form and order effect of two sequences (Welch, Satterthwaite)."""
    gains, level, first = post - pre, (pre + post) / 2, order == "AB"
    found = {
        "n_ab": float(first.sum()),
        "n_ba": float((~first).sum()),
        "plain": float(gains.mean()),
    }
    for name, one, other, share in (
        ("gain", gains[first], -gains[~first], 0.5),
        ("form_effect", gains[~first], gains[first], 0.5),
        ("order_effect", level[first], level[~first], 1.0),
    ):
        value = share * float(one.mean() - other.mean())
        parts = float(one.var()) / len(one), float(other.var()) / len(other)
        if not sum(parts):
            found[name] = value
            continue
        df = sum(parts) ** 2 / (parts[0] ** 2 / (len(one) - 1) + parts[1] ** 2 / (len(other) - 1))
        half = share * t_quantile(df) * math.sqrt(sum(parts))
        found |= {name: value, f"{name}_low": value - half, f"{name}_high": value + half}
    return found


def pairs(data: pd.DataFrame, code: str, *phases: str) -> pd.DataFrame:
    """Return the people who have an indicator in these tests, a column a test."""
    own = data[data["indicator"] == code].pivot_table(
        index="person", columns="phase", values="percent", observed=True
    )
    return own.reindex(columns=list(phases)).dropna()


def means_of(data: pd.DataFrame, codes: list[str], *phases: str) -> pd.DataFrame:
    """Return each person's mean over indicators, of who has all of them."""
    whole = [pairs(data, code, *phases) for code in codes]
    people = set.intersection(*(set(own.index) for own in whole)) if whole else set()
    inside = [own.loc[sorted(people)] for own in whole]
    return pd.concat(inside).groupby(level=0).mean() if people else pd.DataFrame(columns=[*phases])


def indicator_rows(data: pd.DataFrame, table: pd.DataFrame) -> list[Figures]:
    """Return the figures of the table of indicators."""
    shown = table["gain"].notna()
    found = [
        change(own["pre"], own["post"]) if one else {}
        for one, own in zip(
            shown, (pairs(data, c, "pre", "post") for c in table["indicator"]), strict=True
        )
    ]
    for row, p in zip(found, holm([row.get("p_pratt", NAN) for row in found]), strict=True):
        row["p_holm"] = p
    return found


def mean_rows(data: pd.DataFrame, table: pd.DataFrame) -> list[Figures]:
    """Return the figures of the table of means; without tests, which it does not have."""
    every = str(table["over"].iloc[-1]).split()
    people = set(means_of(data, every, "pre", "post").index)
    inside = data[data["person"].isin(people)]
    found = []
    for name, over, gain in zip(table["name"], table["over"], table["gain"], strict=True):
        groups: dict[str, list[str]] = {}
        for code in str(over).split():
            groups.setdefault(code[:1] if name == "mean_groups" else "", []).append(code)
        parts = [means_of(inside, codes, "pre", "post") for codes in groups.values()]
        own = pd.concat(parts).groupby(level=0).mean() if parts else pd.DataFrame()
        row = {} if math.isnan(gain) else change(own["pre"], own["post"])
        found.append({k: v for k, v in row.items() if k not in {"t", "df", "p_t", "p_pratt"}})
    return found


def _codes(table: pd.DataFrame, data: pd.DataFrame) -> list[list[str]]:
    known = list(dict.fromkeys(data["indicator"]))
    return [[code] if code in known else known for code in table["indicator"]]


def form_rows(data: pd.DataFrame, table: pd.DataFrame) -> list[Figures]:
    """Return the figures of the two forms; the row "mean" is of who has all the others."""
    drawn: dict[object, str] = {}
    if "order" in data:
        drawn = dict(zip(data["person"], data["order"].astype(str), strict=True))
    codes, found = [code for code in table["indicator"] if code != "mean"], []
    for code, gain in zip(table["indicator"], table["gain"], strict=True):
        own = means_of(data, codes if code == "mean" else [code], "pre", "post")
        order = pd.Series([drawn.get(who, "") for who in own.index], index=own.index)
        here = order.isin(["AB", "BA"])
        hidden = math.isnan(gain) or not here.any()
        found.append({} if hidden else crossed(own["pre"][here], own["post"][here], order[here]))
    return found


def point_rows(data: pd.DataFrame, table: pd.DataFrame) -> list[Figures]:
    """Return the figures of three points in time, without the mixed model."""
    found: list[Figures] = []
    for codes, (_, row) in zip(_codes(table, data), table.iterrows(), strict=True):
        if math.isnan(row["change"]):
            found.append({})
            continue
        own = means_of(data, codes, "pre", "post", "delayed")
        one = change(own[row["start"]], own[row["end"]])
        names = {"n": "n", "gain": "change", "gain_low": "change_low", "gain_high": "change_high"}
        names |= {"mean_pre": "mean_start", "mean_post": "mean_end"}
        found.append({new: one[old] for old, new in names.items() if old in one})
    return found


def records(table: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows of a table by column."""
    return [{str(k): v for k, v in row.items()} for row in table.to_dict("records")]


TABLES = {
    "indikator": indicator_rows,
    "rata-rata": mean_rows,
    "bentuk": form_rows,
    "tiga-titik": point_rows,
}
SIGNED = ("gain", "plain", "change", "form_effect", "order_effect")
INTERVALS = ("gain", "class_gain", "g_av", "form_effect", "order_effect", "change")
DIGITS = {"class_gain": 2, "g_av": 2, "d_z": 2, "t": 2, "rank_biserial": 2, "n": 0, "n_ab": 0}
DIGITS |= {"p_pratt": 3, "p_holm": 3, "p_t": 3, "n_ba": 0, "up": 0, "changed": 0}
SHOWN = (
    *("n", "n_ab", "n_ba", "mean_pre", "mean_post", "mean_start", "mean_end", "plain", "gain"),
    *(
        "change",
        "form_effect",
        "order_effect",
        "class_gain",
        "p_pratt",
        "p_holm",
        "rank_biserial",
        "t",
    ),
    *("p_t", "d_z", "g_av"),
)
"""What the page prints; all the others are compared too."""


def printed(value: float, digits: int, mark: str, *, sign: bool = False) -> str:
    """Return a number as the page prints it, half rounded away from zero."""
    exact = Decimal(f"{value:.12g}").quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    before = "+" if sign and exact > 0 else ""
    return before + str(exact + 0).replace(".", mark).replace("-", "\u2212")


def line(name: str, row: Figures, mark: str) -> str:
    """Return one row of a table."""
    cells = []
    for key in SHOWN:
        if key not in row or math.isnan(row[key]):
            continue
        digits = DIGITS.get(key, 1)
        ends = [row.get(f"{key}_{end}", NAN) for end in ("low", "high")]
        sign = key in SIGNED
        cell = f"{key} {printed(row[key], digits, mark, sign=sign)}"
        if key.startswith("p") and key != "plain" and row[key] < 0.001:
            cell = f"{key} < 0{mark}001"
        if key in INTERVALS and not any(map(math.isnan, ends)):
            between = "; " if mark == "," else ", "
            cell += f" [{between.join(printed(end, digits, mark, sign=sign) for end in ends)}]"
        cells.append(cell)
    return f"  {name}: {', '.join(cells)}"


def differences(row: Figures, given: Mapping[str, object]) -> Iterator[str]:
    """Yield each figure that is another one in the table."""
    for key, value in row.items():
        other = float(str(given[key])) if str(given.get(key, "nan")) not in {"", "nan"} else NAN
        if math.isnan(value) and math.isnan(other):
            continue
        if not abs(value - other) <= SAME * max(1.0, abs(other)):
            yield f"{key}: {value} / {other}"


def main(folder: Path, mark: str) -> int:
    """Print and compare every table; return how many figures differ."""
    path = folder / "data" / "nilai.csv"
    if not path.exists():
        sys.exit(
            "data/nilai.csv tidak ada: hanya ada di evaluasi-data-terbatas.zip. / "
            "data/nilai.csv is missing: it is in evaluasi-data-terbatas.zip alone."
        )
    data = pd.read_csv(path, keep_default_na=False, na_values={"percent": [""]})
    wrong = 0
    for name, rows in TABLES.items():
        path = folder / "tables" / f"evaluation-{name}.csv"
        table = pd.read_csv(path) if path.exists() else pd.DataFrame()
        if table.empty:
            continue
        found = rows(data, table)
        labels = table["name" if name == "rata-rata" else "indicator"].astype(str)
        if name == "tiga-titik":
            labels = labels + " " + table["start"] + "-" + table["end"]
        sys.stdout.write(f"{name}\n")
        count = 0
        for label, row, given in zip(labels, found, records(table), strict=True):
            if row:
                sys.stdout.write(line(label, row, mark) + "\n")
            count += len(row)
            for one in differences(row, given):
                sys.stdout.write(f"  ! {label}, {one}\n")
                wrong += 1
        sys.stdout.write(f"  {count} angka / figures, {wrong} berbeda / differ\n")
    return wrong


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # Windows writes cp1252
    sys.exit(1 if main(Path(__file__).parent, "." if "en" in sys.argv else ",") else 0)
