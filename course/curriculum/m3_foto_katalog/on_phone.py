"""What the phone itself makes of lesson 3's answers: a catalogue (``phone/catalogue.js``)."""

MADE = {"katalog-saya": ("catalogue", "katalog-saya")}
"""By exercise what is made, and of which answers."""
