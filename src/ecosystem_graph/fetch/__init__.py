"""From a publisher's web address to a checked file in the cache: the stage that uses the network."""
