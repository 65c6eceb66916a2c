"""The JavaScript bundle is built from the sources beside it, carries what the interface asks for, and names no registry."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from explorer import theme
from explorer.components import asset, bundled, icons
from explorer.state import COLOURS, GROUPS, SIZES
from explorer.text import WORDS

COMPONENTS = Path(bundled.__file__).parent
SOURCES = [
    path for folder in ("canvas", "dashboard", "map", "reader", "shared", "time") for path in sorted((COMPONENTS / folder).rglob("*.mjs"))
]


def test_bundle_is_built_from_these_sources() -> None:
    built_from = (COMPONENTS / "bundle" / "SOURCES.sha256").read_text("utf-8").strip()
    assert bundled.source_hash() == built_from, "the sources changed: run `make bundle` and commit bundle/ with them"


def test_rebuilding_gives_the_same_bytes(tmp_path: Path) -> None:
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("no Node here; the hash of the sources is checked all the same")
    copy = tmp_path / "components"
    shutil.copytree(COMPONENTS, copy, ignore=shutil.ignore_patterns("node_modules", "bundle", "__pycache__"))
    installed = subprocess.run([npm, "ci", "--silent"], cwd=copy, capture_output=True, text=True, check=False)
    if installed.returncode != 0 and "ENOTFOUND" in installed.stderr + installed.stdout:
        pytest.skip("no package registry can be reached; the hash of the sources is checked all the same")
    assert installed.returncode == 0, installed.stderr
    subprocess.run([npm, "run", "--silent", "build"], cwd=copy, check=True, capture_output=True)
    for name in ("wasl.js", "SOURCES.sha256", "THIRD_PARTY.md"):
        assert (copy / "bundle" / name).read_bytes() == (COMPONENTS / "bundle" / name).read_bytes(), f"{name} differs: run `make bundle`"


def test_asset_name_follows_the_content(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    one = asset()
    assert re.fullmatch(r"wasl-[0-9a-f]{16}\.js", one.name)
    assert one.read() == (COMPONENTS / "bundle" / "wasl.js").read_bytes()
    other = tmp_path / "wasl.js"
    other.write_bytes(one.read() + b"\n")
    monkeypatch.setattr(bundled, "BUNDLE", other)
    assert asset().name != one.name


def test_missing_bundle_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bundled, "BUNDLE", tmp_path / "wasl.js")
    with pytest.raises(FileNotFoundError, match="make bundle"):
        asset()


def test_every_type_has_its_icon_in_the_bundle() -> None:
    assert {style.icon for style in theme.TYPES.values()} <= icons()


def test_words_are_those_that_the_sources_say() -> None:
    keys = json.loads((COMPONENTS / "words.json").read_text("utf-8"))
    text = "\n".join(path.read_text("utf-8") for path in SOURCES)
    # The loader in mount.py says one word itself: that the bundle could not be loaded.
    said = {"errorBundle", *re.findall(r"""["'`](\w+)["'`]""", text)}
    assert "errorBundle" in (COMPONENTS / "mount.py").read_text("utf-8")
    layouts = {f"layout{name.title()}" for name in ("force", "concentric", "hierarchical", "circular")}
    rules = {"colour": COLOURS, "size": SIZES, "group": (*GROUPS, "none")}
    styles = {f"{what}{name.title()}" for what, names in rules.items() for name in names}
    assert set(keys) <= said | layouts | styles, "words.json lists words that nothing says"
    asked = set(re.findall(r"""(?<![\w.])t\((?:\w+ \? )?"(\w+)"|\bthis\.t\("(\w+)"|network\.t\("(\w+)\"""", text))
    assert {key for found in asked for key in found if key} <= set(keys), "words.json lacks words that the sources say"


@pytest.mark.parametrize("lang", sorted(WORDS))
def test_words_hold_only_what_the_components_fill_in(lang: str) -> None:
    for key, values in json.loads((COMPONENTS / "words.json").read_text("utf-8")).items():
        placeholders = set(re.findall(r"\{(\w+)\}", WORDS[lang][key]))
        assert placeholders <= set(values), f"{lang}.{key} holds {placeholders - set(values)}, which is never filled in"


def test_versions_are_pinned_and_no_registry_is_named() -> None:
    package = json.loads((COMPONENTS / "package.json").read_text("utf-8"))
    for name, version in (package["dependencies"] | package["devDependencies"]).items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), f"{name} {version} is not exact"
    lock = (COMPONENTS / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in lock
    assert "registry" not in (COMPONENTS / ".npmrc").read_text("utf-8").replace("omit-lockfile-registry-resolved", "")


def test_bundle_asks_no_other_host() -> None:
    text = asset().read().decode("utf-8")
    hosts = set(re.findall(r"https?://([\w.-]+)", text))
    # Names of XML vocabularies, and the source of a formula in a comment of sigma's shaders: no addresses that are asked.
    assert hosts <= {"www.w3.org", "iquilezles.org"}, hosts


def test_licences_of_what_is_bundled_are_told() -> None:
    told = (COMPONENTS / "bundle" / "THIRD_PARTY.md").read_text("utf-8")
    for name in json.loads((COMPONENTS / "package.json").read_text("utf-8"))["dependencies"]:
        assert f"## {name} " in told
