"""What a layout of a template has on it → the box that is free for content. Lengths are EMU; all of it is pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

CM = 360_000
_TOUCH = 12_700  # shapes that share less than a point do not overlap
_CLEAR = 72_000  # kept between content and what the template draws
_GROUND = 0.95  # of a place: what lies under so much of it is its ground, not an obstacle


@dataclass(frozen=True, slots=True)
class Box:
    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def size(self) -> int:
        return max(self.width, 0) * max(self.height, 0)

    def shared(self, other: Box) -> Box:
        """What both cover; without size where they do not meet."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        return Box(left, top, min(self.right, other.right) - left, min(self.bottom, other.bottom) - top)

    def meets(self, other: Box) -> bool:
        """Whether they overlap; a line is met as well, though it has no height or width."""
        both = self.shared(other)
        wide = min(_TOUCH, max(other.width - 1, 0))
        high = min(_TOUCH, max(other.height - 1, 0))
        return both.width >= wide and both.height >= high and both.width >= 0 and both.height >= 0

    def inside(self, left: int, top: int, right: int, bottom: int) -> Box:
        """Less so much at each side."""
        return Box(self.left + left, self.top + top, self.width - left - right, self.height - top - bottom)


def between(left: int, top: int, right: int, bottom: int) -> Box:
    """The box with these edges."""
    return Box(left, top, right - left, bottom - top)


def around(boxes: Iterable[Box]) -> Box:
    """The least box that holds them all, of which there is one at least."""
    edges = [(box.left, box.top, box.right, box.bottom) for box in boxes]
    left, top, right, bottom = zip(*edges, strict=True)
    return between(min(left), min(top), max(right), max(bottom))


def is_ground(shape: Box, place: Box) -> bool:
    """Whether a drawn shape lies under the whole place, as a panel or a picture of the full slide does."""
    return place.size > 0 and place.shared(shape).size >= _GROUND * place.size


def free_of(place: Box, obstacles: Iterable[Box]) -> Box:
    """The place cut back at one side for each obstacle that it meets, so that as much as can be is left of it."""
    for obstacle in obstacles:
        if place.meets(obstacle):
            place = max(_cuts(place, obstacle), key=lambda cut: cut.size)
    return place


def _cuts(place: Box, obstacle: Box) -> tuple[Box, ...]:
    """Above, below, left and right of the obstacle."""
    left, top, right, bottom = place.left, place.top, place.right, place.bottom
    return (
        between(left, top, right, min(bottom, obstacle.top - _CLEAR)),
        between(left, max(top, obstacle.bottom + _CLEAR), right, bottom),
        between(left, top, min(right, obstacle.left - _CLEAR), bottom),
        between(max(left, obstacle.right + _CLEAR), top, right, bottom),
    )


def mapped(box: Box, source: Box, target: Box) -> Box:
    """A box of the source's, as it lies in the target when one is laid over the other."""

    def across(value: int) -> int:
        return target.left + round((value - source.left) * target.width / source.width)

    def down(value: int) -> int:
        return target.top + round((value - source.top) * target.height / source.height)

    return between(across(box.left), down(box.top), across(box.right), down(box.bottom))
