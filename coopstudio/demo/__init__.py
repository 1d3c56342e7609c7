"""A collective that lives in the house for a visit: invented people, days counted from today."""
