"""Fetch, bind, one action, redirect."""
