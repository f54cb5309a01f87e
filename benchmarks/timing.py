"""How long a page takes in this process, without server or page cache."""

import sys
import time


def timed(address, rounds):
    """Return (milliseconds of the fastest of `rounds` requests after a first one, number of queries, body)."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="localhost", HTTP_X_FORWARDED_PROTO="https")
    if (status := client.get(address).status_code) != 200:
        sys.exit(f"{address} answered {status}.")
    times = []
    for _round in range(rounds):
        begun = time.perf_counter()
        client.get(address)
        times.append(time.perf_counter() - begun)
    with CaptureQueriesContext(connection) as queries:
        body = client.get(address).content
    return 1000 * min(times), len(queries), body
