"""Certificates: who earned one, the paper, and the credential that proves it without a server.

In ``kelas/certificates/`` lies a folder for each participant (the PDF, and what only the class
knows of it), and ``public/``, which the site shows. The private key lies in ``kelas/signing/``: it
is in no backup, and a restored class keeps its own.
"""
