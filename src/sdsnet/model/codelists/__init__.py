"""
The vocabularies of the model, as data: every key with its label and its meaning.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sdsnet.model.codelists import evidence, exchange, networks, parties, practice, support
from sdsnet.model.codelists.codelist import Code, Codelist, CodelistExtension
from sdsnet.model.codelists.networks import NETWORK_STATUS_MOVES

__all__ = ["CODELISTS", "NETWORK_STATUS_MOVES", "Code", "Codelist", "CodelistExtension"]

_FAMILIES = (support, networks, practice, parties, exchange, evidence)

CODELISTS: Mapping[str, Codelist] = MappingProxyType(
    {codelist.name: codelist for family in _FAMILIES for codelist in family.LISTS}
)
"""
Every codelist by its name.
"""
