"""More ways in which an object gets its state in `init`: from several sources, and from one that
nobody has checked.
"""
