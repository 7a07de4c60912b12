"""What one lesson alone knows: its checkers, the files it gives to keep, the report of its sheet.

A lesson's part is the package of its name, ``m5-ekspor`` in ``m5_ekspor``; the engine finds it by
that name (``course.lessons.part``), and no other room imports one.
"""
