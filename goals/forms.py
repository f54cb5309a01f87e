from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _


class SdgTagFormSet(BaseInlineFormSet):
    """The tags of one thing in a form: `formset = SdgTagFormSet` in the admin's inline.

    Two new rows that say the same know nothing of each other until they are saved, and Django compares neither empty
    targets nor goals that are implied.
    """

    def clean(self):
        super().clean()
        given = set()
        for form in self.forms:
            tag = form.instance
            if form in self.deleted_forms or tag.goal_id is None:
                continue
            if (tag.goal_id, tag.target_id) in given:
                form.add_error(NON_FIELD_ERRORS, _("This goal or target is already given."))
            given.add((tag.goal_id, tag.target_id))
