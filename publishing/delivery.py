"""Handing a mail to the server, so that what it answers about an address is kept nowhere."""

from smtplib import SMTPRecipientsRefused


class NotTakenError(OSError):
    """The mail server did not take a mail; says why without a word of the mail's, nor of the server's."""


def deliver(message):
    """Send `message`; raise NotTakenError where the server does not take it.

    What the server answers holds the address, and a log or a task's result would keep it when it is deleted here: so the
    kind and the codes of the error are told, and `from None` leaves the rest out of the traceback.
    """
    try:
        message.send()
    except OSError as error:  # smtplib's own errors among them
        raise NotTakenError(" ".join([type(error).__name__, *map(str, codes_of(error))])) from None


def codes_of(error):
    """Return the codes of the mail server's answers (RFC 5321), or of the operating system's."""
    if isinstance(error, SMTPRecipientsRefused):
        return [code for code, _answer in error.recipients.values()]
    code = getattr(error, "smtp_code", error.errno)
    return [] if code is None else [code]
