"""Parts lists: what sites, shops, programs and spreadsheets write when nothing is placed."""
