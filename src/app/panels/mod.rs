//! The panes around the map: each takes a read-only view and a list to put commands in.
