"""
The records as nodes and edges: the shape of network maps, of files for graph programs, of diagrams.
"""

from __future__ import annotations

from sdsnet.views.graph.attributes import Attribute, Attributes, AttributeType, AttributeValue
from sdsnet.views.graph.people import people_graph
from sdsnet.views.graph.shapes import Edge, Graph, Node, Series
from sdsnet.views.graph.whole import graph

__all__ = [
    "Attribute",
    "AttributeType",
    "AttributeValue",
    "Attributes",
    "Edge",
    "Graph",
    "Node",
    "Series",
    "graph",
    "people_graph",
]
