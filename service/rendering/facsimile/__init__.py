"""The facsimile of a paper: its pages drawn from the grid predictor, without LibreOffice, for whoever is still writing.

Lines and pages are those that the predictor tells; the rest is read off the filled template. What the office suite
makes of it may differ by a millimetre.
"""

from __future__ import annotations

from service.rendering.facsimile.drawing import facsimile
from service.rendering.facsimile.sheet import Line, Sheet, Text

__all__ = ["Line", "Sheet", "Text", "facsimile"]
