"""The palette covers the ontology and stays apart for the three kinds of colour blindness."""

from __future__ import annotations

import itertools
import math
import re

import pytest

from explorer import theme
from graph import ontology

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB; "normal" is the identity.
VISION = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
LEAST_DISTANCE = 18.0  # CIE 1976 ΔE: clearly two colours side by side
LEAST_STEP = 9.0  # neighbours of a ramp, which its order tells apart as well
LEAST_CONTRAST = 3.4  # WCAG asks 3.0 of graphical objects

Triple = tuple[float, float, float]


def linear(colour: str) -> Triple:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return red, green, blue


def seen(colour: str, vision: str) -> Triple:
    """CIE L*a*b* of the colour as this vision sees it."""
    source = linear(colour)
    r, g, b = (max(0.0, min(1.0, sum(w * c for w, c in zip(row, source, strict=True)))) for row in VISION[vision])

    def f(t: float) -> float:
        return t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116

    x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
    y = f(0.2126 * r + 0.7152 * g + 0.0722 * b)
    z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio, 1..21."""
    low, high = sorted(sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True)) for c in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_every_type_and_status_of_the_ontology_has_a_look() -> None:
    assert set(theme.TYPES) == set(ontology.ENTITY_TYPES)
    assert set(theme.STATUSES) == set(ontology.RELATION_STATUSES)


def test_no_two_types_look_alike() -> None:
    assert len({(s.colour, s.shape) for s in theme.TYPES.values()}) == len(theme.TYPES)
    assert len({s.icon for s in theme.TYPES.values()}) == len(theme.TYPES)
    assert {s.shape for s in theme.TYPES.values()} <= set(theme.SHAPES)
    assert {s.colour for s in theme.TYPES.values()} <= set(theme.PALETTE)


def test_no_two_statuses_share_a_stroke() -> None:
    assert len({(s.dash, s.second is None) for s in theme.STATUSES.values()}) == len(theme.STATUSES)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("ground", theme.THEMES)
def test_palette_stays_apart(vision: str, ground: str) -> None:
    colours = [getattr(c, ground) for c in theme.PALETTE]
    close = {
        (a, b): round(math.dist(seen(a, vision), seen(b, vision)), 1)
        for a, b in itertools.combinations(colours, 2)
        if math.dist(seen(a, vision), seen(b, vision)) < LEAST_DISTANCE
    }
    assert not close


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("ground", theme.THEMES)
def test_what_a_rule_tells_apart_stays_apart(vision: str, ground: str) -> None:
    told = [getattr(c, ground) for c in (*theme.CATEGORIES, theme.UNTOLD, theme.UNKNOWN)]
    close = {
        (a, b): round(math.dist(seen(a, vision), seen(b, vision)), 1)
        for a, b in itertools.combinations(told, 2)
        if math.dist(seen(a, vision), seen(b, vision)) < LEAST_DISTANCE
    }
    assert not close
    steps = [seen(getattr(c, ground), vision) for c in theme.RAMP]
    light = [step[0] for step in steps]
    assert light == sorted(light, reverse=ground == "light"), "from little to much, away from the ground"
    assert min(math.dist(a, b) for a, b in itertools.pairwise(steps)) >= LEAST_STEP


@pytest.mark.parametrize("ground", theme.THEMES)
def test_colours_stand_out_from_the_ground(ground: str) -> None:
    surface = theme.GROUNDS[ground].surface
    named = {f"type {n}": s.colour for n, s in theme.TYPES.items()} | {f"status {n}": s.colour for n, s in theme.STATUSES.items()}
    named |= {f"rule {n}": c for n, c in enumerate((*theme.CATEGORIES, theme.UNTOLD, theme.UNKNOWN, theme.MIXED.colour))}
    named |= {f"second {n}": s.second for n, s in theme.STATUSES.items() if s.second}
    assert all(contrast(getattr(c, ground), surface) >= 3.0 for c in theme.RAMP)
    for what, colour in named.items():
        value = getattr(colour, ground)
        assert re.fullmatch("#[0-9a-f]{6}", value), what
        assert contrast(value, surface) >= LEAST_CONTRAST, (what, round(contrast(value, surface), 2))
    for text in ("ink", "muted"):
        assert contrast(getattr(theme.GROUNDS[ground], text), surface) >= 4.5, text


def test_two_colours_of_a_line_are_two_for_every_eye() -> None:
    for name, style in theme.STATUSES.items():
        if style.second:
            for vision, ground in itertools.product(VISION, theme.THEMES):
                one, other = getattr(style.colour, ground), getattr(style.second, ground)
                assert math.dist(seen(one, vision), seen(other, vision)) >= LEAST_DISTANCE, (name, vision, ground)
