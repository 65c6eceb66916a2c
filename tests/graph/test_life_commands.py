"""The commands that withdraw, restore and erase, on a store of their own."""

from __future__ import annotations

import json

import pytest

from graph.__main__ import main
from graph.filters import GraphFilter
from graph.settings import Settings
from graph.store import GraphStore
from tests import world

pytestmark = pytest.mark.store


def test_commands_withdraw_restore_and_erase(home: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("WASL_HOME", str(home.home))
    monkeypatch.delenv("NEO4J_URI", raising=False)
    with GraphStore.open(home) as store:
        for contribution in world.all_three():
            store.write(contribution)
        before = store.overview(GraphFilter())

        def run(*words: str) -> tuple[int, str, str]:
            code = main(words)
            told = capsys.readouterr()
            return code, told.out, told.err

        code, out, _ = run("withdraw", "outlet", world.DAILY.id, "--why", "forged", "--by", "Mira", "--json")
        assert (code, json.loads(out)["articles"], json.loads(out)["claims"]) == (0, 1, 2)
        assert store.overview(GraphFilter()) != before
        code, out, _ = run("withdrawals")
        assert (code, "by Mira (forged)" in out) == (0, True)
        code, out, _ = run("restore", "outlet", world.DAILY.id)
        assert (code, out.startswith("Restored outlet")) == (0, True)
        assert store.overview(GraphFilter()) == before
        code, _, err = run("erase", "outlet", world.DAILY.id)
        assert (code, "--yes" in err) == (2, True)
        assert "deletes 1 articles, 2 claims" in err
        assert store.overview(GraphFilter()) == before
        code, _, _ = run("erase", "outlet", world.DAILY.id, "--yes")
        assert code == 0
        assert store.article(world.daily().article.id) is None
        code, _, err = run("withdraw", "outlet", "outlet/nobody")
        assert (code, "no article of the store is meant" in err) == (2, True)
