"""Orders: placed, paid, sent, ended. Each module is one flow; docs/shop.md says what happens when."""
