from django import template

from places import countries

register = template.Library()
register.filter(countries.country_name)
register.filter(countries.language_name)
