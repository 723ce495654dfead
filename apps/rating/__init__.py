"""What is a branch awarded? Plain functions over plain columns of exact integers: no framework, no clock, no I/O."""
