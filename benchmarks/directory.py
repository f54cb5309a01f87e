"""How long a page of the directory of organisations takes in the database of DATABASE_URL, made anew each time.

    python -m benchmarks.directory --rows 180000

Adds what is missing of that many invented organisations, then asks for each address in this process, without server or
page cache, and prints {name: {"ms": fastest, "queries": number}} as JSON on its last line. benchmarks/registry.py sets
two sizes side by side.
"""

import argparse
import json
from urllib.parse import urlencode

import django

from benchmarks.synthetic import make_organisations
from benchmarks.timing import timed

ROUNDS = 15


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", type=int, default=18_000)
    rows = arguments.parse_args().rows
    django.setup()
    make_organisations(rows)
    print(json.dumps({name: measure(address) for name, address in addresses().items()}))


def addresses():
    """Return {name: address} of what readers and programs ask for, from the plainest to the most tangled."""
    page, api = "/ru/organisations/", "/api/v1/organisations/"
    chosen = [("country", "KZ"), ("country", "KG"), ("goal", "3"), ("status", "active")]
    rare = [("goal", "4"), ("region", "KZ-62")]
    return {
        "page: everything": page,
        "page: four choices": f"{page}?{urlencode(chosen)}",
        "page: a rare choice": f"{page}?{urlencode(rare)}",
        "page: search and choices": f"{page}?{urlencode([('q', 'здоровье'), *chosen])}",
        "page: search of a name": f"{page}?{urlencode({'q': 'Үміт'})}",
        "page: search of a common word": f"{page}?{urlencode({'q': 'фонд'})}",
        "page: most active": f"{page}?sort=active&country=KZ",
        "page: newest": f"{page}?sort=newest&country=KZ",
        "page: table": f"{page}?view=table&{urlencode(chosen)}",
        "page: map": f"{page}?view=map&{urlencode(chosen)}",
        "page: deep": f"{page}?{urlencode({'after': middle('sort_name_ru')})}",
        "API: everything": f"{api}?lang=ru",
        "API: four choices": f"{api}?{urlencode([('lang', 'ru'), *chosen])}",
        "API: search and choices": f"{api}?{urlencode([('lang', 'ru'), ('q', 'здоровье'), *chosen])}",
        "API: cursor, first": f"{api}?lang=ru&cursor=",
        "API: cursor, deep": f"{api}?lang=ru&cursor={deep_cursor()}",
    }


def middle(column):
    """Return the mark of the row in the middle of the list."""
    from people.models import Organisation

    rows = Organisation.objects.published().order_by(column, "pk").values_list(column, "pk")
    return "{}~{}".format(*rows[rows.count() // 2])


def deep_cursor():
    from people.models import Organisation
    from publishing.pagination import write_cursor

    rows = Organisation.objects.published().order_by("updated_at", "pk").values_list("updated_at", "pk")
    return write_cursor(list(rows[rows.count() // 2]))


def measure(address):
    """Return {ms, queries} of a page."""
    milliseconds, queries, _body = timed(address, ROUNDS)
    return {"ms": milliseconds, "queries": queries}


if __name__ == "__main__":
    main()
