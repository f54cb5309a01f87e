"""What every picture is: a question, its choices, what its page shows and what its CSV holds."""


class Picture:
    """Answers one question; `asking` is set once its `choices()` are known."""

    do_not_call_in_templates = True  # the class itself tells the question on the page of all pictures
    name = heading = question = ""
    asking = None

    def __init__(self, user, memory, params):
        self.user, self.memory, self.params = user, memory, params

    def choices(self):
        """Return {name: Choice} of what can be asked."""
        raise NotImplementedError

    def option(self, listed, facet):
        """Return the Option of `facet` that is chosen, or None."""
        chosen = self.asking.chosen(facet)
        return next((one for one in listed.options(facet) if one.token == chosen), None)

    def context(self):
        """Return what the template shows."""
        raise NotImplementedError

    def table(self):
        """Return (headings, rows) of what is shown, in full."""
        raise NotImplementedError
