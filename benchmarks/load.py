"""Ask one address again and again over several connections, and print what came of it as JSON.

    python -m benchmarks.load PORT PATH SECONDS CONNECTIONS

A process of its own, so that its work is not the server's. Plain sockets: gunicorn's sync workers answer one request a
connection, and a client library would cost more than the pages measured.
"""

import json
import socket
import sys
import threading
import time

HEADERS = ("Host: localhost", "X-Forwarded-Proto: https", "Accept-Language: en", "Connection: close")


def main(port, path, seconds, connections):
    request = "\r\n".join((f"GET {path} HTTP/1.1", *HEADERS, "", "")).encode()
    until = time.perf_counter() + seconds
    times, failures = [], []

    def ask_until_the_end():
        while time.perf_counter() < until:
            begun = time.perf_counter()
            status = ask(port, request)
            times.append(time.perf_counter() - begun)
            if status != 200:
                failures.append(status)

    threads = [threading.Thread(target=ask_until_the_end) for _ in range(connections)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps(summary(times, failures, time.perf_counter() - begun)))


def ask(port, request):
    """Send one request to this machine's `port` and return the status of the whole answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request)
        answer = connection.recv(65536)
        status = int(answer[9:12])
        while answer:
            answer = connection.recv(65536)
        return status


def summary(times, failures, seconds):
    """Return requests per second, median and 99th percentile in milliseconds, and the statuses other than 200."""
    ordered = sorted(times)
    return {
        "per_second": len(ordered) / seconds,
        "median_ms": 1000 * ordered[len(ordered) // 2],
        "p99_ms": 1000 * ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)],
        "failures": sorted(set(failures)),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4]))
