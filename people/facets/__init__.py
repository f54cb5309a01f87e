"""Which organisations have which value of which facet, as bits, so that any combination is counted in microseconds.

`bits` knows how to work with them, `values` what an organisation has, `blocks` keeps them in the database, `memory` in
this process; `options` says what a visitor may choose, `selection` what a choice comes to, and `sieve` reads its rows.
"""
