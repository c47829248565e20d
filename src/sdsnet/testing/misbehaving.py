"""
Exporters that leak or are broken, each in one way, on purpose: what the contract must catch.

They show what a property means, and they prove the contract: a test holds every one of them to the
property that it breaks. None of them is registered anywhere.
"""

from __future__ import annotations

import base64
import datetime as dt
import gc
import getpass
import io
import json
import locale
import logging
import os
import random
import sys
import tempfile
import time
import uuid
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import attrs

from sdsnet.dataset import Dataset
from sdsnet.disclosure import Edition
from sdsnet.exporting import Artifact, Exporter, Loss
from sdsnet.model import Participant
from sdsnet.model.fields import evolve
from sdsnet.writing import render

__all__ = ["HONEST", "MISBEHAVING"]

Export = Callable[[Edition, Any], Iterable[Artifact]]


def _exporter(name: str, export: Export, **more: Any) -> Exporter:
    fields = {"media_type": "application/json", "suffix": ".json", "layout": "file", **more}
    return Exporter(name=name, title=f"Demonstration: {name}", export=export, **fields)


def _text(edition: Edition) -> str:
    return render(edition.dataset, "json")


def _with(edition: Edition, key: str, value: object) -> list[Artifact]:
    """
    Add something to an honest export.
    """
    document = json.loads(_text(edition))
    document[key] = value
    return [Artifact("data.json", json.dumps(document, ensure_ascii=False).encode())]


def _honest(edition: Edition, _: None) -> list[Artifact]:
    return [Artifact("data.json", _text(edition).encode())]


#: An exporter that keeps the contract, to compare the others with.
HONEST = _exporter("honest", _honest)


# ---- leaks


def _overheard_names() -> str:
    """
    Find the names of parties that lie about in the memory of the process.
    """
    found = (one for one in gc.get_objects() if type(one) is Participant)
    return " ".join(sorted({one.name for one in found if one.name}))


_seen: dict[str, str] = {}


def _remembering(edition: Edition, _: None) -> list[Artifact]:
    # A cache by the id of the dataset: the first audience decides what the others get.
    return [Artifact("data.json", _seen.setdefault(edition.dataset.id, _text(edition)).encode())]


def _rummaging(edition: Edition, _: None) -> list[Artifact]:
    return _with(edition, "more", _overheard_names())


def _encoding(edition: Edition, _: None) -> list[Artifact]:
    return _with(edition, "more", base64.b64encode(_overheard_names().encode()).decode())


def _wide(edition: Edition, _: None) -> list[Artifact]:
    return _with(edition, "more", _overheard_names().encode("utf-16-le").hex())


def _zipping(edition: Edition, _: None) -> list[Artifact]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        member = zipfile.ZipInfo("data.json")
        member.comment = _overheard_names().encode()[:60_000]
        archive.writestr(member, _text(edition))
    return [Artifact("data.zip", packed.getvalue())]


def _naming(edition: Edition, _: None) -> list[Artifact]:
    name = _overheard_names().replace(" ", "-")[:150] or "data"
    return [Artifact(f"{name}.json", _text(edition).encode())]


def _talking(edition: Edition, _: None) -> list[Artifact]:
    logging.getLogger("demonstration").info("exported %s", _overheard_names())
    return _honest(edition, None)


def _hoarding(edition: Edition, _: None) -> list[Artifact]:
    _ids.update(one.id for one in edition.dataset.records())
    return _with(edition, "more", sorted(_ids))


_ids: set[str] = set()


def _compressing(edition: Edition, _: None) -> list[Artifact]:
    packed = zlib.compress(_overheard_names().encode())
    return [Artifact("data.bin", b"%PDF-1.7\nstream\n" + packed + _text(edition).encode())]


def _complaining(edition: Edition, _: None) -> list[Artifact]:
    raise ValueError(f"cannot write {edition.audience}: {_overheard_names()}")


def _counting(edition: Edition, _: None) -> list[Artifact]:
    # Not a name, yet it tells when something hidden is renamed.
    return _with(edition, "more", sum(map(ord, _overheard_names())))


# ---- what depends on more than the edition


def _unordered(edition: Edition, _: None) -> list[Artifact]:
    return _with(edition, "more", list({one.id for one in edition.dataset.records()}))


def _addressing(edition: Edition, _: None) -> list[Artifact]:
    return _with(edition, "more", id(edition))


def _dated(edition: Edition, _: None) -> list[Artifact]:
    return _with(edition, "made", dt.datetime.now(dt.UTC).date().isoformat())


def _timed(edition: Edition, _: None) -> list[Artifact]:
    return _with(edition, "made", time.time())


def _local(edition: Edition, _: None) -> list[Artifact]:
    return _with(edition, "hour", time.localtime(1_000_000).tm_hour)


def _drawn(edition: Edition, _: None) -> list[Artifact]:
    return _with(edition, "more", [random.random(), str(uuid.uuid4())])  # noqa: S311  no secret


def _signed(edition: Edition, _: None) -> list[Artifact]:
    return _with(edition, "author", getpass.getuser())


@attrs.frozen(kw_only=True)
class _Options:
    stamped: bool = False


def _stamping(edition: Edition, options: _Options) -> list[Artifact]:
    return _with(edition, "made", time.time() if options.stamped else 0)


def _at_home(edition: Edition, _: None) -> list[Artifact]:
    return _with(edition, "author", os.environ.get("HOME", ""))


def _spelling(edition: Edition, _: None) -> list[Artifact]:
    return _with(edition, "encoding", locale.getpreferredencoding(do_setlocale=False))


# ---- what is not there, or cannot be read


def _forgetful(edition: Edition, _: None) -> list[Artifact]:
    document = json.loads(_text(edition))
    document.pop("barriers", None)
    return [Artifact("data.json", json.dumps(document).encode())]


def _emptied(edition: Edition, _: None) -> list[Artifact]:
    empty = Dataset(id=edition.dataset.id, title=edition.dataset.title)
    return [Artifact("data.json", render(empty, "json").encode())]


def _nameless(edition: Edition, _: None) -> list[Artifact]:
    document = json.loads(_text(edition))
    for records in document.values():
        for one in records if isinstance(records, list) else ():
            one.pop("note", None)
    return [Artifact("data.json", json.dumps(document).encode())]


def _misdeclaring(edition: Edition, _: None) -> list[Artifact]:
    return _honest(edition, None)


def _plain_only(edition: Edition, _: None) -> list[Artifact]:
    return [Artifact("data.json", _text(edition).encode("ascii"))]


def _never_empty(edition: Edition, _: None) -> list[Artifact]:
    first = next(edition.dataset.records())
    return _with(edition, "first", first.id)


def _narrow(edition: Edition, _: None) -> list[Artifact]:
    for record in edition.dataset.barriers:
        if len(record.title) > 32_767:  # noqa: PLR2004  what a cell of a workbook holds
            raise ValueError("too long")
    return _honest(edition, None)


def _exiting(edition: Edition, _: None) -> list[Artifact]:
    sys.exit(f"cannot write {edition.audience}")


def _unescaped(edition: Edition, _: None) -> list[Artifact]:
    title = edition.dataset.title
    return [Artifact("data.xml", f"<data><title>{title}</title>{_text(edition)}</data>".encode())]


def _cut_off(edition: Edition, _: None) -> list[Artifact]:
    return [Artifact("data.json", _text(edition).encode()[:-3])]


# ---- what touches the world, or takes too long


def _writing(edition: Edition, _: None) -> Iterator[Artifact]:
    with tempfile.TemporaryFile() as file:
        file.write(_text(edition).encode())
        file.seek(0)
        yield Artifact("data.json", file.read())


def _printing(edition: Edition, _: None) -> list[Artifact]:
    print("exporting")  # noqa: T201  that is the point
    return _honest(edition, None)


def _changing(edition: Edition, _: None) -> list[Artifact]:
    text = _text(edition)
    object.__setattr__(edition, "dataset", evolve(edition.dataset, title="Changed"))
    return [Artifact("data.json", text.encode())]


def _sorting(edition: Edition, _: None) -> list[Artifact]:
    locale.setlocale(locale.LC_ALL, "C.UTF-8" if locale.setlocale(locale.LC_ALL) == "C" else "C")
    return _honest(edition, None)


def _seeding(edition: Edition, _: None) -> list[Artifact]:
    random.seed(1)
    return _honest(edition, None)


def _quadratic(edition: Edition, _: None) -> list[Artifact]:
    records = list(edition.dataset.records())
    alike = sum(one.id == other.id for one in records for other in records)
    return _with(edition, "alike", alike)


_ALL: tuple[tuple[str, Export, dict[str, Any]], ...] = (
    ("no_leak", _remembering, {}),
    ("no_leak", _rummaging, {}),
    ("no_leak", _encoding, {}),
    ("no_leak", _wide, {}),
    ("no_leak", _zipping, {"media_type": "application/zip", "suffix": ".zip"}),
    ("no_leak", _naming, {}),
    ("no_leak", _talking, {}),
    ("no_leak", _complaining, {}),
    ("no_leak", _hoarding, {}),
    ("no_leak", _compressing, {"media_type": "application/pdf", "suffix": ".pdf"}),
    ("non_interference", _counting, {}),
    ("non_interference", _addressing, {}),
    ("parity", _forgetful, {}),
    ("parity", _nameless, {}),
    ("parity", _honest, {"losses": (Loss("*", "note", "Boasts of a loss."),)}),
    ("parity", _emptied, {"losses": (Loss("*", "*", "Says how all is altered."),)}),
    ("parity", _misdeclaring, {"losses": (Loss("barriers", "*", "There is no such type."),)}),
    ("determinism", _unordered, {}),
    ("determinism", _dated, {}),
    ("determinism", _timed, {}),
    ("determinism", _local, {}),
    ("determinism", _drawn, {}),
    ("determinism", _at_home, {}),
    ("determinism", _signed, {}),
    ("determinism", _stamping, {"options": _Options}),
    ("determinism", _spelling, {}),
    ("totality", _plain_only, {}),
    ("totality", _never_empty, {}),
    ("totality", _narrow, {}),
    ("totality", _exiting, {}),
    ("well_formed", _unescaped, {"media_type": "application/xml", "suffix": ".xml"}),
    ("well_formed", _cut_off, {}),
    ("purity", _writing, {}),
    ("purity", _printing, {}),
    ("purity", _changing, {}),
    ("purity", _sorting, {}),
    ("purity", _seeding, {}),
    ("scale", _quadratic, {}),
)


def _name(export: Export) -> str:
    name = export.__name__.strip("_").replace("_", "-")
    return "boasting" if export is _honest else name


#: The exporters by name, each with the name of the property that it breaks.
MISBEHAVING: Mapping[str, tuple[Exporter, str]] = MappingProxyType(
    {
        _name(export): (_exporter(_name(export), export, **more), property_name)
        for property_name, export, more in _ALL
    }
)


def __getattr__(name: str) -> Exporter:
    # Another process finds an exporter as an attribute of its module.
    key = name.lower().replace("_", "-")
    if key not in MISBEHAVING:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return MISBEHAVING[key][0]
