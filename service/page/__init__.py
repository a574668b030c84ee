"""A finished PDF as ink: characters, lines and rules in millimetres. Knows nothing of 公文; only reads."""

from service.page.ink import Char, Ink, Line, Page, Picture, Rule
from service.page.measuring import measure

__all__ = ["Char", "Ink", "Line", "Page", "Picture", "Rule", "measure"]
