"""What a browser sends from the form of a proposal."""

WORDS = {
    "title": "Water for all",
    "abstract": "What three villages learned.",
    "kind": "workshop",
    "language": "en",
    "minutes": "60",
    "goals": ["6", "17"],
    "interpretation": ["kk"],
    "access_needs": "A ramp",
    "technical_needs": "A screen",
    "notes": "Not on Friday",
}
AIGUL = {
    "name": "Aigul Sample",
    "organisation_name": "Fund of Water",
    "job_title": "Director",
    "email": "Aigul@example.org",
    "role": "moderator",
    "knows": "on",
}
TIMUR = {"name": "Timur Sample", "email": "timur@example.org", "role": "speaker", "knows": "on"}


def sent(then, *people, **words):
    """Return the form with `people`, each a dictionary, and the button `then`; the last row for a person is empty."""
    rows = {f"people-{place}-{name}": value for place, person in enumerate(people) for name, value in person.items()}
    stored = sum("id" in person for person in people)
    counts = {"people-TOTAL_FORMS": len(people) + 1, "people-INITIAL_FORMS": stored}
    empty = {f"people-{len(people)}-role": "speaker"}
    return {**WORDS, **words, **rows, **counts, **empty, "then": then}
