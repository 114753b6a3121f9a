"""The organisations that the register of the gateway knows."""

import pytest

from tests.vacatures.conftest import AA, BEE, CEE, DEE, Buur


@pytest.fixture(autouse=True)
def bekend(buur: Buur) -> None:
    for oin in (AA, BEE, CEE, DEE):
        buur.antwoorden[f"/intern/organisaties/{oin}"] = {"oin": oin, "tooi": None, "naam": "x"}
