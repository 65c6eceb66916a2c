"""Reprints: near copies share a story, unlike reports of one event do not, and the signatures can always be made anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from graph.model import Article, Contribution, article_id
from ingest.reprints import Copy, Reprints, sign
from tests.ingest.stand_in import MemoryStore

AGENCY = (
    "The ministers of the five river states met on the island on Tuesday and agreed to open the northern lock again before the spring floods. "
    "The chairman of the commission told reporters that repairs had taken longer than planned because two of the gates had to be cast anew. "
    "Barges have been waiting above the lock since the middle of December, and grain merchants in the port say that their stores are full. "
    "The commission will pay for the repairs from its reserve and asks each of the states to send an engineer to the inspection in March."
)
RETELLING = (
    "After talks on the island the river commission promised on Tuesday that ships will pass the northern lock again in spring. "
    "According to its chairman two gates needed replacing, which delayed the works. Merchants complain about full granaries, "
    "with dozens of barges stuck upstream for weeks. An inspection by engineers from all five countries is due in March, the chairman said."
)
ARABIC = (
    "اجتمع وزراء الدول الخمس المطلة على النهر يوم الثلاثاء في الجزيرة واتفقوا على إعادة فتح الهويس الشمالي قبل فيضان الربيع. "
    "وقال رئيس اللجنة للصحفيين إن أعمال الإصلاح استغرقت وقتا أطول من المقرر لأن بوابتين احتاجتا إلى صب جديد. "
    "وتنتظر القوارب فوق الهويس منذ منتصف كانون الأول ويقول تجار الحبوب في الميناء إن مخازنهم امتلأت."
)


def article(text: str, **more: str) -> Article:
    return Article(article_id(text), text, "en", **more)


@pytest.fixture
def reprints() -> Iterator[Reprints]:
    with closing(Reprints(None)) as made:
        yield made


def changed(text: str, every: int) -> str:
    """The text with one word in so many replaced."""
    return " ".join("altered" if i % every == every - 1 else word for i, word in enumerate(text.split()))


@pytest.mark.parametrize(
    "copy",
    [
        AGENCY.upper(),
        AGENCY.replace(",", " –").replace(".", "!"),
        "RIVERTOWN (Agency) – " + AGENCY + "\nCopyright of the agency. All rights reserved.",
        changed(AGENCY, 20),
        AGENCY[: len(AGENCY) * 2 // 3],
        AGENCY[len(AGENCY) // 4 :],
    ],
    ids=["capitals", "punctuation", "head and foot", "every 20th word", "shortened", "without its lead"],
)
def test_near_copy_is_found(reprints: Reprints, copy: str) -> None:
    first = article(AGENCY)
    reprints.add(first)
    assert reprints.find(article(copy)) == Copy(first.id, first.id, False)


@pytest.mark.parametrize("other", [RETELLING, ARABIC, changed(AGENCY, 2), "Short words only."])
def test_other_report_of_the_same_event_is_no_copy(reprints: Reprints, other: str) -> None:
    reprints.add(article(AGENCY))
    assert reprints.find(article(other)) is None


def test_spelling_of_arabic_letters_and_marks_does_not_hide_a_copy(reprints: Reprints) -> None:
    reprints.add(article(ARABIC))
    assert reprints.find(article(ARABIC.replace("إ", "ا").replace("أ", "ا").replace("ة", "ه").replace("اجتمع", "اجتـمعَ"))) is not None


def test_short_notices_are_never_copies_by_accident(reprints: Reprints) -> None:
    reprints.add(article("The council met on Monday and agreed."))
    assert reprints.find(article("The council met on Monday and agreed!!")) is None


def test_third_copy_joins_the_story_and_not_the_second(reprints: Reprints) -> None:
    first, second, third = article(AGENCY), article(AGENCY + " One."), article(AGENCY + " Two more words.")
    reprints.add(replace(first, story=first.id))
    reprints.add(replace(second, story=first.id))
    found = reprints.find(third)
    assert found is not None
    assert (found.story, found.joined) == (first.id, True)


def test_article_seen_again_keeps_its_story_and_is_no_copy_of_itself(reprints: Reprints) -> None:
    first, second = article(AGENCY), article(AGENCY + " One.")
    reprints.add(first)
    assert reprints.find(first) is None
    reprints.add(replace(second, story=first.id))
    assert reprints.find(second) == Copy(second.id, first.id, True)


def test_story_of_two_that_were_stored_side_by_side_bears_the_first_id(reprints: Reprints) -> None:
    first, second = article(AGENCY), article(AGENCY + " One.")
    reprints.add(first)
    reprints.add(second)
    assert reprints.find(first) == Copy(second.id, first.id, False)
    assert reprints.find(second) == Copy(first.id, first.id, False)


def test_forgotten_article_is_no_longer_found(reprints: Reprints) -> None:
    reprints.add(article(AGENCY))
    reprints.forget(article(AGENCY).id)
    reprints.forget("unknown")
    assert reprints.find(article(AGENCY + " One.")) is None


def stored(*articles: Article) -> MemoryStore:
    store = MemoryStore()
    for each in articles:
        store.held[each.id] = Contribution(each, (), (), ())
    return store


def test_refresh_agrees_with_the_store(reprints: Reprints) -> None:
    gone, kept = article("gone " + AGENCY), article(ARABIC)
    reprints.add(gone)
    reprints.add(kept)
    new, moved = article(RETELLING), replace(kept, story="a story")
    assert reprints.refresh(stored(moved, new)) == 1
    assert reprints.find(article(AGENCY)) is None
    assert reprints.find(article(RETELLING + " One.")) is not None
    assert reprints.find(kept) == Copy(kept.id, "a story", True)
    assert reprints.refresh(stored(moved, new)) == 0


def test_refresh_reads_a_store_of_many_pages(reprints: Reprints) -> None:
    store = stored(*(article(f"{n} {n} {n} {AGENCY}") for n in range(1203)))
    assert reprints.refresh(store) == 1203


def test_signatures_outlive_the_run(tmp_path: Path) -> None:
    path = tmp_path / "new" / "signatures.sqlite"
    with closing(Reprints(path)) as made:
        made.add(article(AGENCY))
    with closing(Reprints(path)) as again:
        assert again.find(article(AGENCY + " One.")) is not None


@pytest.mark.parametrize("content", [b"", b"this is no database, but longer than the head of one" * 100])
def test_broken_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "signatures.sqlite"
    path.write_bytes(content)
    with closing(Reprints(path)) as made:
        assert made.refresh(stored(article(AGENCY))) == 1
        assert made.find(article(AGENCY + " One.")) is not None


def test_signatures_of_another_format_are_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "signatures.sqlite"
    with closing(Reprints(path)) as made:
        made.add(article(AGENCY))
        with made._database as database:
            database.execute("UPDATE format SET words = 'older'")
    with closing(Reprints(path)) as again:
        assert again.find(article(AGENCY + " One.")) is None
        assert again.refresh(stored(article(AGENCY))) == 1


def test_place_where_no_file_can_be_made_keeps_them_for_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with closing(Reprints(tmp_path / "file" / "signatures.sqlite")) as made:
        made.add(article(AGENCY))
        assert made.find(article(AGENCY + " One.")) is not None


def test_file_that_takes_no_more_is_left_for_memory(tmp_path: Path) -> None:
    with closing(Reprints(tmp_path / "signatures.sqlite")) as made:
        made.add(article(ARABIC))
        made._database.execute("PRAGMA query_only = ON")  # as a full disk would
        made.add(article(AGENCY))
        assert made.find(article(AGENCY + " One.")) is not None
        assert made.find(article(ARABIC + " كلمة")) is not None


def test_similarity_is_estimated_within_a_tenth() -> None:
    words = [f"w{i}" for i in range(400)]
    one, other = sign(" ".join(words[:300])), sign(" ".join(words[100:]))
    assert one.runs == other.runs == 298
    assert one.similarity(other) == pytest.approx(198 / 398, abs=0.1)
