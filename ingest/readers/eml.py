"""Reads messages saved as EML, such as newsletters: the words of the letter, who sent it and when.

Attachments are never opened; a notice says which there were. Mail boxes and accounts are left to mail programs.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from graph.errors import InputError
from ingest.document import Document, Notice, ReadOptions
from ingest.readers import front_matter, html, source, text

SUFFIXES = (".eml",)
_HEADER = re.compile(
    rb"^(?:from|to|subject|date|received|return-path|message-id|mime-version|delivered-to|x-[\w-]+|dkim-signature|list-[\w-]+|"
    rb"content-type|reply-to|sender|authentication-results|arc-[\w-]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_MAX_PARTS = 500
_MAX_ATTACHMENTS_NAMED = 5
# A plain part shorter than this share of the HTML part's words is a stub ("view this in your browser").
_STUB = 0.5


def is_message(head: bytes) -> bool:
    """Whether a file that begins like this is a message: at least three known headers, one of them From, before the first blank line."""
    block = re.split(rb"\r?\n\r?\n", head.removeprefix(b"\xef\xbb\xbf"), maxsplit=1)[0]
    found = {match[0].lower().rstrip(b" \t:") for match in _HEADER.finditer(block)}
    first = block.split(b"\n", 1)[0]
    return len(found) >= 3 and b"from" in found and (_HEADER.match(first) is not None or first.startswith(b"From "))


def read(path: Path, options: ReadOptions) -> Iterator[Document | InputError]:
    """The report in the message, or why there is none."""
    try:
        yield from documents(source.read_bytes(path, options.max_bytes), str(path))
    except InputError as error:
        yield error


def documents(data: bytes, place: str) -> Iterator[Document]:
    """``read`` for bytes at hand. Raises InputError for a message without words."""
    if not data.strip():
        raise InputError(place, "is empty.", "Save the message again.")
    if kind := source.media_type(data):
        raise InputError(place, f"is {kind}, not a message.", "Save the message as EML.")
    if not is_message(data[:65_536]):
        raise InputError(place, "is no message (it has no headers such as From and Date).", "Save the message as EML.")
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage), "this policy makes nothing else"
    notices: list[Notice] = []
    body = _body(message, place, notices)
    published = _day(message)
    if published is None:
        notices.append(Notice(place, "has no date that can be read; it is stored without one."))
    notices += [Notice(place, f"{doubt}.") for doubt in source.doubts(body)]
    title = front_matter.one_line(_header(message, "subject"))
    link = _header(message, "archived-at").strip(" <>")
    yield Document(
        body, place, title or text.headline(body), _sender(message), published, url=front_matter.web_address(link), notices=tuple(notices)
    )


def _body(message: EmailMessage, place: str, notices: list[Notice]) -> str:
    """The words of the letter: the plain part, or the HTML part where the plain one is missing or a stub."""
    plain: list[str] = []
    page: list[str] = []
    attached: list[str] = []
    for number, part in enumerate(_parts(message)):
        if number >= _MAX_PARTS:
            raise InputError(place, f"has more than {_MAX_PARTS} parts.", "Save the letter's text as a .txt file.")
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        name = front_matter.one_line(_filename(part))
        if part.get_content_disposition() == "attachment" or name or kind not in ("text/plain", "text/html"):
            attached.append(name or kind)
        else:
            (plain if kind == "text/plain" else page).append(_words(part, place, notices))
    if attached:
        shown = ", ".join(attached[:_MAX_ATTACHMENTS_NAMED]) + (" …" if len(attached) > _MAX_ATTACHMENTS_NAMED else "")
        notices.append(Notice(place, f"{len(attached)} attached file{'s' if len(attached) > 1 else ''} not read: {shown}."))
    words = "\n\n".join(part.strip("\n") for part in plain)
    shown_page = "\n\n".join(html.visible(part, place) for part in page if part.strip())
    body = shown_page if len(words.strip()) < _STUB * len(shown_page) else words
    if source.is_blank(body):
        raise InputError(place, "the message has no words to read.", "Save what is attached to it as files of their own.")
    return body


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of the letter, letters that are attached to it left closed."""
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        yield part
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            waiting = [p for p in part.get_payload() if isinstance(p, EmailMessage)] + waiting


def _words(part: EmailMessage, place: str, notices: list[Notice]) -> str:
    """The part's text. Its charset is believed only where it fits; what is missing or wrong is found out."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    declared = part.get_param("charset")
    try:
        decoded, doubts = source.as_text(data, place, str(declared) if isinstance(declared, str) else None)
    except InputError as error:
        notices.append(Notice(place, f"a part of the message is left out: it {error.cause}"))
        return ""
    notices += [doubt for doubt in doubts if "U+" not in doubt.message or "FFFD" in doubt.message]
    return decoded.text


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError):  # what the parser of headers trips over in forged ones
        return ""


def _filename(part: EmailMessage) -> str | None:
    try:
        return part.get_filename()
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return None


def _sender(message: EmailMessage) -> str | None:
    """The sender's name, else the domain of the address."""
    name, address = email.utils.parseaddr(_header(message, "from"))
    return front_matter.one_line(name) or front_matter.one_line(address.rpartition("@")[2])


def _day(message: EmailMessage) -> date | None:
    try:
        return email.utils.parsedate_to_datetime(_header(message, "date")).date()
    except (ValueError, TypeError, IndexError):
        return None
