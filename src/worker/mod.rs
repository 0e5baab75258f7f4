//! The two threads beside the window, and their messages.
//!
//! Takes jobs over channels, gives reports; calls `wake` after each. Knows no window.
