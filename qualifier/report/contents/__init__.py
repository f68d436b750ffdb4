"""What a report says, by purpose: one module a purpose, and the parts that several of them share.

A report is put together here from an explanation, as a `Document`; how it looks is for the media.
"""
