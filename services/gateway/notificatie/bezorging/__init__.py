"""Bezorging: brings to subscribers what they may know, in a process that serves nobody else.

`hub` takes subscriptions and gives each a `baan` (lane) of its own; `lijn` is the line to one
receiver, which goes nowhere it may not.
"""
