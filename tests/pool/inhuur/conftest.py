"""An inzet with its three parties, as the tests of inzet have it."""

from tests.pool.inzet.conftest import drie, voorgesteld

__all__ = ["drie", "voorgesteld"]
