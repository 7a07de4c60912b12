"""Our light view of nbgrader's tables is nbgrader's."""

from __future__ import annotations

import pytest
from conftest import REPOSITORY
from nbgrader import api, utils
from sqlalchemy import TableClause

from course import lessons
from course.autograde.moves import checksum
from course.gradebook.tables import EVERY


@pytest.mark.parametrize("ours", EVERY, ids=lambda one: one.name)
def test_a_table_is_nbgrader_s(ours: TableClause) -> None:
    theirs = api.Base.metadata.tables[ours.name].c
    for one in ours.c:
        assert theirs[one.name].type._type_affinity is one.type._type_affinity, one.name


def test_a_cell_s_checksum_is_nbgrader_s() -> None:
    for lesson in lessons.load_all(REPOSITORY).values():
        for cell in lesson.notebook.cells:
            if lessons.grading_metadata(cell).get("grade_id"):
                assert checksum(cell) == utils.compute_checksum(cell)
