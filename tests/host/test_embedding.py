"""
The library inside somebody else's program: behind a web server, and shared by threads.
"""

from __future__ import annotations

import importlib.util
import io
import os
import re
import socket
import subprocess
import sys
import threading
import urllib.parse
import zipfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import httpx
import pytest
import uvicorn
from hypothesis import HealthCheck, given, settings
from starlette.authentication import (
    AuthCredentials,
    AuthenticationBackend,
    BaseUser,
    SimpleUser,
)
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp
from tests.disclosure.building import WITHHOLD, call, contribution, participant, person
from tests.disclosure.building import dataset as dataset_of

import sdsnet
from sdsnet import Artifact, Code, CodelistExtension, Dataset, Edition, Exporter, Registry, hookimpl
from sdsnet.testing.planting import hidden_tokens, planted
from sdsnet.testing.searching import tokens_in

EXAMPLES = Path(__file__).parents[2] / "examples"
FORMATS = ("csv", "json", "jsonl", "markdown", "sqlite", "yaml")
# Of what may stand there by RFC 6266 and RFC 8187, what no client reads in two ways.
NAMED = re.compile(r'attachment; filename="([\w.-]+)"; filename\*=UTF-8\'\'([\w.%~-]+)', re.ASCII)
TIMEOUT_SECONDS = 60


def _loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("app", EXAMPLES / "embedding" / "app.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


example = _loaded()


class Offering:
    """
    A plugin that is an object: it offers formats, and a theme.
    """

    def __init__(self, *exporters: Exporter, themes: Iterable[str] = ()) -> None:
        self.exporters = exporters
        self.themes = tuple(themes)

    @hookimpl
    def sdsnet_exporters(self) -> tuple[Exporter, ...]:
        """
        Offer the formats.
        """
        return self.exporters

    @hookimpl
    def sdsnet_codelists(self) -> list[CodelistExtension]:
        """
        Offer the themes.
        """
        codes = [Code(theme, "A theme of its own.") for theme in self.themes]
        return [CodelistExtension("theme", codes)]


class Members(AuthenticationBackend):
    """
    Knows members of a network by a word in a header, as a site would know them by a session.
    """

    async def authenticate(self, conn: HTTPConnection) -> tuple[AuthCredentials, BaseUser] | None:
        """
        Tell who asks.
        """
        if conn.headers.get("Authorization") != "Bearer sesame":
            return None
        return AuthCredentials(["member"]), SimpleUser("a member")


def exporter(export: Callable[[Edition, Any], Iterable[Artifact]], **more: Any) -> Exporter:
    """
    Make an exporter of a format that is called `demo`.
    """
    fields = {"name": "demo", "media_type": "text/plain", "suffix": ".txt", "layout": "file"}
    return Exporter(**{**fields, **more}, title="A demonstration", export=export)


def in_pieces(*pieces: bytes | Exception) -> Exporter:
    """
    Make an exporter of one file that comes in pieces, and fails where an error stands.
    """

    def made() -> Iterator[bytes]:
        for piece in pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    return exporter(lambda _edition, _options: [Artifact("d.txt", made())])


def registry(*exporters: Exporter) -> Registry:
    """
    Make a registry of the built-in formats and these.
    """
    return Registry(plugins=[Offering(*exporters)], installed=False)


@contextmanager
def served(application: ASGIApp) -> Iterator[httpx.Client]:
    """
    Run an application on a real server with a port of its own, and give a client for it.
    """
    config = uvicorn.Config(application, log_config=None, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            with httpx.Client(base_url=address, timeout=TIMEOUT_SECONDS) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(TIMEOUT_SECONDS)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """
    Read a dataset with people who may not be named.
    """
    return sdsnet.read(EXAMPLES / "walkthrough.yaml", registry=registry())


@pytest.fixture(scope="module")
def client(dataset: Dataset) -> Iterator[httpx.Client]:
    """
    Serve the dataset, to members of its network and to strangers.
    """
    application = example.application(dataset, registry())
    with served(AuthenticationMiddleware(application, backend=Members())) as client:
        yield client


MEMBER = {"Authorization": "Bearer sesame"}


def exported(dataset: Dataset, name: str, audience: str = "public") -> dict[str, bytes]:
    """
    Return the files of an export by name.
    """
    edition = sdsnet.disclose(dataset, audience=audience, registry=registry())
    made = sdsnet.export(edition, name, registry=registry())
    return {artifact.name: artifact.read() for artifact in made}


def downloaded(response: httpx.Response) -> dict[str, bytes]:
    """
    Return what was downloaded by file name; a zip is opened.
    """
    assert response.status_code == 200
    if response.headers["Content-Type"] != "application/zip":
        return {file_name(response): response.content}
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def file_name(response: httpx.Response) -> str:
    """
    Read the name under which a download is to be saved: of two the one in full, as RFC 6266 asks.
    """
    found = NAMED.fullmatch(response.headers["Content-Disposition"])
    assert found is not None
    return urllib.parse.unquote(found[2], errors="strict")


# ---- behind a web server


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("audience", ["public", "network"])
def test_every_format_is_downloaded_as_it_is_exported(
    client: httpx.Client, dataset: Dataset, name: str, audience: str
) -> None:
    """
    What comes over the wire is what `sdsnet.export` gives, for strangers and for members.
    """
    response = client.get(f"/{name}", headers=MEMBER if audience == "network" else {})

    assert downloaded(response) == exported(dataset, name, audience)


@pytest.mark.parametrize(
    ("name", "saved_as", "kind"),
    [
        ("csv", "walkthrough-csv.zip", "application/zip"),
        ("sqlite", "walkthrough.db", "application/vnd.sqlite3"),
        ("json", "walkthrough.json", "application/json"),
        ("md", "walkthrough.md", "text/markdown; charset=utf-8; variant=CommonMark"),
    ],
)
def test_a_download_says_what_it_is(
    client: httpx.Client, name: str, saved_as: str, kind: str
) -> None:
    """
    A browser learns the file's name and its media type.
    """
    response = client.get(f"/{name}")

    assert (file_name(response), response.headers["Content-Type"]) == (saved_as, kind)


def test_a_zip_has_the_same_bytes_whenever_it_is_made(client: httpx.Client) -> None:
    """
    Its files bear a date that never changes.
    """
    with zipfile.ZipFile(io.BytesIO(client.get("/csv").content)) as archive:
        dates = {entry.date_time for entry in archive.infolist()}

    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_a_stranger_cannot_choose_the_audience(client: httpx.Client, dataset: Dataset) -> None:
    """
    Whatever a request says of itself, only what the site knows of the person counts.
    """
    asked = [
        client.get("/json", params={"audience": "internal"}),
        client.get("/json", params={"audience": "network", "auth": "member"}),
        client.get("/json", headers={"Audience": "network", "Authorization": "Bearer guess"}),
        client.get("/json", headers={"Cookie": "audience=network"}),
    ]

    public = exported(dataset, "json")
    assert [downloaded(response) for response in asked] == [public] * 4
    assert exported(dataset, "json", "network") != public


def test_without_a_log_in_everybody_is_a_stranger(dataset: Dataset) -> None:
    """
    An application that nobody told of members gives the most careful edition.
    """
    with served(example.application(dataset, registry())) as client:
        response = client.get("/json", headers=MEMBER)

    assert downloaded(response) == exported(dataset, "json")


@pytest.mark.parametrize("name", ["nonsense", "gexf", "JSON", "%2e%2e", "json%0d%0aX-Y:%201"])
def test_an_unknown_format_is_not_found_and_the_known_ones_are_named(
    client: httpx.Client, name: str
) -> None:
    """
    Who mistypes a format is told the right ones.
    """
    response = client.get(f"/{name}")

    assert response.status_code == 404
    assert response.json() == {"formats": list(FORMATS)}
    assert "X-Y" not in response.headers


def test_a_failed_export_tells_the_client_nothing(
    dataset: Dataset, caplog: pytest.LogCaptureFixture
) -> None:
    """
    Neither what the exception said nor where it was raised leaves, nor is the former logged.
    """

    def broken(_: Edition, __: Any) -> Iterable[Artifact]:
        raise ValueError("the secret name")

    failing = [broken_at_once(broken), attrs.evolve(in_pieces(KeyError("the secret")), name="late")]
    with served(example.application(dataset, registry(*failing))) as client:
        responses = [client.get("/demo"), client.get("/late")]

    for response in responses:
        assert (response.status_code, response.text) == (500, "The export failed.")
        assert "Content-Disposition" not in response.headers
    assert "demo: the exporter failed with ValueError" in caplog.text
    assert "late: the exporter failed with KeyError" in caplog.text
    assert "secret" not in caplog.text


def broken_at_once(export: Callable[[Edition, Any], Iterable[Artifact]]) -> Exporter:
    """
    Make an exporter of a folder, which fails before there is a file.
    """
    return exporter(export, layout="folder", suffix="")


def test_an_export_that_fails_half_way_is_no_whole_file(dataset: Dataset) -> None:
    """
    A client notices that the end is missing; half a dataset does not pass for one.
    """
    failing = in_pieces(b"beginning", ValueError("oh"))
    with (
        served(example.application(dataset, registry(failing))) as client,
        pytest.raises(httpx.RemoteProtocolError, match="incomplete"),
    ):
        client.get("/demo")


def test_a_file_in_pieces_is_sent_while_it_is_made(dataset: Dataset) -> None:
    """
    The first piece arrives before the last one is there, so that a large file fits in memory.
    """
    arrived = threading.Event()

    def made() -> Iterator[bytes]:
        yield b"first"
        assert arrived.wait(TIMEOUT_SECONDS)
        yield b"last"

    slow = exporter(lambda _edition, _options: [Artifact("d.txt", made())])
    with (
        served(example.application(dataset, registry(slow))) as client,
        client.stream("GET", "/demo") as response,
    ):
        pieces = []
        for piece in response.iter_raw():
            arrived.set()
            pieces.append(piece)

    assert b"".join(pieces) == b"firstlast"
    assert pieces[0] == b"first"


@pytest.mark.parametrize(
    "name", ["Übersicht 1.txt", "日本.txt", "a;b=c.txt", "50%.txt", "plain.txt"]
)
def test_any_file_name_arrives_as_it_is(dataset: Dataset, name: str) -> None:
    """
    Names in other scripts and with signs that mean something in a header are kept.
    """
    named = exporter(lambda _edition, _options: [Artifact(name, b"x")])
    with served(example.application(dataset, registry(named))) as client:
        response = client.get("/demo")

    assert file_name(response) == name


def test_what_is_unchanged_is_not_sent_again(client: httpx.Client) -> None:
    """
    A client that shows the tag of what it has gets no bytes; a cache keeps nothing for others.
    """
    first = client.get("/csv")

    again = client.get("/csv", headers={"If-None-Match": f'"other", W/{first.headers["ETag"]}'})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "private, no-cache"


def test_a_tag_changes_with_all_that_the_bytes_depend_on(
    client: httpx.Client, dataset: Dataset
) -> None:
    """
    Each format, audience and edition has a tag of its own, and so has each set of plugins.
    """
    changed = sdsnet.evolve(dataset, title="Another title")
    with served(example.application(changed, registry())) as other:
        after_a_change = other.get("/json")
    with served(example.application(dataset, Registry(installed=False))) as other:
        without_plugin = other.get("/json")

    responses = [
        client.get("/json"),
        client.get("/yaml"),
        client.get("/json", headers=MEMBER),
        after_a_change,
        without_plugin,
    ]
    assert len({response.headers["ETag"] for response in responses}) == len(responses)
    assert client.get("/json").headers["ETag"] == responses[0].headers["ETag"]


def test_a_tag_changes_with_a_total_that_counts_what_is_withheld() -> None:
    """
    Six hidden contributions or seven: the records are the same, and exports tell the number.
    """
    body = participant("b", name="Example Body", kind="organisation")
    hidden = [contribution(f"h{number}", contributors=["w"], call="k") for number in range(7)]
    common = [body, person("w", consent=WITHHOLD), call("k", issued_by=["b"])]
    tags = []
    for some in (hidden[:6], hidden):
        application = example.application(dataset_of(*common, *some), registry())
        with served(application) as client:
            tags.append(client.get("/json").headers["ETag"])

    assert tags[0] != tags[1]


def test_many_clients_at_once_get_the_same_bytes(client: httpx.Client) -> None:
    """
    Requests for several formats that meet in the threads of the server do not mix.
    """
    alone = {name: client.get(f"/{name}").content for name in FORMATS}

    with ThreadPoolExecutor(24) as pool:
        asked = list(FORMATS) * 12
        together = list(pool.map(lambda name: client.get(f"/{name}").content, asked))

    assert together == [alone[name] for name in asked]


def test_editions_are_made_once_for_all_requests(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Disclosure is done when the application is made, and not for each who asks.
    """
    made = []
    disclose = sdsnet.disclose

    def counted(dataset: Dataset, *, audience: str, registry: Registry) -> Edition:
        made.append(audience)
        return disclose(dataset, audience=audience, registry=registry)

    monkeypatch.setattr(sdsnet, "disclose", counted)
    with (
        served(example.application(dataset, registry())) as client,
        ThreadPoolExecutor(8) as pool,
    ):
        list(pool.map(lambda _: client.get("/json"), range(16)))

    assert made == ["public", "network"]


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(planted())
def test_no_response_holds_what_its_reader_may_not_have(made: Dataset) -> None:
    """
    Names and texts that are hidden stand in no body, no header and no file inside a zip.
    """
    try:
        application = example.application(made, registry())
    except sdsnet.DisclosureError:
        return  # nothing is served where the boundary refuses
    with served(AuthenticationMiddleware(application, backend=Members())) as client:
        for audience, headers in {"public": {}, "network": MEMBER}.items():
            files = {}
            for name in (*FORMATS, "nonsense"):
                response = client.get(f"/{name}", headers=headers)
                files[name] = response.content
                files[f"{name} headers"] = repr(response.headers.raw).encode()
            leaked = hidden_tokens(made, audience) & set(tokens_in(files))

            assert leaked == set()


def test_the_application_runs_as_its_page_says() -> None:
    """
    The command that starts it works, and reads the dataset from its variable.
    """
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port, number = listening.getsockname()[1], listening.fileno()
        words = f"--factory --app-dir examples/embedding app:create --fd {number} --ws none"
        process = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", *words.split()],
            cwd=EXAMPLES.parent,
            env={**os.environ, "DATASET": "examples/pilotlight"},
            pass_fds=[number],
            stderr=subprocess.DEVNULL,
        )
        try:
            response = httpx.get(f"http://127.0.0.1:{port}/yaml", timeout=TIMEOUT_SECONDS)
        finally:
            process.terminate()
            process.wait(TIMEOUT_SECONDS)

    assert downloaded(response) == exported(sdsnet.read(EXAMPLES / "pilotlight"), "yaml")


# ---- shared by threads


def test_threads_share_one_registry_and_one_edition(dataset: Dataset) -> None:
    """
    Several formats at once, each many times, have the bytes that each has alone.
    """
    shared = registry()
    edition = sdsnet.disclose(dataset, registry=shared)
    alone = {name: exported(dataset, name) for name in FORMATS}
    workers = 12
    together = threading.Barrier(workers)

    def export_all(first: int) -> list[tuple[str, dict[str, bytes]]]:
        order = [FORMATS[(first + place) % len(FORMATS)] for place in range(2 * len(FORMATS))]
        together.wait(TIMEOUT_SECONDS)
        return [
            (name, {one.name: one.read() for one in sdsnet.export(edition, name, registry=shared)})
            for name in order
        ]

    with ThreadPoolExecutor(workers) as pool:
        for made in pool.map(export_all, range(workers)):
            for name, files in made:
                assert files == alone[name]


def test_threads_that_read_and_disclose_at_once_do_not_mix() -> None:
    """
    Datasets that are read side by side come out as they do one after the other.
    """
    names = ["walkthrough.yaml", "sird-review.yaml", "provider-week.yaml"]
    shared = registry()

    def digest(name: str) -> str:
        read = sdsnet.read(EXAMPLES / name, registry=shared)
        return sdsnet.disclose(read, registry=shared).sha256

    alone = [digest(name) for name in names]
    with ThreadPoolExecutor(9) as pool:
        together = list(pool.map(digest, names * 6))

    assert together == alone * 6


# ---- two registries


DOCUMENT = """
sdsnet: "1"
dataset: {id: d, title: D}
barriers:
  - {id: b, title: No time, themes: ["acme:home_share"]}
"""


def test_two_registries_do_not_disturb_each_other() -> None:
    """
    A format and a theme that one of them has are unknown to the other, whichever is made first.
    """
    themes = exporter(lambda edition, _: [Artifact("d.txt", _themes(edition))])
    plain = Registry(installed=False)
    rich = Registry(plugins=[Offering(themes, themes=["acme:home_share"])], installed=False)
    plain_again = Registry(installed=False)

    read = sdsnet.parse(DOCUMENT, registry=rich)
    edition = sdsnet.disclose(read, audience="internal", registry=rich)

    assert sdsnet.export(edition, "demo", registry=rich)[0].read() == b"Home share"
    for other in (plain, plain_again):
        assert tuple(other.exporters) == FORMATS
        assert "acme:home_share" not in other.codelists["theme"]
        assert [one.code for one in sdsnet.check(read, registry=other)] == ["E03"]
        with pytest.raises(sdsnet.UnknownFormatError, match="Known formats: csv, json, jsonl"):
            sdsnet.export(edition, "demo", registry=other)
    assert sdsnet.check(read, registry=rich) == []


def _themes(edition: Edition) -> bytes:
    barrier = edition.dataset.barriers[0]
    return edition.label("theme", barrier.themes[0]).encode()


def test_registries_that_threads_use_at_once_stay_apart() -> None:
    """
    Each thread gets the answers of its own registry, however they take turns.
    """

    def saying(word: bytes) -> Registry:
        return registry(exporter(lambda _edition, _options: [Artifact("d.txt", word)]))

    words = [b"one", b"two", b"three"]
    registries = {word: saying(word) for word in words}
    edition = sdsnet.disclose(Dataset(id="d", title="D"), registry=registries[b"one"])

    def said(word: bytes) -> bytes:
        return sdsnet.export(edition, "demo", registry=registries[word])[0].read()

    with ThreadPoolExecutor(9) as pool:
        heard = list(pool.map(said, words * 200))

    assert heard == words * 200
    with pytest.raises(sdsnet.UnknownFormatError, match="there is no format 'demo'"):
        sdsnet.export(edition, "demo", registry=Registry(installed=False))
