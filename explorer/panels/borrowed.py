"""What Streamlit says in English only, said in the page's language: its menu, the button that stops a page, the hints beneath a field, the parts of an empty date.

Streamlit has no place for words of ours there: a style sheet hides its own and writes ours beside them. The words stand in ``explorer.text``.
"""

from __future__ import annotations

from explorer.text import say

_HINT = '[data-testid="{field}"] [data-testid="InputInstructions"] > span:first-child:not(:last-child)'
_DATE = '[data-testid="stDateInput"] [data-type="{part}"][data-placeholder]'
# What holds Streamlit's words, and the key of ours.
WORDS = {
    '[data-testid="stMainMenuItem-theme-System"]': "lookSystem",
    '[data-testid="stMainMenuItem-theme-Light"]': "lookLight",
    '[data-testid="stMainMenuItem-theme-Dark"]': "lookDark",
    '[data-testid="stMainMenuItem-about"] [data-testid="stMainMenuItemLabel"]': "menuAbout",
    '[data-testid="stMainMenuPopover"] span:has(+ .stMenuVersionCopyButton)': "menuMadeWith",
    '[data-testid="stStatusWidget"] [data-testid="stBaseButton-header"]': "statusStop",
    _HINT.format(field="stTextArea"): "hintSubmit",
    _HINT.format(field="stTextInput"): "hintEnter",
    _DATE.format(part="year"): "dateYear",
    _DATE.format(part="month"): "dateMonth",
    _DATE.format(part="day"): "dateDay",
}


def sheet(lang: str) -> str:
    """The style sheet; empty for English, which Streamlit speaks. No foreign text is ever put in here."""
    if lang == "en":
        return ""
    said = ((holder, say(lang, key).replace("\\", "").replace('"', "")) for holder, key in WORDS.items())
    return "\n".join(
        f'{holder} {{ font-size: 0 !important; }} {holder}::after {{ content: "{words}"; font-size: .8125rem; }}' for holder, words in said
    )
