"""What a member says of themselves, and what others say of them."""
