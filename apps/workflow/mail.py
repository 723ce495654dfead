"""How does a letter leave the house? By Django's mail backend, with a longest wait and a number that never changes."""

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from apps.workflow.gateway.letters import Answer, Outcome, short_of

HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def is_on() -> bool:
    """Whether the environment names a mail server."""
    return bool(settings.EMAIL_HOST)


def send_letter(key: str, address: str, subject: str, text: str) -> Answer:
    """Hand one letter to the mail server; `key` is its Message-ID. Never raises for what the network does.

    What fails before the letter is handed over is tried again; what breaks off after it is unclear.
    """
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    headers = HEADERS | {"Message-ID": f"<{key}@{domain}>"}
    letter = EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [address], headers=headers)
    server = get_connection()
    try:
        server.open()
    except (OSError, SMTPException) as fault:
        return refusal(fault) if isinstance(fault, SMTPResponseException) else Answer(Outcome.LATER, named(fault))
    try:
        server.send_messages([letter])
    except SMTPRecipientsRefused as fault:
        code, said = next(iter(fault.recipients.values()))
        return by_code(code, said)
    except SMTPResponseException as fault:
        return refusal(fault)
    except (OSError, SMTPException) as fault:
        return Answer(Outcome.UNCLEAR, named(fault))
    finally:
        close(server)
    return Answer(Outcome.TAKEN, "250")


def refusal(fault: SMTPResponseException) -> Answer:
    return by_code(fault.smtp_code, fault.smtp_error)


def by_code(code: int, said: bytes | str) -> Answer:
    """SMTP's codes: 4xx passes with time, 5xx does not."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return Answer(Outcome.REFUSED if code >= 500 else Outcome.LATER, short_of(code, text))


def named(fault: Exception) -> str:
    return type(fault).__name__


def close(server: object) -> None:
    """Say goodbye; a server that has gone already is no fault of the letter's."""
    try:
        server.close()
    except (OSError, SMTPException):
        return
