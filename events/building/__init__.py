"""Building a programme: a draft that staff move about, released in versions."""
