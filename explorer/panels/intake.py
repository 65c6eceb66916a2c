"""Handing over what is to be read, and what became of it: forms, progress, report, preview, subscriptions.

Reading is left to ``explorer.intake``, keeping uploads to ``explorer.uploads``, what the tables hold to ``explorer.views.intake``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import streamlit as st

from explorer import events, intake, navigation, subscriptions, uploads
from explorer.intake import Intake
from explorer.state import explorer_state, recall, remember, show_in, shown_in
from explorer.text import direction, say
from explorer.uploads import About, Given
from explorer.views import intake as view
from graph import ontology
from graph.errors import InputError
from ingest.document import MAX_BYTES
from ingest.readers import READERS

_KINDS = ("text", "files", "address")
_INTERVALS = (15, 30, 60, 180, 720, 1440)
_ASK_SECONDS = 1.0


def forms(lang: str) -> None:
    """The ways in: a text, files, an address, feeds to be read again and again."""
    _uploader_words(lang)
    text, files, address, feeds = st.tabs([say(lang, f"intakeTab.{name}") for name in (*_KINDS, "feeds")])
    with text, st.form("intake_form_text", border=False):
        st.text_area(say(lang, "intakeText"), key="intake_text", height=200, max_chars=1_000_000, placeholder=say(lang, "intakeTextHint"))
        st.text_input(say(lang, "intakeTitle"), key="intake_title", max_chars=300)
        _about("text", lang)
        _buttons("text", lang)
    with files, st.form("intake_form_files", border=False, clear_on_submit=True):
        endings = [ending for reader in READERS for ending in reader.suffixes]
        limits = say(lang, "intakeLimits", n=uploads.MOST_FILES, mb=MAX_BYTES // 1_000_000, all=uploads.MOST_BYTES // 1_000_000)
        st.file_uploader(say(lang, "intakeFiles"), key="intake_files", accept_multiple_files=True, type=endings)
        st.caption(f"{limits} {say(lang, 'intakeKinds', kinds=_isolated(', '.join(dict.fromkeys(endings))))}")
        _about("files", lang)
        _buttons("files", lang)
    with address, st.form("intake_form_address", border=False):
        st.text_input(say(lang, "intakeAddress"), key="intake_address", max_chars=2_000, placeholder="https://…")
        _about("address", lang)
        _buttons("address", lang)
    with feeds:
        _feeds(lang)
    if problem := recall("intake.problem", None):
        st.error(say(lang, "intakeProblem"))
        st.text(problem)


def _isolated(text: str) -> str:
    """Latin words in an Arabic sentence, in their own direction."""
    return f"\u2066{text}\u2069"


def _uploader_words(lang: str) -> None:
    """Streamlit says these two in English only. Words of ours, no foreign text."""
    drop, browse = (say(lang, key).replace("\\", "").replace('"', "") for key in ("intakeDrop", "intakeBrowse"))
    st.html(
        '<style>[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }'
        f'[data-testid="stFileUploaderDropzone"]::before {{ content: "{drop}"; flex: 1; }}'
        '[data-testid="stFileUploaderDropzone"] button { font-size: 0 !important; }'
        '[data-testid="stFileUploaderDropzone"] button > * { display: none !important; }'
        '[data-testid="stFileUploaderDropzone"] { align-items: center; }'
        f'[data-testid="stFileUploaderDropzone"] button::after {{ content: "{browse}"; font-size: 1rem; }}</style>'
    )


def _about(kind: str, lang: str) -> None:
    """What stands for articles that do not say it themselves."""
    left, middle, right = st.columns(3)
    left.text_input(say(lang, "intakeOutlet"), key=f"intake_outlet_{kind}", max_chars=200, help=say(lang, "intakeUnsaid"))
    middle.date_input(
        say(lang, "intakePublished"), value=None, key=f"intake_published_{kind}", format="YYYY-MM-DD", max_value="today",
        min_value=datetime(1000, 1, 1, tzinfo=UTC).date(), help=say(lang, "intakePublishedHelp"),
    )  # fmt: skip
    right.selectbox(
        say(lang, "articlesLanguage"), ontology.LANGUAGES, index=None, key=f"intake_language_{kind}",
        format_func=lambda code: say(lang, f"language.{code}"), placeholder=say(lang, "intakeLanguageAuto"),
    )  # fmt: skip


def _buttons(kind: str, lang: str) -> None:
    left, right, _ = st.columns([1, 1, 2])
    with left:
        st.form_submit_button(
            say(lang, "intakePreview"), key=f"preview_{kind}", on_click=_submit, args=(kind, True), type="primary",
            icon=":material/visibility:", width="stretch", help=say(lang, "intakePreviewHelp"),
        )  # fmt: skip
    with right:
        st.form_submit_button(
            say(lang, "intakeAdd"), key=f"add_{kind}", on_click=_submit, args=(kind, False), icon=":material/add:", width="stretch"
        )


def _submit(kind: str, dry: bool) -> None:
    about = About(
        title=(shown_in("intake_title") or "") if kind == "text" else "",
        outlet=shown_in(f"intake_outlet_{kind}") or "",
        published=shown_in(f"intake_published_{kind}"),
        language=shown_in(f"intake_language_{kind}"),
    )
    ways: dict[str, Callable[[], Given]] = {
        "text": lambda: uploads.text(shown_in("intake_text") or "", about),
        "files": lambda: uploads.files([(file.name, file.getvalue()) for file in shown_in("intake_files") or ()], about),
        "address": lambda: uploads.address(shown_in("intake_address") or "", about),
    }
    try:
        remember("intake.run", intake.start(ways[kind](), dry).id)
    except InputError as error:
        remember("intake.problem", str(error))
        return
    remember("intake.problem", None)
    if kind == "text":
        show_in("intake_text", "")
        show_in("intake_title", "")
    if kind == "address":
        show_in("intake_address", "")


# --- runs -----------------------------------------------------------------------------------------


def runs(lang: str) -> None:
    """The runs, newest first; those that are not over are asked again every second."""
    listed = intake.runs()
    if not listed:
        st.caption(say(lang, "intakeNone"))
        return
    if under_way := [run.id for run in listed if not run.over]:

        @st.fragment(run_every=_ASK_SECONDS)
        def progress() -> None:
            going = [run for run in intake.runs() if not run.over]
            if [run.id for run in going] != under_way:
                st.rerun()
            for run in going:
                _under_way(run, lang)

        progress()
    for run in listed:
        if run.over:
            _over(run, lang, opened=run.id == recall("intake.run", None) or run is listed[0])


def _under_way(run: Intake, lang: str) -> None:
    with st.container(border=True, key=f"run-{run.id}"):
        left, right = st.columns([5, 1], vertical_alignment="center")
        with left:
            st.markdown(f"**{view.state(run, lang)}** · {say(lang, 'intakeSeconds', n=int(run.seconds()))}")
            st.text(run.given.label)
            report = run.report
            shown = [f"{words} {number:,}" for words, number in view.counts(report, lang)[:5]]
            st.caption(" · ".join(shown))
            if run.reading:
                st.text(run.reading[:200])
        right.button(say(lang, "queryCancel"), key=f"stop-{run.id}", on_click=run.cancel, width="stretch")


def _over(run: Intake, lang: str, opened: bool) -> None:
    with st.container(border=True, key=f"run-{run.id}"):
        left, right = st.columns([5, 1], vertical_alignment="center")
        with left:
            seconds = say(lang, "intakeSeconds", n=round(run.seconds()))
            st.markdown(f"**{view.state(run, lang)}** · {seconds}")
            st.text(run.given.label)
        right.button(
            say(lang, "intakeDiscard" if run.dry else "intakeForget"), key=f"drop-{run.id}", on_click=intake.discard, args=(run,),
            width="stretch",
        )  # fmt: skip
        if run.report.stopped:
            st.warning(say(lang, "intakeBrokenOff"))
            st.text(run.report.stopped)
        _numbers(view.counts(run.report, lang)[:5] if run.dry else view.counts(run.report, lang))
        if run.dry:
            _preview(run, lang)
        elif run.entities and st.button(
            say(lang, "intakeOpen"), key=f"open-{run.id}", type="primary", icon=":material/hub:", help=say(lang, "intakeOpenHelp")
        ):
            navigation.go(navigation.NETWORK, events.draw(explorer_state(), tuple(run.entities)))
        _details(run, lang, opened)


def _preview(run: Intake, lang: str) -> None:
    found = run.report.rehearsed
    if found is None:
        return
    st.caption(say(lang, "intakeWould"))
    _numbers(view.difference_totals(found, lang))
    if rows := view.changes(found, lang, run):
        _table(rows, f"changes-{run.id}", lang)
    else:
        st.info(say(lang, "intakeNothing"))
    if run.state == intake.DONE:
        st.button(say(lang, "intakeCommit"), key=f"commit-{run.id}", type="primary", icon=":material/check:", on_click=_commit, args=(run,))


def _commit(run: Intake) -> None:
    remember("intake.run", intake.commit(run).id)


def _details(run: Intake, lang: str, opened: bool) -> None:
    """What was refused and doubted. Causes are the program's sentences in English, places foreign text: shown as data."""
    report = run.report
    parts: tuple[tuple[str, int, Callable[[], view.Rows]], ...] = (
        ("intakeRefusals", report.failed, partial(view.refusals, run, lang)),
        ("intakeNotices", report.warned, partial(view.notices, run, lang)),
        ("intakeRefusedClaims", report.refused_claims.total(), partial(view.refused_claims, report, lang)),
    )
    for key, number, rows in parts:
        if number:
            with st.expander(say(lang, key, n=number), expanded=opened and key == "intakeRefusals"):
                _table(rows(), f"{key}-{run.id}", lang)


def _numbers(counted: list[tuple[str, int]]) -> None:
    with st.container(horizontal=True, gap="medium"):
        for words, number in counted:
            st.metric(words, f"{number:,}", width="content")


def _table(rows: view.Rows, key: str, lang: str) -> None:
    """The grid knows one direction only: in Arabic its columns are turned round, and made to fit so that the first is in sight."""
    names = list(rows[0])
    wide = dict.fromkeys((say(lang, "intakeColumn.sentence"), say(lang, "intakeClaims.example"), say(lang, "intakeRefused.cause")), 280)
    wide |= dict.fromkeys((say(lang, "intakeColumn.subject"), say(lang, "intakeColumn.object")), 140)
    columns: dict[str, Any] = {name: st.column_config.TextColumn(width=wide.get(name, 90)) for name in names}
    order = names[::-1] if direction(lang) == "rtl" else names
    st.dataframe(rows, hide_index=True, width="stretch", key=key, column_order=order, column_config=columns)


# --- subscriptions --------------------------------------------------------------------------------


def _feeds(lang: str) -> None:
    with st.form("intake_form_feed", border=False):
        left, right = st.columns([3, 1])
        left.text_input(say(lang, "intakeFeed"), key="intake_feed", max_chars=2_000, placeholder="https://…")
        right.selectbox(
            say(lang, "intakeInterval"), _INTERVALS, index=2, key="intake_interval",
            format_func=lambda minutes: say(lang, f"intakeEvery.{minutes}"),
        )  # fmt: skip
        st.form_submit_button(
            say(lang, "intakeSubscribe"), key="subscribe", on_click=_subscribe, type="primary", icon=":material/rss_feed:"
        )
    try:
        held = subscriptions.listed()
    except InputError as error:
        st.error(say(lang, "intakeProblem"))
        st.text(str(error))
        return
    if not held:
        st.caption(say(lang, "intakeNoFeeds"))
    for subscription in held:
        _feed(subscription, lang)


def _feed(held: subscriptions.Subscription, lang: str) -> None:
    with st.container(border=True, key=f"feed-{held.id}"):
        left, middle, right = st.columns([4, 1, 1], vertical_alignment="center")
        with left:
            st.text(held.address)
            every = say(lang, f"intakeEvery.{held.minutes}") if held.minutes in _INTERVALS else say(lang, "intakeMinutes", n=held.minutes)
            if held.asked is None:
                told = say(lang, "intakeNeverAsked")
            else:
                when = datetime.fromisoformat(held.asked).astimezone().strftime("%Y-%m-%d %H:%M")
                told = say(lang, "intakeAsked", when=when, read=held.read, new=held.new, refused=held.refused)
            st.caption(" · ".join((say(lang, "intakePaused") if held.paused else every, told)))
            if held.why:
                st.text(held.why[:500])
        middle.button(
            say(lang, "intakeResume" if held.paused else "intakePause"), key=f"pause-{held.id}", width="stretch",
            on_click=subscriptions.pause, args=(held.id, not held.paused),
        )  # fmt: skip
        right.button(say(lang, "intakeRemove"), key=f"remove-{held.id}", on_click=subscriptions.remove, args=(held.id,), width="stretch")


def _subscribe() -> None:
    interval: Any = shown_in("intake_interval")
    try:
        subscriptions.add(shown_in("intake_feed") or "", int(interval or 60))
        subscriptions.ask_due(datetime.now(UTC))
    except InputError as error:
        remember("intake.problem", str(error))
        return
    remember("intake.problem", None)
    show_in("intake_feed", "")
