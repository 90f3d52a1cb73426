"""What our pages say, a file a language."""
