"""
The registry: what it makes of plugins that are given to it as objects.
"""

import sys
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import attrs
import pytest

import sdsnet
from sdsnet import Artifact, Code, CodelistExtension, Exporter, Finding, Registry, Rule
from sdsnet.errors import DuplicateNameError, PluginLoadError, PluginRunError, UnknownFormatError
from sdsnet.plugins.registry import OFFERED_BY


def exporter(name: str = "demo", **more: Any) -> Exporter:
    """
    Make an exporter that writes the title.
    """
    fields: dict[str, Any] = {
        "title": "A demonstration",
        "media_type": "text/plain",
        "suffix": ".txt",
        "layout": "file",
        "export": lambda edition, _: [Artifact("d.txt", edition.dataset.title.encode())],
        **more,
    }
    return Exporter(name=name, **fields)


def plugin(name: str = "plug", **hooks: Any) -> Any:
    """
    Make a plugin whose hooks return these values.
    """

    def hook(returned: Any) -> Any:
        def call() -> Any:
            return returned

        return sdsnet.hookimpl(call)

    made = {f"sdsnet_{what}": hook(returned) for what, returned in hooks.items()}
    return SimpleNamespace(__name__=name, **made)


def refused(*plugins: Any) -> str:
    """
    Return what a registry says of plugins that it does not take.
    """
    with pytest.raises(PluginLoadError, match="plugin") as caught:
        Registry(plugins, installed=False)
    return str(caught.value)


def barrier(**fields: Any) -> sdsnet.Dataset:
    """
    Make a dataset with one barrier.
    """
    made = sdsnet.Barrier(id="b1", title="No time", **{"themes": ("capacity_time",), **fields})
    return sdsnet.Dataset(id="d", title="The title", barriers=[made])


# ---- exporters


def test_an_exporter_that_is_given_can_be_used() -> None:
    """
    By its name, by its alias, and beside the built-in ones.
    """
    registry = Registry([plugin(exporters=[exporter(aliases=("show",))])], installed=False)
    edition = sdsnet.disclose(barrier(), registry=registry)

    for name in ("demo", "show"):
        [made] = sdsnet.export(edition, name, registry=registry)
        assert made.read() == b"The title"
    assert list(registry.exporters) == sorted([*Registry(installed=False).exporters, "demo"])


def test_two_registries_do_not_disturb_each_other() -> None:
    """
    What one has, another need not have.
    """
    one = Registry([plugin(exporters=[exporter("one")])], installed=False)
    other = Registry([plugin(exporters=[exporter("other")])], installed=False)

    assert "one" in one.exporters
    assert "other" not in one.exporters
    with pytest.raises(UnknownFormatError, match="there is no format 'one'"):
        other.exporter("one")


def test_threads_share_a_registry() -> None:
    """
    It does not change once it is made.
    """
    registry = Registry([plugin(exporters=[exporter()])], installed=False)
    edition = sdsnet.disclose(barrier(), registry=registry)
    made: list[bytes] = []

    def export() -> None:
        made.append(sdsnet.export(edition, "demo", registry=registry)[0].read())

    threads = [threading.Thread(target=export) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert made == [b"The title"] * 16


def test_a_name_of_the_library_cannot_be_taken() -> None:
    """
    Whoever claims it is told so.
    """
    assert refused(plugin("greedy", exporters=[exporter("csv")])) == (
        "plugin greedy: the format 'csv' is claimed by greedy and sdsnet"
    )
    assert "'ndjson'" in refused(plugin(exporters=[exporter(aliases=("ndjson",))]))


def test_one_plugin_cannot_offer_a_name_twice() -> None:
    """
    Nor the same name as an alias.
    """
    assert refused(plugin(exporters=[exporter(), exporter()])) == (
        "plugin plug: the format 'demo' is claimed by plug twice"
    )


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "Big Name"}, "'Big Name' cannot be the name of a format"),
        ({"name": ""}, "'' cannot be the name of a format"),
        ({"aliases": ("a b",)}, "'a b' cannot be the name of a format"),
        ({"layout": "files"}, "The layout of demo is 'files'; write 'file' or 'folder'"),
        ({"options": int}, "The options of demo are not an attrs class"),
        ({"aliases": "kml"}, "The aliases of demo are not a tuple of names"),
        ({"losses": [("a", "b", "c")]}, "The losses of demo are not a tuple of Loss"),
        (
            {"options": attrs.make_class("O", {"x": attrs.field(type=float, default=1.0)})},
            "The option x of demo is no bool, int, str or Literal of words",
        ),
        (
            {"options": attrs.make_class("O", {"x": attrs.field(type=int)})},
            "The option x of demo has no plain default",
        ),
        (
            {
                "options": attrs.make_class(
                    "O", {"x": attrs.field(type=cast("Any", "Nowhere"), default=1)}
                )
            },
            "The types of the options are not there at run time",
        ),
    ],
)
def test_an_exporter_that_makes_no_sense_cannot_be_made(
    fields: dict[str, Any], message: str
) -> None:
    """
    Its author is told where it is written down.
    """
    with pytest.raises(ValueError, match=message):
        exporter(**fields)


def test_a_format_of_a_known_package_is_named_with_it() -> None:
    """
    Whoever asks for it is told what to install.
    """
    with pytest.raises(UnknownFormatError, match="The package sdsnet-graph offers it"):
        Registry(installed=False).exporter("gexf")
    assert OFFERED_BY["gexf"] == "sdsnet-graph"


# ---- hooks


@pytest.mark.parametrize(
    ("hooks", "message"),
    [
        ({"exporters": None}, "its sdsnet_exporters returned NoneType where a list is due"),
        ({"exporters": "csv"}, "its sdsnet_exporters returned str where a list is due"),
        ({"exporters": ["csv"]}, "its sdsnet_exporters returned str where Exporter is due"),
        ({"rules": [exporter()]}, "its sdsnet_rules returned Exporter where Rule is due"),
        (
            {"exporters": [exporter(api_version=99)]},
            "'demo' needs version 99 of the plugin interface, and this library has 1; "
            "install a newer sdsnet",
        ),
        (
            {"exporter": [exporter()]},
            "there is no hook sdsnet_exporter; the hooks are sdsnet_codelists, sdsnet_exporters, "
            "sdsnet_readers, sdsnet_rules",
        ),
        (
            {"rules": [Rule("E01", "mine", "Mine.", lambda _: ())]},
            "its rule 'E01' has a code that may be taken; write E or W, a word of your own and two "
            "digits: W-acme-01",
        ),
        (
            {"codelists": [CodelistExtension("shapes", [Code("a:b", "B.")])]},
            "there is no codelist 'shapes'",
        ),
        (
            {"codelists": [CodelistExtension("theme", [Code("home", "B.")])]},
            "'home'",
        ),
        (
            {"codelists": [CodelistExtension("theme", cast("Any", ["acme:x"]))]},
            "what it adds to the codelist 'theme' is not a Code",
        ),
        (
            {"codelists": [CodelistExtension("naming", [Code("acme:x", "X.")])]},
            "Codelist 'naming' decides who sees what, and takes no further keys.",
        ),
        (
            {"rules": [Rule(cast("Any", None), "mine", "Mine.", lambda _: ())]},
            "its rule None has a code that may be taken",
        ),
    ],
)
def test_what_no_hook_may_return_is_refused(hooks: dict[str, Any], message: str) -> None:
    """
    The message says what was found and what is due.
    """
    assert message in refused(plugin(**hooks))


def test_a_hook_that_takes_arguments_is_refused() -> None:
    """
    The hooks have none.
    """

    def sdsnet_exporters(edition: object) -> list[Exporter]:
        raise AssertionError(edition)

    given = SimpleNamespace(__name__="p", sdsnet_exporters=sdsnet.hookimpl(sdsnet_exporters))

    assert refused(given) == "plugin p: its sdsnet_exporters takes arguments, and the hook has none"


def test_a_hook_that_is_not_marked_is_told() -> None:
    """
    It would be passed over in silence.
    """
    given = SimpleNamespace(__name__="p", sdsnet_rules=list)

    assert "its sdsnet_rules is not marked with @sdsnet.hookimpl" in refused(given)


def test_a_plugin_without_hooks_is_told() -> None:
    """
    Whatever it is meant for, it does nothing here.
    """
    assert refused(SimpleNamespace(__name__="p")) == (
        "plugin p: it implements no hook; mark functions with @sdsnet.hookimpl"
    )


def test_a_hook_that_wraps_others_is_refused() -> None:
    """
    Nobody gets between the library and another plugin.
    """

    def sdsnet_exporters() -> Iterator[None]:
        yield

    hook = sdsnet.hookimpl(wrapper=True)(sdsnet_exporters)

    assert "is a wrapper" in refused(SimpleNamespace(__name__="p", sdsnet_exporters=hook))


def test_a_generator_that_fails_half_way_is_told() -> None:
    """
    It raises when it is gone through, and not when it is called.
    """

    def sdsnet_exporters() -> Iterator[Exporter]:
        yield exporter()
        raise RuntimeError("half-way\nand more")

    hook = sdsnet.hookimpl(sdsnet_exporters)

    assert refused(SimpleNamespace(__name__="p", sdsnet_exporters=hook)) == (
        "plugin p: its sdsnet_exporters failed: RuntimeError: half-way"
    )


# ---- codelists


def test_a_key_that_a_plugin_adds_can_be_used_everywhere() -> None:
    """
    It is checked, explained in schema and glossary, and shown with its label.
    """
    codes = [Code("acme:home_share", "Two who share a home.", label="Sharing a home")]
    extension = CodelistExtension("theme", codes)
    registry = Registry([plugin(codelists=[extension])], installed=False)
    dataset = barrier(themes=["acme:home_share"])

    assert [problem.code for problem in sdsnet.check(dataset)] == ["E03"]
    assert sdsnet.check(dataset, registry=registry) == []
    edition = sdsnet.disclose(dataset, registry=registry)
    assert edition.label("theme", "acme:home_share") == "Sharing a home"
    assert edition.label("theme", "capacity_time") == "Capacity and time"
    assert "Sharing a home" in str(sdsnet.json_schema(registry=registry))
    labels = {
        row[2]: row[3]
        for table in edition.tables()
        if table.name == "codelists"
        for row in table.rows
    }
    assert labels["acme:home_share"] == "Sharing a home"


def test_a_file_with_a_key_that_a_plugin_adds_is_read() -> None:
    """
    Without the plugin it is a mistake.
    """
    text = sdsnet.render(barrier(themes=["acme:home_share"]))
    extension = CodelistExtension("theme", [Code("acme:home_share", "Two who share a home.")])
    registry = Registry([plugin(codelists=[extension])], installed=False)

    assert sdsnet.parse(text, registry=registry).barriers["b1"].themes == ("acme:home_share",)
    with pytest.raises(sdsnet.DocumentError, match="E03"):
        sdsnet.parse(text)


def test_a_role_that_a_plugin_adds_stands_in_labels() -> None:
    """
    Parties that are not to be named are called by it, if enough share it.
    """
    extension = CodelistExtension("role", [Code("acme:neighbour", "Lives next door.")])
    registry = Registry([plugin(codelists=[extension])], installed=False)
    people = [
        sdsnet.Participant(
            id=f"p{number}",
            kind="person",
            naming="named",
            name=f"Zebedee Quill{letter}",
            roles=("acme:neighbour",),
        )
        for number, letter in enumerate("abcdef")
    ]
    said = [
        sdsnet.Observation(
            id=f"o{one.id}", kind="view", summary="S", polarity="neutral", said_by=(one.id,)
        )
        for one in people
    ]
    dataset = sdsnet.Dataset(id="d", title="D", participants=people, observations=said)

    edition = sdsnet.disclose(dataset, registry=registry)

    assert {one.description for one in edition.dataset.participants} == {"A neighbour"}


# ---- rules


def test_a_rule_of_a_plugin_runs_with_every_check() -> None:
    """
    Its problems stand among the others, with the place of the record.
    """

    def check(dataset: sdsnet.Dataset) -> Iterator[Finding]:
        for one in dataset.barriers:
            if not one.summary:
                yield Finding(one, ("summary",), f"barriers {one.id!r}: say more.")

    rule = Rule("W-acme-01", "say-more", "Barriers have a summary.", check)
    registry = Registry([plugin(rules=[rule])], installed=False)

    [problem] = sdsnet.check(barrier(), registry=registry)

    assert (problem.code, problem.severity) == ("W-acme-01", "warning")
    assert problem.path == "barriers[0].summary"
    assert sdsnet.check(barrier()) == []


def test_an_error_of_a_plugins_rule_stops_a_load_and_an_edition() -> None:
    """
    A rule is a rule, whoever wrote it.
    """

    def check(dataset: sdsnet.Dataset) -> Iterator[Finding]:
        yield Finding(dataset.barriers[0], (), "No barriers here.")

    rule = Rule("E-acme-01", "none", "There are no barriers.", check)
    registry = Registry([plugin(rules=[rule])], installed=False)

    with pytest.raises(sdsnet.DocumentError, match="No barriers here"):
        sdsnet.parse(sdsnet.render(barrier()), registry=registry)
    with pytest.raises(sdsnet.DocumentError, match="No barriers here"):
        sdsnet.disclose(barrier(), registry=registry)


@pytest.mark.parametrize("name", sorted(sdsnet.CODELISTS))
def test_what_decides_who_sees_what_takes_no_further_keys(name: str) -> None:
    """
    A key that the boundary does not know could not be protected by it.
    """
    added = plugin(codelists=[CodelistExtension(name, [Code("acme:x", "X.")])])
    decisive = {
        *("audience", "consent_basis", "consent_choice", "contact_share"),
        *("naming", "participant_kind", "relation_kind"),
    }

    if name in decisive:
        assert "takes no further keys" in refused(added)
    else:
        assert "acme:x" in Registry([added], installed=False).codelists[name]


def test_a_dataset_is_checked_by_the_rules_of_the_registry_that_discloses_it() -> None:
    """
    Whatever another registry has found of it before, in whichever order.
    """
    rule = Rule("E-acme-01", "none", "None.", lambda made: [Finding(made.barriers[0], (), "No.")])
    strict = Registry([plugin(rules=[rule])], installed=False)
    plain = Registry(installed=False)
    dataset = sdsnet.parse(sdsnet.render(barrier()), registry=plain)

    sdsnet.disclose(dataset, registry=plain)
    with pytest.raises(sdsnet.DocumentError, match="E-acme-01"):
        sdsnet.disclose(dataset, registry=strict)


def test_a_key_of_one_registry_is_unknown_to_another() -> None:
    """
    Though the dataset was read, and so checked, with the first.
    """
    extension = CodelistExtension("theme", [Code("acme:home_share", "Two who share a home.")])
    wide = Registry([plugin(codelists=[extension])], installed=False)
    text = sdsnet.render(barrier(themes=("acme:home_share",)))
    dataset = sdsnet.parse(text, registry=wide)

    sdsnet.disclose(dataset, registry=wide)
    with pytest.raises(sdsnet.DocumentError, match="E03"):
        sdsnet.disclose(dataset, registry=Registry(installed=False))


def test_names_of_plugins_are_not_one_text() -> None:
    """
    Its letters would be taken for names.
    """
    with pytest.raises(TypeError, match="names of plugins in a list"):
        Registry(installed="graph")


@pytest.mark.parametrize("raised", [BaseException("out of order"), SystemExit(0)])
def test_a_plugin_that_cannot_be_asked_is_told(raised: BaseException) -> None:
    """
    Attributes are code of theirs, too.
    """

    class Odd:
        """
        Raises whatever is asked of it.
        """

        def __getattr__(self, name: str) -> object:
            raise raised

    assert "plugin Odd: it cannot be asked what it offers" in refused(Odd())


@pytest.mark.parametrize(
    "content", ["text", bytearray(b"x"), ["text"], [b"x", None], None, 5], ids=repr
)
def test_content_that_is_no_bytes_is_the_exporters_failure(content: Any) -> None:
    """
    When it is read, at the latest.
    """
    made = exporter(export=lambda _, __: [Artifact("d.txt", content)])
    registry = Registry([plugin(exporters=[made])], installed=False)

    with pytest.raises(sdsnet.ExportError, match="demo: the exporter failed with TypeError"):
        sdsnet.export(sdsnet.disclose(barrier()), "demo", registry=registry)[0].read()


@pytest.mark.parametrize("name", [None, 5, "\ud800.txt", "a\x00b"])
def test_a_name_that_no_file_can_have_is_refused(name: Any) -> None:
    """
    Before anything is written.
    """
    made = exporter(export=lambda _, __: [Artifact(name, b"x")])
    registry = Registry([plugin(exporters=[made])], installed=False)

    with pytest.raises(sdsnet.ExportError, match="is not a file name that every system takes"):
        sdsnet.export(sdsnet.disclose(barrier()), "demo", registry=registry)


def test_an_exporter_that_ends_the_process_does_not() -> None:
    """
    An export that was not made must not look like one that was.
    """
    made = exporter(export=lambda _, __: sys.exit(0))
    registry = Registry([plugin(exporters=[made])], installed=False)

    with pytest.raises(sdsnet.ExportError, match="failed with SystemExit"):
        sdsnet.export(sdsnet.disclose(barrier()), "demo", registry=registry)


@pytest.mark.parametrize(
    ("check", "reason"),
    [
        (lambda _: 1 / 0, "failed with ZeroDivisionError"),
        (lambda _: sys.exit(0), "failed with SystemExit"),
        (lambda made: [Finding(made.barriers[0], cast("Any", "summary"), "M")], "gave what is not"),
        (lambda made: [Finding(made.barriers[0], (), cast("Any", None))], "gave what is not"),
        (lambda _: ["wrong"], "gave what is not a Finding"),
    ],
)
def test_a_rule_that_fails_is_told_and_not_passed_over(check: Any, reason: str) -> None:
    """
    A check that did not run must not look like one that found nothing.
    """
    rule = Rule("W-acme-01", "broken", "Broken.", check)
    registry = Registry([plugin("acme", rules=[rule])], installed=False)

    with pytest.raises(PluginRunError, match=f"plugin acme: its rule W-acme-01 {reason}"):
        sdsnet.check(barrier(), registry=registry)


# ---- choosing


def test_a_registry_can_be_made_without_installed_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Whatever the environment says.
    """
    monkeypatch.delenv("SDSNET_PLUGINS")

    assert [one.name for one in Registry(installed=False).plugins] == ["sdsnet"]


@pytest.mark.parametrize("words", ["off", " off ", "off,"])
def test_the_environment_can_switch_installed_plugins_off(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The built-in formats are there all the same.
    """
    monkeypatch.setenv("SDSNET_PLUGINS", words)

    registry = Registry()

    assert {one.state for one in registry.plugins if one.name != "sdsnet"} <= {"off"}
    assert "csv" in registry.exporters


def test_a_plugin_that_is_asked_for_and_not_installed_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """
    A slip in the name does not look like a plugin without formats.
    """
    monkeypatch.setenv("SDSNET_PLUGINS", "nobody-has-this")

    [found] = [one for one in Registry().plugins if one.name == "nobody-has-this"]

    assert found.state == "faulty"
    assert found.problems == ("it was asked for by name, and it is not installed",)


def test_a_contested_name_is_an_error_that_names_both() -> None:
    """
    The error is data, too.
    """
    error = DuplicateNameError("demo", ("b", "a"))

    assert (error.name, error.owners) == ("demo", ("a", "b"))
    assert str(error) == "the name 'demo' is claimed by a and b; remove one of them"
