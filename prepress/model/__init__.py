"""Frozen records that flow through the pipeline, and the pure rules that several stages share."""
