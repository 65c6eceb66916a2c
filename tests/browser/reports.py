"""Short reports written for the journeys, beside the samples: facts of January 2022, invented outlets."""

from __future__ import annotations

from pathlib import Path

# One outlet quotes another that quotes the president: the chain of sources that no sample has.
CARRIED = """---
title: توكاييف يعلن موعد الانسحاب
outlet: صحيفة الميناء
published: 2022-01-11
language: ar
---
نقلت قناة «روسيا اليوم» عن رئيس كازاخستان قاسم جومارت توكاييف قوله، اليوم الثلاثاء، إن منظمة معاهدة الأمن الجماعي ستسحب قواتها من كازاخستان بعد يومين.
"""
# Two outlets that contradict each other.
MEETING = """---
title: Blinken meets Tokayev
outlet: Harbour Post
published: 2022-01-14
language: en
---
US Secretary of State Antony Blinken met the President of Kazakhstan, Kassym-Jomart Tokayev, on 13 January 2022.
"""
NO_MEETING = """---
title: No meeting took place
outlet: Horizon Daily
published: 2022-01-15
language: en
---
Nothing of that kind happened, two officials in the capital told this newspaper on Saturday evening. Antony Blinken did not meet Kassym-Jomart Tokayev.
"""
# What is not in the graph until a test reads it.
LATER = """---
title: اجتماع في العاصمة
outlet: صحيفة الميناء
published: 2022-01-20
language: ar
---
عقد مجلس الأمن في كازاخستان اجتماعا في العاصمة بعد انسحاب قوات حفظ السلام من البلاد، وقال رئيس كازاخستان قاسم جومارت توكاييف إن الوضع مستقر.
"""


def written(folder: Path, name: str, text: str) -> str:
    """The report as a file; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)
