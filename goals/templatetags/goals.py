from django import template

register = template.Library()


@register.filter
def goal_numbers(tags):
    """`{{ event.tags.all|goal_numbers }}`: the numbers of the goals in `tags`, each once, in the goals' order."""
    return sorted({tag.goal_id for tag in tags})
