"""States too long for an address: kept, named by a short id, read back; an address is never lost for want of a file."""

from __future__ import annotations

import stat
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from explorer import connection
from explorer.routes import pages
from explorer.saved import Saved, SavedError
from explorer.state import ExplorerState, from_params, lengthened, shortened, to_params
from graph.settings import load
from tests.explorer.asgi import ask

LONG = ExplorerState(lang="en", drawn=tuple(f"person-with-a-long-name-{n}" for n in range(500)), node="person-with-a-long-name-7")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    connection.use(load({"WASL_HOME": str(tmp_path)}))
    yield tmp_path
    connection.use(None)


def test_a_short_state_stays_in_the_address(home: Path) -> None:
    params = to_params(ExplorerState(lang="en", focus=("a", "b")))
    assert shortened(params) == params == lengthened(params)
    assert not (home / "states.db").exists()


def test_a_long_state_has_a_short_address_and_comes_back_whole(home: Path) -> None:
    short = shortened(to_params(LONG))
    assert set(short) == {"lang", "state"} and len(urllib.parse.urlencode(short, doseq=True)) < 60
    assert from_params(lengthened(short)) == (LONG, ())
    assert shortened(to_params(LONG)) == short
    assert stat.S_IMODE((home / "states.db").stat().st_mode) == 0o600


def test_what_the_address_says_goes_before_what_was_kept(home: Path) -> None:
    short = shortened(to_params(LONG)) | {"lang": ["ar"], "layout": ["circular"]}
    read, dropped = from_params(lengthened(short))
    assert (read.lang, read.layout, read.drawn, dropped) == ("ar", "circular", LONG.drawn, ())


def test_an_unknown_id_is_said(home: Path) -> None:
    assert from_params(lengthened({"state": ["0123456789abcdef"], "lang": ["en"]})) == (ExplorerState(lang="en"), ("state",))


def test_without_a_place_to_keep_it_the_address_stays_long(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    connection.use(load({"WASL_HOME": str(tmp_path / "file")}))
    params = to_params(LONG)
    assert shortened(params) == params
    connection.use(None)
    with pytest.raises(SavedError, match=r"states\.db"):
        Saved(tmp_path / "file").keep(params)


def test_the_address_of_the_network_leads_to_the_page_that_opens_first() -> None:
    answer = ask(Starlette(routes=pages.ROUTES), "/network?lang=en&focus=a")
    assert (answer.status, answer.headers["location"]) == (307, "./?lang=en&focus=a")
