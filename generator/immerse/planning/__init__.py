"""Plans the pages of a client's site, their addresses and their order. Renders nothing."""
