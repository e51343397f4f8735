"""What a record tells, for whoever tells it again: the role of its lines, groups of them,
notes, and whole texts.
"""
