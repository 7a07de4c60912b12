"""The drawings of the lessons, made by code: ``make drawings`` writes them beside the notebooks.

A development tool. What they share is in ``parts.py``; a lesson's own stand in the module called as the
lesson, one function a drawing, named as its file (``katalog_letak`` is ``katalog-letak.svg``). No logos:
screens are drawn plainly, say so under them, and colours are a hint. Letters have 13 units and more on a
width of 360, for a phone of 360 points; a file has 4 KB at most (``tests/lessons/test_drawings.py``).
"""
