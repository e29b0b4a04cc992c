"""Who is who: canonical keys, chosen values, region hierarchy."""
