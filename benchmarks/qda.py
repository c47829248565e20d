"""
Projects and codebooks for qualitative analysis, as the package `sdsnet-qda` writes them.
"""

from __future__ import annotations

from benchmarks.candidates import adding_to
from benchmarks.export import exporting

candidate = adding_to("qda")

candidate("sdsnet, REFI-QDA project")(exporting("qdpx"))
candidate("sdsnet, REFI-QDA codebook")(exporting("qdc"))
candidate("sdsnet, codebook as CSV")(exporting("codebook"))
