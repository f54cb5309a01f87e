"""Texts of rows that came as dictionaries, one column a language."""

from django.utils.translation import get_language
from modeltranslation.utils import resolution_order

from publishing.templatetags.content import page_language, shown
from publishing.wording import LANGUAGE_CODES


class Words:
    """The texts as readers of the active language are shown them."""

    def __init__(self):
        self.language = get_language()
        self.order = resolution_order(self.language)
        self.needs_no_mark = self.language == page_language()

    def said(self, values, field):
        """Return (text, language); ("", None) where no language has it."""
        for code in self.order:
            if text := values[f"{field}_{code}"]:
                return text, code
        return "", None

    def plain(self, values, field):
        return self.said(values, field)[0]

    def marked(self, values, field):
        """The text, marked where it stands in from another language."""
        text, code = self.said(values, field)
        return text if code is None or (self.needs_no_mark and code == self.language) else shown(text, code)


def first_text(values, field):
    """Return the text that stands for a field in any language: one name in the addresses of all."""
    return next(filter(None, (values[f"{field}_{code}"] for code in LANGUAGE_CODES)), "")
