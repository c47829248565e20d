"""
From a dataset to the public edition: how much it costs, and what the number of names adds.
"""

from __future__ import annotations

from benchmarks.candidates import Run, adding_to
from benchmarks.read import raw_json
from benchmarks.reference_work import Work

candidate = adding_to("disclose")

candidate("orjson.loads, JSON")(raw_json)

_PROTECTED = 10


@candidate("sdsnet, the public edition")
def public(work: Work) -> Run:
    import sdsnet

    dataset = sdsnet.read(work.path("json"))
    return lambda: sdsnet.disclose(dataset)


@candidate("sdsnet, 10 protected names")
def ten_names(work: Work) -> Run:
    return _with_names(work, 10)


@candidate("sdsnet, 10,000 protected names")
def ten_thousand_names(work: Work) -> Run:
    return _with_names(work, 10_000)


def _with_names(work: Work, count: int) -> Run:
    """
    Disclose the same records with ten protected parties, which have few names or many.
    """
    import sdsnet

    dataset = sdsnet.read(work.path("json"))
    asked = sdsnet.Consent(choice="acknowledge", basis="asked", given_on="2020-01-01")
    refused = sdsnet.Consent(choice="anonymise", basis="asked", given_on="2020-01-01")
    parties = []
    for number, party in enumerate(dataset.participants):
        names = [f"Given{i} Family{i}" for i in range(number, count, _PROTECTED)]
        if number < _PROTECTED:
            parties.append(
                sdsnet.Participant(
                    id=party.id,
                    kind="person",
                    naming="named",
                    name=names[0],
                    aliases=tuple(names[1:]),
                    consent=refused,
                )
            )
        else:
            parties.append(sdsnet.evolve(party, consent=asked))
    changed = sdsnet.evolve(dataset, participants=parties)
    sdsnet.disclose(changed, audience="internal")
    return lambda: sdsnet.disclose(changed)
