"""
What the tests of the library share: it is tested alone, whatever plugins are installed beside it.
"""

from collections.abc import Iterator

import pytest

from sdsnet.plugins.registry import default_registry


@pytest.fixture(autouse=True, scope="module")
def _no_plugins() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SDSNET_PLUGINS", "off")
        default_registry.cache_clear()
        yield
    default_registry.cache_clear()
