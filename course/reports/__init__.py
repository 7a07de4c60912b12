"""What a report is made of: words and numbers in two languages, tables, Word and Excel files.

The notebooks beside these modules are the reports themselves; ``course.report`` runs them.
"""
