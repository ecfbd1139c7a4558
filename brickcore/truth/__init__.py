"""How near our counts come to what catalogues say of official sets."""
