"""Import of the territories: read, build the levels, apply in one transaction, write contours."""
