"""All the work between the author's copy and the plate.

The stages, in order, each a function from frozen records to frozen records:

load      folder -> Guide, with the place of everything that can be wrong
plan      Guide -> the weeks of each level, to the minute
check     Guide and weeks -> problems
render    Guide and weeks -> HTML and XHTML, as strings
press     HTML -> PDF, XHTML -> EPUB, as bytes
write     build.py alone: bytes -> output/

Dependencies point one way: problems <- model <- the stages <- build.py; the stages never import one another.
"""
