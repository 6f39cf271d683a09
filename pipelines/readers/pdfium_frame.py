"""Matrices of PDF space (ISO 32000-1, 8.3.3), and the one that puts a page upright."""

from __future__ import annotations

Matrix = tuple[float, float, float, float, float, float]

UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def joined(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first` and `then` one after the other."""
    a1, b1, c1, d1, e1, f1 = first
    a2, b2, c2, d2, e2, f2 = then
    return (
        a1 * a2 + b1 * c2,
        a1 * b2 + b1 * d2,
        c1 * a2 + d1 * c2,
        c1 * b2 + d1 * d2,
        e1 * a2 + f1 * c2 + e2,
        e1 * b2 + f1 * d2 + f2,
    )


def frame_of(box: tuple[float, float, float, float], quarter_turns: int) -> Matrix:
    """From user space to points from the top left corner of a page as it is shown.

    `box` is its MediaBox with the lower corner first; `quarter_turns` clockwise is /Rotate by 90.
    """
    left, bottom, right, top = box
    frames: list[Matrix] = [
        (1.0, 0.0, 0.0, -1.0, -left, top),
        (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        (0.0, -1.0, -1.0, 0.0, top, right),
    ]
    return frames[quarter_turns % 4]
