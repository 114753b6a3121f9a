"""What `make run` prints for a visitor can be pasted, wherever the data and the gateway are."""

from pathlib import Path

import pytest

from deploy.demo import story

HIER = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("file", "url", "command"),
    [
        (Path(".data/demo.sh"), HIER, ".venv/bin/doorstroom demo laad"),
        (Path(".data/demo.sh").absolute(), HIER, ".venv/bin/doorstroom demo laad"),
        (
            Path("/elders/demo.sh"),
            "http://127.0.0.1:9000",
            "DOORSTROOM_DATA=/elders .venv/bin/doorstroom demo laad --url http://127.0.0.1:9000",
        ),
    ],
)
def test_fresh_tokens_come_from_where_the_system_is(file: Path, url: str, command: str) -> None:
    assert f"vernieuwen: {command})" in story.text(file, url)
