"""The command line: the answer alone on standard output, the right exit code, and files that do no harm."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from graph.model import Judgement
from graph.settings import Settings
from graph.store import GraphStore
from tests import world
from tests.world import wire

pytestmark = pytest.mark.store

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def told(embedded_settings: Settings) -> Iterator[Settings]:
    """The embedded store with one report; it runs, so the commands join it."""
    with GraphStore.open(embedded_settings) as store:
        store._connection.write(lambda work: work.run("MATCH (n) WHERE NOT n:Store DETACH DELETE n"))
        store.write(world.wire())
        yield embedded_settings


def run(settings: Settings, *words: str, code: int = 0, stdin: str = "", **environment: str) -> tuple[str, str]:
    """Run the command; returns what it wrote to standard output and standard error."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    done = subprocess.run(
        [sys.executable, "-m", "graph", *words],
        cwd=ROOT,
        env=inherited | {"WASL_HOME": str(settings.home), "PYTHONUTF8": "0", "LC_ALL": "C"} | environment,
        input=stdin.encode(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert done.returncode == code, (out, err)
    assert "Traceback" not in err
    return out, err


QUESTION = "MATCH (c:Country)-[r:MEMBER_OF]->(o) WHERE c.iso3166 = $code RETURN c.name_ar AS name, r.sources AS sources"


def test_json_is_a_list_of_objects(told: Settings) -> None:
    out, err = run(told, "query", QUESTION, "--param", "code=KZ", "--format", "json")
    assert json.loads(out) == [{"name": "كازاخستان", "sources": 1}]
    assert err == ""
    out, _ = run(told, "query", QUESTION, "--param", "code=XX", "--format", "json")
    assert json.loads(out) == []


def test_statement_from_standard_input(told: Settings) -> None:
    out, _ = run(told, "query", "-", "--format", "json", stdin="RETURN 'ق' AS letter")
    assert json.loads(out) == [{"letter": "ق"}]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("x=1", 1),
        ("x=1.5", 1.5),
        ("x=true", True),
        ("x=null", None),
        ("x=[1, 2]", [1, 2]),
        ("x=a=b", "a=b"),
        ("x=", ""),
        ("x=' OR 1=1 //", "' OR 1=1 //"),
    ],
)
def test_parameters(told: Settings, word: str, value: object) -> None:
    out, _ = run(told, "query", "RETURN $x AS x", "--param", word, "--format", "json")
    assert json.loads(out) == [{"x": value}]


@pytest.mark.parametrize(
    ("word", "complaint"), [("x=[1,2", "x: the list"), ("=1", "NAME=VALUE"), ("x", "NAME=VALUE"), ("x=9223372036854775808", "64 bits")]
)
def test_parameter_that_cannot_be_read_is_named(told: Settings, word: str, complaint: str) -> None:
    out, err = run(told, "query", "RETURN $x AS x", "--param", word, code=2)
    assert out == "" and complaint in err


def test_csv_runs_nothing_in_a_spreadsheet(told: Settings) -> None:
    text = 'UNWIND ["=1+1", "+1", "-1", "@x", "\\t=1", "plain, with comma", "ق\\"ت"] AS value RETURN value, 1 AS n, null AS nothing, -5 AS minus'
    out, _ = run(told, "query", text, "--format", "csv")
    rows = list(csv.reader(io.StringIO(out, newline="")))
    assert rows[0] == ["value", "n", "nothing", "minus"]
    assert [row[0] for row in rows[1:]] == ["'=1+1", "'+1", "'-1", "'@x", "'\t=1", "plain, with comma", 'ق"ت']
    assert rows[1][1:] == ["1", "", "-5"]


def test_table_is_for_eyes(told: Settings) -> None:
    out, err = run(told, "query", QUESTION, "--param", "code=KZ")
    assert [line.split() for line in out.splitlines()] == [["name", "sources"], ["─" * 9, "─" * 7], ["كازاخستان", "1"]]
    assert "1 rows" in err
    out, _ = run(told, "query", "RETURN 'a\\u001b[31mb\\nc' AS text")
    assert "\x1b" not in out and len(out.splitlines()) == 3


def test_cut_answer_says_so_beside_it(told: Settings) -> None:
    out, err = run(told, "query", "UNWIND range(1, 9) AS i RETURN i", "--format", "json", WASL_QUERY_ROWS="5")
    assert len(json.loads(out)) == 5 and "first 5 rows" in err


def test_status(told: Settings) -> None:
    out, _ = run(told, "status", "--json")
    status = json.loads(out)
    assert status["embedded"] is True and status["server"].startswith("ArcadeDB/")
    assert status["counts"]["articles"] == 1
    out, _ = run(told, "status")
    assert "articles   1" in out and "(embedded)" in out


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("MATCH (n)\nRETRUN n", "line 2, column 1"), ("CREATE (:X)", "only reads"), ("RETURN $nowhere", "nowhere"), ("", "no statement")],
)
def test_query_errors_are_one(told: Settings, text: str, complaint: str) -> None:
    out, err = run(told, "query", text, code=1)
    assert out == "" and complaint in err


def test_place_of_a_syntax_error_is_marked(told: Settings) -> None:
    _, err = run(told, "query", "MATCH (n)\n  RETRUN n", code=1)
    assert err.splitlines()[1:3] == ["  RETRUN n", "  ^"]


@pytest.mark.parametrize(
    ("environment", "complaint"),
    [
        ({"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": "S3CR3T-CANARY"}, "bolt://127.0.0.1:1 does not answer"),
        ({"NEO4J_URI": "bolt://127.0.0.1:1"}, "NEO4J_PASSWORD"),
        ({"NEO4J_URI": "http://x", "NEO4J_PASSWORD": "S3CR3T-CANARY"}, "expected an address"),
        ({"WASL_QUERY_TIMEOUT": "soon"}, "WASL_QUERY_TIMEOUT=soon"),
    ],
)
def test_store_away_and_wrong_settings_are_two(told: Settings, environment: dict[str, str], complaint: str) -> None:
    for command in (("status",), ("query", "RETURN 1")):
        out, err = run(told, *command, code=2, **environment)
        assert out == "" and complaint in err and "S3CR3T" not in err


def test_command_starts_the_store_where_it_does_not_run(home: Settings) -> None:
    out, err = run(home, "query", "RETURN 1 AS one", "--format", "json")
    assert (json.loads(out), err) == ([{"one": 1}], "")


def test_the_graph_goes_to_a_file_of_graphml(told: Settings, tmp_path: Path) -> None:
    file = tmp_path / "g.graphml"
    _, err = run(told, "graphml", str(file))
    assert err == ""
    drawn = nx.read_graphml(file, force_multigraph=True)
    assert drawn.nodes[world.KAZAKHSTAN.id]["name_ar"] == world.KAZAKHSTAN.name("ar")
    assert ("MEMBER_OF", "asserted") in {(e["relation"], e["status"]) for _, _, e in drawn.edges(data=True)}
    out, err = run(told, "graphml", "-", "--limit", "1")
    assert (out.count("<edge "), "Only 1 of" in err) == (1, True)


def test_judgements_go_to_a_file_and_come_back_once(home: Settings, tmp_path: Path) -> None:
    with GraphStore.open(home) as store:
        store.write(wire())
        store.judge(Judgement("force/peacekeepers", "organization/pact", "different", "a reader", date(2026, 1, 1), "<b>two</b>"))
        history = store.judgements()
    file = tmp_path / "judgements.jsonl"
    run(home, "judgements", "export", str(file))
    assert json.loads(file.read_text("utf-8"))["why"] == "<b>two</b>"
    out, _ = run(home, "judgements", "import", str(file))
    assert out == "0 taken in, 1 were here, 0 refused\n"
    same = {"id": "elsewhere", "at": "2026-01-02T00:00:00+00:00", "by": "other", "verdict": "same"}
    against = (
        same | {"left": history[0].judgement.left, "right": "x"},
        same | {"id": "more", "left": "x", "right": history[0].judgement.right},
    )
    file.write_text("\n".join(map(json.dumps, against)) + "\nno judgement\n", "utf-8")
    out, err = run(home, "judgements", "import", str(file), code=1)
    assert out == "1 taken in, 0 were here, 2 refused\n"
    assert "judgements.jsonl:3" in err and "judged different" in err
    out, err = run(home, "judgements", "import", str(tmp_path / "none.jsonl"), code=2)
    assert (out, "none.jsonl" in err) == ("", True)


def test_unknown_command_is_two(told: Settings) -> None:
    out, err = run(told, "nonsense", code=2)
    assert out == "" and "usage" in err


def test_reader_that_stops_reading_is_no_error(told: Settings) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "graph", "query", "UNWIND range(1, 9000) AS i RETURN i, 'a long text to fill the pipe with'"],
        cwd=ROOT,
        env=os.environ | {"WASL_HOME": str(told.home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        assert process.wait(60) == 0
