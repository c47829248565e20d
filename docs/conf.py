"""
How the documentation is built: `sphinx-build -n -W docs docs/_build/html`, with no network.
"""

import inspect
from importlib import metadata

import sdsnet
import sdsnet.testing

project = "sdsnet"
author = "The sdsnet contributors"
copyright = f"2026, {author}"
release = metadata.version("sdsnet")
version = release

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"sdsnet {release}"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_numpy_docstring = False
napoleon_use_ivar = True

# Names of other projects cannot be looked up without a network; every one of ours must resolve.
nitpick_ignore_regex = [
    (r"py:.*", r"(?!sdsnet\.).*"),
    (r"py:.*", r"sdsnet\..*\.(_\w+|Rows|R|R_co)"),  # type variables and aliases
]

# A public name belongs to its package, whatever module it is made in: so it is shown and linked.
for _package in (sdsnet, sdsnet.testing):
    for _name in _package.__all__:
        _public = getattr(_package, _name)
        if inspect.isclass(_public) or inspect.isfunction(_public):
            _public.__module__ = _package.__name__
