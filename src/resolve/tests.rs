//! What `resolve` promises, on hand-made readings.
