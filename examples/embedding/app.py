"""
A web application that offers one dataset for download, in every format that is known.

Run it with `DATASET=examples/pilotlight uvicorn --factory --app-dir examples/embedding app:create`.
"""

import itertools
import logging
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

import sdsnet


def audience_of(request: Request) -> str:
    """
    Decide who sees what: by what the site knows of a person, never by what a request asks for.
    """
    # Starlette's AuthenticationMiddleware puts it there; without that, everybody is a stranger.
    known = request.scope.get("auth")
    return "network" if known is not None and "member" in known.scopes else "public"


def application(dataset: sdsnet.Dataset, registry: sdsnet.Registry) -> Starlette:
    """
    Make the application. What its threads share is made here, once, and never changes.
    """
    editions = {
        audience: sdsnet.disclose(dataset, audience=audience, registry=registry)
        for audience in ("public", "network")
    }
    code = [(plugin.name, plugin.version) for plugin in registry.plugins]

    # No coroutine: Starlette runs it in a thread, so that a long export holds up nobody else.
    def download(request: Request) -> Response:
        exporter = registry.exporter(request.path_params["format"])
        edition = editions[audience_of(request)]
        made_from = (edition.sha256, exporter.name, code)
        tag = f'"{sha256(repr(made_from).encode()).hexdigest()}"'
        # Who asks next through the same cache may be somebody else.
        headers = {"Cache-Control": "private, no-cache", "ETag": tag}
        if tag in request.headers.get("If-None-Match", ""):
            return Response(status_code=304, headers=headers)
        name, kind, pieces = _file(edition, exporter, registry)
        first = next(pieces, b"")  # what fails mostly fails here, before anything is sent
        headers["Content-Disposition"] = _disposition(name)
        headers["X-Content-Type-Options"] = "nosniff"
        content = itertools.chain([first], pieces)
        return StreamingResponse(content, headers=headers, media_type=kind)

    def unknown(_: Request, __: Exception) -> Response:
        return JSONResponse({"formats": list(registry.exporters)}, status_code=404)

    def failed(_: Request, error: Exception) -> Response:
        logging.getLogger(__name__).error("%s", error)  # it names the format, and no data
        return PlainTextResponse("The export failed.", status_code=500)

    return Starlette(
        routes=[Route("/{format}", download)],
        exception_handlers={sdsnet.PluginError: unknown, sdsnet.ExportError: failed},
    )


def _file(
    edition: sdsnet.Edition, exporter: sdsnet.Exporter, registry: sdsnet.Registry
) -> tuple[str, str, Iterator[bytes]]:
    """
    Export to one file, and return its name, its media type and its bytes in pieces.
    """
    artifacts = sdsnet.export(edition, exporter.name, registry=registry)
    if exporter.layout == "file":
        return artifacts[0].name, exporter.media_type, artifacts[0].pieces()
    name = sdsnet.file_name(edition, f"-{exporter.name}.zip")
    return name, "application/zip", _zipped(artifacts)


def _zipped(artifacts: Iterable[sdsnet.Artifact]) -> Iterator[bytes]:
    """
    Pack files with a date that never changes, so that the same files give the same bytes.
    """
    with tempfile.SpooledTemporaryFile(max_size=1_000_000) as packed:
        with zipfile.ZipFile(packed, "w") as archive:
            for artifact in artifacts:
                entry = zipfile.ZipInfo(artifact.name)  # of the first day that a zip knows
                entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
                with archive.open(entry, "w", force_zip64=True) as file:
                    file.writelines(artifact.pieces())
        packed.seek(0)
        yield from iter(lambda: packed.read(65_536), b"")


def _disposition(name: str) -> str:
    """
    Name a file as RFC 6266 says: plainly for old browsers, in full for all others.
    """
    plain = re.sub(r"[^\w.-]", "_", name, flags=re.ASCII)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def create() -> Starlette:
    """
    Make the application of the dataset that the environment variable `DATASET` names.
    """
    registry = sdsnet.Registry()
    return application(sdsnet.read(os.environ["DATASET"], registry=registry), registry)
