def sections(document):
    return []
