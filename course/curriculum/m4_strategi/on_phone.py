"""What the phone itself makes of lesson 4's answers: the postings' file (``phone/calendar.js``)."""

_CALENDAR = ("calendar", "kalender", "kalender-lanjut")
MADE = {"kalender": _CALENDAR, "kalender-lanjut": _CALENDAR}
"""By exercise what is made, and of which answers."""
