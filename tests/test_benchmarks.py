from benchmarks.load import summary
from benchmarks.reference import Page, Reference
from benchmarks.run import line


def test_summary_of_a_hundred_answers():
    times = [number / 1000 for number in range(1, 101)]

    assert summary(times, [503, 503], seconds=4) == {
        "per_second": 25,
        "median_ms": 51,
        "p99_ms": 100,
        "failures": [503],
    }


def test_line_of_the_table_compares_with_the_reference():
    page = Page("session", "/en/", Reference(50, 200), Reference(None, None))
    found = {"per_second": 125.4, "median_ms": 15.92, "p99_ms": 40.0}

    assert line(page, "cold", found, page.sqlite).split() == [
        "session",
        "cold",
        "125",
        "15.9",
        "40.0",
        "50",
        "2.5x",
        "200",
    ]
    assert line(page, "cold", found, page.postgres).split()[-3:] == ["–", "–", "–"]
