"""nbgrader's settings for this course; the whole pipeline is here and nowhere else."""

import os
import sys
from pathlib import Path

from course.files import SYSTEM_FILES
from course.gradebook.opening import gradebook_url
from course.gradebook.settings import put_programs_on_path, take_folders_literally

put_programs_on_path()
if "nbgrader" in sys.modules:  # it takes a second to load; ``course`` does so only to grade
    take_folders_literally()

c = get_config()  # type: ignore[name-defined]  # noqa: F821  nbgrader defines it

c.CourseDirectory.course_id = "kelas-umkm"
c.CourseDirectory.root = str(Path(__file__).parent)
c.CourseDirectory.db_url = os.environ.get("KELAS_DB") or gradebook_url(Path(__file__).parent)

# What authors and tests need of a lesson lies beside its notebook, and is never released; nor what
# Windows, macOS and JupyterLab lay there.
c.CourseDirectory.ignore = [*SYSTEM_FILES, "[Dd]esktop.ini", "[Tt]humbs.db", ".DS_Store", "*.pyc"]
c.CourseDirectory.ignore += ["__MACOSX", "feedback", "authors"]

# Parts are named and not imported: to read these settings loads nothing of nbgrader.

# Release: stock. Authors put every key between BEGIN/END HIDDEN TESTS; nbgrader strips them.

# Autograde, first pass: whatever notebook a submission holds, the source notebook is converted.
c.Autograde.exporter_class = "course.autograde.pipeline.SourceNotebookExporter"
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# NB: OverwriteCells restores the *released* criteria from the database, so a source edited after
# the release cannot change a grade.

# Autograde, second pass: criteria cells run in this process on answers.json.
c.Autograde.autograde_preprocessors = [
    "course.autograde.pipeline.ExecuteCriteria",
    "course.autograde.pipeline.SaveCriteria",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# NB: SaveCriteria reads the outputs ExecuteCriteria made, and AssignLatePenalties the saved scores.
# Stock's LimitOutput is left out: it would cut the criteria table; no code of others prints here.

# Feedback: the participant's page, from the criteria records; nbgrader's own would show the keys.
c.GenerateFeedback.exporter_class = "course.reports.feedback.FeedbackExporter"
c.GenerateFeedback.preprocessors = ["nbgrader.preprocessors.GetGrades"]

# The formgrader shows answers, criteria tables and score boxes; the code of our cells stays away.
c.HTMLExporter.filters = {"highlight_code": "course.autograde.pipeline.without_code"}

# A participant without a row in the gradebook gets one; the inbox has checked the code.
c.Autograde.create_student = True
