"""From PDF user space (pt, y upwards, any corner, any rotation) to mm from the page's top left."""

from __future__ import annotations

from dataclasses import dataclass

from service.page.ink import Ink

MM_PER_PT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's visible box in user space, pt, and how many quarter turns it is shown clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    quarter_turns: int = 0

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height as shown, mm."""
        size = ((self.right - self.left) * MM_PER_PT, (self.top - self.bottom) * MM_PER_PT)
        return size if self.quarter_turns % 2 == 0 else (size[1], size[0])

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of user space in mm from the top left of the page as shown."""
        turns = self.quarter_turns % 4
        if turns == 0:
            shown = (x - self.left, self.top - y)
        elif turns == 1:
            shown = (y - self.bottom, x - self.left)
        elif turns == 2:
            shown = (self.right - x, y - self.bottom)
        else:
            shown = (self.top - y, self.right - x)
        return shown[0] * MM_PER_PT, shown[1] * MM_PER_PT

    def box(self, left: float, bottom: float, right: float, top: float) -> Ink:
        """Return a box of user space in mm from the top left of the page as shown."""
        if (
            not self.quarter_turns and left <= right and bottom <= top
        ):  # nearly every page; a third of the time
            x, y = self.left, self.top
            return Ink(
                (left - x) * MM_PER_PT, (y - top) * MM_PER_PT, (right - x) * MM_PER_PT, (y - bottom) * MM_PER_PT
            )  # fmt: skip
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return Ink(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
