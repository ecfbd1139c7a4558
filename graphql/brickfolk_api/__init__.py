"""The GraphQL face of the services: types, connections, loaders, queries and mutations."""
