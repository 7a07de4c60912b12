"""Measure a photo: size, light, blown-out white, sharpness, file weight.

A photo is judged as a buyer sees it, small on a phone: its longer side is brought to ``LONG_SIDE``
pixels first. The thresholds come from real photographs and from worsened copies of them, and were
checked against a table judged by eye: ``tests/benchmarks/photo.py`` prints both.

Sharpness follows Crété-Roffet et al. 2007 ("The blur effect"): blur the picture once more and see
which share of its steps gets lost. In a sharp picture much, in a blurred one little; being a share,
it does not take darkness for blur, as the variance of the Laplacian does. Taken twice: over all
steps, as in the paper, and over the strongest twentieth, where noise does not pass for sharpness;
the geometric mean agrees better with the eye than either.
"""

from __future__ import annotations

import io
import math
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from course.exercises.photos import MAX_PHOTO_BYTES, MAX_PIXELS
from course.files import is_regular

_IN_BROWSER = ("_figures",)
LONG_SIDE = 500

DARK = 128.0
"""Below this ``brightness`` a photo is too dark."""
BLOWN = 0.12
"""Above this share of ``blown`` a photo is too bright."""
SHARP = 0.26
"""Below this ``sharpness`` a photo is blurred."""

Grey = NDArray[np.float64]
Colours = NDArray[np.uint8]
Figures = tuple[int, int, float, float, float, float, float, float, int]
"""The fields of ``Measured`` in their order."""

_PAD = 5
"""Rows that the widest blur looks beyond a picture, and one more for the sums."""
_SMALLEST_STEP = 8.0
"""Steps below this are noise, in levels of 255."""


class PhotoError(ValueError):
    """A file that cannot be measured; the message says why, in Indonesian."""


@dataclass(frozen=True)
class Measured:
    """What a photo is like."""

    width: int
    height: int
    kilobytes: float
    brightness: float
    """Luma that 97% of the pixels stay below, 0 to 255: a bright product before a dark cloth is
    bright, a dim room is not. (The mean luma calls both dark.)"""
    blown: float
    """Share of colour values that are full (250 and more), 0 to 1; a plain white backdrop, as in
    catalogue pictures, does not count."""
    sharpness: float
    """Share of the steps from pixel to pixel that a second blur takes away, 0 (blurred) to 1."""
    contrast: float
    """Standard deviation of luma, 0 to 127."""
    structure: float
    """How much of ``contrast`` is left at a quarter of the size, 0 to 1: 0.25 in pure noise."""
    fingerprint: int
    """64 bits: where the middle square, 9 x 8 pixels small, gets brighter to the right."""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to see: one flat colour, or noise."""
        return self.contrast < 6 or self.structure < 0.35

    @property
    def is_dark(self) -> bool:
        """Whether the photo is too dark."""
        return self.brightness < DARK

    @property
    def is_blown(self) -> bool:
        """Whether too much of the photo is blown out to white or to one full colour."""
        return self.blown > BLOWN

    @property
    def is_sharp(self) -> bool:
        """Whether the photo is sharp."""
        return self.sharpness >= SHARP

    def resembles(self, other: Measured) -> bool:
        """Whether both are the same picture: saved again, lit differently, or cut square."""
        return (self.fingerprint ^ other.fingerprint).bit_count() <= 10


def measure(path: Path, formats: tuple[str, ...] = ("JPEG",)) -> Measured:
    """Measure the photo at ``path``; remembered for as long as the file does not change.

    Raises PhotoError for a link, an absent or large file (2 MB), what is no photo of ``formats``,
    and for more than 20 megapixels.
    """
    figures = _figures(path, formats)
    if figures is None:
        raise PhotoError("foto tidak ikut terkirim")
    return Measured(*figures)


def _figures(path: Path, formats: tuple[str, ...]) -> Figures | None:
    """Return the fields of ``Measured``; the page's own code does the same with a canvas."""
    if not is_regular(path):
        return None
    state = path.stat()
    if state.st_size > MAX_PHOTO_BYTES:
        raise PhotoError("berkas foto lebih dari 2 MB")
    return _measured(path, formats, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=64)
def _measured(path: Path, formats: tuple[str, ...], size: int, _modified: int) -> Figures:
    (width, height), colours = _decoded(path.read_bytes(), formats)
    red, green, blue = colours.astype(np.float64)
    grey = 0.299 * red + 0.587 * green + 0.114 * blue
    contrast = float(grey.std())
    return (
        width,
        height,
        size / 1024,
        float(np.percentile(grey, 97)),
        _blown(colours),
        _sharpness(grey),
        contrast,
        _structure(grey) / contrast if contrast else 0.0,
        _fingerprint(grey),
    )


def _decoded(data: bytes, formats: tuple[str, ...]) -> tuple[tuple[int, int], Colours]:
    """Return the photo's own size, and its colours (3, h, w) at ``LONG_SIDE`` or less."""
    try:
        # Pillow warns before its bomb limit; ours is far below it.
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=formats) as image:
            warnings.simplefilter("error")
            return image.size, _small(image)
    except PhotoError:
        raise
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as error:
        raise PhotoError("bukan foto yang bisa dibuka") from error


def _small(image: Image.Image) -> Colours:
    if image.width * image.height > MAX_PIXELS:
        raise PhotoError("foto lebih dari 20 megapiksel")
    image.draft("RGB", (LONG_SIDE, LONG_SIDE))  # JPEG: decodes at a half, a quarter, ...
    colours = image.convert("RGB")
    colours.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    # A colour after the other: numpy goes through neighbours several times as fast.
    return np.stack([np.asarray(band) for band in colours.split()])


def _blown(colours: Colours) -> float:
    white = colours.min(axis=0) >= 235
    edge = max(1, min(white.shape) // 20)
    ring = white.copy()
    ring[edge:-edge, edge:-edge] = False
    around = white.size - (white.shape[0] - 2 * edge) * (white.shape[1] - 2 * edge)
    # A white backdrop all around something that is not bright itself: judge what stands before it.
    if ring.sum() >= 0.8 * around:
        rest = colours[:, ~white]
        if rest.size and rest.mean() < 150:
            colours = rest
    return float((colours >= 250).mean())


def _sharpness(grey: Grey) -> float:
    # A shaken photo is blurred one way only: the worse direction counts.
    ways = [_lost_steps(side) for side in (grey, np.ascontiguousarray(grey.T))]
    everywhere, at_edges = map(min, zip(*ways, strict=True))
    return math.sqrt(everywhere * at_edges)


def _lost_steps(grey: Grey) -> tuple[float, float]:
    """Return which part of the steps down the columns a further blur takes away.

    Of all steps by a blur over 9 pixels, and of the strongest twentieth by one over 5.
    """
    steps = np.abs(np.diff(grey, axis=0))
    sums = np.cumsum(np.pad(grey, ((_PAD, _PAD), (0, 0)), "edge"), axis=0)
    return _lost(grey, steps, sums, 9, 1.0), _lost(grey, steps, sums, 5, 0.05)


def _lost(grey: Grey, steps: Grey, sums: Grey, width: int, share: float) -> float:
    """Return the part of the ``steps`` of a picture that a blur over ``width`` pixels takes away.

    ``sums`` are the columns summed up, ``_PAD`` rows added on either side. Only the steps where
    most changes within ``width`` pixels count: the strongest ``share``.
    """
    if grey.shape[0] <= width:
        return 0.0
    half = width // 2
    first, last = _PAD - half - 1, sums.shape[0] - _PAD + half
    own = sums[first:last]
    blurred = (own[width:] - own[:-width]) / width
    lost = np.maximum(0.0, steps - np.abs(np.diff(blurred, axis=0)))
    if share < 1:
        around = np.zeros_like(steps)
        around[half:-half] = np.abs(grey[width:] - grey[:-width])
        least = max(float(np.percentile(around, 100 * (1 - share))), _SMALLEST_STEP)
        counted = around >= least
        steps, lost = steps[counted], lost[counted]
    total = float(steps.sum())
    return float(lost.sum()) / total if steps.size > 50 and total else 0.0


def _structure(grey: Grey) -> float:
    height, width = (side // 4 * 4 for side in grey.shape)
    tiles = grey[:height, :width].reshape(height // 4, 4, width // 4, 4)
    return float(tiles.mean(axis=(1, 3)).std()) if tiles.size else 0.0


def _fingerprint(grey: Grey) -> int:
    side = min(grey.shape)
    top, left = ((length - side) // 2 for length in grey.shape)
    middle = grey[top : top + side, left : left + side]
    small = Image.fromarray(middle.astype(np.uint8)).resize((9, 8), Image.Resampling.BOX)
    levels = np.asarray(small, dtype=np.int64)
    bits = (levels[:, 1:] > levels[:, :-1]).ravel()
    return int("".join("1" if bit else "0" for bit in bits), 2)
