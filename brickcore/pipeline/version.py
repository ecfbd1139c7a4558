"""Which pipeline made something: counts up when the same bytes would give other lots, shapes or pictures."""

PIPELINE_VERSION = 1
