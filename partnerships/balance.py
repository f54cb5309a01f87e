"""Who is on which side of a partnership, and what each side brings: of each currency by itself, never added up across."""

from collections import defaultdict

from django.utils.formats import number_format

from people.models.organisations import Side

# Told even where nobody is: that a side is missing is what a reader must see.
ALWAYS = (Side.CIVIL, Side.STATE)


def balance_of(partners):
    """Return [{side, label, count, money}] of `partners` (with organisations), civil society and the state first.

    An organisation with several roles counts once; `money` are sums with their currency, in words.
    """
    organisations, sums = defaultdict(set), defaultdict(lambda: defaultdict(int))
    for partner in partners:
        side = partner.organisation.side
        organisations[side].add(partner.organisation_id)
        if partner.amount is not None:
            sums[side][partner.currency] += partner.amount
    sides = [*ALWAYS, *(side for side in Side if side not in ALWAYS and organisations[side])]
    return [
        {
            "side": side,
            "label": side.label,
            "count": len(organisations[side]),
            "money": [
                f"{number_format(sum_, decimal_pos=2, force_grouping=True)} {currency}"
                for currency, sum_ in sorted(sums[side].items())
            ],
        }
        for side in sides
    ]
