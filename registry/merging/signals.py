"""What others may listen to. Both are sent within the transaction, with `kept`, `absorbed` and `merge`, when all is done.

Rows are moved in bulk, without a signal for each: whoever keeps something of an organisation by signals listens here.
"""

from django.dispatch import Signal

organisations_merged = Signal()
merge_undone = Signal()
