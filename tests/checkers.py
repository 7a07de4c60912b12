"""What every checker owes: whatever a participant sent, a share of the points and words."""

from __future__ import annotations

from hypothesis import strategies as st

from course.criteria.scoring import Check

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=60),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


def share(check: Check) -> float:
    return float(check.evaluate().share)


def raises_nothing(check: Check) -> None:
    finding = check.evaluate()
    assert 0 <= finding.share <= 1, finding
    assert isinstance(finding.found, str), finding
