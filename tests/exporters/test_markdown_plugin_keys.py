"""
The report in Markdown, where plugins have added keys to codelists.
"""

from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from tests.exporters.filling import Filling, filled
from tests.views.markdown_readers import by_markdown_it, words

import sdsnet
from sdsnet import Code, CodelistExtension, Dataset, Edition, Registry
from sdsnet.exporters.markdown import MARKDOWN
from sdsnet.exporting import artifacts
from sdsnet.model import Barrier, Participant
from sdsnet.model.codelists import CODELISTS
from sdsnet.model.fields import Declaration

WORDS_USED = "## Words used in this report"


def registry(*extensions: CodelistExtension) -> Registry:
    """
    Make a registry with one plugin, which adds keys to codelists.
    """
    hook = sdsnet.hookimpl(lambda: list(extensions))
    plugin = SimpleNamespace(__name__="plug", sdsnet_codelists=hook)
    return Registry([plugin], installed=False)


class PluginKeys(Filling):
    """
    A source of values whose every code is the key of a plugin.
    """

    def _one(self, declaration: Declaration, place: str) -> Any:
        is_code = declaration.kind == "code"
        return "acme:in_words" if is_code else super()._one(declaration, place)


@pytest.fixture(scope="module")
def acme() -> Registry:
    """
    Make a registry with a theme and a role, called otherwise than their keys.
    """
    theme = Code("acme:home_share", "Two people live in one house.", label="Sharing a home")
    role = Code("acme:neighbour", "Somebody who lives next door.", label="Person next door")
    return registry(CodelistExtension("theme", [theme]), CodelistExtension("role", [role]))


@pytest.fixture(scope="module")
def lines(acme: Registry) -> list[str]:
    """
    Make the report of a dataset that uses the theme and the role, and split it into lines.
    """
    first, *_, last = CODELISTS["theme"].keys
    themes = {"b1": "acme:home_share", "b2": last, "b3": first}
    barriers = [
        Barrier(id=key, title=f"Barrier {key}", themes=(theme,), affects_roles=("acme:neighbour",))
        for key, theme in themes.items()
    ]
    party = Participant(
        id="p1", kind="person", naming="named", name="A. Example", roles=("acme:neighbour",)
    )
    dataset = Dataset(id="d", title="D", barriers=barriers, participants=[party])
    edition = sdsnet.disclose(dataset, audience="internal", registry=acme)
    [made] = sdsnet.export(edition, to="markdown", registry=acme)
    return made.read().decode().splitlines()


def test_keys_of_a_plugin_are_shown_by_their_labels(lines: list[str]) -> None:
    """
    The label that the plugin gave stands in the sections, not the key put into words.
    """
    assert "- Holds back: Person next door" in [line.strip() for line in lines]
    assert "- Roles: Person next door" in [line.strip() for line in lines]
    assert not [line for line in lines if "neighbour" in line.lower() or "Home share" in line]


def test_keys_of_a_plugin_are_explained_among_the_words_used(lines: list[str]) -> None:
    """
    Label and definition stand behind those of the built-in keys of the same list.
    """
    explained = lines[lines.index(WORDS_USED) :]

    assert "- **Person next door**: Somebody who lives next door." in explained
    theme = explained.index("### Theme")
    last = CODELISTS["theme"].codes[-1]
    assert explained[theme + 3 : theme + 5] == [
        f"- **{last.label}**: {last.definition}",
        "- **Sharing a home**: Two people live in one house.",
    ]


def test_a_theme_of_a_plugin_heads_its_barriers_after_the_built_in_themes(
    lines: list[str],
) -> None:
    """
    Barriers stand under it as under any other theme.
    """
    start, end = lines.index("## Barriers, and what answers them"), lines.index(WORDS_USED)

    headings = [line for line in lines[start:end] if line.startswith(("### ", "#### "))]
    first, *_, last = CODELISTS["theme"].codes
    assert headings == [
        f"### {first.label}",
        "#### Barrier 1: Barrier b3",
        f"### {last.label}",
        "#### Barrier 2: Barrier b2",
        "### Sharing a home",
        "#### Barrier 3: Barrier b1",
    ]


def test_the_edition_says_what_codes_are_called_in_every_section() -> None:
    """
    No code of any list is put into words where the plugin gives it a label, nor left unexplained.
    """
    # Plugins cannot add to all of them; a report is written as if they could.
    everywhere = {
        name: attrs.evolve(held, closed=False).extended(
            [Code("acme:in_words", f"Said of {name}.", f"*Label* {name}")]
        )
        for name, held in CODELISTS.items()
    }
    edition = Edition(filled(PluginKeys()), "acme:in_words", codelists=everywhere)
    usual = artifacts(MARKDOWN, Edition(filled(), "internal"))[0].read().decode()

    made = artifacts(MARKDOWN, edition)[0].read().decode()

    titles = set(usual.partition(WORDS_USED)[2].splitlines())
    used = [held for held in CODELISTS.values() if f"### {held.title}" in titles]
    body, glossary = (by_markdown_it(one).text for one in made.split(WORDS_USED))
    assert "in words" not in made.lower()
    assert len(used) > 30  # most lists, so that the next lines are about something
    assert [one.name for one in used if words(f"*Label* {one.name}") not in body] == []
    assert [one.name for one in used if words(f"Said of {one.name}.") not in glossary] == []
    assert words("For: *Label* audience. Said of audience.") in body
    for name in ("consent_choice", "contact_use", "outcome_claim", "perceived_success"):
        assert words(f"*Label* {name} (Said of {name})") in body
