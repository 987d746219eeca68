"""Programs and claims: how source text becomes something to reason about."""
