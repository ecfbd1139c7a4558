"""Quotes: asked for, searched, priced and pinned as rows, replayed.

quote = request_quote(by=member, kits=[KitGiven(revision, 2)], country="NL")     # WAITING; a worker does the rest
run_quote(quote.pk)                                                              # what the worker calls
"""
