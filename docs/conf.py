"""
How the documentation is built: `sphinx-build -n -W docs docs/_build/html`, with no network.
"""

from importlib import metadata

import sdsnet

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

# A public name belongs to the package, whatever module it is made in: so it is shown and linked.
for _name in sdsnet.__all__:
    _public = getattr(sdsnet, _name)
    if hasattr(_public, "__module__"):
        _public.__module__ = "sdsnet"
