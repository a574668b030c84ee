"""Reading font files into `service.layout.metrics.FontMetrics`: the I/O side of the grid predictor.

Only the tables that widths need are read (cmap, hmtx: about 0.1 MB of a font), each font on first use.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from service.layout.metrics import EM, Face, FontMetrics, Ink
