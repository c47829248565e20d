"""
Workbooks: how they are laid out, written and read.
"""
