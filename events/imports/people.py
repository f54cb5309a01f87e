"""The people of a file among those we have: by GUID, by what an earlier import called them, else by name, else new.

A name in a file is no consent: whoever is new becomes a draft that may not be shown. Who is here keeps their name, their
texts and their consent, and addresses of people are not taken at all.
"""

from collections import defaultdict
from uuid import uuid4

from events.imports.checks import check_fields
from events.imports.keys import scheme_of, uuid_of
from events.imports.rooms import folded
from events.imports.texts import settled, text_of
from events.models import ImportedPerson
from people.models import Person
from publishing.wording import languages_with


class People:
    """Finds the Person for each person of a file; `new` are those to be made, `keys` what is to be remembered of whom."""

    def __init__(self, event, told):
        """`told` are all the people of the file."""
        self.new, self.keys = [], {}
        self.keys_of = defaultdict(set)  # by identity: a new person has no primary key
        guids = {guid for person in told if (guid := uuid_of(person.keys))}
        self.by_guid = {str(row.guid): row for row in Person.objects.filter(guid__in=guids)}
        self.by_key, self.by_name = {}, defaultdict(list)
        self.rows = {row.pk: row for row in self.by_guid.values()}
        earlier = ImportedPerson.objects.filter(event=event) if event.pk else ImportedPerson.objects.none()
        for known in earlier.select_related("person").order_by("pk"):
            self.remember(self.rows.setdefault(known.person_id, known.person), known.key)

    def remember(self, person, key):
        self.by_key[key] = person
        self.keys_of[id(person)].add(key)
        for language in languages_with(person, "name"):
            name = folded(getattr(person, f"name_{language}"))
            if person not in self.by_name[name]:
                self.by_name[name].append(person)

    def find(self, said, language):
        """Return the Person whom `said` means, made where there is none. Raises SessionRefused for an impossible name."""
        person = self.by_keys(said) or self.by_names(said) or self.make(said, language)
        for key in said.keys or [f"name:{folded(text_of(said.name))}"]:
            if key not in self.by_key:
                self.remember(person, key)
                self.keys[key] = person
        return person

    def by_keys(self, said):
        guid = uuid_of(said.keys)
        known = [self.by_key[key] for key in said.keys if key in self.by_key]
        return next(iter(known), None) or self.by_guid.get(str(guid))

    def by_names(self, said):
        """Only where nothing says that it is somebody else of the same name: keys of one kind that differ."""
        schemes = {scheme_of(key) for key in said.keys}
        for name in map(folded, said.name.values()):
            for person in self.by_name.get(name, []):
                if not schemes & {scheme_of(key) for key in self.keys_of[id(person)]}:
                    return person
        return None

    def make(self, said, language):
        person = Person(guid=uuid_of(said.keys) or uuid4(), is_public=False)
        for code, name in settled(said.name, language).items():
            setattr(person, f"name_{code}", name)
        for code, text in settled(said.biography, language).items():
            setattr(person, f"biography_{code}", text)
        check_fields(person, exclude=["slug", "portrait"])
        self.new.append(person)
        return person
