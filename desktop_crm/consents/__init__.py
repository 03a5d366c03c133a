"""What people allowed and refused, channel by channel: events with their proof, never overwritten."""
