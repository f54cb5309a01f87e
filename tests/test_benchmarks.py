from benchmarks import pictures, registry
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


def test_a_page_that_grows_with_the_registry_is_marked():
    steady = registry.line("map", {"ms": 20, "queries": 9}, {"ms": 24, "queries": 9})
    growing = registry.line("map", {"ms": 20, "queries": 9}, {"ms": 40, "queries": 9})

    assert steady.split() == ["map", "20.0", "24.0", "1.20", "9"]
    assert growing.split() == ["map", "20.0", "40.0", "2.00", "9!"]


def test_a_picture_that_asks_twenty_questions_is_marked():
    small = {"cold": 20, "processor": 16, "kept": 1, "queries": 19, "bytes": 2048}
    large = {"cold": 50, "processor": 40, "kept": 1.25, "queries": 19, "bytes": 4096}

    assert pictures.line("gaps", small, large).split() == [
        "gaps", "20.0", "50.0", "2.50", "16.0", "40.0", "2.50", "1.25", "19", "19", "4"
    ]  # fmt: skip
    assert pictures.line("gaps", small, large | {"queries": 20}).split()[-2:] == ["20!", "4"]
