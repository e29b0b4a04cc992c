"""Official lists about regions: codes, names, changes between editions, postal codes and municipalities."""
