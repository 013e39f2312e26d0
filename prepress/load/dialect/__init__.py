"""The dialect of MkDocs Material, and our own blocks, as rules for markdown-it: one small module each."""
