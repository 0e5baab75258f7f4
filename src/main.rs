//! Reads the arguments and picks window or command line.

fn main() {}
