"""Reading the shop. Nothing here writes, and nothing but `access_*` and `visible_*` decides what a person may see."""
