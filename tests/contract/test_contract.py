"""
The contract: the built-in exporters keep it, and whoever breaks it is caught.
"""

import json
import pickle

import pytest

import sdsnet
from sdsnet.testing import PROPERTIES, ExporterContract, check_exporter
from sdsnet.testing.contract import judge
from sdsnet.testing.misbehaving import HONEST, MISBEHAVING
from sdsnet.testing.subject import Subject, find_exporter, several_datasets

HOME = "sdsnet.testing.misbehaving"


def subject(address: str, examples: int = 20) -> Subject:
    """
    Take an exporter to the contract.
    """
    return Subject(exporter=find_exporter(address), address=address, examples=examples)


@pytest.mark.parametrize("name", sorted(MISBEHAVING))
def test_whoever_misbehaves_is_caught_at_what_they_break(name: str) -> None:
    """
    Each leaky or broken exporter fails the property that it was made to break.
    """
    exporter, broken = MISBEHAVING[name]

    judged = judge(subject(f"{HOME}:{name}"), broken)

    assert judged.outcome == "broken"
    assert judged.reason
    assert exporter.name == name


def test_no_type_of_record_is_left_to_chance() -> None:
    """
    However few datasets are drawn, each type is in some that every exporter is tried on.
    """
    held = {type(record) for one in several_datasets() for record in one.records()}

    assert held == set(sdsnet.RECORD_TYPES)
    assert judge(subject(f"{HOME}:forgetful", examples=1), "parity").outcome == "broken"


@pytest.mark.parametrize("name", sorted(PROPERTIES))
def test_there_is_somebody_who_breaks_each_property(name: str) -> None:
    """
    No property is there for show.
    """
    assert name in {broken for _, broken in MISBEHAVING.values()}


def test_an_honest_exporter_keeps_every_property() -> None:
    """
    The others differ from it in one thing only.
    """
    verdict = check_exporter(f"{HOME}:HONEST")

    assert verdict.is_kept
    assert [one.outcome for one in verdict.judgements] == ["kept"] * len(PROPERTIES)
    assert str(verdict) == "honest: 8 of 8 properties kept"


def test_a_reader_of_others_has_the_last_word() -> None:
    """
    What it refuses is not well-formed, whatever the standard library says.
    """

    def refuse(_: object) -> None:
        raise ValueError("no such element\nsecond line")

    verdict = check_exporter(f"{HOME}:HONEST", read=refuse)

    [broken] = [one for one in verdict.judgements if one.outcome == "broken"]
    assert broken.name == "well_formed"
    assert broken.reason == "a reader refuses what it wrote: ValueError: no such element"
    assert not verdict.is_kept


def test_a_failure_that_is_expected_is_told_with_its_reason() -> None:
    """
    The exporter keeps the contract but for what its author says.
    """
    said = {"parity": "Barriers come with the next version."}

    judged = check_exporter(f"{HOME}:forgetful", expected_failures=said)

    [found] = [one for one in judged.judgements if one.name == "parity"]
    assert (found.outcome, found.reason) == ("expected", said["parity"])
    assert judged.is_kept


def test_an_expected_failure_that_does_not_come_is_a_failure() -> None:
    """
    An excuse does not outlive what it excused.
    """
    verdict = check_exporter(f"{HOME}:HONEST", expected_failures={"scale": "It was slow."})

    [found] = [one for one in verdict.judgements if one.name == "scale"]
    assert found.outcome == "outdated"
    assert found.reason == "it is kept, and was said not to be: It was slow."
    assert not verdict.is_kept


def test_an_excuse_for_no_property_is_refused() -> None:
    """
    A misspelt excuse would never be outdated.
    """
    with pytest.raises(ValueError, match="There is no property 'paritty'"):
        check_exporter(f"{HOME}:HONEST", expected_failures={"paritty": "x"})


def test_an_address_that_leads_to_no_exporter_is_refused() -> None:
    """
    A module has other attributes, too.
    """
    with pytest.raises(TypeError, match="not an Exporter"):
        find_exporter(f"{HOME}:MISBEHAVING")
    with pytest.raises(sdsnet.UnknownFormatError, match="no-such-format"):
        find_exporter("no-such-format")


def test_editions_go_to_other_processes() -> None:
    """
    An edition is the same when it was pickled, codelists included.
    """
    edition = sdsnet.disclose(sdsnet.read("examples/pilotlight"))

    other = pickle.loads(pickle.dumps(edition))

    assert other == edition
    assert other.label("theme", "access") == edition.label("theme", "access")


class TestSuite(ExporterContract):
    """
    The class that plugins make their tests from, on an honest exporter.
    """

    exporter = f"{HOME}:HONEST"

    def read(self, files: object) -> None:
        """
        Read JSON.
        """
        assert isinstance(files, dict)
        for content in files.values():
            json.loads(content)


def test_a_suite_without_a_reader_of_others_fails() -> None:
    """
    Nobody forgets it without being told.
    """

    class Incomplete(ExporterContract):
        exporter = f"{HOME}:HONEST"

    with pytest.raises(AssertionError, match="NotImplementedError: write a method"):
        Incomplete().test_well_formed()


def test_a_suite_fails_where_the_contract_is_broken() -> None:
    """
    The message names the exporter, the property and the reason.
    """

    class Forgetful(ExporterContract):
        exporter = f"{HOME}:forgetful"

    with pytest.raises(AssertionError, match=r"forgetful breaks the contract, parity: missing"):
        Forgetful().test_parity()


def test_the_honest_exporter_is_what_it_is_called() -> None:
    """
    It is the one that the others are compared with.
    """
    assert find_exporter(f"{HOME}:HONEST") is HONEST
