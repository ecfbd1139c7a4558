"""A PostgreSQL that comes with the requirements, for whoever has set no DATABASE_URL.

`ENGINE: "common.embedded"` with the data folder as `HOST`. Nothing starts before the first connection; the process
that started the server stops it when it ends, unless others are still connected: then the last of them does.
Linux and macOS.
"""
