"""Pictures that answer questions: what is counted where, what is missing, who works with whom, what became of promises.

Everything is counted by sets of keys as bits (`sets`), with what a list can be narrowed by: so each number is that of the
list behind it. A picture is a function of what is asked (`asking`) that returns what its page and its CSV show.
"""
