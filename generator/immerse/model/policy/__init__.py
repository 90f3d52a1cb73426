"""The policy of one client: every setting, typed. One file a group."""
