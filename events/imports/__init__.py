"""Programmes from elsewhere: files of frab and pretalx, read, compared with what we have, and brought in."""
