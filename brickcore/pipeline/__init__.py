"""The work on one model that runs in children with limits: `derive` reads, counts and shapes it, `draw` pictures it."""
