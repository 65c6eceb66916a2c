"""What stands in the files that install and start Wasl: compose, locks, the image."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))


def _compose_client() -> list[str] | None:
    if shutil.which("docker") and subprocess.run(["docker", "compose", "version"], capture_output=True).returncode == 0:
        return ["docker", "compose"]
    return [shutil.which("docker-compose")] if shutil.which("docker-compose") else None


@pytest.mark.skipif(_compose_client() is None, reason="no docker compose client on this machine")
def test_compose_file_is_accepted_by_its_client_only_with_a_password() -> None:
    command = [*_compose_client(), "-f", str(ROOT / "docker-compose.yml"), "config"]
    bare = {k: v for k, v in os.environ.items() if not k.startswith("NEO4J_")}
    good = subprocess.run(command, env={**bare, "NEO4J_PASSWORD": "correct horse"}, capture_output=True, text=True)
    assert good.returncode == 0, good.stderr
    refused = subprocess.run(command, env=bare, capture_output=True, text=True)
    assert refused.returncode != 0
    assert "NEO4J_PASSWORD" in refused.stderr


def test_compose_ports_are_on_loopback_only() -> None:
    for name, service in COMPOSE["services"].items():
        assert service.get("ports") or name == "worker"
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))


def test_compose_starts_scheduler_and_workers_on_demand_only() -> None:
    services = COMPOSE["services"]
    assert {name for name, service in services.items() if "scale" in service.get("profiles", ())} == {"scheduler", "worker"}
    assert not services["wasl"].get("profiles")
    assert services["worker"]["scale"] >= 2
    # A worker and a scheduler must be of one version: they are the same image as the explorer.
    assert services["worker"]["build"] == services["scheduler"]["build"] == services["wasl"]["build"]
    for name in ("scheduler", "worker"):
        module = services[name]["command"][2]
        assert importlib.util.find_spec(module), module
        command = [sys.executable, "-m", module, "--help"]
        told = subprocess.run(command, capture_output=True, text=True, timeout=60)
        for option in (part for part in services[name]["command"] if part.startswith("--")):
            assert option in told.stdout.replace(" / ", "\n"), option


def test_compose_has_no_default_password() -> None:
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    for use in re.findall(r"\$\{(\w*PASSWORD\w*)([^}]*)\}", text):
        assert use[1].startswith(":?") or use[1] == "-", use


def test_compose_waits_for_a_healthy_neo4j_with_volume_and_limits() -> None:
    neo4j, wasl = COMPOSE["services"]["neo4j"], COMPOSE["services"]["wasl"]
    assert neo4j["image"] == "neo4j:5.26-community"
    assert neo4j["healthcheck"]["test"]
    assert wasl["depends_on"]["neo4j"]["condition"] == "service_healthy"
    for service in (neo4j, wasl):
        assert service["mem_limit"]
        assert service["volumes"]


def test_compose_closes_what_cypher_could_reach() -> None:
    settings = COMPOSE["services"]["neo4j"]["environment"]
    assert settings["NEO4J_dbms_security_allow__csv__import__from__file__urls"] == "false"
    assert settings["NEO4J_internal_dbms_cypher__ip__blocklist"] == "0.0.0.0/0,::/0"
    assert settings["NEO4J_db_transaction_timeout"]


def test_image_runs_as_an_ordinary_user_with_a_health_check() -> None:
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users and users[-1] not in ("root", "0")
    assert any(line.startswith("HEALTHCHECK ") for line in lines)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_locks_pin_and_hash_every_requirement(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    entries = re.split(r"\n(?=[a-zA-Z0-9])", text.strip())
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[\w.\-\[\]]+==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]
    assert "://" not in text


def test_locks_hold_what_is_asked_for() -> None:
    for stem in ("requirements", "requirements-dev"):
        asked = re.findall(r"^([a-zA-Z0-9][\w.-]*)", (ROOT / f"{stem}.in").read_text("utf-8"), re.M)
        locked = (ROOT / f"{stem}.txt").read_text("utf-8").lower()
        for name in asked:
            assert re.search(rf"^{re.sub('[-_.]+', '-', name.lower())}==", locked, re.M), name
