"""Asks a model over the OpenAI chat interface: hosted, Ollama, vLLM, whatever answers at the address.

What is asked is left to ``ingest.language_model.instruction``; remembering answers to ``ingest.language_model.memory``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import openai

from graph.settings import ModelSettings

_NO_KEY = "none"  # servers on one's own machine ask for none; the client insists on a word


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said, and how many tokens went in and came out (0 where the server does not say)."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0


class ProviderError(Exception):
    """No answer: the message is the cause, without secrets. ``final``: asking again is of no use in this run."""

    def __init__(self, cause: str, final: bool = False) -> None:
        self.final = final
        super().__init__(cause)


class CutOff(ProviderError):
    """The answer was longer than the model may write; a shorter passage helps."""


class Provider:
    """One model at one address. After an answer that says that the key is wrong nothing more is asked."""

    def __init__(self, given: ModelSettings) -> None:
        self._given = given
        self._broken: str | None = None
        self._forms = [_structured, _any_object, _free]
        self._client = openai.OpenAI(base_url=given.url, api_key=given.key or _NO_KEY, timeout=given.seconds, max_retries=given.tries - 1)

    def ask(self, messages: Sequence[Mapping[str, str]], schema: dict[str, Any]) -> Answer:
        """One answer at temperature 0, tried again with growing pauses where the server is busy, broken or slow.

        Raises ProviderError, CutOff among them.
        """
        if self._broken is not None:
            raise ProviderError(self._broken, final=True)
        try:
            return self._answer(messages, schema)
        except ProviderError as exc:
            if exc.final:
                self._broken = str(exc)
            raise

    def _answer(self, messages: Sequence[Mapping[str, str]], schema: dict[str, Any]) -> Answer:
        while True:
            try:
                asked: Any = [dict(message) for message in messages]
                made = self._client.chat.completions.create(
                    model=self._given.model, messages=asked, temperature=0, **self._forms[0](schema)
                )
                return _read(made)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as exc:
                if len(self._forms) == 1:
                    raise ProviderError(self._told(exc)) from None
                self._forms.pop(0)  # the server does not know this way of asking for JSON
            except (openai.AuthenticationError, openai.PermissionDeniedError) as exc:
                raise ProviderError(f"{self._told(exc)} Check WASL_LLM_KEY", final=True) from None
            except openai.NotFoundError as exc:
                raise ProviderError(f"{self._told(exc)} Check WASL_LLM_URL and WASL_LLM_MODEL", final=True) from None
            except openai.APITimeoutError:
                raise ProviderError(f"no answer within {self._given.seconds:g} s, {self._given.tries} times") from None
            except openai.APIConnectionError:
                raise ProviderError(f"nothing answers at {self._given.url}") from None
            except openai.APIStatusError as exc:
                raise ProviderError(f"{self._told(exc)} {self._given.tries} times") from None
            except openai.OpenAIError as exc:
                raise ProviderError(self._plain(f"the answer cannot be read ({exc})")) from None

    def _told(self, exc: openai.APIStatusError) -> str:
        return self._plain(f"the model's server answered {exc.status_code}: {exc.message}")

    def _plain(self, text: str) -> str:
        line = " ".join(text.split())[:300]
        return line.replace(self._given.key, "(key)") if self._given.key else line


def _read(made: Any) -> Answer:
    choices = getattr(made, "choices", None)
    if not choices:
        raise ProviderError("the model's server gave no answer")
    choice, usage = choices[0], getattr(made, "usage", None)
    if refusal := getattr(choice.message, "refusal", None):
        raise ProviderError(f"the model refused: {' '.join(str(refusal).split())[:200]}")
    if choice.finish_reason == "content_filter":
        raise ProviderError("the model's server withheld the answer (content filter)")
    if choice.finish_reason == "length":
        raise CutOff("the answer was cut off")
    return Answer(choice.message.content or "", getattr(usage, "prompt_tokens", 0) or 0, getattr(usage, "completion_tokens", 0) or 0)


def _structured(schema: dict[str, Any]) -> dict[str, Any]:
    return {"response_format": {"type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": schema}}}


def _any_object(_: dict[str, Any]) -> dict[str, Any]:
    return {"response_format": {"type": "json_object"}}


def _free(_: dict[str, Any]) -> dict[str, Any]:
    return {}
