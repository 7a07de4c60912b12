"""What the phone itself makes of what was told: a card of the own shop (``phone/card.js``)."""

MADE = {"barang": ("card", "toko", "barang")}
"""By exercise what is made, and of which answers."""
