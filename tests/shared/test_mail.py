"""The mail outlet, to a real SMTP server and to files."""

import email
import email.policy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from deploy.ports import free_port
from shared import mail
from shared.settings import Modus, Settings
from tests.conftest import KEYS


class Inbox:
    def __init__(self) -> None:
        self.mails: list[Envelope] = []

    async def handle_DATA(  # noqa: N802 (the name that the library asks for)
        self, _server: Any, _session: Any, envelope: Envelope
    ) -> str:
        self.mails.append(envelope)
        return "250 ok"


@pytest.fixture
def server() -> Iterator[tuple[Inbox, int]]:
    inbox, port = Inbox(), free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield inbox, port
    controller.stop()


def settings(url: str) -> Settings:
    return Settings(
        service="gateway",
        modus=Modus.TEST,
        database_url="postgresql:///x",
        signing_keys=KEYS["gateway"],
        mail_url=url,
    )


def test_smtp(server: tuple[Inbox, int]) -> None:
    inbox, port = server
    mail.send(settings(f"smtp://127.0.0.1:{port}"), "iemand@example.org", "Reünie", "Één regel.")
    [envelope] = inbox.mails
    assert envelope.rcpt_tos == ["iemand@example.org"]
    assert isinstance(envelope.content, bytes)
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert message["Subject"] == "Reünie"
    body = message.get_body()
    assert body is not None
    assert body.get_content().strip() == "Één regel."


def test_file(tmp_path: Path) -> None:
    for _ in range(2):
        mail.send(settings(f"file://{tmp_path}/post"), "iemand@example.org", "Onderwerp", "Tekst")
    files = list((tmp_path / "post").iterdir())
    assert len(files) == 2
    assert all(b"To: iemand@example.org" in file.read_bytes() for file in files)


def test_a_dead_server_is_an_error_not_a_silence() -> None:
    with pytest.raises(OSError):
        mail.send(settings(f"smtp://127.0.0.1:{free_port()}"), "a@example.org", "x", "y")


def test_a_line_break_cannot_add_a_receiver(tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        mail.send(settings(f"file://{tmp_path}"), "a@example.org\nBcc: b@example.org", "x", "y")
