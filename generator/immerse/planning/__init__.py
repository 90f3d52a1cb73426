"""Which pages a client's site has, at which address, in which order. Decides; renders nothing."""
