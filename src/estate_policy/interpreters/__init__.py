"""What the rules mean: interpreters over the expression tree."""
