"""The list of hostile inputs, area llm: each entry by its id, the model's replies given by a server on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.store import GraphStore
from ingest import __main__ as command
from tests.ingest.chat_server import Chat, Reply, serving
from tests.ingest.test_command import OpenStore
from tests.ingest.test_hostile import allowed, by_identity, inputs

pytestmark = pytest.mark.timeout(60)

SENT = "Russia sent peacekeepers to Kazakhstan on 6 January 2022."


def reply(path: Path) -> str:
    """The reply with the one predicate of the list that this ontology calls otherwise."""
    return path.read_text("utf-8").replace('"DEPLOYED"', '"SENT_MISSION_TO"')


Ingest = Callable[..., tuple[int, dict[str, Any], OpenStore, str]]


@pytest.fixture
def ingest(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Ingest:
    store = OpenStore()
    monkeypatch.setattr(GraphStore, "open", lambda _: store)

    def run(chat: Chat, *paths: Path, **more: str) -> tuple[int, dict[str, Any], OpenStore, str]:
        given = {
            "WASL_HOME": str(tmp_path / "home"), "WASL_EXTRACTOR": "language_model", "WASL_LLM_URL": chat.url,
            "WASL_LLM_MODEL": "small", "WASL_LLM_KEY": "S3CR3T-CANARY", "WASL_LLM_SECONDS": "1",
        }  # fmt: skip
        for name, value in (given | more).items():
            monkeypatch.setenv(name, value)
        code = command.main(["--json", *map(str, paths)])
        out, err = capsys.readouterr()
        assert "S3CR3T-CANARY" not in out + err
        assert "Traceback" not in out + err
        return code, json.loads(out), store, err

    return run


# id, how many claims stay, what the reasons must hold
REPLIES = [
    ("LLM-01", 1, ["quote not found", "past the end"]),
    ("LLM-03", 1, []),
    ("LLM-05", 1, ["does not name"]),
    ("LLM-07", 1, []),
    ("LLM-09", 1, ["relation that the ontology", "type that the ontology"]),
    ("LLM-11", 0, ["without a speaker", "address the extractor"]),
]


@pytest.mark.parametrize(("identity", "kept", "reasons"), by_identity(REPLIES))
def test_a_reply_only_proposes(identity: str, kept: int, reasons: list[str], ingest: Ingest) -> None:
    article, answer = inputs(identity)
    with serving(reply(answer)) as chat:
        code, report, store, _ = ingest(chat, article)
    assert code in allowed(identity)
    (brought,) = store.held.values()
    assert [brought.article.text[c.start : c.end] for c in brought.claims] == [SENT] * kept
    told = " ".join(f"{r['reason']} {r['examples'][0]['words']}" for r in report["refused_claims"])
    assert all(reason in told for reason in reasons)
    assert sum(r["count"] for r in report["refused_claims"]) == len(reasons)
    assert all("claim " in example["words"] for r in report["refused_claims"] for example in r["examples"])
    names = {name.text for entity in brought.entities for name in entity.names}
    assert "Shanghai Cooperation Organisation" not in names


@pytest.mark.hostile("LLM-13")
def test_LLM_13_a_provider_that_fails_in_every_way(ingest: Ingest, tmp_path: Path) -> None:
    articles = []
    for number in range(4):
        articles.append(tmp_path / f"{number}.txt")
        articles[-1].write_text(f"{SENT} This is report {number} of the day.", "utf-8")
    with serving(
        Reply(status=429, headers={"retry-after": "1"}), Reply(status=500), Reply('{"claims": []}'),
        Reply(wait=120.0), Reply(status=401, message="S3CR3T-CANARY is no key"),
    ) as chat:  # fmt: skip
        code, report, store, said = ingest(chat, *articles, WASL_LLM_FALLBACK="no", WASL_LLM_TRIES="3")
        assert len(chat.asked) == 5
    assert code in allowed("LLM-13")
    assert len(store.held) == 4
    assert all(not brought.claims for brought in store.held.values())
    assert [Path(one["place"]).name for one in report["refused"]] == ["1.txt", "2.txt", "3.txt"]
    assert all("not extracted" in one["cause"] and one["remedy"] for one in report["refused"])
    with serving(Reply(status=401)) as chat:
        code, report, store, said = ingest(chat, *articles, WASL_LLM_FALLBACK="yes")
    assert code == 0
    # The first article's answer is remembered: it claims nothing.
    assert [bool(brought.claims) for brought in store.held.values()] == [False, True, True, True]
    assert "read by the rules alone" in said
