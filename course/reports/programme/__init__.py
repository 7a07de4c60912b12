"""Pages about the programme, not about marks: its running order, and where it stands today."""
