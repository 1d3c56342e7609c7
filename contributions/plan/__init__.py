"""What one reads of needs and of what covers them: sums, traces, horizons, pictures. No writes."""
