"""How the picture looks: colour, icon and shape of each entity type, colour and dash of each status, the grounds.

The words beside them are left to ``explorer.text``, the drawing itself to ``explorer.components``.
A type is told by shape and icon as well as by colour, a status by its dash as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

SHAPES = ("circle", "square", "diamond")
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour as ``#rrggbb`` on the light and on the dark ground."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """``shape`` is one of SHAPES, ``icon`` the name of a Lucide icon."""

    colour: Colour
    shape: str
    icon: str


@dataclass(frozen=True, slots=True)
class StatusStyle:
    """``dash`` is the length of stroke and gap in pixels, None for a solid line. ``second`` is the other
    colour of a two-coloured line, None where the line has one. ``struck``: small strokes cross the line,
    where the drawing can do that; ``dash`` then tells it from others where it cannot.
    """

    colour: Colour
    dash: tuple[int, int] | None = None
    second: Colour | None = None
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """The colours of a page that are no data: background, text, quiet text, borders."""

    surface: str
    panel: str
    ink: str
    muted: str
    line: str


# Okabe and Ito's hues, tuned for each ground; slate is the sixth. tests/explorer/test_theme.py measures
# that they stay apart for the three kinds of colour blindness.
BLUE = Colour("#0858be", "#5795f5")
GREEN = Colour("#098e5a", "#38d09f")
AMBER = Colour("#cb6e06", "#ffa834")
PLUM = Colour("#a95691", "#d49bd0")
RUST = Colour("#b22f1e", "#ff7c58")
SLATE = Colour("#374151", "#e5e9f0")
PALETTE = (BLUE, GREEN, AMBER, PLUM, RUST, SLATE)

# What a rule tells apart: communities and countries by CATEGORIES, shares and days by the steps of RAMP; UNTOLD are
# the many small ones, UNKNOWN those of which nobody says. Searched for (CIE L*a*b*, the three kinds of colour blindness); the same test measures them.
CATEGORIES = (
    Colour("#467ab2", "#62b08a"),
    Colour("#de540d", "#de540d"),
    Colour("#9d62ec", "#8744e9"),
    Colour("#b76e5c", "#eba9fd"),
    Colour("#5a0474", "#a655bf"),
    Colour("#9c1e0d", "#b14f39"),
    Colour("#6b2725", "#aaf5a3"),
    Colour("#6323c7", "#4af659"),
)
RAMP = (
    Colour("#5f8fbf", "#3f6fa3"),
    Colour("#3f74ad", "#5a8fc6"),
    Colour("#25589a", "#83b0de"),
    Colour("#123c7d", "#b0d0f0"),
    Colour("#07204f", "#e2f0ff"),
)
UNTOLD = SLATE
UNKNOWN = Colour("#7b8697", "#7f8ba2")

TYPES = MappingProxyType(
    {
        "Country": TypeStyle(BLUE, "circle", "flag"),
        "Organization": TypeStyle(GREEN, "square", "landmark"),
        "Outlet": TypeStyle(GREEN, "circle", "newspaper"),
        "Person": TypeStyle(AMBER, "circle", "user"),
        "Group": TypeStyle(AMBER, "square", "users"),
        "Event": TypeStyle(PLUM, "diamond", "zap"),
        "ArmedForce": TypeStyle(RUST, "square", "shield"),
        "Equipment": TypeStyle(RUST, "diamond", "truck"),
        "Place": TypeStyle(SLATE, "circle", "map-pin"),
        "Facility": TypeStyle(SLATE, "square", "warehouse"),
    }
)

_DISPUTED = Colour("#c4302b", "#ff7b72")
STATUSES = MappingProxyType(
    {
        "asserted": StatusStyle(Colour("#7b8697", "#7f8ba2")),
        "claimed": StatusStyle(Colour("#5b6b85", "#a5b4cf"), (7, 3)),
        "open": StatusStyle(Colour("#0e7490", "#67c6dd"), (10, 6)),
        "denied": StatusStyle(Colour("#7a3e9d", "#cf9cf0"), (2, 4), struck=True),
        "disputed": StatusStyle(_DISPUTED, None, Colour("#5b6b85", "#a5b4cf")),
    }
)

# A line that stands for relations of several statuses; each of them is told where one points at it.
MIXED = StatusStyle(Colour("#4b5a73", "#b4c0d6"), (16, 4))

# What became of a relation between two days: told by its sign as well.
CHANGES = MappingProxyType({"new": (GREEN, "+"), "gone": (RUST, "−"), "changed": (AMBER, "~")})

GROUNDS = MappingProxyType(
    {
        "light": Ground("#fbfcfe", "#ffffff", "#172033", "#5c6880", "#dfe4ec"),
        "dark": Ground("#10151f", "#182030", "#eef2f8", "#a3aec2", "#2b3548"),
    }
)
