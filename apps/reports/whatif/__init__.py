"""The what-if page's parts: what the address asks, the cards of changed rules, the matrix, the movers."""
