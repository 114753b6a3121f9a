"""The mail outlet: SMTP, or (demo) a file per mail. Plain text only; no data about the person."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from shared.settings import Settings

TIMEOUT = 15  # seconds


class Unreachable(OSError):
    """The mail server cannot be spoken to now; it says nothing about this mail."""


class Refused(ValueError):
    """This mail will not be taken, also not later: another address or text is needed."""


def send(settings: Settings, to: str, subject: str, text: str) -> None:
    """Hand one mail over.

    Errors, after which nothing was accepted: Unreachable; Refused; and OSError or
    smtplib.SMTPException for what may go better at the next try.
    """
    message = _message(settings, to, subject, text)
    url = urlsplit(settings.mail_url)
    if url.scheme == "file":
        _write(Path(url.netloc + url.path), message)
        return
    with _server(settings) as server:
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            if all(500 <= code < 600 for code, _ in error.recipients.values()):
                raise Refused("de mailserver kent dit adres niet") from None
            raise
        except smtplib.SMTPResponseException as error:
            if 500 <= error.smtp_code < 600:
                raise Refused("de mailserver neemt dit niet aan") from None
            raise
        except smtplib.SMTPNotSupportedError:
            raise Refused("de mailserver neemt dit adres niet aan") from None


def _message(settings: Settings, to: str, subject: str, text: str) -> EmailMessage:
    try:
        receiver = Address(addr_spec=to)  # one address, whatever it looks like
    except (HeaderParseError, ValueError, IndexError):
        raise Refused("dit is geen e-mailadres") from None
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = receiver
    message["Subject"] = subject
    message["Message-ID"] = make_msgid(domain=settings.mail_from.partition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office replies
    message.set_content(text)
    return message


@contextmanager
def _server(settings: Settings) -> Iterator[smtplib.SMTP]:
    """A connection that has said who it is. The certificate of a TLS server must fit its name."""
    url = urlsplit(settings.mail_url)
    try:
        server = smtplib.SMTP(url.hostname or "localhost", url.port or 25, timeout=TIMEOUT)
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable("de mailserver is onbereikbaar") from error
    try:
        try:
            if url.scheme == "smtp+starttls":
                server.starttls(context=ssl.create_default_context())
            if url.username and settings.mail_password:
                server.login(unquote(url.username), settings.mail_password.get_secret_value())
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable("de mailserver laat ons niet toe") from error
        yield server
    finally:
        try:
            server.quit()
        except (OSError, smtplib.SMTPException):
            server.close()  # the mail was accepted or refused before this


def _write(folder: Path, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{uuid4()}"
    unfinished.write_bytes(bytes(message))
    unfinished.rename(folder / f"{uuid4()}.eml")
