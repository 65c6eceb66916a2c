"""The settings of Streamlit that promises rest on."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("section", "name", "value"),
    [
        ("client", "showErrorDetails", "none"),
        ("client", "toolbarMode", "minimal"),
        ("browser", "gatherUsageStats", False),
        ("server", "address", "127.0.0.1"),
        ("server", "enableStaticServing", False),
        ("server", "enableCORS", True),
        ("server", "enableXsrfProtection", True),
        ("server", "maxUploadSize", 25),
        ("server", "fileWatcherType", "none"),
    ],
)
def test_promised_settings(section: str, name: str, value: object) -> None:
    assert CONFIG[section][name] == value


def test_fonts_come_from_the_app_itself() -> None:
    for face in CONFIG["theme"]["fontFaces"]:
        assert face["url"].startswith("/assets/fonts/")
        assert (ROOT / "explorer" / "fonts" / face["url"].rpartition("/")[2]).exists()


def test_both_looks_are_those_of_the_theme() -> None:
    from explorer import theme

    for ground in theme.THEMES:
        assert CONFIG["theme"][ground]["backgroundColor"] == theme.GROUNDS[ground].surface
        assert CONFIG["theme"][ground]["textColor"] == theme.GROUNDS[ground].ink
        assert CONFIG["theme"][ground]["primaryColor"] == getattr(theme.BLUE, ground)


def test_the_app_is_short() -> None:
    assert len((ROOT / "streamlit_app.py").read_text("utf-8").splitlines()) < 40


@pytest.mark.parametrize("page", sorted((ROOT / "explorer" / "pages").glob("*.py")), ids=lambda p: p.stem)
def test_pages_are_thin(page: Path) -> None:
    assert len(page.read_text("utf-8").splitlines()) <= 60
