"""
The shapes that exporters share; they know records and declarations, and nothing of audiences.
"""
