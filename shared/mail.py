"""The mail outlet: SMTP, or (demo) a file per mail. Plain text only; no data about the person."""

import smtplib
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from shared.settings import Settings

TIMEOUT = 15  # seconds


def send(settings: Settings, to: str, subject: str, text: str) -> None:
    """Hand one mail over. Errors: OSError, smtplib.SMTPException; then nothing was accepted."""
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = to
    message["Subject"] = subject
    message["Message-ID"] = make_msgid(domain=settings.mail_from.partition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office replies
    message.set_content(text)
    url = urlsplit(settings.mail_url)
    if url.scheme == "file":
        _write(Path(url.netloc + url.path), message)
        return
    with smtplib.SMTP(url.hostname or "localhost", url.port or 25, timeout=TIMEOUT) as server:
        if url.scheme == "smtp+starttls":
            server.starttls()
        if url.username and settings.mail_password:
            server.login(unquote(url.username), settings.mail_password.get_secret_value())
        server.send_message(message)


def _write(folder: Path, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{uuid4()}"
    unfinished.write_bytes(bytes(message))
    unfinished.rename(folder / f"{uuid4()}.eml")
