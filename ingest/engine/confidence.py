"""How sure a claim of the Arabic rules is: the share of claims like it that an annotator drew as well.

The weights were fitted by ``python -m bench.calibration`` on half of an annotated set of Arabic articles; the
annotators did not draw everything that is true, so that the shares are lower bounds. Grades are given by the frames.
"""

from __future__ import annotations

import math

_BASE, _GRADE, _FAR = 0.68, 0.88, -0.87
# How many words may lie between cue and object before the claim counts as far-fetched.
NEAR = 4
_FAMILIES = {
    "accusation": 0.16, "control": 0.94, "denial": -0.68, "deployment": 0.36, "detention": 0.84, "diplomacy": 0.84,
    "leadership": 0.10, "mediation": 0.30, "membership": 0.31, "place": -0.32, "request": -0.63, "sanction": 0.49,
    "speech": -1.21, "support": -0.44, "threat": -0.73, "violence": -0.27, "withdrawal": -0.05,
}  # fmt: skip


def calibrated(grade: float, family: str, distance: int) -> float:
    """The confidence of a claim, 0 to 1, rounded to two decimals.

    ``grade`` is how sure the kind of rule is (over 0, under 1), ``family`` the relation's, ``distance`` the words between
    cue and object; negative where the object stands in the cue.

    >>> calibrated(0.9, "leadership", -1) > calibrated(0.7, "request", 2) > calibrated(0.5, "threat", 8)
    True
    """
    odds = _BASE + _GRADE * math.log(grade / (1 - grade)) + _FAMILIES.get(family, 0.0) + (_FAR if distance > NEAR else 0.0)
    return round(1 / (1 + math.exp(-odds)), 2)
