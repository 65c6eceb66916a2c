"""HTML pages outside Streamlit: a frame that escapes all it is given, with a policy that runs nothing foreign."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from starlette.responses import HTMLResponse

from explorer.routes import assets
from explorer.text import direction

# Styles are adopted by script or come from our own file; pictures may be drawn into blobs for download.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """``theme`` None = the reader's system decides. ``script`` is the address of a module to load, None = none.

    ``referrer`` is the page's policy: a page with a form needs "same-origin", else browsers send its origin as "null".
    """

    theme: str | None = None
    script: str | None = None
    referrer: str = "no-referrer"


def page(title: str, body: str, lang: str, status: int = 200, frame: Frame | None = None) -> HTMLResponse:
    """``title`` is text, ``body`` HTML that the caller has escaped, ``status`` HTTP's."""
    frame = frame or Frame()
    themed = f' data-theme="{escape(frame.theme)}"' if frame.theme else ""
    loads = f'<script type="module" src="{escape(frame.script)}"></script>' if frame.script else ""
    html = (
        f'<!doctype html><html lang="{escape(lang)}" dir="{direction(lang)}"{themed}><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<title>{escape(title)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="{assets.style_url()}">{loads}</head>'
        f"<body>{body}</body></html>"
    )
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": POLICY,
        "Referrer-Policy": frame.referrer,
        "X-Content-Type-Options": "nosniff",
    }
    return HTMLResponse(html, status, headers)
