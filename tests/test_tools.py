import socket

import pytest

from tools import run_tests
from tools.run_portal import check_port


def test_a_port_in_use_is_refused_with_the_way_out():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = str(server.getsockname()[1])

        with pytest.raises(SystemExit, match=f"Port {port} cannot be used .*: make run PORT=8001 takes another"):
            check_port(port)


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(SystemExit, match="PORT must be a number from 1 to 65535"):
        check_port(port)


def test_what_was_left_out_is_one_line(monkeypatch):
    monkeypatch.setattr(run_tests, "CI", False)

    assert run_tests.summary(["the browser tests", "PostgreSQL"]) == "Left out: the browser tests; PostgreSQL."


def test_ci_takes_an_omission_for_a_failure(monkeypatch):
    monkeypatch.setattr(run_tests, "CI", True)

    assert run_tests.summary(["PostgreSQL"]).endswith("CI leaves out nothing, so this is a failure.")
