"""
The forms in which problems are told: to people, to programs, and to services that review changes.
"""

from __future__ import annotations
