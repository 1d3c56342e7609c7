"""The pages of a proposal: written, lived step by step, consented to, its objections, its ends."""
