"""Published partnerships as activities of the International Aid Transparency Initiative, version 2.03 of its standard.

`obstacles` says which partnerships can be told, `rows` fetches them, `activity` tells one with the nouns beside it, and
`writer` many, a few at a time. What stands for what, and why: docs/decisions/0029-iati.md.
"""
