"""The only reader of the environment: one table of name, default and help that code, docs and tests share."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from graph.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    default: str | None
    help: str


SETTINGS = (
    Setting("WASL_HOME", None, "The one folder for all data (embedded store, shares). Default: the platform's data folder."),
    Setting("NEO4J_URI", None, "Address of a Neo4j server, e.g. neo4j://localhost:7687. Unset: the embedded store."),
    Setting("NEO4J_USERNAME", "neo4j", "User of the Neo4j server."),
    Setting("NEO4J_PASSWORD", None, "Password of the Neo4j server; has no default."),
    Setting("NEO4J_DATABASE", "neo4j", "Database on the Neo4j server."),
    Setting("WASL_QUERY_TIMEOUT", "30", "Seconds that a statement of the console may run."),
    Setting("WASL_QUERY_ROWS", "10000", "Rows that a statement of the console may return."),
    Setting("WASL_ADDRESS", "127.0.0.1", "Address that the explorer listens on. Any but loopback needs a password."),
    Setting("PORT", "8501", "Port that the explorer listens on."),
    Setting("WASL_HOSTS", None, "Host names, separated by commas, under which others reach the explorer, besides its addresses."),
    Setting("WASL_PASSWORD_HASH", None, "Hash of the explorer's password, made by `python -m explorer password`."),
    Setting("WASL_PASSWORD_FILE", None, "File that holds that hash instead."),
    Setting("WASL_EXTRACTOR", "rules", "Who reads the articles: rules, language_model, or both side by side."),
    Setting("WASL_WORKERS", None, "Processes that extract: 0 = the one that runs. Unset: that one for small runs, one for each processor beyond."),
    Setting("WASL_CLUSTER", None, "Address of a Dask scheduler whose workers extract instead, e.g. tcp://localhost:8786."),
    Setting("WASL_ARTICLE_SECONDS", "120", "Seconds after which a worker gives up an article; 0 = never. Language models have limits of their own."),
    Setting("WASL_LLM_URL", None, "Base address of a server with the OpenAI chat interface, e.g. http://localhost:11434/v1."),
    Setting("WASL_LLM_MODEL", None, "The language model's name on that server."),
    Setting("WASL_LLM_KEY", None, "Key of that server; servers on one's own machine need none."),
    Setting("WASL_LLM_SECONDS", "120", "Seconds to wait for one answer of the language model."),
    Setting("WASL_LLM_TRIES", "3", "How often one question to the language model is tried."),
    Setting("WASL_LLM_FALLBACK", "yes", "yes: where the language model fails, the rules read the article. no: it stays without claims."),
    Setting("WASL_LLM_PRICE_IN", "0", "Price of a million tokens sent, for the report."),
    Setting("WASL_LLM_PRICE_OUT", "0", "Price of a million tokens received, for the report."),
    Setting("WASL_FETCH_PRIVATE", None, "Private hosts that articles may be fetched from, separated by commas: host, or host:port."),
    Setting("WASL_FETCH_DELAY", "1", "Seconds between two requests to one host."),
    Setting("WASL_FETCH_SECONDS", "60", "Seconds that one address may take, redirects included."),
    Setting("WASL_USER_AGENT", "Wasl/1.0 (reader of news articles; obeys robots.txt)", "Name under which articles are fetched."),
    Setting("WASL_DASHBOARDS", None, "Folder with dashboards (YAML). Default: dashboards/ beside the samples."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """A language model at ``url``. ``key`` None: the server asks for none. Prices are per million tokens."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    seconds: float = 120.0
    tries: int = 3
    fallback: bool = True
    price_in: float = 0.0
    price_out: float = 0.0


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How articles are fetched. ``private`` holds the hosts (``name`` or ``name:port``, lower-case) that may be private or local.

    ``delay`` is seconds between two requests to one host, ``seconds`` the most that one address may take.
    """

    private: tuple[str, ...] = ()
    delay: float = 1.0
    seconds: float = 60.0
    user_agent: str = "Wasl/1.0"


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force. ``neo4j_uri`` None means the embedded store. Times in seconds.

    ``extractor`` is rules, language_model or both; ``model`` is None for rules alone. ``workers`` is a number of
    processes, 0 for none, None for as many as pay; ``cluster`` the address of a Dask scheduler; ``article_seconds`` 0 is no limit.
    """

    home: Path
    neo4j_uri: str | None
    neo4j_username: str
    neo4j_password: str | None
    neo4j_database: str
    query_timeout: float
    query_rows: int
    address: str
    port: int
    password_hash: str | None
    dashboards: Path | None
    hosts: tuple[str, ...] = ()
    extractor: str = "rules"
    model: ModelSettings | None = None
    fetching: FetchSettings = field(default_factory=FetchSettings)
    workers: int | None = None
    cluster: str | None = None
    article_seconds: float = 120.0

    def beside_store(self, what: str) -> Path:
        """A file in the home for what is remembered of the store in force (``what``: reprints, visits), one for each store."""
        name = "embedded"
        if self.neo4j_uri is not None:
            name = hashlib.sha256(f"{self.neo4j_uri}/{self.neo4j_database}".encode()).hexdigest()[:16]
        return self.home / what / f"{name}.sqlite"


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from ``environment`` (default: the process's). An empty value counts as unset.

    Raises ConfigurationError, naming the setting, for a value that cannot be used.
    """
    values = os.environ if environment is None else environment
    table = {s.name: values.get(s.name) or s.default for s in SETTINGS}
    uri = table["NEO4J_URI"]
    if uri and table["NEO4J_PASSWORD"] is None:
        raise ConfigurationError(
            "NEO4J_URI is set but NEO4J_PASSWORD is not: set the password of that server, or unset NEO4J_URI to use the embedded store."
        )
    if uri and not uri.startswith(("bolt://", "bolt+s://", "bolt+ssc://", "neo4j://", "neo4j+s://", "neo4j+ssc://")):
        raise ConfigurationError(f"NEO4J_URI={uri}: expected an address such as neo4j://localhost:7687 or bolt://localhost:7687.")
    home = table["WASL_HOME"]
    dashboards = table["WASL_DASHBOARDS"]
    return Settings(
        home=Path(home).expanduser() if home else Path(platformdirs.user_data_dir("wasl", appauthor=False)),
        neo4j_uri=uri,
        neo4j_username=str(table["NEO4J_USERNAME"]),
        neo4j_password=table["NEO4J_PASSWORD"],
        neo4j_database=str(table["NEO4J_DATABASE"]),
        query_timeout=_number(table, "WASL_QUERY_TIMEOUT", 0.1, 86_400),
        query_rows=int(_number(table, "WASL_QUERY_ROWS", 1, 10_000_000)),
        address=str(table["WASL_ADDRESS"]),
        port=int(_number(table, "PORT", 1, 65_535)),
        password_hash=_password_hash(table),
        dashboards=Path(dashboards).expanduser() if dashboards else None,
        hosts=tuple(name.strip() for name in (table["WASL_HOSTS"] or "").split(",") if name.strip()),
        extractor=(extractor := _one_of(table, "WASL_EXTRACTOR", ("rules", "language_model", "both"))),
        model=None if extractor == "rules" else _model(table),
        workers=int(_number(table, "WASL_WORKERS", 0, 1_024)) if table["WASL_WORKERS"] else None,
        cluster=table["WASL_CLUSTER"],
        article_seconds=_number(table, "WASL_ARTICLE_SECONDS", 0, 86_400),
        fetching=FetchSettings(
            private=tuple(name.strip().lower() for name in (table["WASL_FETCH_PRIVATE"] or "").split(",") if name.strip()),
            delay=_number(table, "WASL_FETCH_DELAY", 0, 3_600),
            seconds=_number(table, "WASL_FETCH_SECONDS", 0.1, 3_600),
            user_agent=" ".join(str(table["WASL_USER_AGENT"]).split()),
        ),
    )


def child_environment(**values: str) -> dict[str, str]:
    """The environment for a process that Wasl starts: this process's, without secrets, and with ``values``."""
    secret = {"NEO4J_PASSWORD", "WASL_PASSWORD_HASH", "WASL_PASSWORD_FILE", "WASL_LLM_KEY"}
    return {name: value for name, value in os.environ.items() if name not in secret} | values


def _model(table: Mapping[str, str | None]) -> ModelSettings:
    url, model = table["WASL_LLM_URL"], table["WASL_LLM_MODEL"]
    if url is None or model is None:
        missing = "WASL_LLM_URL" if url is None else "WASL_LLM_MODEL"
        raise ConfigurationError(f"WASL_EXTRACTOR={table['WASL_EXTRACTOR']} but {missing} is not set: set it, or use WASL_EXTRACTOR=rules.")
    if not url.startswith(("http://", "https://")):
        raise ConfigurationError(f"WASL_LLM_URL={url}: expected an address such as http://localhost:11434/v1.")
    return ModelSettings(
        url=url,
        model=model,
        key=table["WASL_LLM_KEY"],
        seconds=_number(table, "WASL_LLM_SECONDS", 0.1, 3_600),
        tries=int(_number(table, "WASL_LLM_TRIES", 1, 20)),
        fallback=_one_of(table, "WASL_LLM_FALLBACK", ("yes", "no")) == "yes",
        price_in=_number(table, "WASL_LLM_PRICE_IN", 0, 1e6),
        price_out=_number(table, "WASL_LLM_PRICE_OUT", 0, 1e6),
    )


def _one_of(table: Mapping[str, str | None], name: str, choices: tuple[str, ...]) -> str:
    if table[name] not in choices:
        raise ConfigurationError(f"{name}={table[name]}: expected {', '.join(choices[:-1])} or {choices[-1]}.")
    return str(table[name])


def _number(table: Mapping[str, str | None], name: str, low: float, high: float) -> float:
    text = str(table[name])
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise ConfigurationError(f"{name}={text}: expected a number from {low:g} to {high:g}.")
    return value


def _password_hash(table: Mapping[str, str | None]) -> str | None:
    path = table["WASL_PASSWORD_FILE"]
    if not path:
        return table["WASL_PASSWORD_HASH"]
    try:
        return Path(path).expanduser().read_text("utf-8").strip()
    except OSError as exc:
        raise ConfigurationError(f"WASL_PASSWORD_FILE={path}: the file cannot be read ({exc.strerror}).") from exc
