"""The call for sessions: what is proposed, what staff think of it, and the sessions that come of it."""
