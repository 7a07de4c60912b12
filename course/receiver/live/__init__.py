"""The live class: a question at a time, answered on phones, shown on the instructor's screen."""
