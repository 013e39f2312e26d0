"""Turn the loaded guide into finished HTML and XHTML; the only home of Jinja2."""
