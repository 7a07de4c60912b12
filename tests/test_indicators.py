"""Indicators: a code stands once, and each is complete."""

from __future__ import annotations

from course.indicators import extension_codes, indicators, paper_codes


def test_ours_are_complete_and_the_paper_s_seven_come_first() -> None:
    assert len(paper_codes()) == 7
    assert list(indicators()) == [*paper_codes(), *extension_codes()]
    for one in indicators().values():
        assert one.code[0] == {"Pengetahuan": "P", "Keterampilan": "K", "Sikap": "S"}[one.group]
        assert one.name
        assert one.name_en
