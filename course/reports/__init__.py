"""What a report is made of: words and numbers in two languages, tables, Word and Excel files.

The notebooks in ``notebooks/`` are the reports themselves; ``course.reports.report`` runs them.
"""
