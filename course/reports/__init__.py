"""What a report shows: its tables, figures and words, in two languages; reports/words/."""
