"""A programme by its address: from named hosts only, never from within. Nothing here leaves the machine."""

import io
import socket
import threading
import time

import pytest

from events.imports import fetching
from events.imports.problems import FileRefused

ADDRESS = "https://pretalx.example.org/forum/schedule.json"


class Answer(io.BytesIO):
    def __init__(self, body=b"{}", status=200, leads_to=None):
        super().__init__(body)
        self.status, self.reason, self.leads_to = status, "Reason", leads_to

    def getheader(self, name):
        return self.leads_to


class Connection:
    """What stands in for a connection: it answers what it was given, from the address it was given."""

    def __init__(self, answers, peer):
        self.answers, self.peer, self.asked, self.sock = answers, peer, [], self

    def connect(self):
        if isinstance(self.answers[0], Exception):
            raise self.answers[0]

    def getpeername(self):
        return (self.peer, 443)

    def request(self, method, target, headers):
        self.asked.append(target)

    def getresponse(self):
        return self.answers.pop(0)

    def close(self):
        pass


@pytest.fixture
def world(monkeypatch, settings):
    """Return a function that lets the named host answer so, and returns the connection with what it was asked."""
    settings.PROGRAMME_IMPORT_HOSTS, settings.DEBUG = ["pretalx.example.org"], False

    def answering(*answers, peer="93.184.215.14"):
        connection = Connection([*answers], peer)
        monkeypatch.setattr(fetching, "connection_to", lambda parts: connection)
        return connection

    return answering


def test_a_file_is_fetched_also_where_it_has_moved_on_the_same_host(world):
    connection = world(Answer(status=302, leads_to="/moved.json?v=2"), Answer(b"programme"))

    assert fetching.fetch(ADDRESS) == b"programme"
    assert connection.asked == ["/forum/schedule.json", "/moved.json?v=2"]
    assert fetching.name_of(ADDRESS) == "schedule.json"


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://pretalx.example.org/x", "begins with https://"),
        ("file:///etc/passwd", "begins with https://"),
        ("https://user@pretalx.example.org/x", "begins with https://"),
        ("https://[half", "begins with https://"),
        ("https://pretalx.example.org:99999/x", "begins with https://"),
        ("https://pretalx.example.org/бет", "begins with https://"),
        ("https://pretalx.example.org:8443/x", "none of them"),
        ("https://pretalx.example.org.evil.example/x", "none of them"),
        ("https://127.0.0.1/x", "none of them"),
    ],
)
def test_other_addresses_are_refused_before_anybody_is_asked(world, address, message):
    connection = world(Answer())

    with pytest.raises(FileRefused, match=message):
        fetching.fetch(address)
    assert connection.asked == []


@pytest.mark.parametrize(
    "peer", ["127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "::1", "fd00::1", "fe80::1%eth0"]
)
def test_nothing_is_asked_of_a_machine_in_our_own_network(world, peer):
    connection = world(Answer(), peer=peer)

    with pytest.raises(FileRefused, match="private network"):
        fetching.fetch(ADDRESS)
    assert connection.asked == []


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ([Answer(status=404)], "cannot be read: 404 Reason"),
        ([Answer(status=302, leads_to="https://evil.example/x")], "another host, “evil.example”"),
        ([Answer(status=302, leads_to="http://pretalx.example.org/x")], "begins with https://"),
        ([Answer(status=302, leads_to="/again") for _ in range(4)], "cannot be read: 301"),
        ([OSError("no route")], "cannot be read: no route"),
        ([TimeoutError()], "cannot be read: TimeoutError"),
    ],
)
def test_what_cannot_be_read_is_told(world, answers, message):
    world(*answers)

    with pytest.raises(FileRefused, match=message):
        fetching.fetch(ADDRESS)


def test_what_is_too_large_is_not_read_to_its_end(world, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST", 0)
    world(Answer())

    with pytest.raises(FileRefused, match="larger than 0 MB"):
        fetching.fetch(ADDRESS)


def read_from(sock, *, seconds):
    response = fetching.Response(sock, deadline=time.monotonic() + seconds)
    response.begin()
    return fetching.body_of(response)


@pytest.mark.parametrize("beginning", [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_headers_or_a_body_that_drip_are_not_read_for_longer_than_the_limit(beginning):
    ours, theirs = socket.socketpair()
    is_over = threading.Event()

    def drip():
        theirs.sendall(beginning)
        while not is_over.wait(0.02):
            theirs.sendall(b".")

    server = threading.Thread(target=drip)
    server.start()
    try:
        with pytest.raises(FileRefused, match="has not answered in full"):
            read_from(ours, seconds=0.3)
    finally:
        is_over.set()
        server.join()
        ours.close()
        theirs.close()


def test_what_comes_in_time_is_read_whole_also_in_chunks():
    ours, theirs = socket.socketpair()
    theirs.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\npro\r\n6\r\ngramme\r\n0\r\n\r\n")

    with ours, theirs:
        assert read_from(ours, seconds=10) == b"programme"
