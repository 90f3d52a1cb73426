"""What happens to finished bytes: sanitising, content security policy, scans, fingerprint, placement."""
