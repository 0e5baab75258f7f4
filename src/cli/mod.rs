//! The command line.
//!
//! Takes arguments, gives exit codes: 0 done, 1 done with trouble in some file, 2 not done.
