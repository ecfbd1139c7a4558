"""What the shop's pages show: figures placed, sentences said, nothing looked up twice."""
