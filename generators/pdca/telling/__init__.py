"""What a record tells, for whoever tells it again: the role of its lines, groups of them, passages,
notes, and whole texts.
"""
