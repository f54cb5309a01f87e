"""A programme by its address: only from hosts that the settings name, and never from within our own network.

Whom we have really reached is checked when the connection stands and before anything is asked, so that a name which
is answered otherwise the second time leads nowhere either.
"""

import io
import time
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from events.imports.problems import FileRefused
from events.imports.reading import LARGEST

SILENCE_LIMIT = 15  # seconds without a byte
TIME_LIMIT = 60  # seconds in all
CHUNK = 64 * 1024  # bytes
MOST_REDIRECTS = 3
MOVED = {301, 302, 303, 307, 308}
PORTS = {"http": 80, "https": 443}
HEADERS = {"Accept": "application/json, application/xml, text/xml", "Accept-Encoding": "identity"}


def fetch(address):
    """Return the bytes at `address`. Raises FileRefused; what the server calls the content counts for nothing."""
    deadline = time.monotonic() + TIME_LIMIT
    first = checked(address)
    try:
        for _step in range(MOST_REDIRECTS + 1):
            body, leads_to = answer_of(checked(address), deadline)
            if leads_to is None:
                return body
            address = urljoin(address, leads_to)
            if urlsplit(address).netloc != first.netloc:
                raise FileRefused("elsewhere", value=urlsplit(address).netloc)
    except (OSError, HTTPException, ValueError) as error:
        raise FileRefused("unreachable", value=str(error) or type(error).__name__) from error
    raise FileRefused("unreachable", value="301")


def checked(address):
    """Return the parts of an address from which we fetch. Raises FileRefused for any other."""
    try:
        parts = urlsplit(address.strip())
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise FileRefused("address") from error
    schemes = ("https", "http") if settings.DEBUG else ("https",)
    if parts.scheme not in schemes or not host or parts.username is not None or not address.isascii():
        raise FileRefused("address")
    if parts.netloc.lower() not in map(str.lower, settings.PROGRAMME_IMPORT_HOSTS):
        raise FileRefused("host", value=parts.netloc)
    return parts


class InTime(io.RawIOBase):
    """What a socket gives until `deadline`, however slowly it drips: headers are read by it, and the body."""

    def __init__(self, sock, given, deadline):
        self.sock, self.given, self.deadline = sock, given, deadline

    def readable(self):
        return True

    def readinto(self, buffer):
        try:
            self.sock.settimeout(min(self.left(), SILENCE_LIMIT))
            # What there is by now: to wait for a full buffer would be to wait anew for each byte.
            return self.given.readinto1(buffer)
        except TimeoutError:
            self.left()
            raise

    def left(self):
        """Return the seconds that are left. Raises FileRefused where none are."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise FileRefused("too_slow", limit=TIME_LIMIT)
        return left

    def close(self):
        self.given.close()
        super().close()


class Response(HTTPResponse):
    """An answer that is read until `deadline`."""

    def __init__(self, sock, *args, deadline, **kwargs):
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(InTime(sock, self.fp, deadline))


def connection_to(parts):
    """Return a connection, not yet made, to the host of an address."""
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return kind(parts.hostname, parts.port or PORTS[parts.scheme], timeout=SILENCE_LIMIT)


def answer_of(parts, deadline):
    """Return (body, None), or (None, where else it is). Raises FileRefused and whatever goes wrong on the way."""
    connection = connection_to(parts)
    connection.response_class = partial(Response, deadline=deadline)
    try:
        connection.connect()
        if not ip_address(connection.sock.getpeername()[0].partition("%")[0]).is_global:
            raise FileRefused("private", value=parts.hostname)
        target = parts.path or "/"
        connection.request("GET", f"{target}?{parts.query}" if parts.query else target, headers=HEADERS)
        response = connection.getresponse()
        if response.status in MOVED and response.getheader("Location"):
            return None, response.getheader("Location")
        if response.status != 200:
            raise FileRefused("unreachable", value=f"{response.status} {response.reason}")
        return body_of(response), None
    finally:
        connection.close()


def body_of(response):
    """Return the body, unless it is too large."""
    body = bytearray()
    while chunk := response.read1(CHUNK):
        body += chunk
        if len(body) > LARGEST * 1024**2:
            raise FileRefused("too_large", limit=LARGEST)
    return bytes(body)


def name_of(address):
    """Return what the file at `address` is called."""
    parts = urlsplit(address)
    return parts.path.rpartition("/")[2] or parts.netloc
