"""Lessons: read, checked, run and released."""

from course.lessons.lesson import *

__all__ = [
    "AUDIENCES", "COMMENT", "PARTICIPANT", "SETUP", "About", "CriteriaCell", "Lesson",
    "Understood", "compiled", "definitions", "graded_names", "grading_metadata", "is_exercise",
    "load", "load_all", "names", "read_about", "saying", "title",
]  # fmt: skip
