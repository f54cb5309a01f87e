"""Finding what is listed twice: names without their legal forms, candidates with a score and its reasons, the queue."""
