"""The mailbox: a database in which answers that came over the network wait to be filed.

What is acknowledged to a phone is committed here. ``course collect`` (and the running service)
files it by the rules of the inbox and only then deletes it: nothing is lost at any moment, and what
is filed twice is filed once.
"""
