"""What every checker owes: whatever a participant sent, a share of the points and words."""

from __future__ import annotations

from course.criteria.scoring import Check


def share(check: Check) -> float:
    return float(check.evaluate().share)


def raises_nothing(check: Check) -> None:
    finding = check.evaluate()
    assert 0 <= finding.share <= 1, finding
    assert isinstance(finding.found, str), finding
